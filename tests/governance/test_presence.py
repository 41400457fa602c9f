"""Who writes a text sees who else is in it: come, typed, saved, quiet and gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import override_settings

from governance.actions.minutes import start_minutes
from governance.models import MinutesText
from tests.governance.factories import Board, make_meeting
from tests.governance.readers import as_, url
from werkbedrijf.web.presence import note_here, note_saved, said_of_others

AT = datetime(2026, 3, 2, 9, 42, tzinfo=UTC)
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_who_is_in_a_text_is_said_to_the_other_and_not_to_themselves(board: Board) -> None:
    note_here("a", board.secretary, AT, typed=True)
    assert said_of_others("a", board.chair, 0, AT) == f"Ook hier: {board.secretary}, laatst getypt om 10:42."
    assert said_of_others("a", board.secretary, 0, AT) == ""
    assert said_of_others("b", board.chair, 0, AT) == ""


@pytest.mark.parametrize("asks_on", [False, True], ids=["gone", "quiet"])
def test_who_left_or_is_quiet_is_no_longer_said(board: Board, asks_on: bool) -> None:
    note_here("a", board.secretary, AT, typed=True)
    for second in range(15, 420, 15) if asks_on else ():
        note_here("a", board.secretary, AT + timedelta(seconds=second))
    assert said_of_others("a", board.chair, 0, AT + timedelta(minutes=7)) == ""


def test_what_another_saved_is_said_until_the_page_has_that_version(board: Board) -> None:
    note_saved("a", board.secretary, 2, AT)
    assert "heeft om 10:42 een andere tekst opgeslagen" in said_of_others("a", board.chair, 1, AT)
    assert said_of_others("a", board.chair, 2, AT) == ""
    assert said_of_others("a", board.secretary, 1, AT) == ""


@override_settings(
    CACHES={
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
)
def test_text_is_saved_when_the_cache_is_away(board: Board) -> None:
    opening = _opening(board)
    answer = as_(board.secretary).post(
        url("minutes_text_save", opening.pk), {"text": "Woorden.", "version": 0}, headers=FETCH
    )
    assert (answer.status_code, answer.json()["version"]) == (200, 1)


def test_question_who_is_here_saves_nothing(board: Board) -> None:
    opening = _opening(board)
    answer = as_(board.secretary).post(
        url("minutes_text_save", opening.pk), {"here": "1", "version": 0}, headers=FETCH
    )
    assert answer.json() == {"others": ""}
    opening.refresh_from_db()
    assert (opening.text, opening.version) == ("", 0)


def _opening(board: Board) -> MinutesText:
    found = start_minutes(make_meeting(board), board.secretary).texts.filter(place="opening").first()
    assert found is not None
    return found
