"""Which quarter comes next, when its figures may be expected, and for which quarter a file can be filled in now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from governance.permissions import today
from quotum.domain.quarters import PUBLICATION_DELAY, Quarter
from quotum.models import RealisationRevision

RECENT = 8  # deliveries from which the usual delay is read: two years of quarters


@dataclass(frozen=True, slots=True)
class Expected:
    """The next quarter and about when its figures come.

    days: how long after the quarter that is. is_learned: read from earlier deliveries, else the usual term of UWV.
    """

    quarter: Quarter
    day: date
    days: int
    is_learned: bool

    def is_due(self, on: date) -> bool:
        """Whether the figures may be there on day `on`."""
        return self.quarter.has_ended(on) and self.day <= on


@dataclass(frozen=True, slots=True)
class TemplateQuarter:
    """The quarter that an empty file is for. is_in: its figures are in already, so the file is for a later delivery."""

    quarter: Quarter
    is_in: bool


def next_expected_quarter(on: date | None = None) -> Quarter:
    """The quarter after the last one with new jobs; without any figures the last quarter that has ended."""
    last = RealisationRevision.objects.new_jobs().order_by("-year", "-quarter").first()
    if last is None:
        return Quarter.of(on or today()).previous
    return Quarter(last.year, last.quarter).next


def expected_next(on: date | None = None) -> Expected:
    """The next quarter, with the median delay of the first deliveries of the last eight quarters added to its end."""
    quarter = next_expected_quarter(on)
    first = RealisationRevision.objects.new_jobs().filter(number=1).order_by("-year", "-quarter")
    seen = {Quarter(r.year, r.quarter): r.published_on for r in reversed(first[: 2 * RECENT])}
    delays = [(seen[q] - q.last_day).days for q in sorted(seen)[-RECENT:]]
    days = round(median(delays)) if delays else PUBLICATION_DELAY.days
    return Expected(quarter, quarter.last_day + timedelta(days=days), days, bool(delays))


def template_quarter(on: date | None = None) -> TemplateQuarter:
    """The quarter to fill in on day `on`: always one that has ended, because figures over a later one are refused.

    The one after the last that is in, when it has ended; else the last ended quarter, for a later delivery.
    """
    day = on or today()
    ended = Quarter.of(day).previous
    following = next_expected_quarter(day)
    return TemplateQuarter(following, False) if following.has_ended(day) else TemplateQuarter(ended, True)
