"""Article 4d: monthly in 2015, afterwards at least once a quarter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.domain.rhythm import RhythmState, periods_of, rhythm


def test_periods_quarters_after_2015() -> None:
    assert [(p.first, p.last, p.label) for p in periods_of(2026)] == [
        (date(2026, 1, 1), date(2026, 3, 31), "eerste kwartaal 2026"),
        (date(2026, 4, 1), date(2026, 6, 30), "tweede kwartaal 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "derde kwartaal 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "vierde kwartaal 2026"),
    ]


def test_periods_months_in_2015() -> None:
    periods = periods_of(2015)
    assert len(periods) == 12
    assert (periods[1].first, periods[1].last, periods[1].label) == (
        date(2015, 2, 1),
        date(2015, 2, 28),
        "februari 2015",
    )
    assert periods[11].last == date(2015, 12, 31)


@pytest.mark.parametrize("year", [2015, 2016, 2024, 2026])
def test_periods_cover_every_day_once(year: int) -> None:
    days = [
        date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    assert [sum(p.holds(day) for p in periods_of(year)) for day in days] == [1] * len(days)


def states(held: list[date], planned: list[date], on: date) -> list[RhythmState]:
    lines = rhythm(held, planned, on=on, since=date(2026, 1, 1), until=date(2026, 12, 31))
    return [line.state for line in lines]


def test_rhythm_every_state() -> None:
    assert states([date(2026, 2, 3)], [date(2026, 11, 30)], date(2026, 8, 1)) == [
        RhythmState.KEPT,
        RhythmState.MISSED,
        RhythmState.AT_RISK,
        RhythmState.PLANNED,
    ]


def test_rhythm_future_quarter_without_plan() -> None:
    assert states([], [], date(2026, 1, 1))[1:] == [RhythmState.AHEAD] * 3


def test_rhythm_planned_day_that_passed_unheld_counts_for_nothing() -> None:
    assert states([], [date(2026, 7, 31)], date(2026, 8, 1))[2] == RhythmState.AT_RISK


def test_rhythm_planned_today_counts() -> None:
    assert states([], [date(2026, 8, 1)], date(2026, 8, 1))[2] == RhythmState.PLANNED


@pytest.mark.parametrize(
    ("on", "left"), [(date(2026, 9, 30), 1), (date(2026, 9, 29), 2), (date(2026, 7, 1), 92)]
)
def test_rhythm_days_left_include_the_last(on: date, left: int) -> None:
    line = rhythm([], [], on=on, since=on, until=on)[0]
    assert line.days_left == left
    assert f"nog {left} {'dag' if left == 1 else 'dagen'} " in line.sentence


def test_rhythm_last_day_of_a_quarter_belongs_to_it() -> None:
    assert states([date(2026, 6, 30)], [], date(2026, 7, 1))[:2] == [RhythmState.MISSED, RhythmState.KEPT]


def test_rhythm_is_not_judged_before_the_first_record() -> None:
    lines = rhythm([], [], on=date(2026, 8, 1), since=date(2026, 5, 20), until=date(2026, 8, 1))
    assert [line.period.label for line in lines] == ["tweede kwartaal 2026", "derde kwartaal 2026"]


def test_rhythm_starts_in_2015_though_the_agreement_is_older() -> None:
    lines = rhythm([], [], on=date(2015, 2, 1), since=date(2014, 12, 12), until=date(2015, 2, 1))
    assert [(line.period.label, line.state) for line in lines] == [
        ("januari 2015", RhythmState.MISSED),
        ("februari 2015", RhythmState.AT_RISK),
    ]


def test_rhythm_crosses_the_year() -> None:
    lines = rhythm([], [], on=date(2016, 1, 1), since=date(2015, 12, 1), until=date(2016, 2, 1))
    assert [line.period.label for line in lines] == ["december 2015", "eerste kwartaal 2016"]


def test_rhythm_refuses_a_span_that_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="voor de eerste"):
        rhythm([], [], on=date(2026, 1, 1), since=date(2026, 1, 2), until=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("held", "sentence"),
    [([date(2026, 8, 2)], "1 vergadering gehouden."), ([date(2026, 8, 2)] * 2, "2 vergaderingen gehouden.")],
)
def test_rhythm_sentence_counts_meetings(held: list[date], sentence: str) -> None:
    assert (
        rhythm(held, [], on=date(2026, 8, 9), since=date(2026, 8, 1), until=date(2026, 8, 9))[0].sentence
        == sentence
    )
