"""When the board meets: what is coming, what has been, and the rhythm of article 4d."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from governance.domain.rhythm import PeriodRhythm, RhythmState, rhythm
from governance.enums import MeetingState
from governance.models import Meeting
from governance.permissions import visible_meetings


def upcoming_meetings(user: Any) -> QuerySet[Meeting]:
    """Meetings that are not closed and that this person may see, the first one first; one called off until its day."""
    over = Q(state=MeetingState.CLOSED) | Q(state=MeetingState.CANCELLED, starts_at__lt=timezone.now())
    return visible_meetings(user).exclude(over).order_by("starts_at", "pk")


def past_meetings(user: Any) -> QuerySet[Any]:
    """Closed meetings, and those called off, the latest first, each with `decided`: its number of decisions."""
    closed = visible_meetings(user).filter(
        Q(state=MeetingState.CLOSED) | Q(state=MeetingState.CANCELLED, starts_at__lt=timezone.now())
    )
    return closed.annotate(decided=Count("decisions")).order_by("-starts_at", "-pk")


def board_rhythm(on: date) -> tuple[PeriodRhythm, ...]:
    """The periods from the year before `on` (or the first meeting known here) to the one after `on`. One query."""
    held: list[date] = []
    planned: list[date] = []
    for meeting in Meeting.objects.exclude(state=MeetingState.CANCELLED).only("starts_at", "opened_at"):
        (held if meeting.opened_at else planned).append(meeting.day)
    first = min([*held, *planned, on])
    month = (on.month - 1) // 3 * 3 + 4  # the first month of the next quarter, whose plan is wanted in time
    following = date(on.year + (month > 12), (month - 1) % 12 + 1, 1)
    return rhythm(held, planned, on=on, since=max(first, date(on.year - 1, 1, 1)), until=following)


def period_at_risk(on: date) -> PeriodRhythm | None:
    """The period that runs on this day, when no meeting was held in it and none is planned; else None. One query."""
    return next(
        (line for line in board_rhythm(on) if line.period.holds(on) and line.state is RhythmState.AT_RISK),
        None,
    )
