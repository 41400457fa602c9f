"""Rearranging decision points on the form: no text lost, no number that surprises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.domain.numbering import LARGEST_PROPOSAL, PointRow, add_row, move_row, next_number, remove_row


def rows(*numbers: str) -> list[PointRow]:
    """A row per number, with a text and a draft of its own."""
    return [PointRow(number, f"tekst {index}", f"d{index}") for index, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], "1"),
        (["1"], "2"),
        (["1", "2", "3a", "3b"], "4"),
        (["7", "2"], "8"),
        (["", "x"], "1"),
        (["2", "x"], "3"),
    ],
)
def test_next_number(numbers: list[str], expected: str) -> None:
    assert next_number(numbers) == expected


def test_add_row_goes_last() -> None:
    after, focus = add_row(rows("1", "2"))
    assert (after[2], focus) == (PointRow("3"), 2)


def test_add_row_stops_at_the_largest() -> None:
    full = rows(*[str(n + 1) for n in range(LARGEST_PROPOSAL)])
    assert add_row(full) == (full, LARGEST_PROPOSAL - 1)


def test_remove_row_whole_numbers_close_up() -> None:
    after, focus = remove_row(rows("1", "2", "3"), 1)
    assert [(row.number, row.text) for row in after] == [("1", "tekst 0"), ("2", "tekst 2")]
    assert focus == 1


def test_remove_row_parts_keep_their_numbers() -> None:
    after, _ = remove_row(rows("1", "2", "3a", "3b", "4"), 1)
    assert [row.number for row in after] == ["1", "3a", "3b", "4"]


def test_remove_row_last_one_focuses_the_one_before() -> None:
    assert remove_row(rows("1", "2"), 1)[1] == 0


def test_move_row_exchanges_content_not_numbers() -> None:
    after, focus = move_row(rows("1", "3a", "3b"), 2, -1)
    assert [(row.number, row.text, row.adopts) for row in after] == [
        ("1", "tekst 0", "d0"),
        ("3a", "tekst 2", "d2"),
        ("3b", "tekst 1", "d1"),
    ]
    assert focus == 1


@pytest.mark.parametrize(("index", "steps"), [(0, -1), (2, 1), (-1, 1), (9, -1)])
def test_move_row_off_the_ends_changes_nothing(index: int, steps: int) -> None:
    before = rows("1", "2", "3")
    after, focus = move_row(before, index, steps)
    assert after == before
    assert 0 <= focus < 3


@given(
    st.lists(st.sampled_from(["1", "2", "3a", "", "x"]), min_size=1, max_size=6),
    st.integers(-2, 8),
    st.sampled_from([-1, 1]),
)
def test_move_row_loses_nothing(numbers: list[str], index: int, steps: int) -> None:
    before = rows(*numbers)
    after, focus = move_row(before, index, steps)
    assert [row.number for row in after] == numbers
    assert sorted((row.text, row.adopts) for row in after) == sorted((row.text, row.adopts) for row in before)
    assert 0 <= focus < len(numbers)
