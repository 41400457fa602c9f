"""Workplaces from a file of rows of our own layout, such as "werkzame personen" from a register of establishments.

Such registers are delivered on request and have no fixed format, so this one is ours. All or nothing, and one file has
one definition and one source: what an allocation divides by is never a mixture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quotum.domain.classification import ClassificationError, Section, finest_partition, sections_of
from quotum.domain.delimited import MAX_ERRORS, FileError, Line, Table
from quotum.domain.detail_csv import detail_header_errors
from quotum.domain.divisions import is_divisions
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.domain.realisation_csv import one_of, quoted
from quotum.domain.workplace_file import TOTAL, Figure, WorkplaceFile, rounded_to
from quotum.enums import WorkplaceDefinition

COLUMNS = ("jaar", "sector", "aantal", "definitie", "bron")
OPTIONAL = ("peilmoment", "indeling")
DEFINITIONS = {
    "banen van werknemers": WorkplaceDefinition.JOBS.value,
    "werkzame personen": WorkplaceDefinition.PERSONS.value,
}
USUAL_SCHEME = "SBI 2008"
FIRST_YEAR, LAST_YEAR = 1990, 2100
LARGEST = 20_000_000  # more than the whole country has
LONGEST = {"bron": 200, "peilmoment": 40}


def is_of_rows(header: Line) -> bool:
    """Whether these are our columns, and not those of CBS: it has a year and a number."""
    names = {name.lower() for name in header.cells}
    return {"jaar", "aantal"} <= names


def parse_workplaces(
    table: Table, schemes: Mapping[str, Sequence[Section]], years: range, digest: str
) -> WorkplaceFile:
    """schemes: name of a classification ("SBI 2008") to its sections. years: that can have figures by today.

    A cell without a number was not published, which is not 0. digest: the hash of the file itself.
    """
    names = [name.lower() for name in table.header.cells]
    columns = (*COLUMNS, *OPTIONAL)
    missing = [column for column in COLUMNS if column not in names]
    errors = personal_header(table.header) + personal_cells([table.header, *table.lines])
    errors = errors or detail_header_errors(table.header, columns)
    if missing and not errors:
        asked = f"Nodig zijn de kolommen {', '.join(COLUMNS)}."
        errors = [
            FileError(table.header.number, "", f"In de eerste regel ontbreekt: {', '.join(missing)}. {asked}")
        ]
    if not errors and not table.lines:
        errors = [FileError(0, "", "Het bestand heeft alleen kolomnamen. Voeg regels met cijfers toe.")]
    if errors:
        return WorkplaceFile(digest, errors=tuple(errors[:MAX_ERRORS]))
    reader = _Reader(names, schemes, years)
    for line in table.lines:
        reader.read(line)
    if not reader.errors and not any(jobs is not None for jobs in reader.found.values()):
        reader.errors.append(FileError(0, "aantal", "Bij geen enkele regel staat een aantal. Vul ze in."))
    if reader.errors:
        return WorkplaceFile(digest, errors=tuple(reader.errors[:MAX_ERRORS]))
    return WorkplaceFile(
        digest,
        scheme=reader.scheme,
        rounded_to=rounded_to(reader.found.values()),
        figures=tuple(
            Figure(year, code, jobs, "missing" if jobs is None else "reported")
            for (year, code), jobs in sorted(
                reader.found.items(), key=lambda item: (item[0][0], item[0][1] != TOTAL, item[0][1])
            )
        ),
        notes=(*([table.note] if table.note else []), *_sums(reader.found, schemes[reader.scheme])),
        definition=DEFINITIONS[reader.same["definitie"][0].lower()],
        reference=reader.same["peilmoment"][0] if "peilmoment" in reader.same else "",
        source=reader.same["bron"][0],
    )


class _Reader:
    """Reads line after line; collects figures and errors, and what has to be the same on every line."""

    def __init__(self, names: list[str], schemes: Mapping[str, Sequence[Section]], years: range) -> None:
        self.found: dict[tuple[int, str], int | None] = {}
        self.errors: list[FileError] = []
        self.same: dict[
            str, tuple[str, int]
        ] = {}  # column to what stands there, and the line where it stood first
        self._names, self._schemes, self._years = names, schemes, years
        self._lines: dict[tuple[int, str], int] = {}

    @property
    def scheme(self) -> str:
        words = self.same.get("indeling", (USUAL_SCHEME, 0))[0]
        return next((name for name in self._schemes if name.lower() == words.lower()), "")

    def read(self, line: Line) -> None:
        if len(line.cells) != len(self._names):
            self._refuse(
                line, "", f"Deze regel heeft {len(line.cells)} kolommen in plaats van {len(self._names)}."
            )
            return
        cells = dict(zip(self._names, line.cells, strict=True))
        before = len(self.errors)
        for column in ("definitie", "bron", *OPTIONAL):
            if column in cells:
                self._same(line, column, cells[column])
        year, jobs = self._year(line, cells["jaar"]), self._count(line, cells["aantal"])
        code = self._code(line, cells["sector"])
        if len(self.errors) > before:
            return
        key = (year, code)
        if key in self._lines:
            self._refuse(line, "", f"Dit cijfer staat ook op regel {self._lines[key]}. Laat er één staan.")
            return
        self._lines[key], self.found[key] = line.number, jobs

    def _refuse(self, line: Line, column: str, message: str) -> None:
        self.errors.append(FileError(line.number, column, message))

    def _same(self, line: Line, column: str, text: str) -> None:
        words: Sequence[str] = ()
        if column == "definitie":
            words = tuple(DEFINITIONS)
        elif column == "indeling":
            words = tuple(self._schemes)
        if words and text.lower() not in [word.lower() for word in words]:
            self._refuse(line, column, f"{quoted(text)} Vul in: {one_of(words)}.")
        elif not text:
            self._refuse(line, column, "Deze cel is leeg. Vul haar in, op elke regel hetzelfde.")
        elif len(text) > LONGEST.get(column, 100):
            self._refuse(line, column, f"Dit is langer dan {LONGEST.get(column, 100)} tekens. Kort het in.")
        elif column not in self.same:
            self.same[column] = (text, line.number)
        elif self.same[column][0].lower() != text.lower():
            self._refuse(
                line,
                column,
                f"Hier staat iets anders dan op regel {self.same[column][1]}. Een uitgave heeft één {column}: "
                "maak er twee bestanden van.",
            )

    def _year(self, line: Line, text: str) -> int:
        if re.fullmatch(r"[0-9]{4}", text) and int(text) in self._years:
            return int(text)
        first, last = self._years[0], self._years[-1]
        self._refuse(line, "jaar", f"{quoted(text)} Vul een jaar in van {first} tot en met {last}.")
        return 0

    def _count(self, line: Line, text: str) -> int | None:
        if not text:
            return None  # not published
        if re.fullmatch(r"[0-9]{1,9}", text) and int(text) <= LARGEST:
            return int(text)
        self._refuse(
            line,
            "aantal",
            "Een aantal is een heel getal in cijfers, zonder punten of komma’s. Laat de cel leeg als het niet is "
            "gepubliceerd.",
        )
        return None

    def _code(self, line: Line, text: str) -> str:
        code = text.upper().replace(" ", "").replace("–", "-")
        if code in ("TOTAAL", TOTAL):
            return TOTAL
        if is_divisions(code) and len(code) <= 10:
            return code
        try:
            sections_of(code, self._schemes.get(self.scheme, ()))
        except ClassificationError:
            self._refuse(
                line,
                "sector",
                f"{quoted(text)} Vul een sectie in (F), een reeks (B-E), een som (B+D), een afdeling (47) of totaal.",
            )
            return ""
        return code if len(code) <= 10 else self._too_long(line)

    def _too_long(self, line: Line) -> str:
        self._refuse(line, "sector", "Een code heeft hoogstens 10 tekens.")
        return ""


def _sums(found: Mapping[tuple[int, str], int | None], sections: Sequence[Section]) -> list[str]:
    """Where the parts together differ from the total by more than their rounding explains."""
    half = rounded_to(found.values()) // 2
    notes = []
    for year in sorted({year for year, _ in found}):
        known = {code: jobs for (at, code), jobs in found.items() if at == year and jobs is not None}
        total = known.pop(TOTAL, None)
        pieces = {code: sections_of(code, sections) for code in known if not is_divisions(code)}
        parts = finest_partition(pieces, sections)
        if total is None or not parts:
            continue
        added = sum(known[code] for code in parts)
        if abs(added - total) > half * (len(parts) + 1):
            notes.append(
                f"{year}: de delen zijn samen {added} en het totaal is {total}. Dat verschil is groter dan afronding "
                "verklaart; controleer het bestand."
            )
    return notes
