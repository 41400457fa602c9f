"""Days and times as a Dutch reader expects them, always in the Netherlands; plain Python, no settings, no clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def in_amsterdam(moment: datetime) -> datetime:
    """The same moment on the Dutch clock; a naive moment is taken as UTC, as the database keeps it."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(AMSTERDAM)


def day_of(value: date | datetime) -> date:
    """The Dutch calendar day of a moment; a day stays itself."""
    return in_amsterdam(value).date() if isinstance(value, datetime) else value


def long_day(value: date | datetime) -> str:
    """ "donderdag 11 februari 2027"."""
    day = day_of(value)
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def date_words(value: date | datetime) -> str:
    """ "11 februari 2027": a day on which the weekday says nothing."""
    day = day_of(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(value: date | datetime) -> str:
    """ "11-02-2027", for columns."""
    return f"{day_of(value):%d-%m-%Y}"


def minute_of_day(moment: datetime) -> str:
    """ "14:02"."""
    return f"{in_amsterdam(moment):%H:%M}"


def second_of_day(moment: datetime) -> str:
    """ "14:02:07", where it matters who was first."""
    return f"{in_amsterdam(moment):%H:%M:%S}"
