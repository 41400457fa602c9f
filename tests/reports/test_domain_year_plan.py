"""The way to 11 February: what is due when, by whom, what is late, and what does not have to be done (any more)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.domain.year_plan import Facts, Step, next_step, year_plan

NOTHING = Facts(
    quarters=2,
    asked=4,
    answered=1,
    missing=5,
    frozen_on=None,
    is_made=False,
    meets_before=True,
    is_brought=False,
    released_on=None,
    recipients=0,
    sent=0,
)
MADE = replace(NOTHING, frozen_on=date(2027, 1, 27), is_made=True)
DONE = Facts(
    quarters=4,
    asked=4,
    answered=4,
    missing=0,
    frozen_on=date(2027, 1, 27),
    is_made=True,
    meets_before=True,
    is_brought=True,
    released_on=date(2027, 2, 10),
    recipients=19,
    sent=19,
)


def states(on: date, facts: Facts) -> list[str]:
    return [step.state for step in year_plan(2026, on, facts)]


def step_of(title: str, on: date, facts: Facts) -> Step:
    return next(step for step in year_plan(2026, on, facts) if step.title == title)


def test_steps_are_counted_back_from_the_last_day() -> None:
    plan = year_plan(2026, date(2026, 12, 1), NOTHING)
    assert [(step.title, step.due) for step in plan] == [
        ("Cijfers over de realisatie", date(2027, 1, 17)),
        ("Gevraagde informatie", date(2027, 1, 21)),
        ("Bijdragen van de partijen", date(2027, 1, 21)),
        ("Cijfers vastgelegd", date(2027, 1, 28)),
        ("Exemplaren gemaakt", date(2027, 2, 1)),
        ("Naar het bestuur", date(2027, 2, 4)),
        ("Verslag uitgebracht", date(2027, 2, 11)),
        ("Verslag verzonden", date(2027, 2, 11)),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 1), ["later"] * 8),
        (date(2027, 1, 10), ["now"] + ["later"] * 7),
        (date(2027, 1, 18), ["late", "now", "now"] + ["later"] * 5),
        (date(2027, 2, 4), ["late"] * 5 + ["now"] * 3),
        (date(2027, 2, 11), ["late"] * 5 + ["free", "now", "now"]),
        (date(2027, 2, 12), ["late"] * 5 + ["free", "late", "late"]),
    ],
)
def test_step_is_due_a_week_before_its_day_and_late_the_day_after(on: date, expected: list[str]) -> None:
    assert states(on, NOTHING) == expected


def test_what_is_sent_is_done_whenever_one_looks() -> None:
    assert states(date(2028, 1, 1), DONE) == ["done"] * 8
    assert next_step(year_plan(2026, date(2028, 1, 1), DONE)) is None


def test_three_quarters_are_what_can_be_known() -> None:
    step = step_of("Cijfers over de realisatie", date(2027, 1, 10), replace(NOTHING, quarters=3))
    assert (step.state, step.sentence) == (
        "done",
        "3 van de 4 kwartalen zijn binnen; de eerste drie kunnen er zijn.",
    )


def test_nothing_is_answered_for_good_before_the_year_has_ended() -> None:
    facts = replace(NOTHING, answered=4, missing=0)
    assert states(date(2026, 12, 31), facts)[1:3] == ["later", "later"]
    assert states(date(2027, 1, 1), facts)[1:3] == ["done", "done"]


def test_next_step_says_who_is_late_and_how_much() -> None:
    facts = replace(NOTHING, quarters=3, answered=4, missing=1)
    step = next_step(year_plan(2026, date(2027, 1, 23), facts))
    assert step is not None
    assert (step.who, step.sentence) == (
        "elke partij",
        "1 partij heeft de uren nog niet ingevuld. 2 dagen te laat.",
    )


def test_what_did_not_come_before_it_was_made_holds_up_nobody() -> None:
    on = date(2027, 2, 10)
    assert states(on, MADE) == ["free", "free", "free", "done", "done", "free", "now", "now"]
    step = next_step(year_plan(2026, on, MADE))
    assert step is not None and step.who == "voorzitter"
    assert step_of("Gevraagde informatie", on, MADE).sentence == (
        "1 van de 4 uitvragen is beantwoord. Het verslag is gemaakt met wat er was."
    )


def test_board_is_asked_first_only_when_it_meets_in_time() -> None:
    on = date(2027, 2, 1)
    step = next_step(year_plan(2026, on, MADE))
    assert step is not None and step.title == "Naar het bestuur"
    assert step_of("Naar het bestuur", on, replace(MADE, meets_before=False)).state == "free"
    assert step_of("Naar het bestuur", on, replace(MADE, is_brought=True)).state == "done"
    assert step_of("Naar het bestuur", on, replace(DONE, is_brought=False)).state == "free"


def test_released_is_not_sent_yet() -> None:
    step = next_step(year_plan(2026, date(2027, 2, 11), replace(DONE, sent=18)))
    assert step is not None
    assert (step.title, step.state) == ("Verslag verzonden", "now")
    assert step.sentence.startswith("Het bericht ging naar 18 van 19 ontvangers.")
