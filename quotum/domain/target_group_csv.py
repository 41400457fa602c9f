"""The target group per municipality and year from a CSV file: bytes in, rows, errors and notes out (article 7, M7).

All or nothing: one error and no row counts. Only numbers of people: what could be about one person is refused before
anything else is read, and the message never repeats it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date

from quotum.domain.delimited import MAX_ERRORS, FileError, Line, Table, UnreadableFile, read_table
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.domain.target_group_rows import (
    CHARACTERISTICS,
    COLUMNS,
    FIRST_YEAR,
    KINDS,
    MAX_COUNT,
    VALUES,
    YEARS_AHEAD,
    ParsedFile,
    Row,
    check_parts,
)
from quotum.enums import Characteristic, HeadcountKind


def parse_target_group(content: bytes, municipalities: Mapping[str, str], on: date) -> ParsedFile:
    """Read a file. municipalities: CBS code to name. on: today; counted years are past or this one, forecasts not past.

    Counts are whole numbers of people.
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        table = read_table(content)
    except UnreadableFile as error:
        return ParsedFile(digest, errors=(FileError(0, "", str(error)),))
    return parse_table(table, municipalities, on, digest)


def parse_table(table: Table, municipalities: Mapping[str, str], on: date, digest: str) -> ParsedFile:
    """The same for a file of which the cells are known already. digest: the hash of the file itself."""
    personal = personal_header(table.header) + personal_cells([table.header, *table.lines])
    errors = personal or _header_errors(table.header)
    if errors:
        return _refused(digest, errors)
    reader = _RowReader(table.header, municipalities, on)
    for line in table.lines:
        reader.read(line)
    if not table.lines:
        reader.errors.append(
            FileError(0, "", "Het bestand heeft alleen kolomnamen. Voeg regels met aantallen toe.")
        )
    if reader.errors:
        return _refused(digest, reader.errors)
    errors, notes = check_parts(reader.rows, municipalities)
    if errors:
        return _refused(digest, errors)
    return ParsedFile(digest, tuple(reader.rows), notes=(*([table.note] if table.note else []), *notes))


def _refused(digest: str, errors: list[FileError]) -> ParsedFile:
    return ParsedFile(digest, errors=tuple(errors[:MAX_ERRORS]), more_errors=max(0, len(errors) - MAX_ERRORS))


def _header_errors(header: Line) -> list[FileError]:
    names = [cell.lower() for cell in header.cells]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        return [
            FileError(
                header.number,
                "",
                f"In de eerste regel ontbreekt: {', '.join(missing)}. Nodig zijn de kolommen {', '.join(COLUMNS)}.",
            )
        ]
    errors = []
    for place, name in enumerate(names, start=1):
        if name in names[: place - 1]:
            errors.append(FileError(header.number, name, "Deze kolom staat er twee keer. Laat er één staan."))
        elif name not in COLUMNS:
            errors.append(
                FileError(
                    header.number, f"kolom {place}", "Deze kolom hoort niet in het bestand. Verwijder haar."
                )
            )
    return errors


class _RowReader:
    """Reads line after line; collects rows and errors, and remembers what it has seen to find duplicates."""

    def __init__(self, header: Line, municipalities: Mapping[str, str], on: date) -> None:
        self.rows: list[Row] = []
        self.errors: list[FileError] = []
        self._places = {name.lower(): place for place, name in enumerate(header.cells)}
        self._codes = {code.lower(): code for code in municipalities} | {
            name.lower(): code for code, name in municipalities.items()
        }
        self._on = on
        self._seen: dict[tuple[int, str, str, str, str], int] = {}

    def read(self, line: Line) -> None:
        if len(line.cells) != len(self._places):
            self._refuse(
                line, "", f"Deze regel heeft {len(line.cells)} kolommen in plaats van {len(self._places)}."
            )
            return
        before = len(self.errors)
        kind = self._word(line, "soort", KINDS)
        year = self._year(line, kind)
        municipality = self._municipality(line)
        characteristic = self._word(line, "kenmerk", CHARACTERISTICS)
        value = self._value(line, characteristic)
        count = self._count(line, "aantal") or 0
        low, high = self._range(line, kind, count)
        if len(self.errors) > before:
            return
        row = Row(year, municipality, kind, characteristic, value, count, low, high)
        if row.key in self._seen:
            self._refuse(line, "", f"Dit aantal staat ook op regel {self._seen[row.key]}. Laat er één staan.")
            return
        self._seen[row.key] = line.number
        self.rows.append(row)

    def _cell(self, line: Line, column: str) -> str:
        return line.cells[self._places[column]]

    def _refuse(self, line: Line, column: str, message: str) -> None:
        self.errors.append(FileError(line.number, column, message))

    def _word(self, line: Line, column: str, words: Mapping[str, str]) -> str:
        text = self._cell(line, column)
        if text.lower() in words:
            return str(words[text.lower()])
        self._refuse(line, column, f"{_quoted(text)} Vul in: {_choices(words)}.")
        return ""

    def _year(self, line: Line, kind: str) -> int:
        text, this = self._cell(line, "jaar"), self._on.year
        lowest, highest = (this, this + YEARS_AHEAD) if kind == HeadcountKind.FORECAST else (FIRST_YEAR, this)
        if re.fullmatch(r"[0-9]{4}", text) and lowest <= int(text) <= highest:
            return int(text)
        about = "een prognose" if kind == HeadcountKind.FORECAST else "een telling"
        self._refuse(
            line, "jaar", f"{_quoted(text)} Bij {about} hoort een jaar van {lowest} tot en met {highest}."
        )
        return 0

    def _municipality(self, line: Line) -> str:
        text = self._cell(line, "gemeente")
        code = self._codes.get(text.lower(), "")
        if not code:
            self._refuse(
                line,
                "gemeente",
                f"{_quoted(text)} Gebruik de CBS-code (zoals GM0153) of de naam van een deelnemende gemeente.",
            )
        return code

    def _value(self, line: Line, characteristic: str) -> str:
        if not characteristic:
            return ""
        text, words = self._cell(line, "waarde"), VALUES[Characteristic(characteristic)]
        if text.lower() in words:
            return str(words[text.lower()])
        asked = (
            "Bij een totaal hoort geen waarde. Laat deze cel leeg."
            if "" in words
            else (f"{_quoted(text)} Vul in: {_choices(words)}.")
        )
        self._refuse(line, "waarde", asked)
        return ""

    def _range(self, line: Line, kind: str, count: int) -> tuple[int | None, int | None]:
        """The lowest and highest number of a forecast; a count has none."""
        if kind == HeadcountKind.COUNTED:
            for column in ("laagste", "hoogste"):
                if self._cell(line, column):
                    self._refuse(line, column, "Een telling heeft geen bandbreedte. Laat deze cel leeg.")
            return None, None
        if kind != HeadcountKind.FORECAST:
            return None, None
        low, high = self._count(line, "laagste"), self._count(line, "hoogste")
        if low is not None and high is not None and not low <= count <= high:
            self._refuse(
                line,
                "aantal",
                "Het aantal ligt niet tussen het laagste en het hoogste. Verbeter een van de drie.",
            )
        return low, high

    def _count(self, line: Line, column: str) -> int | None:
        text = self._cell(line, column)
        if re.fullmatch(r"[0-9]{1,18}", text):
            if int(text) <= MAX_COUNT:
                return int(text)
            self._refuse(line, column, "Dit getal is te groot om een aantal mensen in een gemeente te zijn.")
        elif not text and column != "aantal":
            self._refuse(
                line, column, "Bij een prognose horen een laagste en een hoogste aantal. Vul ze allebei in."
            )
        elif not text:
            self._refuse(
                line, column, "Hier ontbreekt het aantal. Laat de hele regel weg als het er niet is."
            )
        else:
            self._refuse(
                line,
                column,
                "Een aantal is een heel getal van 0 of meer in cijfers, zonder punten of komma’s.",
            )
        return None


def _choices(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} of {last}" if first else last


def _quoted(text: str) -> str:
    """The start of a sentence that shows what stood there, when it is short enough to be a code."""
    if not text:
        return "Deze cel is leeg."
    return f"“{text}” kan hier niet." if len(text) <= 20 else "Wat hier staat, kan hier niet."
