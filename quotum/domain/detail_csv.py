"""Detailed realisation figures: a row names quarter, municipality, sector, group and employer at once.

Fourteen municipalities, ten sectors, five groups and two kinds of employer make 1,400 rows a quarter; ten years of both
measures are about 100,000. So the file is read line by line and nothing grows with its length: a figure is one number
in a field of bits, which finds what stands there twice, and the sums are kept per quarter only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from quotum.domain.delimited import MAX_ERRORS, FileError, Line
from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import (
    FIRST_YEAR,
    GROUPS,
    MAX_COUNT,
    MEASURES,
    SIDES,
    UNITS,
    words_of,
)
from quotum.enums import Dimension

UNKNOWN = ""  # the source does not know it of this figure


class DetailRow(NamedTuple):
    """One figure. Empty sector, municipality, group or side: not known to the source. key: the figure as a number."""

    key: int
    year: int
    quarter: int
    municipality: str
    sector: str
    group: str
    side: str
    measure: str
    unit: str
    amount: int


_BREAKDOWNS = tuple(
    dimension.value
    for dimension in (
        Dimension.SECTOR,
        Dimension.MUNICIPALITY,
        Dimension.GROUP,
        Dimension.SIDE,
        Dimension.DETAIL,
    )
)
# year, quarter, measure, unit, dimension → code → jobs or people
Sums = dict[tuple[int, int, str, str, str], dict[str, int]]


@dataclass
class _Words:
    """What may stand in the cells of one column: lower-case word to (place in the key, code)."""

    column: str
    words: Mapping[str, str]
    hint: str
    may_be_empty: bool = False
    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = list(dict.fromkeys(self.words.values()))
        self.places = {code: place for place, code in enumerate(codes, start=1)}
        self.size = len(codes) + 1

    def look_up(self, text: str) -> tuple[int, str] | None:
        """Place and code of a cell, remembered per spelling; None when it cannot stand here."""
        if not text:
            return (0, UNKNOWN) if self.may_be_empty else None
        code = self.words.get(text.lower())
        if code is None:
            return None
        found = self.places[code], code
        if len(self.found) < 10_000:
            self.found[text] = found
        return found


def first_key(quarter: Quarter, keys_per_quarter: int) -> int:
    """The lowest key of the figures of a quarter; the highest is one below that of the next quarter."""
    return ((quarter.year - FIRST_YEAR) * 4 + quarter.number - 1) * keys_per_quarter


class DetailReader:
    """Reads lines under the columns of `COLUMNS[Layout.DETAIL]`, in their order, and collects what is wrong.

    sectors: code to name of the list in use. municipalities: CBS code to name. on: today; a quarter must have ended
    before it. Without errors, `sums` has the totals per quarter and breakdown, and `rows` how many figures there were.
    """

    def __init__(self, sectors: Mapping[str, str], municipalities: Mapping[str, str], on: date) -> None:
        self.errors: list[FileError] = []
        self.more_errors = 0
        self.is_about_persons = False
        self.rows = 0
        self._totals: dict[tuple[int, int, str, str], tuple[dict[str, int], ...]] = {}
        self._unknown = [0, 0, 0, 0]
        names = {code.lower(): code for code in municipalities}
        self._municipality = _Words(
            "gemeente",
            names | {name.lower(): code for code, name in municipalities.items()},
            "Gebruik de CBS-code (zoals GM0153) of de naam van een van de deelnemende gemeenten, of laat de cel leeg.",
            may_be_empty=True,
        )
        self._sector = _Words(
            "sector",
            {code.lower(): code for code in sectors},
            f"Gebruik een van: {', '.join(sectors)}; of laat de cel leeg.",
            may_be_empty=True,
        )
        self._group = _Words(
            "groep",
            words_of(GROUPS),
            f"Gebruik een van: {', '.join(GROUPS.values())}; of laat de cel leeg.",
            may_be_empty=True,
        )
        self._side = _Words(
            "werkgever",
            words_of(SIDES),
            f"Gebruik een van: {', '.join(SIDES.values())}; of laat de cel leeg.",
            may_be_empty=True,
        )
        self._measure = _Words(
            "maat", {w: str(m) for w, m in MEASURES.items()}, f"Vul in: {' of '.join(MEASURES)}."
        )
        self._unit = _Words(
            "eenheid", {w: str(u) for w, u in UNITS.items()}, f"Vul in: {' of '.join(UNITS)}."
        )
        self._on = on
        self._quarters: dict[tuple[str, str], Quarter] = {}
        quarters = (on.year - FIRST_YEAR + 1) * 4
        size = 1
        for words in (self._municipality, self._sector, self._group, self._side, self._measure, self._unit):
            size *= words.size
        self.keys_per_quarter = size
        self._seen = bytearray(quarters * size // 8 + 1)

    @property
    def has_too_many_errors(self) -> bool:
        return len(self.errors) >= MAX_ERRORS

    def refuse_for_persons(self, errors: Sequence[FileError]) -> None:
        """There is personal data in the file: nothing else of it is worth saying, and nothing else is read."""
        if not self.is_about_persons:
            self.errors.clear()
        self.is_about_persons = True
        self.errors += errors

    def read(self, lines: Sequence[Line]) -> list[DetailRow]:
        """The figures of these lines; a line with an error gives none, and the error stands in `errors`."""
        rows: list[DetailRow] = []
        for line in () if self.is_about_persons else lines:
            row = self._row(line)
            if row is not None:
                rows.append(row)
            elif len(self.errors) > MAX_ERRORS:
                self.more_errors += len(self.errors) - MAX_ERRORS
                del self.errors[MAX_ERRORS:]
                break
        self.rows += len(rows)
        return rows

    def _row(self, line: Line) -> DetailRow | None:
        if len(line.cells) != 9:
            self._refuse(line, "", f"Deze regel heeft {len(line.cells)} kolommen in plaats van 9.")
            return None
        year, number, place, branch, category, employer, measured, united, amount = line.cells
        quarter = self._quarters.get((year, number)) or self._quarter(line, year, number)
        municipality = self._municipality.found.get(place) or self._word(line, self._municipality, place)
        sector = self._sector.found.get(branch) or self._word(line, self._sector, branch)
        group = self._group.found.get(category) or self._word(line, self._group, category)
        side = self._side.found.get(employer) or self._word(line, self._side, employer)
        measure = self._measure.found.get(measured) or self._word(line, self._measure, measured)
        unit = self._unit.found.get(united) or self._word(line, self._unit, united)
        count = int(amount) if amount.isascii() and amount.isdigit() and len(amount) < 8 else -1
        if not 0 <= count <= MAX_COUNT:
            self._refuse(line, "aantal", count_error(amount))
            return None
        if not (quarter and municipality and sector and group and side and measure and unit):
            return None
        key = (quarter.year - FIRST_YEAR) * 4 + quarter.number - 1
        key = (key * self._municipality.size + municipality[0]) * self._sector.size + sector[0]
        key = (key * self._group.size + group[0]) * self._side.size + side[0]
        key = (key * self._measure.size + measure[0]) * self._unit.size + unit[0]
        byte, bit = key >> 3, 1 << (key & 7)
        if self._seen[byte] & bit:
            self._refuse(line, "", "Dit cijfer staat al eerder in het bestand. Laat er één staan.")
            return None
        self._seen[byte] |= bit
        row = DetailRow(
            key,
            quarter.year,
            quarter.number,
            municipality[1],
            sector[1],
            group[1],
            side[1],
            measure[1],
            unit[1],
            count,
        )
        self._add(row)
        return row

    def _add(self, row: DetailRow) -> None:
        series = (row.year, row.quarter, row.measure, row.unit)
        totals = self._totals.get(series)
        if totals is None:
            totals = self._totals[series] = ({}, {}, {}, {}, {})
        count, unknown = row.amount, self._unknown
        for place, code in enumerate((row.sector, row.municipality, row.group, row.side)):
            if code:
                counts = totals[place]
                counts[code] = counts.get(code, 0) + count
            else:
                unknown[place] += 1
        whole = totals[4]
        whole[""] = whole.get("", 0) + count

    @property
    def sums(self) -> Sums:
        """The totals per quarter, measure, unit and breakdown; of the detail itself one total, without a code."""
        return {
            (*series, dimension): counts
            for series, totals in self._totals.items()
            for dimension, counts in zip(_BREAKDOWNS, totals, strict=True)
            if counts
        }

    @property
    def unknown(self) -> dict[str, int]:
        """Of how many figures a breakdown is not known; only those of which that is any."""
        return {
            dimension: count for dimension, count in zip(_BREAKDOWNS, self._unknown, strict=False) if count
        }

    def _quarter(self, line: Line, year: str, number: str) -> Quarter | None:
        last = self._on.year
        good_year = year.isascii() and year.isdigit() and len(year) == 4 and FIRST_YEAR <= int(year) <= last
        if not good_year:
            self._refuse(line, "jaar", f"{_unfit(year)} Vul een getal in van {FIRST_YEAR} tot en met {last}.")
        if number not in ("1", "2", "3", "4"):
            self._refuse(line, "kwartaal", f"{_unfit(number)} Vul een getal in van 1 tot en met 4.")
        elif good_year:
            quarter = Quarter(int(year), int(number))
            if quarter.has_ended(self._on):
                self._quarters[year, number] = quarter
                return quarter
            self._refuse(
                line,
                "kwartaal",
                f"Kwartaal {number} van {year} is nog niet afgelopen. Voer alleen afgelopen kwartalen in.",
            )
        return None

    def _word(self, line: Line, words: _Words, text: str) -> tuple[int, str] | None:
        found = words.look_up(text)
        if found is None:
            self._refuse(line, words.column, f"{_unfit(text)} {words.hint}")
        return found

    def _refuse(self, line: Line, column: str, message: str) -> None:
        self.errors.append(FileError(line.number, column, message))


def _unfit(text: str) -> str:
    """The start of a sentence that does not repeat what stood there: these errors are kept for a day."""
    return "Wat hier staat, kan hier niet." if text else "Deze cel is leeg."


def count_error(text: str) -> str:
    """What is wrong with a cell that should hold a number, without repeating it."""
    if not text:
        return "Hier ontbreekt het aantal. Laat de hele regel weg als het cijfer er niet is."
    if text.startswith("="):
        return "Hier staat een formule. Kopieer de kolom in Excel en plak alleen de waarden."
    if text.startswith(("-", "−")):
        return "Een aantal is niet kleiner dan 0."
    if text.isascii() and text.isdigit():
        return "Dit getal is te groot om een aantal banen of personen te zijn."
    return "Een aantal is een heel getal in cijfers, zonder punten, komma’s of spaties."


def detail_header_errors(header: Line, columns: Sequence[str]) -> list[FileError]:
    """Columns that stand there twice, or do not belong in the file."""
    names = [" ".join(cell.lower().split()) for cell in header.cells]
    errors = []
    for place, name in enumerate(names, start=1):
        if name in columns and name in names[: place - 1]:
            errors.append(FileError(header.number, name, "Deze kolom staat er twee keer. Laat er één staan."))
        elif name not in columns:
            errors.append(
                FileError(
                    header.number, f"kolom {place}", "Deze kolom hoort niet in het bestand. Verwijder haar."
                )
            )
    return errors


def notes_of(
    sums: Iterable[tuple[int, int, str, str, str]], unknown: Mapping[str, int], rows: int
) -> list[str]:
    """What a reader should know of a good file: how far it reaches, and what was not known of some figures."""
    quarters = sorted({Quarter(year, number) for year, number, *_ in sums})
    notes = []
    if quarters:
        reach = (
            f"over {quarters[0]}" if len(quarters) == 1 else f"van {quarters[0]} tot en met {quarters[-1]}"
        )
        notes.append(f"{_dutch(rows)} cijfers {reach}.")
    labels = {
        "sector": "de sector",
        "municipality": "de gemeente",
        "group": "de groep",
        "side": "markt of overheid",
    }
    notes += [
        f"Van {_dutch(count)} cijfers is {labels[dimension]} niet bekend; die tellen in dat overzicht niet mee."
        for dimension, count in unknown.items()
    ]
    return notes


def _dutch(value: int) -> str:
    return f"{value:,}".replace(",", ".")
