"""Yearly items are put forward in time, once, and by the app that knows whether they are due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from governance.actions import draft_meeting
from governance.models import Meeting
from governance.queries.suggestions import not_yet_on_an_agenda
from tests.governance.factories import Board, make_meeting
from tests.governance.readers import as_, page, text, url
from werkbedrijf.web.suggestions import suggestions_for

pytestmark = pytest.mark.django_db


def draft(month: int, year: int = 2027) -> Meeting:
    return draft_meeting(
        title="Bestuursvergadering", starts_at=datetime(year, month, 14, 13, tzinfo=UTC), place="Enschede"
    )


def keys(meeting: Meeting) -> list[str]:
    return [suggestion.key for suggestion in suggestions_for(meeting.day)]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (1, ["verdeling-2027", "verslag-2026"]),
        (3, ["verdeling-2027", "verslag-2026"]),
        (6, ["verdeling-2027"]),
        (10, ["verdeling-2028", "marktbewerkingsplan-2028"]),
        (12, ["verdeling-2028", "marktbewerkingsplan-2028"]),
    ],
)
def test_suggestions_by_the_day_of_the_meeting(board: Board, month: int, expected: list[str]) -> None:
    assert keys(draft(month)) == expected


def test_suggestion_is_put_on_the_agenda_once(board: Board) -> None:
    meeting, client = draft(11), as_(board.secretary)
    before = text(page(board.secretary, "meeting_prepare", meeting.pk))
    assert "Denk aan Verdeling van de extra banen voor 2028" in before
    for _ in range(2):
        client.post(url("suggestion_add", meeting.pk), {"key": "verdeling-2028"})
    assert [item.title for item in meeting.items.all()] == ["Verdeling van de extra banen voor 2028"]
    other = draft(12)
    left = not_yet_on_an_agenda(suggestions_for(other.day))
    assert [suggestion.key for suggestion in left] == ["marktbewerkingsplan-2028"]


def test_suggestion_that_does_not_exist_adds_nothing(board: Board) -> None:
    meeting = draft(11)
    as_(board.secretary).post(url("suggestion_add", meeting.pk), {"key": "onzin"})
    assert not meeting.items.exists()


def test_suggestion_on_an_agenda_that_was_sent_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    count = meeting.items.count()
    key = keys(meeting)[0]
    response = as_(board.secretary).post(url("suggestion_add", meeting.pk), {"key": key}, follow=True)
    assert "de agenda ligt vast" in response.content.decode()
    assert meeting.items.count() == count


def test_suggestion_add_for_others(board: Board) -> None:
    meeting = draft(11)
    for person in (board.chair, board.holders["almelo"]):
        client = as_(person)
        assert client.post(url("suggestion_add", meeting.pk), {"key": "verdeling-2028"}).status_code == 404
    assert not meeting.items.exists()
