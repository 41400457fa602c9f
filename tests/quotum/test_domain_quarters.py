"""Quarters: their days, their neighbours, and when their figures may be expected."""

from __future__ import annotations

from datetime import date

import pytest

from quotum.domain.quarters import Quarter


@pytest.mark.parametrize(
    ("day", "quarter", "first", "last"),
    [
        (date(2026, 1, 1), Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), Quarter(2026, 2), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 8, 15), Quarter(2026, 3), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), Quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarter_of_a_day(day: date, quarter: Quarter, first: date, last: date) -> None:
    assert Quarter.of(day) == quarter
    assert (quarter.first_day, quarter.last_day) == (first, last)


def test_neighbours_cross_the_year() -> None:
    assert Quarter(2026, 4).next == Quarter(2027, 1)
    assert Quarter(2026, 1).previous == Quarter(2025, 4)
    assert Quarter(2026, 2).next.previous == Quarter(2026, 2)


def test_quarter_has_ended_the_day_after_its_last() -> None:
    assert not Quarter(2026, 3).has_ended(date(2026, 9, 30))
    assert Quarter(2026, 3).has_ended(date(2026, 10, 1))


def test_quarter_in_words() -> None:
    assert str(Quarter(2026, 3)) == "kwartaal 3 van 2026"
