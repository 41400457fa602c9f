"""Over which periods the board asks its information, when an answer is due, and when a figure is questioned.

Article 12 leaves to the board what it wants to know. The agreement names no bounds for "far off": those here are ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reports.enums import Frequency

PER_YEAR = {Frequency.QUARTER: 4, Frequency.HALF_YEAR: 2, Frequency.YEAR: 1}
FAR_OFF = Decimal("0.5")  # share of the last value: more than half higher or lower is questioned
SMALL = 5  # a difference up to this is never questioned: small numbers jump
NUMBER = re.compile(r"(\d{1,3}(\.\d{3})+|\d{1,10})(,\d{1,2})?", re.ASCII)
LOOK_BACK = 366  # days: what ended longer ago is not asked any more


@dataclass(frozen=True, slots=True)
class Period:
    """Quarter, half or whole of a calendar year; `number` counts from 1 within the year."""

    frequency: Frequency
    year: int
    number: int

    @property
    def last_day(self) -> date:
        month = 12 // PER_YEAR[self.frequency] * self.number
        return date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        if self.frequency == Frequency.YEAR:
            return f"{self.year}"
        words = "kwartaal" if self.frequency == Frequency.QUARTER else "halfjaar"
        return f"{words} {self.number} van {self.year}"


def ended_periods(since: date, on: date) -> list[Period]:
    """Every period that ended on or after `since` and before `on`, at most LOOK_BACK days back; the oldest first."""
    first = max(since, on - timedelta(days=LOOK_BACK))
    periods = [
        Period(frequency, year, number)
        for year in range(first.year, on.year + 1)
        for frequency, count in PER_YEAR.items()
        for number in range(1, count + 1)
    ]
    ended = [period for period in periods if first <= period.last_day < on]
    return sorted(ended, key=lambda period: period.last_day)


def due_on(period: Period, days: int) -> date:
    """The last day of the answer: `days` calendar days after the period."""
    return period.last_day + timedelta(days=days)


def is_far_off(value: Decimal, last: Decimal | None) -> bool:
    """Whether to ask "klopt dit?": more than half higher or lower than the last value, and not by a few."""
    if last is None:
        return False
    difference = abs(value - last)
    return difference > SMALL and difference > abs(last) * FAR_OFF


def dutch_number(text: str) -> Decimal | None:
    """ "1.250", "1250" or "12,5" as a number of 0 or more, at most ten digits and two decimals; None for anything else.

    A point separates thousands and nothing else, so that "1.250" is never one and a quarter.
    """
    text = text.strip()
    if not NUMBER.fullmatch(text):
        return None
    found = Decimal(text.replace(".", "").replace(",", "."))
    return found if found < 10**10 else None
