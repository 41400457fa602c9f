"""When the verslag must be out: within six weeks after the end of the calendar year that it is about (article 12).

Six weeks are 42 days, so the last day is 11 February, also when that is a Saturday or Sunday: the term is in an
agreement, and the law that moves terms to the next working day is about terms in laws. The next working day is known
here only as information.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from werkbedrijf.lib.dates import date_words, long_day

TERM = timedelta(weeks=6)  # article 12
SOON = 14  # days before the last day from which the remaining days are a warning; our choice


def deadline_of(year: int) -> date:
    """The last day on which the verslag over `year` is in time."""
    return date(year, 12, 31) + TERM


def year_has_ended(year: int, on: date) -> bool:
    """Whether the calendar year lies behind us on day `on`: before that a verslag can only be a concept."""
    return on.year > year


def next_working_day(day: date) -> date:
    """`day` itself, or the Monday after it. There is no public holiday in the days after 11 February."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


@dataclass(frozen=True)
class Term:
    """How a verslag stands towards its last day. `days_left` is negative after it; `urgency` is for the badge."""

    year: int
    last_day: date
    days_left: int
    urgency: str  # "met", "missed" (released too late), "open", "soon", "today" or "late"
    sentence: str
    note: str  # about a last day in the weekend, or ""

    @property
    def in_short(self) -> str:
        """For a badge or a subject: "nog 12 dagen", "termijn verstreken"."""
        words = {
            "met": "op tijd uitgebracht",
            "missed": "te laat uitgebracht",
            "late": "termijn verstreken",
            "today": "laatste dag",
        }
        return words.get(self.urgency) or f"nog {days(self.days_left)}"


def term_of(year: int, on: date, released_on: date | None = None) -> Term:
    """The term of the verslag over `year` as it stands on day `on`; `released_on` when it is out.

    Total for every year and day; raises nothing.
    """
    last = deadline_of(year)
    left = (last - on).days
    note = ""
    if last.weekday() >= 5:
        note = (
            f"{long_day(last).capitalize()} valt in het weekend. De termijn schuift niet op; "
            f"de eerstvolgende werkdag is {long_day(next_working_day(last))}."
        )
    if released_on is not None:
        urgency, sentence = _released(last, released_on)
    elif left > 1:
        urgency = "soon" if left <= SOON else "open"
        sentence = f"Nog {left} dagen: uiterlijk {long_day(last)}."
    elif left == 1:
        urgency, sentence = "soon", f"Nog 1 dag: morgen, {long_day(last)}, is de laatste dag."
    elif left == 0:
        urgency, sentence = "today", f"Vandaag, {long_day(last)}, is de laatste dag."
    else:
        urgency = "late"
        sentence = f"Te laat: de termijn verstreek op {long_day(last)}, {days(-left)} geleden."
    return Term(year, last, left, urgency, sentence, note)


def _released(last: date, released_on: date) -> tuple[str, str]:
    """The words for a verslag that is out."""
    early = (last - released_on).days
    if early < 0:
        return (
            "missed",
            f"Uitgebracht op {long_day(released_on)}, {days(-early)} na de laatste dag ({date_words(last)}).",
        )
    if early == 0:
        return "met", f"Uitgebracht op de laatste dag, {long_day(released_on)}."
    return (
        "met",
        f"Uitgebracht op {long_day(released_on)}, {days(early)} voor de laatste dag ({date_words(last)}).",
    )


def warning_stage(year: int, on: date) -> str:
    """Which warning about the term is owed on day `on`, "" for none yet: two weeks before the last day, a week before,
    the day before, on the day, the day after, and then once a week.

    A stage lasts until the next one, so that a sweep that missed the day itself makes up for it.
    """
    left = (deadline_of(year) - on).days
    if left < 0:
        return f"late-{(-left - 1) // 7}"
    for most, stage in ((0, "day"), (1, "eve"), (7, "week"), (SOON, "soon")):
        if left <= most:
            return stage
    return ""


def days(count: int) -> str:
    """Such as "1 dag" or "12 dagen"."""
    return "1 dag" if count == 1 else f"{count} dagen"
