"""The first page while a meeting is open: a member is told to come in, and the page follows the meeting."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.actions import arrive
from governance.enums import MeetingState
from governance.queries.now import ballot_key, meeting_now
from tests.governance.factories import Board, make_meeting
from tests.governance.readers import as_

pytestmark = pytest.mark.django_db


def overview_of(board: Board, seat: str) -> str:
    return as_(board.holders[seat]).get(reverse("overview")).content.decode()


def test_member_who_is_not_there_is_asked_to_check_in(board: Board) -> None:
    make_meeting(board, state=MeetingState.OPEN, present=())
    page = overview_of(board, "uwv")
    assert "Ik ben aanwezig" in page
    assert "U hoeft nu niets te doen" not in page


def test_member_who_is_there_is_led_to_the_voting_page(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.OPEN, present=("uwv",))
    page = overview_of(board, "uwv")
    assert "Meedoen en stemmen" in page
    assert reverse("governance:meeting_vote", args=[meeting.pk]) in page


def test_member_whose_meeting_has_not_begun_is_not_asked(board: Board) -> None:
    make_meeting(board, state=MeetingState.CONVENED)
    assert "De vergadering is begonnen" not in overview_of(board, "uwv")


def test_page_comes_again_when_the_meeting_changes(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.OPEN, present=())
    before = overview_of(board, "uwv")
    assert 'data-live-reload="ballot"' in before
    assert f'data-live-key="{ballot_key(meeting_now(meeting))}"' in before


def test_checking_in_from_the_overview_leads_to_the_voting_page(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.OPEN, present=())
    answer = as_(board.holders["uwv"]).post(
        reverse("governance:attendance_set", args=[meeting.pk, "uwv"]), {"act": "arrive", "pagina": "stemmen"}
    )
    assert answer["Location"].startswith(reverse("governance:meeting_vote", args=[meeting.pk]))
    assert arrive(meeting, board.seats["uwv"], board.holders["uwv"], board.holders["uwv"]).left_at is None
