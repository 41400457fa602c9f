"""Numbers of agenda items with parts, and moving them: nothing lost, no part away from its item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.numbering import (
    AgendaRow,
    item_numbers,
    move_agenda_row,
    one_place_down,
    one_place_up,
    planned_offsets,
)


def rows(words: str) -> list[AgendaRow]:
    """A letter per row; a small letter is a part."""
    return [AgendaRow(ord(letter), letter.islower()) for letter in words]


def words(found: list[AgendaRow]) -> str:
    return "".join(chr(row.key) for row in found)


@pytest.mark.parametrize(
    ("agenda", "numbers"),
    [
        ("", []),
        ("ABC", ["1", "2", "3"]),
        ("AbcDe", ["1", "1.1", "1.2", "2", "2.1"]),
        ("aB", ["1", "2"]),
    ],
)
def test_item_numbers(agenda: str, numbers: list[str]) -> None:
    assert item_numbers([row.is_sub for row in rows(agenda)]) == numbers


@pytest.mark.parametrize(
    ("agenda", "moved", "position", "expected"),
    [
        ("ABC", "A", 2, "BAC"),
        ("ABC", "C", 1, "CAB"),
        ("ABC", "A", 99, "BCA"),
        ("ABC", "C", -3, "CAB"),
        ("AbcD", "A", 2, "DAbc"),
        ("AbcD", "D", 3, "DAbc"),
        ("AbcDeF", "D", 3, "DeAbcF"),
        ("AbcDeF", "D", 5, "AbcFDe"),
        ("AbcDe", "c", 2, "AcbDe"),
        ("AbcDe", "c", 1, "AcbDe"),
        ("AbcDe", "b", 5, "AcbDe"),
        ("AbcDe", "e", 1, "AbcDe"),
    ],
)
def test_move_keeps_parts_with_their_item(agenda: str, moved: str, position: int, expected: str) -> None:
    assert words(move_agenda_row(rows(agenda), ord(moved), position)) == expected


def test_move_unknown_row() -> None:
    with pytest.raises(KeyError):
        move_agenda_row(rows("AB"), 1, 1)


def test_one_place_up_and_down_at_the_ends() -> None:
    agenda = rows("AbC")
    ends = {chr(row.key): (one_place_up(agenda, row.key), one_place_down(agenda, row.key)) for row in agenda}
    assert ends == {"A": (None, 2), "b": (None, None), "C": (2, None)}


def parents(found: list[AgendaRow]) -> dict[int, int]:
    """Of each part, the item it belongs to."""
    belongs, last = {}, 0
    for row in found:
        last = last if row.is_sub else row.key
        if row.is_sub:
            belongs[row.key] = last
    return belongs


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_move_loses_nothing_and_parts_no_part(subs: list[bool], data: st.DataObject) -> None:
    agenda = [AgendaRow(key, is_sub and key > 1) for key, is_sub in enumerate(subs, start=1)]
    key = data.draw(st.integers(1, len(agenda)))
    position = data.draw(st.integers(-2, len(agenda) + 3))
    found = move_agenda_row(agenda, key, position)
    assert sorted(row.key for row in found) == sorted(row.key for row in agenda)
    assert parents(found) == parents(agenda)


@pytest.mark.parametrize(
    ("minutes", "subs", "offsets"),
    [
        ([10, 20, 5], [False] * 3, [0, 10, 30]),
        ([10, None, 5], [False] * 3, [0, 10, None]),
        ([10, None, 15, 20, 5], [False, False, True, True, False], [0, 10, 10, 25, 45]),
        ([], [], []),
    ],
)
def test_planned_offsets(minutes: list[int | None], subs: list[bool], offsets: list[int | None]) -> None:
    assert planned_offsets(minutes, subs) == offsets
