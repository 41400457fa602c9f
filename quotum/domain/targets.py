"""Targets in two ways that are never mixed: a stock since the end of 2012, and what comes on top in one year.

The national targets are stocks (Regeling Wfsv art. 3.29); the board divides what is extra in a year. The one counts up
to the other only over years that follow each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

HOURS_PER_JOB = Decimal("110.92")  # paid hours in December (Regeling Wfsv art. 3.29)
HOURS_PER_WEEK = Decimal("25.5")
FIRST_STOCK_YEAR = 2012  # at the end of this year the count is 0


def paid_hours(jobs: int) -> int:
    """So many jobs in paid hours in December, whole hours (the law gives them whole)."""
    return int((jobs * HOURS_PER_JOB).quantize(Decimal(1), ROUND_HALF_UP))


def growth(stocks: Mapping[int, int]) -> dict[int, int | None]:
    """Year to what came on top in it: its stock less that of the year before; None where that one is not known."""
    return {
        year: stock - stocks[year - 1] if year - 1 in stocks else None
        for year, stock in sorted(stocks.items())
    }


def added_up(extra: Mapping[int, int]) -> dict[int, int]:
    """Year to the sum of what was extra from the first of the years that follow each other without a gap up to it."""
    sums: dict[int, int] = {}
    for year in sorted(extra):
        sums[year] = extra[year] + sums.get(year - 1, 0)
    return sums
