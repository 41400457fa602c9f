"""What somebody chose as a file, brought to one form: text in UTF-8 with one row per line, on disk.

A CSV file keeps its lines as they are, a workbook gets a line per row, so that an error names the row that the reader
sees. What cannot be such a file is refused before it is read, with a sentence that says what to do.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from quotum.domain.delimited import (
    MAX_LINE_LENGTH,
    MAX_LINES,
    OTHER_KINDS,
    Line,
    Table,
    UnreadableFile,
    stream_table,
)
from quotum.imports.workbook import WORKBOOK_SIGNATURE, TooMuch, unpacked_size, write_workbook_as_text

LARGEST_FILE = 60 * 1000 * 1000  # bytes, over a million rows; a little below the largest request
FOLDER = "invoer"
UNPACKED_AT_ONCE = (
    1_000_000  # bytes of a workbook, about 3,000 rows: what is larger is unpacked in the background
)
PACKED = ".xlsx"
_BLOCK = 1024 * 1024
_HEAD_SECONDS = 2
NO_CELLS = Line(0, ())
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class TooLong(UnreadableFile):
    """More lines than a file of this layout has."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"Het bestand heeft meer dan {most} regels. Kies een bestand met totalen, of deel het op per jaar. "
            "Realisatiecijfers in detail mogen langer zijn."
        )


@dataclass(frozen=True, slots=True)
class Received:
    """A file that can be read line by line. `file`: its name below MEDIA_ROOT. sha256: of what was chosen, as it came.

    notes: what a reader must know, such as that only the first sheet was read. head: of a workbook that has yet to be
    unpacked, its column names; without cells when even these take long.
    """

    file: str
    sha256: str
    size: int
    notes: tuple[str, ...] = ()
    head: Line | None = None

    @property
    def is_packed(self) -> bool:
        return self.head is not None

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.file

    def discard(self) -> None:
        """Remove the text; nothing of the file is left."""
        self.path.unlink(missing_ok=True)

    @property
    def header(self) -> Line:
        if self.head is not None:
            return self.head
        with self.lines() as text:
            return text.header

    def table(self, most: int) -> Table:
        """The whole file in memory, for a layout that is never long; raises UnreadableFile beyond `most` lines."""
        with self.lines() as text:
            found = tuple(islice(text.lines, most + 1))
        if len(found) > most:
            raise TooLong(most)
        return Table(text.header, found)

    @contextmanager
    def lines(self) -> Iterator[OpenText]:
        """The header, and the lines below it one by one."""
        with open_text(self.path) as found:
            yield found


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text that is being read. `position`: how many bytes of it have been taken so far."""

    header: Line
    lines: Iterator[Line]
    position: Callable[[], int]


@contextmanager
def open_text(path: Path) -> Iterator[OpenText]:
    """The header and the lines of a text that `receive` left."""
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        header, lines = stream_table(text)
        yield OpenText(header, lines, raw.tell)


def receive(upload: UploadedFile) -> Received:
    """Bring a chosen file to text. Raises UnreadableFile; nothing is left of the file then."""
    size = upload.size or 0
    if size > LARGEST_FILE:
        raise UnreadableFile("Het bestand is groter dan 60 MB. Deel het op, bijvoorbeeld per jaar.")
    upload.seek(0)
    start = upload.read(400)
    plain_start = start.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not plain_start.strip() and size <= len(start):
        raise UnreadableFile("Het bestand is leeg. Kies een bestand met cijfers.")
    is_workbook = start.startswith(WORKBOOK_SIGNATURE)
    for signature, sentence in () if is_workbook else OTHER_KINDS:
        if start.startswith(signature) or plain_start.startswith(signature):
            raise UnreadableFile(sentence)
    target = Path(settings.MEDIA_ROOT) / FOLDER / f"{uuid4().hex}.csv"
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    try:
        digest = _digest(upload)
        if is_workbook:
            return _received_workbook(upload, target.with_suffix(PACKED), digest)
        notes = _write_text(upload, target)
        received = Received(f"{FOLDER}/{target.name}", digest, target.stat().st_size, notes)
        _ = received.header  # raises UnreadableFile when there is none
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return received


def _received_workbook(upload: UploadedFile, packed: Path, digest: str) -> Received:
    """A short workbook is unpacked at once; of a long one only the column names are read."""
    is_short = unpacked_size(content_of(upload)) <= UNPACKED_AT_ONCE
    upload.seek(0)
    try:
        with packed.open("wb") as copy:
            while block := upload.read(_BLOCK):
                copy.write(block)
        received = Received(f"{FOLDER}/{packed.name}", digest, packed.stat().st_size, head=NO_CELLS)
        if not is_short:
            return replace(received, head=_head(packed))
        text = unpack(received)
    except BaseException:
        packed.unlink(missing_ok=True)
        raise
    packed.unlink()
    return text


def unpack(received: Received, rows: int = 0) -> Received:
    """A workbook as text beside it; rows: how many at most, 0 for all. The workbook itself stays.

    Raises UnreadableFile for what is damaged, hostile or no sheet of figures; no text is left then.
    """
    target = received.path.with_suffix(".csv")
    try:
        notes = write_workbook_as_text(received.path, target, rows=rows)
        text = Received(f"{FOLDER}/{target.name}", received.sha256, target.stat().st_size, notes)
        _ = text.header  # raises UnreadableFile when there is none
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return text


def short(received: Received) -> Received:
    """A file of a layout that is never long, as text: of a workbook no more than that, so that nobody waits long."""
    if not received.is_packed:
        return received
    text = unpack(received, rows=MAX_LINES + 2)
    received.discard()
    return text


def short_table(upload: UploadedFile) -> tuple[Table, str]:
    """The cells of a CSV file or workbook of such a layout, with the hash of what was chosen. No file is left.

    Raises UnreadableFile, with what to do.
    """
    received = receive(upload)
    try:
        received = short(received)
        return replace(received.table(MAX_LINES), note=" ".join(received.notes)), received.sha256
    finally:
        received.discard()


def _head(packed: Path) -> Line:
    """The column names of a workbook; without cells when finding them takes long, which is for the background then."""
    target = packed.with_suffix(".csv")
    try:
        write_workbook_as_text(packed, target, rows=1, seconds=_HEAD_SECONDS)
        with open_text(target) as text:
            return text.header
    except TooMuch:
        return NO_CELLS
    finally:
        target.unlink(missing_ok=True)


def content_of(upload: UploadedFile) -> IO[bytes]:
    """The bytes of a chosen file, from the beginning."""
    content: IO[bytes] | None = upload.file
    assert content is not None  # noqa: S101 (an upload always has its content)
    content.seek(0)
    return content


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    while block := upload.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _write_text(upload: UploadedFile, target: Path) -> tuple[str, ...]:
    """The text of a CSV file in UTF-8, or else read as Windows-1252 and said so."""
    for encoding in ("utf-8", "cp1252"):
        try:
            with target.open("w", encoding="utf-8", newline="") as text:
                _copy_text(upload, text, encoding)
        except UnicodeDecodeError:
            continue
        return () if encoding == "utf-8" else (READ_AS_WINDOWS,)
    raise UnreadableFile(
        "De tekens in dit bestand zijn niet te lezen. Sla het op als “CSV UTF-8” en kies dat bestand."
    )


READ_AS_WINDOWS = (
    "Het bestand is gelezen als Windows-1252, omdat het geen UTF-8 is. Controleer namen met accenten."
)


def _copy_text(upload: UploadedFile, text: IO[str], encoding: str) -> None:
    """Decode line by line. A line that has no end within its limit is refused before it is held in memory."""
    number = 0
    first = True
    stream = content_of(upload)
    while line := stream.readline(4 * MAX_LINE_LENGTH + 2):
        number += 1
        if first:
            line, first = line.removeprefix(_BYTE_ORDER_MARK), False
        if b"\0" in line:
            raise UnreadableFile(
                "Het bestand bevat tekens die in een CSV-bestand niet voorkomen (nul-bytes). "
                "Sla het opnieuw op als “CSV UTF-8”."
            )
        decoded = line.decode(encoding)
        if len(decoded.rstrip("\r\n")) > MAX_LINE_LENGTH:
            raise UnreadableFile(
                f"Regel {number} is langer dan {MAX_LINE_LENGTH} tekens. Dat is geen regel met cijfers; "
                "controleer het bestand."
            )
        text.write(decoded)
