"""How far off the day is on which something is due, in words; and when who owes it is reminded. Whole calendar days."""

from __future__ import annotations

from datetime import date

WEEK = (
    7  # days: a reminder so long before, and again each so many days late. Assumed: the agreement is silent
)


def due_words(due_on: date, on: date) -> str:
    """ "3 dagen te laat", "vandaag", "morgen", "over 12 dagen", as on day `on`."""
    days = (due_on - on).days
    if days < 0:
        return f"{_days(-days)} te laat"
    return {0: "vandaag", 1: "morgen"}.get(days, f"over {_days(days)}")


def reminder_stage(due_on: date, on: date) -> str:
    """Which reminder is owed on day `on`, "" for none yet: a week before, on the day, then once a week.

    A stage lasts until the next one, so that a sweep that missed the day itself makes up for it.
    """
    days = (due_on - on).days
    if days > WEEK:
        return ""
    if days > 0:
        return "week"
    weeks_late = -days // WEEK
    return f"late-{weeks_late}" if weeks_late else "day"


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"
