"""A file with the answers to one request: read whole, every error at its row and column. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile

from quotum.domain.delimited import FileError, Line, Table, UnreadableFile
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.imports.uploads import short_table
from reports.domain.information import dutch_number

COLUMNS = ("indicator", "waarde", "toelichting")
LONGEST_REMARK = 300


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """By code what the file says: the number and the remark. With errors there is nothing."""

    values: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    errors: tuple[FileError, ...] = ()
    more_errors: int = 0  # as other files have it: this one is never so long


def read_answers(upload: UploadedFile, asked: Mapping[str, str]) -> FileAnswers:
    """The answers in a CSV file or workbook. asked: the code of each indicator with its name; either names it."""
    try:
        table, _ = short_table(upload)
    except UnreadableFile as error:
        return FileAnswers(errors=(FileError(0, "", str(error)),))
    return answers_in(table, asked)


def answers_in(table: Table, asked: Mapping[str, str]) -> FileAnswers:
    """The answers in a table with the columns of COLUMNS, the last one optional."""
    header = [cell.strip().lower() for cell in table.header.cells]
    errors = personal_header(table.header) or personal_cells(table.lines, header)
    if errors:
        return FileAnswers(errors=tuple(errors))
    if tuple(header) not in (COLUMNS, COLUMNS[:2]):
        wanted = "; ".join(COLUMNS)
        message = f"De eerste regel noemt de kolommen: {wanted}. Begin met het sjabloon."
        return FileAnswers(errors=(FileError(table.header.number, "", message),))
    codes = {code: code for code in asked} | {name.lower(): code for code, name in asked.items()}
    values: dict[str, tuple[Decimal, str]] = {}
    for line in table.lines:
        errors += _read(line, codes, values)
    if not errors and not values:
        errors = [FileError(0, "", "Het bestand heeft geen regels met cijfers. Vul het sjabloon in.")]
    return FileAnswers(errors=tuple(errors)) if errors else FileAnswers(values)


def _read(line: Line, codes: Mapping[str, str], values: dict[str, tuple[Decimal, str]]) -> list[FileError]:
    """Add one line to `values`, or say what is wrong with it. A line without a value is one that is not answered."""
    if len(line.cells) > len(COLUMNS):
        return [
            FileError(line.number, "", "Deze regel heeft meer dan drie kolommen. Verwijder wat te veel is.")
        ]
    name, value, remark = (*(cell.strip() for cell in line.cells), "", "", "")[:3]
    if not value and not remark:
        return []
    errors = []
    code = codes.get(name.lower())
    if code is None:
        errors.append(
            FileError(
                line.number,
                "indicator",
                "Deze indicator wordt hier niet gevraagd. Neem een naam uit het sjabloon over.",
            )
        )
    elif code in values:
        errors.append(
            FileError(line.number, "indicator", "Deze indicator staat er al. Laat één regel staan.")
        )
    number = dutch_number(value)
    if number is None:
        errors.append(
            FileError(
                line.number,
                "waarde",
                "Vul een getal van 0 of meer in, met hoogstens twee cijfers na de komma.",
            )
        )
    if len(remark) > LONGEST_REMARK:
        errors.append(FileError(line.number, "toelichting", f"Gebruik hoogstens {LONGEST_REMARK} tekens."))
    if not errors and code is not None and number is not None:
        values[code] = number, remark
    return errors
