"""On schedule or not: exact fractions of a year, and who is furthest behind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest

from quotum.domain.pace import Pace, furthest_behind_first, pace_of, pace_together


@dataclass(frozen=True)
class Line:
    name: str
    pace: Pace | None


@pytest.mark.parametrize(
    ("allocated", "realised", "quarters", "expected", "gap"),
    [
        (100, 61, 3, Fraction(75), Fraction(-14)),
        (31, 31, 1, Fraction(31, 4), Fraction(93, 4)),
        (10, 5, 2, Fraction(5), Fraction(0)),
        (0, 2, 3, Fraction(0), Fraction(2)),
        (8, 6, 4, Fraction(8), Fraction(-2)),
    ],
)
def test_pace_is_exact(
    allocated: int, realised: int, quarters: int, expected: Fraction, gap: Fraction
) -> None:
    assert pace_of(allocated, realised, quarters) == Pace(expected, gap, quarters)


@pytest.mark.parametrize(("allocated", "realised", "quarters"), [(None, 1, 1), (1, None, 1), (1, 1, 0)])
def test_nothing_to_compare_is_no_pace(allocated: int | None, realised: int | None, quarters: int) -> None:
    assert pace_of(allocated, realised, quarters) is None


@pytest.mark.parametrize("quarters", [-1, 5])
def test_a_year_has_four_quarters(quarters: int) -> None:
    with pytest.raises(ValueError, match="quarters"):
        pace_of(1, 1, quarters)


def test_behind_is_said_in_jobs_and_percent() -> None:
    late, early, idle = pace_of(100, 60, 3), pace_of(100, 80, 3), pace_of(0, 0, 3)
    assert late and early and idle
    assert (late.is_behind, late.behind, late.behind_percent) == (True, 15, 20)
    assert (early.is_behind, early.behind, early.behind_percent) == (False, 0, 0)
    assert (idle.is_behind, idle.behind_percent) == (False, None)


def test_furthest_behind_goes_by_jobs_then_percent() -> None:
    lines = [
        Line("unknown", None),
        Line("ahead", pace_of(10, 9, 2)),
        Line("large", pace_of(400, 296, 3)),
        Line("small", pace_of(8, 2, 3)),
        Line("half as large", pace_of(200, 146, 3)),
    ]
    names = [line.name for line in furthest_behind_first(lines)]
    assert names == ["small", "half as large", "large", "ahead", "unknown"]


def test_together_adds_only_what_can_be_compared() -> None:
    assert pace_together([None, None]) is None
    assert pace_together([pace_of(10, 2, 1), None, pace_of(11, 9, 3)]) == Pace(
        Fraction(43, 4), Fraction(11) - Fraction(43, 4), 3
    )
