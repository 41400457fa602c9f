"""Where a year is heading, since when somebody is behind, and figures for everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotum.domain.behind import behind_since
from quotum.domain.forecast import WINDOW, Forecast, forecast
from quotum.domain.quarters import Quarter


def counts(**years: list[int]) -> dict[Quarter, int]:
    """counts(y2025=[1, 2], …): the first quarters of each year."""
    return {
        Quarter(int(year[1:]), number): count
        for year, of_year in years.items()
        for number, count in enumerate(of_year, start=1)
    }


def test_each_coming_quarter_is_at_least_the_weakest_and_at_most_the_strongest() -> None:
    found = forecast(2026, counts(y2025=[4, 9, 5, 6], y2026=[3, 7]))
    assert found == Forecast(10 + 2 * 3, 10 + 2 * 9, quarters=2, seen=6)


def test_only_the_last_eight_quarters_count() -> None:
    found = forecast(2026, counts(y2024=[90, 1, 1, 1], y2025=[5, 5, 5, 5], y2026=[5]))
    assert found is not None
    assert (found.low, found.high, found.seen) == (5 + 3 * 1, 5 + 3 * 5, WINDOW)


def test_whole_year_is_final_and_too_few_quarters_give_none() -> None:
    assert forecast(2026, counts(y2026=[1, 2, 3, 4])) == Forecast(10, 10, 0, 4)
    assert forecast(2026, counts(y2026=[1, 2])) is None
    assert forecast(2026, counts(y2025=[1, 2, 3, 4])) is None
    assert forecast(2026, {}) is None


def test_later_years_change_nothing() -> None:
    before = counts(y2024=[4, 4, 4], y2025=[1, 1, 1])
    assert forecast(2024, before) == forecast(2024, {k: v for k, v in before.items() if k.year == 2024})


@given(
    st.lists(st.integers(0, 500), min_size=4, max_size=4),
    st.lists(st.integers(0, 500), min_size=1, max_size=4),
)
def test_range_holds_what_was_made_and_is_never_the_wrong_way_round(last: list[int], this: list[int]) -> None:
    found = forecast(2026, counts(y2025=last, y2026=this))
    assert found is not None
    assert sum(this) <= found.low <= found.high


@pytest.mark.parametrize(
    ("allocated", "verdict"),
    [(10, "wordt gehaald"), (25, "kan gehaald worden"), (40, "wordt niet gehaald"), (None, "")],
)
def test_verdict_follows_from_the_whole_range(allocated: int | None, verdict: str) -> None:
    assert Forecast(16, 28, 2, 6).against(allocated) == verdict


def test_final_verdict_is_in_the_past_tense() -> None:
    assert (Forecast(8, 8, 0, 4).against(8), Forecast(8, 8, 0, 4).against(9)) == ("gehaald", "niet gehaald")


@pytest.mark.parametrize(
    ("known", "since"),
    [
        (counts(y2026=[10, 10]), None),
        (counts(y2026=[9, 10]), Quarter(2026, 1)),
        (counts(y2026=[11, 8]), Quarter(2026, 2)),
        (counts(y2026=[5, 15]), None),
        (counts(y2025=[20, 20, 20, 0], y2026=[0]), Quarter(2026, 1)),
        (counts(y2025=[20, 20, 0, 10], y2026=[0]), Quarter(2025, 3)),
        (counts(y2025=[1, 1, 1, 1], y2026=[0]), Quarter(2025, 1)),
        ({Quarter(2026, 1): 0, Quarter(2026, 3): 1}, Quarter(2026, 3)),
        ({}, None),
    ],
)
def test_behind_since_the_first_quarter_of_the_unbroken_run(
    known: dict[Quarter, int], since: Quarter | None
) -> None:
    """40 jobs in 2026 and 60 in 2025: 10 and 15 a quarter."""
    assert behind_since({2025: 60, 2026: 40}, known) == since


def test_year_without_allocation_ends_the_run() -> None:
    assert behind_since({2026: 40}, counts(y2025=[0, 0, 0, 0], y2026=[1])) == Quarter(2026, 1)
    assert behind_since({}, counts(y2026=[1])) is None
