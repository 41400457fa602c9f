"""The way to 11 February: what is due when, by whom, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.domain.year_plan import Facts, next_step, year_plan

NOTHING = Facts(quarters=2, missing=5, is_frozen=False, is_made=False, released_on=None)
DONE = Facts(quarters=4, missing=0, is_frozen=True, is_made=True, released_on=date(2027, 2, 10))


def states(on: date, facts: Facts) -> list[str]:
    return [step.state for step in year_plan(2026, on, facts)]


def test_steps_are_counted_back_from_the_last_day() -> None:
    assert [step.due for step in year_plan(2026, date(2026, 12, 1), NOTHING)] == [
        date(2027, 1, 17),
        date(2027, 1, 21),
        date(2027, 1, 28),
        date(2027, 2, 1),
        date(2027, 2, 11),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 12, 1), ["later"] * 5),
        (date(2027, 1, 10), ["now", "later", "later", "later", "later"]),
        (date(2027, 1, 18), ["late", "now", "later", "later", "later"]),
        (date(2027, 2, 10), ["late", "late", "late", "late", "now"]),
        (date(2027, 2, 11), ["late", "late", "late", "late", "now"]),
        (date(2027, 2, 12), ["late"] * 5),
    ],
)
def test_step_is_due_a_week_before_its_day_and_late_the_day_after(on: date, expected: list[str]) -> None:
    assert states(on, NOTHING) == expected


def test_what_is_released_is_done_whenever_one_looks() -> None:
    assert states(date(2028, 1, 1), DONE) == ["done"] * 5
    assert next_step(year_plan(2026, date(2028, 1, 1), DONE)) is None


def test_three_quarters_are_what_can_be_known() -> None:
    step = year_plan(2026, date(2027, 1, 10), replace(NOTHING, quarters=3))[0]
    assert (step.state, step.sentence) == (
        "done",
        "3 van de 4 kwartalen zijn binnen; de eerste drie kunnen er zijn.",
    )


def test_next_step_says_who_is_late_and_how_much() -> None:
    facts = replace(NOTHING, quarters=3, missing=1)
    step = next_step(year_plan(2026, date(2027, 1, 23), facts))
    assert step is not None
    assert (step.who, step.sentence) == (
        "elke partij",
        "1 partij heeft de uren nog niet ingevuld. 2 dagen te laat.",
    )
