"""The days of the example, all derived from one day: when the board met, when figures came, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quotum.domain.quarters import Quarter

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2098, 12, 31)  # the history lies after the agreement began
THURSDAY = 3

AGENDA_BEFORE, CONVENED_BEFORE = timedelta(days=16), timedelta(days=14)  # the agenda is written, and sent

# The month and the how-manieth Thursday on which the board meets in each quarter: at least once a quarter (article 4d).
MEETING_THURSDAY = {1: (3, 2), 2: (6, 2), 3: (9, 2), 4: (12, 1)}

# The example's figures are in just after the deadline of the report (11 February), so that a report made in time holds
# three quarters and must say so, and one made later holds four. UWV's own regional reports take about four months.
FIGURES_AFTER = timedelta(days=43)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in the Netherlands."""
    return datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM)


def regular_day(quarter: Quarter) -> date:
    """The day on which the board meets in this quarter."""
    month, nth = MEETING_THURSDAY[quarter.number]
    first = date(quarter.year, month, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (nth - 1))


@dataclass(frozen=True)
class Calendar:
    """Everything that follows from the day on which the example is looked at."""

    today: date

    @property
    def this_year(self) -> int:
        return self.today.year

    @property
    def last_year(self) -> int:
        """The year to report on: complete, with a meeting in every quarter."""
        return self.today.year - 1

    @property
    def next_year(self) -> int:
        return self.today.year + 1

    @property
    def held_in(self) -> list[Quarter]:
        """The quarters with a meeting behind us: from a year and a half back, and before last year began."""
        back = self.today - timedelta(days=548)
        quarter = min(Quarter.of(back), Quarter(self.last_year - 1, 4))
        quarters = []
        while quarter < Quarter.of(self.today):
            quarters.append(quarter)
            quarter = quarter.next
        return quarters

    def reported_quarters(self, day: date) -> list[Quarter]:
        """The quarters of last year and this year of which figures were in on `day`."""
        quarters = [Quarter(year, n) for year in (self.last_year, self.this_year) for n in (1, 2, 3, 4)]
        return [quarter for quarter in quarters if quarter.last_day + FIGURES_AFTER <= day]

    @property
    def next_meeting_day(self) -> date:
        """The board's next regular day that leaves four weeks to prepare."""
        quarter = Quarter.of(self.today)
        while regular_day(quarter) < self.today + timedelta(weeks=4):
            quarter = quarter.next
        return regular_day(quarter)
