"""Numbers of decision points ("1", "3a") and agenda items ("3", "3.1"): added, removed and moved without a surprise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

LARGEST_PROPOSAL = 40  # points; the memo of 2014 had 16


MOST_TASKS = 10  # under one point


@dataclass(frozen=True)
class TaskRow:
    """One task of a point as it stands on the form, right or wrong."""

    owner: str = ""
    what: str = ""
    condition: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class PointRow:
    """One point as it stands on the form, right or wrong; `adopts` is what it would adopt, as the form names it."""

    number: str = ""
    text: str = ""
    adopts: str = ""
    tasks: tuple[TaskRow, ...] = ()


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


def add_task(rows: Sequence[PointRow], index: int) -> tuple[list[PointRow], int]:
    """The rows with an empty task under the point at `index`, and that index; a point has so many tasks at most."""
    if not 0 <= index < len(rows):
        return list(rows), max(0, len(rows) - 1)
    tasks = (*rows[index].tasks, TaskRow())[:MOST_TASKS]
    return [replace(row, tasks=tasks) if place == index else row for place, row in enumerate(rows)], index


def remove_task(rows: Sequence[PointRow], index: int, task: int) -> tuple[list[PointRow], int]:
    """The rows without the task at place `task` under the point at `index`, and that index."""
    if not 0 <= index < len(rows):
        return list(rows), max(0, len(rows) - 1)
    tasks = tuple(kept for place, kept in enumerate(rows[index].tasks) if place != task)
    return [replace(row, tasks=tasks) if place == index else row for place, row in enumerate(rows)], index


@dataclass(frozen=True)
class AgendaRow:
    """One item in the order of an agenda: its key, and whether it is a part of the item above it."""

    key: int
    is_sub: bool = False


def item_numbers(subs: Sequence[bool]) -> list[str]:
    """The numbers of agenda items in order: parts of item 3 are 3.1, 3.2; a part without an item above counts alone."""
    numbers: list[str] = []
    main = part = 0
    for is_sub in subs:
        if is_sub and main:
            part += 1
            numbers.append(f"{main}.{part}")
        else:
            main, part = main + 1, 0
            numbers.append(str(main))
    return numbers


def end_of_block(rows: Sequence[AgendaRow], start: int) -> int:
    """The index after the item at `start` and its parts."""
    end = start + 1
    while end < len(rows) and rows[end].is_sub:
        end += 1
    return end


def move_agenda_row(rows: Sequence[AgendaRow], key: int, position: int) -> list[AgendaRow]:
    """The rows with the one of this key at `position` (1 is first; beyond the ends means first or last).

    An item takes its parts along and never lands between another item and its parts; a part stays under its own item.
    Raises KeyError for a key that is not there.
    """
    index = next((place for place, row in enumerate(rows) if row.key == key), None)
    if index is None:
        raise KeyError(key)
    target = max(0, min(position - 1, len(rows) - 1))
    if rows[index].is_sub and index > 0:
        parent = next((place for place in range(index, -1, -1) if not rows[place].is_sub), -1)
        target = max(parent + 1, min(target, end_of_block(rows, max(parent, 0)) - 1))
        rest = [row for row in rows if row.key != key]
        return [*rest[:target], rows[index], *rest[target:]]
    end = end_of_block(rows, index)
    block, rest = list(rows[index:end]), [*rows[:index], *rows[end:]]
    if target < index:
        while target > 0 and rest[target].is_sub:
            target -= 1
    elif target > index:
        target = min(target, len(rest))
        while target < len(rest) and rest[target].is_sub:
            target += 1
    return [*rest[:target], *block, *rest[target:]]


def one_place_up(rows: Sequence[AgendaRow], key: int) -> int | None:
    """The position that moves this row one place up, or None where that changes nothing."""
    return _neighbour(rows, key, -1)


def one_place_down(rows: Sequence[AgendaRow], key: int) -> int | None:
    """The position that moves this row one place down, or None where that changes nothing."""
    return _neighbour(rows, key, 1)


def _neighbour(rows: Sequence[AgendaRow], key: int, step: int) -> int | None:
    index = next(place for place, row in enumerate(rows) if row.key == key)
    position = index + 1 + step
    return position if move_agenda_row(rows, key, position) != list(rows) else None


def planned_offsets(minutes: Sequence[int | None], subs: Sequence[bool]) -> list[int | None]:
    """For each item, after how many minutes it begins; None once an item before it has no time planned.

    An item that is divided into parts needs no time of its own.
    """
    offsets: list[int | None] = []
    passed: int | None = 0
    for place, planned in enumerate(minutes):
        offsets.append(passed)
        divided = not subs[place] and place + 1 < len(subs) and subs[place + 1]
        if planned is None and not divided:
            passed = None
        elif passed is not None:
            passed += planned or 0
    return offsets
