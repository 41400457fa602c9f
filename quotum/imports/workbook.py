"""A workbook (.xlsx) as text, read by a process of its own: what it may cost is fixed before it begins.

A few kilobytes can unfold to gigabytes of cells (reliability: zip bombs, one cell in the last row and column). So the
archive is looked at first, without unpacking, and the reading is done by a child with limits on memory, processor
time and wall time, which writes lines and is ended when it takes too long.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO

from quotum.domain.delimited import UnreadableFile

WORKBOOK_SIGNATURE = b"PK\x03\x04"
MAX_ENTRIES = 200
MAX_UNPACKED = 200 * 1024 * 1024  # bytes; about 700,000 rows of nine cells
MAX_RATIO = 100  # a sheet of figures packs 10 to 30 times
MEMORY = 300 * 1024 * 1024  # bytes that the reader may take
SECONDS_AT_LEAST, BYTES_A_SECOND = 10, 1_000_000  # of unpacked sheet, on a slow machine
SECONDS_AT_MOST = 180  # less than a task may take

_DAMAGED = (
    "Dit Excel-bestand is beschadigd of niet compleet. Sla het in Excel opnieuw op en kies het opnieuw."
)
_NOT_A_WORKBOOK = (
    "Dit is geen Excel-werkmap (.xlsx) maar een ander zip-bestand. Kies een CSV- of .xlsx-bestand."
)
_TOO_MUCH = (
    "Dit Excel-bestand pakt uit tot veel meer dan een blad met cijfers. Kopieer alleen de cijfers naar een nieuw "
    "bestand, of sla het blad op als “CSV UTF-8”."
)
_MACROS = "Dit Excel-bestand heeft macro’s (.xlsm). Sla het op als gewone werkmap (.xlsx) of als “CSV UTF-8”."


class TooMuch(UnreadableFile):
    """It would cost more memory or time than it may."""

    def __init__(self) -> None:
        super().__init__(_TOO_MUCH)


def unpacked_size(workbook: IO[bytes]) -> int:
    """What the archive says it unpacks to, in bytes; raises UnreadableFile when it is no workbook or far too much."""
    try:
        with zipfile.ZipFile(workbook) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableFile(
                    "Dit bestand is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en kies het opnieuw."
                )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile(_DAMAGED) from None
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise UnreadableFile(_NOT_A_WORKBOOK)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(_MACROS)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1):
        raise TooMuch
    return unpacked


def write_workbook_as_text(source: Path, target: Path, *, rows: int = 0, seconds: int = 0) -> tuple[str, ...]:
    """Write the first sheet with figures to `target`: a line per row, cells apart by `;`. Gives notes for the reader.

    rows: how many at most, 0 for all. seconds: of the processor at most, 0 for what its size asks for.
    Raises UnreadableFile with what to do: damaged, macros, a password, or more than a sheet of figures can be.
    """
    with source.open("rb") as content:
        unpacked = unpacked_size(content)
    asked = min(SECONDS_AT_LEAST + unpacked // BYTES_A_SECOND, SECONDS_AT_MOST)
    reader = Path(__file__).with_name("workbook_reader.py")
    try:
        with target.open("wb") as text:
            done = subprocess.run(  # noqa: S603 (our own file, with names that we made ourselves)
                [sys.executable, "-I", str(reader), *map(str, (source, MEMORY, seconds or asked, rows))],
                stdin=subprocess.DEVNULL,
                stdout=text,
                stderr=subprocess.PIPE,
                timeout=asked,
                check=False,
                env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
            )
    except subprocess.TimeoutExpired:
        raise TooMuch from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode == 0:
        return tuple(said)
    if done.returncode == REFUSED and said:
        raise UnreadableFile(said[-1])
    if done.returncode == TOO_MUCH or done.returncode < 0:
        raise TooMuch
    raise UnreadableFile(_DAMAGED)


REFUSED, TOO_MUCH = 3, 4  # exit codes of workbook_reader.py
