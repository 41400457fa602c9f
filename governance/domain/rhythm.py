"""How often the board meets (article 4d): in 2015 in principle monthly, afterwards at least once a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from werkbedrijf.lib.dates import MONTHS

MONTHLY_YEAR = 2015  # article 4d: "in principle monthly" in the first full year
FIRST_YEAR = 2015  # the agreement is in force from 12 December 2014; its rhythm starts with the new year

_ORDINALS = ("eerste", "tweede", "derde", "vierde")


class RhythmState(StrEnum):
    """How a period stands against the rhythm; the value is the word on the screen."""

    KEPT = "vergaderd"
    PLANNED = "gepland"
    AT_RISK = "nog niet gepland"
    MISSED = "niet vergaderd"
    AHEAD = "nog te plannen"


@dataclass(frozen=True)
class Period:
    """A month or quarter in which the board meets at least once, from `first` up to and including `last`."""

    first: date
    last: date
    label: str

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class PeriodRhythm:
    """A period with its meetings held and still to come, and how that stands on the day asked."""

    period: Period
    held: int
    planned: int
    state: RhythmState
    days_left: int | None  # days up to and including the last, only for the period that runs now

    @property
    def sentence(self) -> str:
        """What to know or do about this period, in one Dutch sentence."""
        match self.state:
            case RhythmState.KEPT:
                return f"{self.held} vergadering{'en' if self.held > 1 else ''} gehouden."
            case RhythmState.PLANNED:
                return "Er staat een vergadering gepland."
            case RhythmState.AT_RISK:
                days = "dag" if self.days_left == 1 else "dagen"
                return f"Plan een vergadering: nog {self.days_left} {days} tot het einde van deze periode."
            case RhythmState.MISSED:
                return "In deze periode is niet vergaderd."
            case RhythmState.AHEAD:
                return "Nog geen vergadering gepland."


def periods_of(year: int) -> tuple[Period, ...]:
    """The periods of a year in each of which the board meets: twelve months in 2015, four quarters in other years."""
    if year == MONTHLY_YEAR:
        return tuple(_period(year, month, 1, f"{MONTHS[month - 1]} {year}") for month in range(1, 13))
    return tuple(
        _period(year, 3 * quarter + 1, 3, f"{_ORDINALS[quarter]} kwartaal {year}") for quarter in range(4)
    )


def rhythm(
    held: Iterable[date], planned: Iterable[date], *, on: date, since: date, until: date
) -> tuple[PeriodRhythm, ...]:
    """Each period from the one that holds `since` to the one that holds `until`, as it stands on day `on`.

    held: days on which a meeting was opened. planned: days of meetings that were not; one before `on` counts for
    nothing, since it did not take place. Nothing is judged before `since` (no record) or before 2015.
    Raises ValueError when `until` lies before `since`.
    """
    if until < since:
        raise ValueError("De laatste dag ligt voor de eerste.")
    held, planned = tuple(held), tuple(day for day in planned if day >= on)
    years = range(max(since.year, FIRST_YEAR), until.year + 1)
    periods = [period for year in years for period in periods_of(year)]
    return tuple(
        _judge(period, held, planned, on)
        for period in periods
        if period.last >= since and period.first <= until
    )


def _judge(period: Period, held: tuple[date, ...], planned: tuple[date, ...], on: date) -> PeriodRhythm:
    happened = sum(period.holds(day) for day in held)
    to_come = sum(period.holds(day) for day in planned)
    runs = period.holds(on)
    if happened:
        state = RhythmState.KEPT
    elif to_come:
        state = RhythmState.PLANNED
    elif period.last < on:
        state = RhythmState.MISSED
    else:
        state = RhythmState.AT_RISK if runs else RhythmState.AHEAD
    return PeriodRhythm(period, happened, to_come, state, (period.last - on).days + 1 if runs else None)


def _period(year: int, month: int, months: int, label: str) -> Period:
    after = date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(days=1), label)
