"""The term of the call: seven whole days, and what is said about it."""

from __future__ import annotations

from datetime import date

import pytest

from governance.domain.calling import CALL_TERM_DAYS, CALL_TERM_GROUND, call_timing

MEETING = date(2027, 3, 29)  # the day after the clocks go forward


@pytest.mark.parametrize(
    ("called_on", "late"),
    [
        (date(2027, 3, 15), False),
        (date(2027, 3, 22), False),
        (date(2027, 3, 23), True),
        (date(2027, 3, 28), True),
        (date(2027, 3, 29), True),
    ],
)
def test_call_is_late_below_the_term(called_on: date, late: bool) -> None:
    assert call_timing(called_on, MEETING).is_late is late


def test_term_is_assumed() -> None:
    assert (CALL_TERM_DAYS, CALL_TERM_GROUND) == (7, "aangenomen")


@pytest.mark.parametrize(
    ("called_on", "words"),
    [
        (date(2027, 3, 1), "binnen de termijn van 7 dagen (aangenomen"),
        (date(2027, 3, 23), "gaat uit 6 dagen van tevoren; de termijn is 7 dagen (aangenomen"),
        (date(2027, 3, 28), "gaat uit 1 dag van tevoren"),
        (date(2027, 3, 29), "gaat uit op de dag zelf"),
    ],
)
def test_sentence_says_how_the_call_stands(called_on: date, words: str) -> None:
    assert words in call_timing(called_on, MEETING).sentence
