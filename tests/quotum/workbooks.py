"""Workbooks (.xlsx) for tests: rows in, bytes out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl


def workbook(*rows: Sequence[Any], sheets: int = 1) -> bytes:
    """One sheet with these rows, and other sheets after it when asked."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"Blad {number + 1}").append(["iets anders"])
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
