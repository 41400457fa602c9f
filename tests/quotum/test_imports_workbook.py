"""Workbooks: read as rows, and refused within two seconds and 300 MB when they are hostile or broken."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.styles import PatternFill

from quotum.domain.delimited import UnreadableFile
from quotum.imports import Received, receive
from quotum.imports.workbook import MAX_UNPACKED
from tests.quotum.workbooks import saved, workbook

HEADER = ["jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal"]
ROW = [2024, 3, "sector", "A", "nieuw", "banen", 12]


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def taken(content: bytes, name: str = "cijfers.xlsx") -> Received:
    return receive(SimpleUploadedFile(name, content))


def rows_of(received: Received) -> list[tuple[int, tuple[str, ...]]]:
    with received.lines() as text:
        return [(text.header.number, text.header.cells), *((line.number, line.cells) for line in text.lines)]


def test_rows_come_as_they_were_typed_with_their_numbers() -> None:
    received = taken(
        workbook(HEADER, ROW, [], [2024.0, 3, "gemeente", "Enschede; oost", "nieuw", "banen", 1.5])
    )
    assert rows_of(received) == [
        (1, tuple(HEADER)),
        (2, ("2024", "3", "sector", "A", "nieuw", "banen", "12")),
        (4, ("2024", "3", "gemeente", "Enschede; oost", "nieuw", "banen", "1,5")),
    ]
    assert received.notes == ()
    received.discard()
    assert not received.path.exists()


def test_formula_is_named_and_not_calculated() -> None:
    assert rows_of(taken(workbook(HEADER, [*ROW[:-1], "=SUM(A1:A9)"])))[1][1][-1] == "=formule"


def test_only_the_first_sheet_is_read_and_that_is_said() -> None:
    received = taken(workbook(HEADER, ROW, sheets=3))
    assert len(rows_of(received)) == 2
    assert received.notes == ("De werkmap heeft 3 bladen; alleen het eerste, “Sheet”, is gelezen.",)


def _far_cell() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "jaar"
    book.active["XFD1048576"] = 1
    return saved(book)


def _coloured() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADER)
    for row in range(2, 1_200):
        book.active.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")
    return saved(book)


def _bomb(name: str, content: bytes, times: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(name, "w") as entry:
            for _ in range(times):
                entry.write(content)
    return packed.getvalue()


def _with_entry(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(HEADER, ROW))) as before, zipfile.ZipFile(packed, "w") as after:
        for entry in before.infolist():
            after.writestr(entry, content if entry.filename == name else before.read(entry))
        if name not in before.namelist():
            after.writestr(name, content)
    return packed.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"""
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/hostname">')
SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = b"<row><c><v>1</v></c></row>" * 40_000

HOSTILE = {
    "far cell": (_far_cell, "lege rijen"),
    "coloured rows": (_coloured, "lege rijen"),
    "bomb": (lambda: _bomb(SHEET, MEGABYTE, 40), "pakt uit tot veel meer"),
    "huge": (
        lambda: _bomb(SHEET, b"\0" * 1024 * 1024, MAX_UNPACKED // 1024 // 1024 + 1),
        "pakt uit tot veel meer",
    ),
    "many entries": (lambda: workbook(HEADER, sheets=250), "pakt uit tot veel meer"),
    "laughs": (lambda: _with_entry(SHEET, LAUGHS), "beschadigd"),
    "outside": (lambda: _with_entry(SHEET, OUTSIDE), "beschadigd"),
    "macros": (lambda: _with_entry("xl/vbaProject.bin", b"x"), "macro"),
    "truncated": (lambda: workbook(HEADER, ROW)[:-200], "beschadigd"),
    "another zip": (lambda: _bomb("x", b"x", 1).replace(b"xl/workbook", b"yl/workbook"), "ander zip-bestand"),
    "no xml": (lambda: _with_entry(SHEET, b"\xff\xff nothing"), "beschadigd"),
    "no sheet": (lambda: _with_entry("xl/workbook.xml", b"<workbook/>"), "beschadigd|geen zichtbaar blad"),
    "empty": (lambda: workbook(), "leeg"),
    "old Excel or a password": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ouder Excel-bestand"),
}


@pytest.fixture(params=HOSTILE, scope="module")
def hostile(request: pytest.FixtureRequest) -> tuple[bytes, str]:
    make, part = HOSTILE[request.param]
    return make(), part


def test_hostile_or_broken_workbook_is_refused_in_time_and_leaves_nothing(
    hostile: tuple[bytes, str], tmp_path: Path
) -> None:
    content, part = hostile
    before = sum(os.times()[:4])  # of the processor: the clock also counts what else runs on the machine
    with pytest.raises(UnreadableFile, match=part):
        taken(content)
    assert sum(os.times()[:4]) - before < 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_text_keeps_its_lines_and_says_when_it_was_not_utf_8(tmp_path: Path) -> None:
    plain = taken(b"\xef\xbb\xbfjaar;code\r\n2024;A\r\n", "cijfers.csv")
    assert rows_of(plain) == [(1, ("jaar", "code")), (2, ("2024", "A"))]
    windows = taken("jaar;code\n2024;Café\n".encode("cp1252"), "cijfers.csv")
    assert rows_of(windows)[1] == (2, ("2024", "Café"))
    assert "Windows-1252" in windows.notes[0]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf \r\n", "leeg"),
        (b"%PDF-1.7 x", "PDF"),
        (b"jaar;\0code\n", "nul-bytes"),
        (b"x" * 3_000_000, "langer dan"),
        (b"\xff\xfej\0", "UTF-16"),
        (b"jaar\n\x81\x8d\n", "niet te lezen"),
    ],
)
def test_text_that_is_none_is_refused_and_leaves_nothing(content: bytes, part: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=part):
        taken(content, "cijfers.csv")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
