"""The first page by role: what waits for whom, and that nobody is asked for what is not theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.actions import close_meeting, close_vote
from governance.enums import MeetingState, Role
from governance.models import Person
from governance.queries.overview import waiting_vote
from tests.governance.factories import (
    Board,
    cast,
    cast_all,
    draft_board_meeting,
    make_meeting,
    make_open_vote,
    make_person,
)


def _overview(client: Client, person: Person) -> str:
    client.force_login(person)
    response = client.get(reverse("overview"))
    assert response.status_code == 200
    return response.content.decode()


def test_member_in_an_open_vote_is_asked_to_vote(board: Board, client: Client) -> None:
    vote = make_open_vote(board, make_meeting(board))
    text = _overview(client, board.holders["almelo"])
    assert "Nu stemmen" in text
    assert reverse("governance:meeting_vote", args=[vote.meeting_id]) in text
    assert "U hoeft nu niets te doen" not in text


def test_member_who_voted_is_told_so_and_stays_in_the_meeting(board: Board, client: Client) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast(vote, board.holders["almelo"], "for")
    text = _overview(client, board.holders["almelo"])
    assert "Uw stem is vastgelegd om" in text
    assert "U hoeft nu niets te doen" not in text  # the meeting goes on


def test_member_who_is_absent_is_not_asked_to_vote(board: Board) -> None:
    make_open_vote(board, make_meeting(board, present=["voorzitter", "uwv"]))
    assert waiting_vote(board.holders["almelo"]) is None


def test_tie_asks_the_chair_who_abstained_and_nobody_else(board: Board, client: Client) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast_all(vote, board, "ovtvtvto")
    assert close_vote(vote, board.secretary).is_tied
    assert "Beslissende stem geven" in _overview(client, board.chair)
    assert "Beslissende stem geven" not in _overview(client, board.holders["almelo"])


def test_secretariat_and_chair_are_led_to_the_meeting_of_today(board: Board, client: Client) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    address = reverse("governance:meeting_run", args=[meeting.pk])
    assert address in _overview(client, board.secretary)
    assert address in _overview(client, board.chair)
    assert address not in _overview(client, board.holders["almelo"])


def test_agenda_waits_for_chair_and_vice_chair_only(board: Board, client: Client) -> None:
    later = timezone.now() + timedelta(days=20)
    make_meeting(board, state=MeetingState.SUBMITTED, starts_at=later)
    for person in (board.chair, board.vice_chair):
        assert "Een agenda wacht op uw akkoord" in _overview(client, person)
    assert "Een agenda wacht op uw akkoord" not in _overview(client, board.holders["almelo"])


def test_secretariat_sees_what_an_agenda_still_misses(board: Board, client: Client) -> None:
    meeting = draft_board_meeting(board, proposals=2, starts_at=timezone.now() + timedelta(days=20))
    assert "klaar om voor te leggen" in _overview(client, board.secretary)
    meeting.items.get(position=2).proposal.delete()
    assert "1 voorstel ontbreekt" in _overview(client, board.secretary)
    meeting.items.get(position=3).proposal.delete()
    assert "2 voorstellen ontbreken" in _overview(client, board.secretary)


def test_member_without_anything_to_do_hears_when_the_next_meeting_is(board: Board, client: Client) -> None:
    later = timezone.now() + timedelta(days=20)
    make_meeting(board, state=MeetingState.CONVENED, starts_at=later)
    text = _overview(client, board.holders["almelo"])
    assert "U hoeft nu niets te doen" in text
    assert "De volgende vergadering is" in text


def test_reader_sees_decisions_and_no_meetings(board: Board, client: Client) -> None:
    make_meeting(board, state=MeetingState.CONVENED, starts_at=timezone.now() + timedelta(days=20))
    reader = make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    text = _overview(client, reader)
    assert "Laatste besluiten" in text
    assert "Volgende vergadering" not in text
    assert ">Vergaderingen<" not in text, "nor in the navigation"


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_overview_after_the_meeting_asks_nothing_about_it(board: Board, client: Client, who: str) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    before = _overview(client, getattr(board, who))
    meeting.refresh_from_db()
    close_meeting(meeting, board.secretary)
    assert reverse("governance:meeting_run", args=[meeting.pk]) in before
    text = _overview(client, getattr(board, who))
    assert reverse("governance:meeting_run", args=[meeting.pk]) not in text
    assert "Nu stemmen" not in text


def test_overview_without_sign_in_goes_to_sign_in(board: Board, client: Client) -> None:
    assert client.get("/")["Location"] == f"{reverse('account_login')}?next=/"
