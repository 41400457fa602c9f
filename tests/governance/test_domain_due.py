"""How far off a day is in words, and which reminder is owed then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.domain.due import due_words, reminder_stage

TODAY = date(2027, 2, 11)


@pytest.mark.parametrize(
    ("days", "words", "stage"),
    [
        (12, "over 12 dagen", ""),
        (8, "over 8 dagen", ""),
        (7, "over 7 dagen", "week"),
        (1, "morgen", "week"),
        (0, "vandaag", "day"),
        (-1, "1 dag te laat", "day"),
        (-6, "6 dagen te laat", "day"),
        (-7, "7 dagen te laat", "late-1"),
        (-13, "13 dagen te laat", "late-1"),
        (-14, "14 dagen te laat", "late-2"),
    ],
)
def test_due_in_so_many_days(days: int, words: str, stage: str) -> None:
    due_on = TODAY + timedelta(days=days)
    assert (due_words(due_on, TODAY), reminder_stage(due_on, TODAY)) == (words, stage)
