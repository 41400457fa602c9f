"""Counts exported from WBS/Sonar: vacancies, jobseekers and employer contacts per location, sector and quarter.

Vacancies and employer contacts are what came in during the quarter; jobseekers are a stock at its end, never added over
quarters. The export itself has no fixed format, so this is ours; other columns are mapped once per source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quotum.domain.columns import COLUMNS, Layout
from quotum.domain.delimited import MAX_ERRORS, FileError, Line, Table
from quotum.domain.detail_csv import count_error, detail_header_errors
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import MAX_COUNT, one_of, quoted, words_of
from quotum.enums import CountKind

KINDS = {kind.value: kind.label for kind in CountKind}
FIRST_YEAR = 2014  # the agreement begins in December 2014


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count. location: its slug. sector: its code, "" when the source does not know it."""

    year: int
    quarter: int
    kind: str
    location: str
    sector: str
    count: int

    @property
    def key(self) -> tuple[int, int, str, str, str]:
        return (self.year, self.quarter, self.kind, self.location, self.sector)


@dataclass(frozen=True, slots=True)
class ParsedCounts:
    """What a file says. With errors there are no rows."""

    sha256: str
    rows: tuple[CountRow, ...] = ()
    errors: tuple[FileError, ...] = ()
    notes: tuple[str, ...] = ()
    more_errors: int = 0

    @property
    def is_good(self) -> bool:
        return not self.errors


def parse_counts(
    table: Table, locations: Mapping[str, str], sectors: Mapping[str, str], on: date, digest: str
) -> ParsedCounts:
    """Read a file under the columns of `COLUMNS[Layout.COUNTS]`, in any order.

    locations: slug to name. sectors: code to name, of the list in use. on: today; a quarter must have ended before it.
    """
    header = table.header
    errors = personal_header(header) or personal_cells([header, *table.lines], COLUMNS[Layout.COUNTS])
    errors = errors or detail_header_errors(header, COLUMNS[Layout.COUNTS])
    if errors:
        return _refused(digest, errors)
    reader = _Reader(header, locations, sectors, on)
    for line in table.lines:
        reader.read(line)
    if not table.lines:
        reader.refuse(Line(0, ()), "", "Het bestand heeft alleen kolomnamen. Voeg regels met cijfers toe.")
    if reader.errors:
        return _refused(digest, reader.errors)
    return ParsedCounts(digest, tuple(reader.rows.values()), notes=tuple(_notes(reader.rows, locations)))


def _refused(digest: str, errors: list[FileError]) -> ParsedCounts:
    return ParsedCounts(
        digest, errors=tuple(errors[:MAX_ERRORS]), more_errors=max(0, len(errors) - MAX_ERRORS)
    )


def _notes(
    rows: Mapping[tuple[int, int, str, str, str], CountRow], locations: Mapping[str, str]
) -> list[str]:
    """Locations that are absent where others are there: absent is not 0."""
    given: dict[tuple[int, int, str], set[str]] = {}
    for row in rows.values():
        given.setdefault((row.year, row.quarter, row.kind), set()).add(row.location)
    return [
        f"Van {Quarter(year, number)} ontbreken bij {KINDS[kind]}: "
        f"{', '.join(name for slug, name in locations.items() if slug not in there)}. Ontbreken is geen 0."
        for (year, number, kind), there in sorted(given.items())
        if len(there) < len(locations)
    ]


class _Reader:
    """Reads line after line, and remembers what it has seen."""

    def __init__(
        self, header: Line, locations: Mapping[str, str], sectors: Mapping[str, str], on: date
    ) -> None:
        self.rows: dict[tuple[int, int, str, str, str], CountRow] = {}
        self.errors: list[FileError] = []
        names = [" ".join(cell.lower().split()) for cell in header.cells]
        self._places = [names.index(column) for column in COLUMNS[Layout.COUNTS]]
        self._width = len(names)
        self._kinds = words_of(KINDS)
        self._locations = words_of(locations)
        self._location_names = list(locations.values())
        self._sectors = {code.lower(): code for code in sectors}
        self._on = on

    def refuse(self, line: Line, column: str, message: str) -> None:
        self.errors.append(FileError(line.number, column, message))

    def read(self, line: Line) -> None:
        """One line: a row, or its errors."""
        if len(line.cells) != self._width:
            self.refuse(line, "", f"Deze regel heeft {len(line.cells)} kolommen in plaats van {self._width}.")
            return
        year, number, place, branch, counted, amount = (line.cells[n] for n in self._places)
        before = len(self.errors)
        quarter = self._quarter(line, year, number)
        location = self._locations.get(place.lower(), "")
        if not location:
            self.refuse(line, "locatie", f"{quoted(place)} Vul in: {one_of(self._location_names)}.")
        sector = self._sectors.get(branch.lower(), "")
        if branch and not sector:
            known = ", ".join(self._sectors.values())
            self.refuse(line, "sector", f"{quoted(branch)} Gebruik een van: {known}; of laat de cel leeg.")
        kind = self._kinds.get(counted.lower(), "")
        if not kind:
            self.refuse(line, "telling", f"{quoted(counted)} Vul in: {one_of(KINDS.values())}.")
        is_number = amount.isascii() and amount.isdigit() and len(amount) < 8 and int(amount) <= MAX_COUNT
        if not is_number:
            self.refuse(line, "aantal", count_error(amount))
        if quarter is None or len(self.errors) > before:
            return
        row = CountRow(quarter.year, quarter.number, kind, location, sector, int(amount))
        if row.key in self.rows:
            self.refuse(line, "", "Dit cijfer staat al eerder in het bestand. Laat er één staan.")
            return
        self.rows[row.key] = row

    def _quarter(self, line: Line, year: str, number: str) -> Quarter | None:
        if not (
            year.isascii() and year.isdigit() and len(year) == 4 and FIRST_YEAR <= int(year) <= self._on.year
        ):
            self.refuse(
                line, "jaar", f"{quoted(year)} Vul een getal in van {FIRST_YEAR} tot en met {self._on.year}."
            )
            return None
        if number not in ("1", "2", "3", "4"):
            self.refuse(line, "kwartaal", f"{quoted(number)} Vul een getal in van 1 tot en met 4.")
            return None
        quarter = Quarter(int(year), int(number))
        if not quarter.has_ended(self._on):
            self.refuse(line, "kwartaal", f"{str(quarter).capitalize()} is nog niet afgelopen.")
            return None
        return quarter
