"""The two readings of the memo, and what a year costs bought in, in-house or mixed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from instruments.domain.volume import Tariff, Volume, YearCount, costs, counts
from instruments.enums import Reading


def tariff(share: int) -> Tariff:
    return Tariff(
        bought_share=share,
        bought_new=Decimal(450),
        bought_follow_up=Decimal(300),
        own_hours_new=Decimal(6),
        own_hours_follow_up=Decimal("3.5"),
        own_hour_rate=Decimal("62.50"),
        own_fixed=Decimal(20_000),
    )


@pytest.mark.parametrize(
    ("followed", "reading", "years"),
    [
        (1, Reading.ON_TOP, [(1000, 0), (1000, 1000), (1000, 1000)]),  # the example of the memo itself
        (1, Reading.IN_ALL, [(500, 0), (500, 500), (500, 500)]),
        (2, Reading.ON_TOP, [(1000, 0), (1000, 1000), (1000, 2000)]),
        (2, Reading.IN_ALL, [(333, 0), (333, 333), (333, 666)]),
        (0, Reading.ON_TOP, [(1000, 0), (1000, 0), (1000, 0)]),
        (0, Reading.IN_ALL, [(1000, 0), (1000, 0), (1000, 0)]),
    ],
)
def test_measurements_per_year(followed: int, reading: Reading, years: list[tuple[int, int]]) -> None:
    found = counts(Volume(1000, followed, first_year=2015, years=3), reading)
    assert [(one.new, one.follow_up) for one in found] == years
    assert [one.year for one in found] == [2015, 2016, 2017]


@pytest.mark.parametrize("followed", range(11))
def test_total_of_the_reading_in_all_is_never_exceeded(followed: int) -> None:
    found = counts(Volume(1000, followed, first_year=2015, years=12), Reading.IN_ALL)
    assert max(one.total for one in found) == found[-1].total <= 1000


@pytest.mark.parametrize(
    ("share", "bought", "own", "fixed"),
    [
        (100, "750000", "0", "0"),
        (0, "0", "593750", "20000"),  # 9,500 hours
        (40, "300000", "356250", "20000"),
    ],
)
def test_cost_of_a_year_of_1000_new_and_1000_follow_ups(
    share: int, bought: str, own: str, fixed: str
) -> None:
    (year,) = costs([YearCount(2016, 1000, 1000)], tariff(share))
    assert (year.bought, year.own, year.fixed) == (Fraction(bought), Fraction(own), Fraction(fixed))
    assert year.total == Fraction(bought) + Fraction(own) + Fraction(fixed)
