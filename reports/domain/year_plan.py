"""The way to the verslag, counted back from its last day: what must be done by when, by whom, and where we are.

The last day is the agreement's (article 12, deadline.py); the days before it are ours, so that the last week is left
for the chair and for what goes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.domain.deadline import days, deadline_of
from werkbedrijf.lib.dates import date_words, long_day

AHEAD = 7  # days before a step is due from which it is what has to be done now


@dataclass(frozen=True)
class Facts:
    """What is done of the verslag over a year.

    quarters: with figures of the realisation; asked and answered: requests for information over the year; missing:
    parties that have not filled in what they delivered; made: copies that are made and nothing else is still to be
    made; meets_before: the board meets between now and the last day; recipients and sent: whose copy the first
    release owes a message, and to how many it went.
    """

    quarters: int
    asked: int
    answered: int
    missing: int
    frozen_on: date | None
    is_made: bool
    meets_before: bool
    is_brought: bool
    released_on: date | None
    recipients: int
    sent: int


@dataclass(frozen=True)
class Step:
    """One step. act: what `who` has to do for it; state: "done", "late", "now", "later", or "free" for what does not
    have to be done (any more); sentence: how it stands.
    """

    title: str
    act: str
    who: str
    due: date
    state: str
    sentence: str


def year_plan(year: int, on: date, facts: Facts) -> list[Step]:
    """The steps towards the verslag over `year` as they stand on day `on`, in the order in which they are due."""
    last = deadline_of(year)
    is_out = facts.released_on is not None

    def step(title: str, act: str, who: str, before: int, is_done: bool, words: str = "") -> Step:
        return _step(title, act, who, last - timedelta(days=before), is_done, words, on)

    def delivered(title: str, act: str, who: str, before: int, is_done: bool, words: str) -> Step:
        found = step(title, act, who, before, is_done or is_out, words)
        if found.state == "done" or facts.frozen_on is None:
            return found
        return replace(found, state="free", sentence=f"{words} Het verslag is gemaakt met wat er was.")

    return [
        delivered(
            "Cijfers over de realisatie",
            "de cijfers over de realisatie leveren",
            "UWV",
            25,
            facts.quarters >= 3,
            _quarters(facts.quarters),
        ),
        delivered(
            "Gevraagde informatie",
            "de uitvragen beantwoorden",
            "werkpleinen, gemeenten en UWV",
            21,
            facts.answered == facts.asked and on.year > year,
            _answered(facts.asked, facts.answered),
        ),
        delivered(
            "Bijdragen van de partijen",
            "de geleverde uren invullen",
            "elke partij",
            21,
            not facts.missing and on.year > year,
            _missing(facts.missing),
        ),
        step(
            "Cijfers vastgelegd",
            "het verslag maken",
            "secretariaat",
            14,
            facts.frozen_on is not None,
            f"Vastgelegd op {date_words(facts.frozen_on)}." if facts.frozen_on else "",
        ),
        step(
            "Exemplaren gemaakt",
            "de exemplaren laten maken",
            "secretariaat",
            10,
            facts.is_made,
            "Elke ontvanger heeft een eigen pdf; kijk er een na." if facts.is_made and not is_out else "",
        ),
        _to_the_board(
            step(
                "Naar het bestuur",
                "het verslag op de agenda zetten",
                "secretariaat (mag, hoeft niet)",
                7,
                facts.is_brought,
                "Op de agenda gezet."
                if facts.is_brought
                else "Het bestuur kan het vaststellen voordat het uitgaat.",
            ),
            facts,
            on,
        ),
        step(
            "Verslag uitgebracht",
            "het verslag vrijgeven",
            "voorzitter",
            0,
            is_out,
            f"Uitgebracht op {date_words(facts.released_on)}." if facts.released_on else "",
        ),
        step(
            "Verslag verzonden",
            "nakijken welk bericht niet aankwam",
            "vanzelf na het uitbrengen; het secretariaat ziet erop toe",
            0,
            is_out and facts.sent == facts.recipients,
            f"Het bericht ging naar {facts.sent} van {facts.recipients} ontvangers." if is_out else "",
        ),
    ]


def _quarters(count: int) -> str:
    if count >= 4:
        return "Alle kwartalen zijn binnen."
    return (
        f"{count} van de 4 kwartalen {'is' if count == 1 else 'zijn'} binnen; de eerste drie kunnen er zijn."
    )


def _answered(asked: int, answered: int) -> str:
    if not asked:
        return "Over dit jaar is niets gevraagd."
    return f"{answered} van de {asked} uitvragen {'is' if answered == 1 else 'zijn'} beantwoord."


def _missing(count: int) -> str:
    if not count:
        return "Alle partijen hebben hun uren ingevuld."
    return f"{count} {'partij heeft' if count == 1 else 'partijen hebben'} de uren nog niet ingevuld."


def _to_the_board(step: Step, facts: Facts, on: date) -> Step:
    """The board may adopt it before it is sent. The agreement does not ask so: without a meeting, or once the day for
    it has passed, the chair releases it and the board ratifies it afterwards.
    """
    if facts.is_brought:
        return step
    if facts.released_on is not None:
        words = "Uitgebracht zonder besluit vooraf; het bestuur bekrachtigt daarna."
        return replace(step, state="free", sentence=words)
    if not facts.meets_before or on > step.due:
        words = (
            "Niet nodig: de voorzitter geeft vrij en het bestuur bekrachtigt in de eerste vergadering daarna."
        )
        return replace(step, state="free", sentence=words)
    return step


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
    return next((step for step in steps if step.state not in ("done", "free")), None)
