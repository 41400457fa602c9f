"""Where an agreement in a cao stands on a day, and which run out without another after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quotum.domain.cao import SOON, Term, without_successor
from quotum.enums import CaoState

DAY = date(2026, 6, 1)
ONE = timedelta(days=1)


def term(key: int, start: date, end: date | None, subject: str = "metaal") -> Term:
    return Term(key, subject, start, end)


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (DAY + ONE, None, CaoState.FUTURE),
        (DAY, None, CaoState.RUNNING),
        (DAY, DAY + SOON + ONE, CaoState.RUNNING),
        (DAY - ONE, DAY + SOON, CaoState.EXPIRING),
        (DAY - ONE, DAY, CaoState.EXPIRING),
        (DAY - ONE, DAY - ONE, CaoState.EXPIRED),
    ],
)
def test_state_on_a_day(start: date, end: date | None, state: CaoState) -> None:
    assert term(1, start, end).state(DAY) == state


def test_what_runs_out_is_named_until_a_longer_one_is_there() -> None:
    old, ending = term(1, date(2020, 1, 1), date(2024, 1, 1)), term(2, date(2024, 1, 2), DAY)
    assert without_successor([old, ending], DAY) == {2}
    assert without_successor([old, ending, term(3, DAY + ONE, None)], DAY) == set()
    assert without_successor([ending, term(3, DAY + ONE, None, "zorg")], DAY) == {2}
    assert without_successor([term(4, DAY, None), term(5, DAY, DAY + SOON + ONE)], DAY) == set()
