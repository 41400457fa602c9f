"""Realisation figures from a CSV file: bytes in, rows, errors and notes out. Nothing is looked up and nothing is kept.

The file is all or nothing: one error and no row counts. Personal data is found before anything else is read, and an
error about it never repeats what stood there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from quotum.domain.delimited import MAX_ERRORS, FileError, Line, Table, UnreadableFile, read_table
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.domain.quarters import Quarter
from quotum.domain.totals import check_totals
from quotum.enums import Dimension, Group, Measure, Side, Unit

COLUMNS = ("jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal")
TOTAL = "total"
KINDS = {
    "sector": Dimension.SECTOR.value,
    "gemeente": Dimension.MUNICIPALITY.value,
    "groep": Dimension.GROUP.value,
    "werkgever": Dimension.SIDE.value,
    "totaal": TOTAL,
}
GROUPS = {group.value: group.label for group in Group}
SIDES = {side.value: side.label for side in Side}
MEASURES = {"nieuw": Measure.NEW, "stand": Measure.STOCK}
UNITS = {"banen": Unit.JOBS, "personen": Unit.PEOPLE}
FIRST_YEAR = 2013  # the banenafspraak counts from the end of 2012
MAX_COUNT = 1_000_000  # more than the whole country has; a larger number is another kind of number


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `kind` is a Dimension or "total"; `code` a sector, CBS code or category, "" for a total."""

    year: int
    quarter: int
    kind: str
    code: str
    measure: str
    unit: str
    count: int

    @property
    def key(self) -> tuple[int, int, str, str, str, str]:
        return (self.year, self.quarter, self.kind, self.code, self.measure, self.unit)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a file says. With errors there are no rows. `notes` are for the reader and stop nothing."""

    sha256: str
    rows: tuple[Row, ...] = ()
    errors: tuple[FileError, ...] = ()
    notes: tuple[str, ...] = ()
    more_errors: int = 0  # errors beyond the first MAX_ERRORS

    @property
    def is_good(self) -> bool:
        return not self.errors


def parse_realisation(
    content: bytes, sectors: Mapping[str, str], municipalities: Mapping[str, str], on: date
) -> ParsedFile:
    """Read a file of realisation figures.

    sectors: code to name, of the list in use. municipalities: CBS code to name. on: today; quarters that have not
    ended before it are refused. Counts are whole numbers in the unit that the row itself names.
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        table = read_table(content)
    except UnreadableFile as error:
        return ParsedFile(digest, errors=(FileError(0, "", str(error)),))
    return parse_table(table, sectors, municipalities, on, digest)


def parse_table(
    table: Table, sectors: Mapping[str, str], municipalities: Mapping[str, str], on: date, digest: str
) -> ParsedFile:
    """The same for a file of which the cells are known already. digest: the hash of the file itself."""
    errors = personal_data(table) or _header_errors(table.header)
    if errors:
        return _refused(digest, errors)
    reader = _RowReader(table.header, sectors, municipalities, on)
    for line in table.lines:
        reader.read(line)
    if not table.lines:
        reader.errors.append(
            FileError(0, "", "Het bestand heeft alleen kolomnamen. Voeg regels met cijfers toe.")
        )
    if reader.errors:
        return _refused(digest, reader.errors)
    known = {
        Dimension.SECTOR: {code: code for code in sectors},
        Dimension.MUNICIPALITY: municipalities,
        Dimension.GROUP: GROUPS,
        Dimension.SIDE: SIDES,
    }
    problems, notes = check_totals(reader.rows, known)
    if problems:
        return _refused(digest, [FileError(0, "aantal", problem) for problem in problems])
    return ParsedFile(
        digest, tuple(reader.rows), notes=tuple([table.note] if table.note else []) + tuple(notes)
    )


def _refused(digest: str, errors: list[FileError]) -> ParsedFile:
    return ParsedFile(digest, errors=tuple(errors[:MAX_ERRORS]), more_errors=max(0, len(errors) - MAX_ERRORS))


def personal_data(table: Table) -> list[FileError]:
    """Columns about people, and cells that hold a BSN. The messages name the place, never the content."""
    cells = [name.lower() for name in table.header.cells]
    names = [name if name in COLUMNS else f"kolom {place}" for place, name in enumerate(cells, start=1)]
    figures = cells.index("aantal") if "aantal" in cells else -1
    return personal_header(table.header) + personal_cells([table.header, *table.lines], names, figures)


def _header_errors(header: Line) -> list[FileError]:
    names = [cell.lower() for cell in header.cells]
    errors = []
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        errors.append(
            FileError(
                header.number,
                "",
                f"In de eerste regel ontbreekt: {', '.join(missing)}. Nodig zijn de kolommen {', '.join(COLUMNS)}.",
            )
        )
    for place, name in enumerate(names, start=1):
        if name in names[: place - 1] and name in COLUMNS:
            errors.append(FileError(header.number, name, "Deze kolom staat er twee keer. Laat er één staan."))
        elif name not in COLUMNS and not missing:
            errors.append(
                FileError(
                    header.number, f"kolom {place}", "Deze kolom hoort niet in het bestand. Verwijder haar."
                )
            )
    return errors


class _RowReader:
    """Reads line after line; collects rows and errors, and remembers what it has seen to find duplicates."""

    def __init__(
        self, header: Line, sectors: Mapping[str, str], municipalities: Mapping[str, str], on: date
    ) -> None:
        self.rows: list[Row] = []
        self.errors: list[FileError] = []
        self._places = {name.lower(): place for place, name in enumerate(header.cells)}
        self._width = len(header.cells)
        self._codes = {
            Dimension.SECTOR.value: {code.lower(): code for code in sectors},
            Dimension.MUNICIPALITY.value: {code.lower(): code for code in municipalities}
            | {name.lower(): code for code, name in municipalities.items()},
            Dimension.GROUP.value: words_of(GROUPS),
            Dimension.SIDE.value: words_of(SIDES),
        }
        self._on = on
        self._seen: dict[tuple[int, int, str, str, str, str], int] = {}

    def read(self, line: Line) -> None:
        cells = line.cells
        if len(cells) != self._width:
            self._refuse(line, "", f"Deze regel heeft {len(cells)} kolommen in plaats van {self._width}.")
            return
        before = len(self.errors)
        year = self._number(line, "jaar", FIRST_YEAR, self._on.year)
        quarter = self._number(line, "kwartaal", 1, 4)
        kind = self._word(line, "soort", KINDS)
        measure = self._word(line, "maat", MEASURES)
        unit = self._word(line, "eenheid", UNITS)
        code = self._code(line, kind)
        count = self._count(line)
        if year and quarter and not Quarter(year, quarter).has_ended(self._on):
            self._refuse(
                line,
                "kwartaal",
                f"Kwartaal {quarter} van {year} is nog niet afgelopen. Voer alleen afgelopen kwartalen in.",
            )
        if len(self.errors) > before:
            return
        row = Row(year, quarter, kind, code, measure, unit, count)
        if row.key in self._seen:
            self._refuse(line, "", f"Dit cijfer staat ook op regel {self._seen[row.key]}. Laat er één staan.")
            return
        self._seen[row.key] = line.number
        self.rows.append(row)

    def _cell(self, line: Line, column: str) -> str:
        return line.cells[self._places[column]]

    def _refuse(self, line: Line, column: str, message: str) -> None:
        self.errors.append(FileError(line.number, column, message))

    def _number(self, line: Line, column: str, lowest: int, highest: int) -> int:
        text = self._cell(line, column)
        if re.fullmatch(r"[0-9]{1,4}", text) and lowest <= int(text) <= highest:
            return int(text)
        self._refuse(line, column, f"{quoted(text)} Vul een getal in van {lowest} tot en met {highest}.")
        return 0

    def _word(self, line: Line, column: str, words: Mapping[str, str]) -> str:
        text = self._cell(line, column)
        if text.lower() in words:
            return str(words[text.lower()])
        self._refuse(line, column, f"{quoted(text)} Vul in: {one_of(words)}.")
        return ""

    def _code(self, line: Line, kind: str) -> str:
        text = self._cell(line, "code")
        if kind == TOTAL:
            if text:
                self._refuse(line, "code", "Bij een totaal hoort geen code. Laat deze cel leeg.")
            return ""
        if not kind:
            return ""
        code = self._codes[kind].get(text.lower(), "")
        if not code:
            self._refuse(line, "code", f"{quoted(text)} {self._known(kind)}")
        return code

    def _known(self, kind: str) -> str:
        if kind == Dimension.MUNICIPALITY:
            return "Gebruik de CBS-code (zoals GM0153) of de naam van een van de deelnemende gemeenten."
        words = {Dimension.GROUP.value: GROUPS, Dimension.SIDE.value: SIDES}.get(kind)
        return f"Gebruik een van: {', '.join(words.values() if words else self._codes[kind].values())}."

    def _count(self, line: Line) -> int:
        text = self._cell(line, "aantal")
        if re.fullmatch(r"[0-9]{1,18}", text):
            if int(text) <= MAX_COUNT:
                return int(text)
            self._refuse(line, "aantal", "Dit getal is te groot om een aantal banen of personen te zijn.")
        elif not text:
            self._refuse(
                line, "aantal", "Hier ontbreekt het aantal. Laat de hele regel weg als het cijfer er niet is."
            )
        elif text.startswith(("-", "−")):
            self._refuse(line, "aantal", "Een aantal is niet kleiner dan 0.")
        else:
            self._refuse(
                line, "aantal", "Een aantal is een heel getal in cijfers, zonder punten, komma’s of spaties."
            )
        return 0


def words_of(labels: Mapping[str, str]) -> dict[str, str]:
    """What may stand in a cell for a category, in lower case: its code and its label."""
    return {code: code for code in labels} | {label.lower(): code for code, label in labels.items()}


def one_of(words: Iterable[str]) -> str:
    """Such as "sector, gemeente of totaal"."""
    *first, last = words
    return f"{', '.join(first)} of {last}" if first else last


def quoted(text: str) -> str:
    """The start of a sentence that shows what stood there, when it is short enough to be a code."""
    if not text:
        return "Deze cel is leeg."
    return f"“{text}” kan hier niet." if len(text) <= 20 else "Wat hier staat, kan hier niet."
