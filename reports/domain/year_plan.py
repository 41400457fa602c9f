"""The way to the verslag, counted back from its last day: what must be done by when, by whom, and where we are.

The last day is the agreement's (article 12, deadline.py); the days before it are ours, so that the last week is left
for the chair and for what goes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reports.domain.deadline import days, deadline_of
from werkbedrijf.lib.dates import long_day

AHEAD = 7  # days before a step is due from which it is what has to be done now


@dataclass(frozen=True)
class Facts:
    """What is done of the verslag over a year. quarters: with figures of the realisation; missing: parties that have
    not filled in what they delivered.
    """

    quarters: int
    missing: int
    is_frozen: bool
    is_made: bool
    released_on: date | None


@dataclass(frozen=True)
class Step:
    """One step. act: what `who` has to do for it; state: "done", "late", "now" or "later"; sentence: how it stands."""

    title: str
    act: str
    who: str
    due: date
    state: str
    sentence: str


def year_plan(year: int, on: date, facts: Facts) -> list[Step]:
    """The steps towards the verslag over `year` as they stand on day `on`, in the order in which they are due."""
    last = deadline_of(year)
    quarters = (
        f"{facts.quarters} van de 4 kwartalen zijn binnen; de eerste drie kunnen er zijn."
        if facts.quarters < 4
        else "Alle kwartalen zijn binnen."
    )
    missing = (
        f"{facts.missing} {'partij heeft' if facts.missing == 1 else 'partijen hebben'} de uren nog niet ingevuld."
        if facts.missing
        else "Alle partijen hebben hun uren ingevuld."
    )
    steps = [
        (
            "Cijfers over de realisatie",
            "de cijfers over de realisatie leveren",
            "UWV",
            25,
            facts.quarters >= 3,
            quarters,
        ),
        (
            "Bijdragen van de partijen",
            "de geleverde uren invullen",
            "elke partij",
            21,
            not facts.missing,
            missing,
        ),
        ("Cijfers vastgelegd", "het verslag maken", "secretariaat", 14, facts.is_frozen, ""),
        ("Exemplaren gemaakt en nagekeken", "de exemplaren nakijken", "secretariaat", 10, facts.is_made, ""),
        ("Verslag uitgebracht", "het verslag vrijgeven", "voorzitter", 0, facts.released_on is not None, ""),
    ]
    return [
        _step(
            title,
            act,
            who,
            last - timedelta(days=before),
            is_done or facts.released_on is not None,
            words,
            on,
        )
        for title, act, who, before, is_done, words in steps
    ]


def _step(title: str, act: str, who: str, due: date, is_done: bool, words: str, on: date) -> Step:
    left = (due - on).days
    if is_done:
        return Step(title, act, who, due, "done", words or "Gedaan.")
    if left < 0:
        return Step(title, act, who, due, "late", f"{words} {days(-left).capitalize()} te laat.".strip())
    if left <= AHEAD:
        return Step(title, act, who, due, "now", f"{words} Uiterlijk {long_day(due)}.".strip())
    return Step(title, act, who, due, "later", words)


def next_step(steps: list[Step]) -> Step | None:
    """What has to be done first, None when everything is."""
    return next((step for step in steps if step.state != "done"), None)
