"""Numbers of decision points ("1", "3a") while a proposal is drafted: added, removed and moved without a surprise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

LARGEST_PROPOSAL = 40  # points; the memo of 2014 had 16


@dataclass(frozen=True)
class PointRow:
    """One point as it stands on the form, right or wrong; `adopts` is what it would adopt, as the form names it."""

    number: str = ""
    text: str = ""
    adopts: str = ""


def next_number(numbers: Sequence[str]) -> str:
    """The number after the last one: 3 → 4, 3b → 4 (a new point, not a new part); "1" for the first."""
    found = [int(match.group()) for number in numbers if (match := re.match(r"\d+", number.strip()))]
    return str(max(found, default=0) + 1)


def add_row(rows: Sequence[PointRow]) -> tuple[list[PointRow], int]:
    """The rows with an empty one at the end, and its index; at the largest size nothing is added."""
    if len(rows) >= LARGEST_PROPOSAL:
        return list(rows), len(rows) - 1
    return [*rows, PointRow(next_number([row.number for row in rows]))], len(rows)


def remove_row(rows: Sequence[PointRow], index: int) -> tuple[list[PointRow], int]:
    """The rows without the one at `index`, and the index to go on at.

    When all numbers are whole, the points after it move up a number; with parts (3a) only the author knows which.
    """
    if not 0 <= index < len(rows):
        return list(rows), max(0, len(rows) - 1)
    kept = [row for place, row in enumerate(rows) if place != index]
    if all(row.number.strip().isdigit() for row in rows):
        kept = [replace(row, number=old.number) for row, old in zip(kept, rows, strict=False)]
    return kept, max(0, min(index, len(kept) - 1))


def move_row(rows: Sequence[PointRow], index: int, steps: int) -> tuple[list[PointRow], int]:
    """Exchange the row at `index` with the one `steps` further, and give its new index. Numbers stay in place."""
    other = index + steps
    moved = list(rows)
    if not (0 <= index < len(rows) and 0 <= other < len(rows)):
        return moved, max(0, min(index, len(rows) - 1))
    moved[index] = replace(rows[other], number=rows[index].number)
    moved[other] = replace(rows[index], number=rows[other].number)
    return moved, other
