"""A file of rows and columns, from bytes to cells: what it is, how it is encoded, where it breaks.

Plain refusals for what is not such a file at all. Limits keep a hostile file from costing more than a moment.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TextIO

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 20_000
MAX_LINE_LENGTH = 1_000
MAX_COLUMNS = 50
MAX_ERRORS = 500  # that anybody is shown of one file
SEPARATORS = (";", ",")

OTHER_KINDS = (
    (
        b"PK\x03\x04",
        "Dit is een Excel-bestand of een zip-bestand. Sla het in Excel op als “CSV UTF-8” en kies dat bestand.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "Dit is een ouder Excel-bestand. Sla het in Excel op als “CSV UTF-8” en kies dat bestand.",
    ),
    (b"%PDF", "Dit is een PDF. Kies het CSV- of Excel-bestand met de cijfers."),
    (b"\x89PNG", "Dit is een afbeelding. Kies het CSV- of Excel-bestand met de cijfers."),
    (b"\xff\xd8\xff", "Dit is een afbeelding. Kies het CSV- of Excel-bestand met de cijfers."),
    (b"<", "Dit is een webpagina of XML-bestand. Kies het CSV- of Excel-bestand met de cijfers."),
    (b"{", "Dit is een JSON-bestand. Kies het CSV- of Excel-bestand met de cijfers."),
    (b"\xff\xfe", "Dit bestand is opgeslagen als UTF-16. Sla het op als “CSV UTF-8” en kies dat bestand."),
    (b"\xfe\xff", "Dit bestand is opgeslagen als UTF-16. Sla het op als “CSV UTF-8” en kies dat bestand."),
)


class UnreadableFile(ValueError):
    """The file cannot be read as rows of cells at all; the message is Dutch, for the screen, and says what to do."""


@dataclass(frozen=True, slots=True)
class FileError:
    """What is wrong and what to do, in Dutch. `line` counts from 1 in the file, 0 for the file as a whole."""

    line: int
    column: str
    message: str


class Line(NamedTuple):
    """One line with its cells; `number` is the line in the file, counting from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the lines below it, without empty lines. `note` says so when the file was not in UTF-8."""

    header: Line
    lines: tuple[Line, ...]
    note: str = ""


def read_table(content: bytes) -> Table:
    """The cells of a CSV file with `;` or `,`, in UTF-8 (with or without BOM) or Windows-1252.

    Raises UnreadableFile: empty, larger than 5 MB, another type of file, NUL bytes, a line or a file that is too
    long, too many columns, quotes that do not match, or no line with column names.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile("Het bestand is leeg. Kies een bestand met cijfers.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile("Het bestand is groter dan 5 MB. Deel het op, bijvoorbeeld per jaar.")
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:8]
    for signature, sentence in OTHER_KINDS:
        if content.startswith(signature) or start.startswith(signature):
            raise UnreadableFile(sentence)
    if b"\0" in content:
        raise UnreadableFile(
            "Het bestand bevat tekens die in een CSV-bestand niet voorkomen (nul-bytes). "
            "Sla het opnieuw op als “CSV UTF-8”."
        )
    text, note = _decode(content)
    _refuse_endless(text)
    rows = _rows(text)
    if not rows:
        raise UnreadableFile("Het bestand heeft geen regel met kolomnamen. Begin met het sjabloon.")
    return Table(rows[0], tuple(rows[1:]), note)


def stream_table(text: TextIO, longest: int = MAX_LINE_LENGTH) -> tuple[Line, Iterator[Line]]:
    """The header, and the lines below it one by one, so that a file of any length costs the memory of one line.

    text: opened with newline="" and decoded already. Empty lines are left out. Raises UnreadableFile, also while the
    lines are being read: no column names, a line that is too long, too many columns, quotes that do not match.
    """
    first = ""
    skipped = 0
    while not first.strip():
        first = text.readline(longest + 2)
        if not first:
            raise UnreadableFile("Het bestand heeft geen regel met kolomnamen. Begin met het sjabloon.")
        skipped += 1
    separator = max(SEPARATORS, key=first.count)

    def physical() -> Iterator[str]:
        yield first
        number = skipped
        while line := text.readline(longest + 2):
            number += 1
            if len(line.rstrip("\r\n")) > longest:
                raise UnreadableFile(
                    f"Regel {number} is langer dan {longest} tekens. Dat is geen regel met cijfers; "
                    "controleer het bestand."
                )
            yield line

    lines = _cells(csv.reader(physical(), delimiter=separator, strict=True), skipped - 1)
    header = next(lines, None)
    if header is None:
        raise UnreadableFile("Het bestand heeft geen regel met kolomnamen. Begin met het sjabloon.")
    return header, lines


def _cells(reader: Any, before: int) -> Iterator[Line]:
    """The lines of a csv reader with something in them; `before`: how many lines of the file came before it."""
    try:
        for cells in reader:
            number = before + reader.line_num
            if len(cells) > MAX_COLUMNS:
                raise UnreadableFile(
                    f"Regel {number} heeft meer dan {MAX_COLUMNS} kolommen. Begin met het sjabloon."
                )
            stripped = tuple(map(str.strip, cells))
            if any(stripped):
                yield Line(number, stripped)
    except csv.Error:
        raise UnreadableFile(
            f"In of vóór regel {before + reader.line_num} kloppen de aanhalingstekens niet. "
            "Haal ze weg of sla het bestand opnieuw op als CSV."
        ) from None


def _decode(content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFile(
            "De tekens in dit bestand zijn niet te lezen. Sla het op als “CSV UTF-8” en kies dat bestand."
        ) from None
    return (
        text,
        "Het bestand is gelezen als Windows-1252, omdat het geen UTF-8 is. Controleer namen met accenten.",
    )


def _refuse_endless(text: str) -> None:
    lines = text.splitlines()
    if len(lines) > MAX_LINES + 1:
        raise UnreadableFile(
            f"Het bestand heeft meer dan {MAX_LINES} regels. Kies een bestand met totalen, of deel het op per jaar."
        )
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_LENGTH:
            raise UnreadableFile(
                f"Regel {number} is langer dan {MAX_LINE_LENGTH} tekens. Dat is geen regel met cijfers; "
                "controleer het bestand."
            )


def _rows(text: str) -> list[Line]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    return list(_cells(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 0))
