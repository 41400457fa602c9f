"""How many loonwaarde measurements a year, and what they cost (the memo of 2 October 2014).

The memo speaks of 1,000 measurements a year, "cumulative". That can be read in two ways, and the answer differs much,
so both are always worked out:

- on top: every year so many new people are measured, and everybody measured before is measured again for some years.
  With one year of following this is the memo's own example: 1,000 new and 1,000 follow-ups.
- in all: so many measurements a year in total once it is running; the new people are the part that is left for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from instruments.enums import Reading

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Volume:
    """measurements: the memo's number a year. followed: years in which somebody is measured again. years: to show."""

    measurements: int
    followed: int
    first_year: int
    years: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """The measurements of one calendar year."""

    year: int
    new: int
    follow_up: int

    @property
    def total(self) -> int:
        return self.new + self.follow_up


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a measurement costs. bought_*: euro each. own_hours_*: hours each, at own_hour_rate; own_fixed: euro a year.

    bought_share: percent of the measurements that is bought in: 100 all, 0 all in-house, between them mixed.
    """

    bought_share: int
    bought_new: Decimal
    bought_follow_up: Decimal
    own_hours_new: Decimal
    own_hours_follow_up: Decimal
    own_hour_rate: Decimal
    own_fixed: Decimal


@dataclass(frozen=True, slots=True)
class YearCost:
    """The cost of one year, exact, in euro."""

    count: YearCount
    bought: Fraction
    own: Fraction
    fixed: Fraction

    @property
    def total(self) -> Fraction:
        return self.bought + self.own + self.fixed


def counts(volume: Volume, reading: Reading) -> tuple[YearCount, ...]:
    """Year by year. Follow-ups build up: nobody was measured before the first year."""
    new = new_each_year(volume, reading)
    return tuple(
        YearCount(volume.first_year + place, new, new * min(place, volume.followed))
        for place in range(volume.years)
    )


def new_each_year(volume: Volume, reading: Reading) -> int:
    """The new people of a year. In all: each of them takes 1 + followed measurements of the total.

    Whole people, rounded down: the total is then not exceeded.
    """
    if reading is Reading.ON_TOP:
        return volume.measurements
    return volume.measurements // (1 + volume.followed)


def costs(year_counts: Sequence[YearCount], tariff: Tariff) -> tuple[YearCost, ...]:
    """What each year costs. The fixed amount counts only where something is done in-house."""
    share = Fraction(tariff.bought_share, HUNDRED)
    own = 1 - share
    return tuple(
        YearCost(
            count,
            bought=share
            * (count.new * Fraction(tariff.bought_new) + count.follow_up * Fraction(tariff.bought_follow_up)),
            own=own
            * Fraction(tariff.own_hour_rate)
            * (
                count.new * Fraction(tariff.own_hours_new)
                + count.follow_up * Fraction(tariff.own_hours_follow_up)
            ),
            fixed=Fraction(tariff.own_fixed) if own else Fraction(0),
        )
        for count in year_counts
    )
