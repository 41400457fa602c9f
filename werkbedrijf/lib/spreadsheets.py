"""Text for the cells of a spreadsheet: what somebody typed is shown, never calculated. Plain Python."""

from __future__ import annotations

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text as a cell that a spreadsheet does not take for a formula: an apostrophe before it where it would."""
    return f"'{text}" if text.lstrip(" \n").startswith(_STARTS_A_FORMULA) else text
