"""Workplaces as CBS publishes them (table 83582NED): bytes in, figures, errors and notes out; nothing is looked up.

Read are OData in JSON (version 3 and 4) and the CSV of StatLine "volgens databasemodel", with keys or with labels. Keys
are padded with spaces, figures are thousands with one decimal, an empty cell is not published and never 0, and groups
(B-E) overlap their parts (C, E): they are kept beside each other and never added up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from quotum.domain.cbs_files import TABLE, Cell, csv_cells, json_cells
from quotum.domain.delimited import FileError, UnreadableFile
from quotum.domain.workplace_file import TOTAL, Figure, WorkplaceFile, rounded_to

# Key of BedrijfstakkenBranchesSBI2008 to code, as they stand in table 83582NED.
CONFIRMED_KEYS = {
    "T001081": TOTAL, "301000": "A", "300002": "B-E", "305700": "B", "307500": "C", "346600": "D", "348000": "E",
    "350000": "F", "300006": "G-I", "354200": "G", "383100": "H", "391600": "J", "396300": "K",
    "402000": "L", "300010": "M-N", "403300": "M", "300012": "O-Q", "417400": "O", "419000": "P",
    "300014": "R-U", "428100": "R",
}  # fmt: skip
# By the pattern of the others: none of our sources has these. A file is held against what its groups leave for them.
UNCONFIRMED_KEYS = {"389100": "I", "410200": "N", "422400": "Q", "432100": "S"}
KEYS = CONFIRMED_KEYS | UNCONFIRMED_KEYS
# What CBS does not publish, but what follows from what it does: a group and the parts that go off it.
DERIVED = {
    "I": ("G-I", ("G", "H")),
    "N": ("M-N", ("M",)),
    "Q": ("O-Q", ("O", "P")),
    "S-U": ("R-U", ("R",)),
    "B+D": ("B-E", ("C", "E")),
}
# The groups that are a partition: together they are the total, but for rounding.
PARTS = ("A", "B-E", "F", "G-I", "J", "K", "L", "M-N", "O-Q", "R-U")
LARGEST = 20_000_000  # jobs: more than the whole country has
MAX_ERRORS = 50
FIRST_YEAR, LAST_YEAR = 1990, 2100
_MISSING = frozenset({"", ".", "x", "null", "none"})
_LETTERS = re.compile(r"([A-U](?:-[A-U])?)\s+\S")
_YEAR = re.compile(r"(\d{4})(?:JJ00)?\*{0,2}")
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?|-?\d+\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class Region:
    """The region of which figures are kept: its code at CBS and its names there."""

    code: str
    names: tuple[str, ...]


TWENTE = Region("CR12", ("Twente (CR)", "Twente"))


def read_cbs(content: bytes, region: Region = TWENTE) -> WorkplaceFile:
    """The figures of one region, in jobs, from a file of table 83582NED. Other regions and activities are left out.

    Every error at its line, and one error is enough to keep nothing: figures are taken over as a whole or not at all.
    """
    digest = hashlib.sha256(content).hexdigest()
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    try:
        cells, notes = json_cells(content) if start in (b"{", b"[") else csv_cells(content)
    except UnreadableFile as error:
        return WorkplaceFile(digest, errors=(FileError(0, "", str(error)),))
    reader = _Reader(region)
    for cell in cells:
        reader.read(cell)
    doubted, doubts = _held_against_groups(reader.found, reader.unconfirmed)
    errors = reader.errors or reader.nothing_found() or doubted
    if errors:
        return WorkplaceFile(digest, errors=tuple(errors[:MAX_ERRORS]))
    figures = _with_derived(reader.found)
    return WorkplaceFile(
        digest,
        source=f"CBS StatLine {TABLE}, regio {region.names[-1]} ({region.code})",
        rounded_to=rounded_to(reader.found.values()),
        figures=tuple(figures),
        notes=(*notes, *reader.notes(), *doubts, *_sums(reader.found)),
    )


@dataclass
class _Reader:
    """Collects the figures of one region, and what is wrong on the way."""

    region: Region
    found: dict[tuple[int, str], int | None] = field(default_factory=dict)
    errors: list[FileError] = field(default_factory=list)
    other_regions: set[str] = field(default_factory=set)
    other_activities: set[str] = field(default_factory=set)
    unconfirmed: dict[str, str] = field(default_factory=dict)  # code to the key that was read as it
    quarters: int = 0

    def read(self, cell: Cell) -> None:
        if cell.region != self.region.code and cell.region not in self.region.names:
            self.other_regions.add(cell.region)
            return
        code = _code_of(cell.activity)
        if code is None:
            self.other_activities.add(cell.activity)
            return
        if "KW" in cell.period or "kwartaal" in cell.period.lower():
            self.quarters += 1
            return
        year = _YEAR.fullmatch(cell.period)
        if year is None or not FIRST_YEAR <= int(year[1]) <= LAST_YEAR:
            self._wrong(cell, "Perioden", f"“{cell.period[:20]}” is geen jaar zoals 2024 of 2024JJ00.")
            return
        try:
            jobs = _jobs(cell.value)
        except ValueError as error:
            self._wrong(cell, "Banen van werknemers", str(error))
            return
        key = (int(year[1]), code)
        if key in self.found and self.found[key] != jobs:
            self._wrong(
                cell,
                "Banen van werknemers",
                f"{code} staat voor {key[0]} twee keer in het bestand, met andere cijfers.",
            )
            return
        self.found[key] = jobs
        if cell.activity in UNCONFIRMED_KEYS and jobs is not None:
            self.unconfirmed[code] = cell.activity

    def _wrong(self, cell: Cell, column: str, message: str) -> None:
        self.errors.append(FileError(cell.line, column, message))

    def nothing_found(self) -> list[FileError]:
        if any(jobs is not None for jobs in self.found.values()):
            return []
        names = f"{self.region.names[-1]} ({self.region.code})"
        if self.other_regions and not self.found:
            return [
                FileError(
                    0, "Regio's", f"Geen enkele regel gaat over {names}. Kies die regio bij het downloaden."
                )
            ]
        return [
            FileError(
                0,
                "",
                f"Er staat geen enkel jaarcijfer over {names} in dit bestand. Kies tabel {TABLE}, per jaar.",
            )
        ]

    def notes(self) -> Iterator[str]:
        """What was left out, for the reader."""
        for count, one, more in (
            (len(self.other_regions), "andere regio", "andere regio’s"),
            (
                len(self.other_activities),
                "bedrijfstak die geen sectie of groep van secties is",
                "bedrijfstakken die geen sectie of groep van secties zijn",
            ),
            (self.quarters, "kwartaalcijfer", "kwartaalcijfers"),
        ):
            if count:
                yield f"Overgeslagen: {count} {one if count == 1 else more}."


def _code_of(activity: str) -> str | None:
    """The code of a key ("301000") or of a label ("A Landbouw, bosbouw en visserij"); None for anything finer."""
    if activity in KEYS:
        return KEYS[activity]
    label = _LETTERS.match(activity)
    if label is None:
        return None
    return TOTAL if label[1] == "A-U" else label[1]


def _jobs(value: str) -> int | None:
    """A figure in thousands as jobs; None when it was not published. Raises ValueError, in Dutch."""
    if value.strip().lower() in _MISSING:
        return None
    if value.strip() == "-":
        raise ValueError(
            "Een streepje zegt niet of het 0 is of niet gepubliceerd. Vul 0 in, of laat de cel leeg."
        )
    if not _NUMBER.fullmatch(value.strip()):
        raise ValueError(f"“{value[:20]}” is geen getal in duizendtallen, zoals 1,9.")
    text = value.strip()
    plain = text.replace(".", "").replace(",", ".") if "," in text or re.search(r"\.\d{3}", text) else text
    try:
        jobs = Decimal(plain) * 1000
    except InvalidOperation:
        raise ValueError(f"“{value[:20]}” is geen getal in duizendtallen, zoals 1,9.") from None
    if jobs < 0:
        raise ValueError("Een aantal banen is niet kleiner dan 0.")
    if jobs != jobs.to_integral_value() or jobs > LARGEST:
        raise ValueError(
            f"“{value[:20]}” is geen aantal banen in duizendtallen. Kies tabel {TABLE} van het CBS."
        )
    return int(jobs)


def _with_derived(found: Mapping[tuple[int, str], int | None]) -> list[Figure]:
    """Every figure, and what follows from a group minus its parts where CBS does not publish it itself."""
    figures = [
        Figure(year, code, jobs, "missing" if jobs is None else "reported")
        for (year, code), jobs in found.items()
    ]
    for year in sorted({year for year, _ in found}):
        for code, (group, parts) in DERIVED.items():
            terms = [found.get((year, name)) for name in (group, *parts)]
            known = [term for term in terms if term is not None]
            if found.get((year, code)) is not None or len(known) < len(terms):
                continue
            rest = known[0] - sum(known[1:])
            if rest >= 0:  # below 0 the rounding is larger than the figure: then nothing can be said
                figures = [row for row in figures if (row.year, row.code) != (year, code)]
                figures.append(Figure(year, code, rest, "derived"))
    return sorted(figures, key=lambda row: (row.year, row.code != TOTAL, row.code))


def _held_against_groups(
    found: Mapping[tuple[int, str], int | None], unconfirmed: Mapping[str, str]
) -> tuple[list[FileError], list[str]]:
    """Whether a key that no source of ours confirms can be what it is read as: errors where it cannot, notes otherwise.

    A section is what its group leaves after the other parts, but for the rounding of each (S: at most that much).
    """
    errors, notes = [], []
    half = rounded_to(found.values()) / 2
    for code, key in sorted(unconfirmed.items()):
        group, parts = DERIVED["S-U" if code == "S" else code]
        checked = 0
        for year in sorted({year for year, name in found if name == code}):
            own, *terms = (found.get((year, name)) for name in (code, group, *parts))
            known = [term for term in terms if term is not None]
            if own is None or len(known) < len(terms):
                continue
            checked += 1
            over = own - (known[0] - sum(known[1:]))
            if over > half * (len(terms) + 1) or (code != "S" and -over > half * (len(terms) + 1)):
                errors.append(
                    FileError(
                        0,
                        "Bedrijfstakken/branches",
                        f"Sleutel {key} is gelezen als sectie {code}, maar het cijfer over {year} past niet bij "
                        f"{group} zonder {' en '.join(parts)}. Zoek bij het CBS op wat {key} is, of download "
                        "het bestand met namen in plaats van sleutels.",
                    )
                )
        sentence = (
            f"Sleutel {key} is gelezen als sectie {code}. Dat is niet in de bronnen van dit systeem bevestigd"
        )
        notes.append(
            f"{sentence}; het cijfer past wel bij {group} zonder {' en '.join(parts)}."
            if checked
            else f"{sentence} en niet na te rekenen: is {key} bij het CBS inderdaad sectie {code}?"
        )
    return errors, notes


def _sums(found: Mapping[tuple[int, str], int | None]) -> Iterator[str]:
    """Where the ten groups together differ from the total by more than their rounding explains."""
    half = rounded_to(found.values()) // 2
    for year in sorted({year for year, _ in found}):
        parts = [found.get((year, code)) for code in PARTS]
        total = found.get((year, TOTAL))
        known = [part for part in parts if part is not None]
        if total is None or len(known) < len(parts):
            continue
        difference = sum(known) - total
        if abs(difference) > half * (len(parts) + 1):
            yield (
                f"{year}: de tien groepen zijn samen {sum(known)} en het totaal is {total}. Dat verschil is groter dan "
                "afronding verklaart; controleer het bestand."
            )
