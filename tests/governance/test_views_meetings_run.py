"""Running a meeting and the screen in the room, as pages; and who gets which page of a meeting that is held."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from governance.actions import break_off_vote, close_vote
from governance.enums import MeetingState, Role, VoteState
from governance.models import Meeting, Vote
from governance.queries.now import meeting_now
from tests.governance.factories import (
    Board,
    add_deputy,
    cast,
    decide_item,
    make_meeting,
    make_open_vote,
    make_person,
)
from tests.governance.readers import as_, count_queries, make_outsiders, page, text, url

# --- running the meeting ---


@pytest.mark.parametrize("who", ["secretary", "chair", "vice_chair"])
def test_meeting_run_from_opening_to_closing(board: Board, who: str) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    person = getattr(board, who)
    client = as_(person)
    steps = [
        (url("meeting_open", meeting.pk), {}),
        (url("attendance_set", meeting.pk, "uwv"), {"act": "arrive"}),
        (url("attendance_set", meeting.pk, "voorzitter"), {"act": "arrive", "person": board.chair.pk}),
        (url("meeting_current_item", meeting.pk, decide_item(meeting).pk), {}),
        (url("vote_open", decide_item(meeting).pk), {}),
    ]
    for address, form in steps:
        response = client.post(address, form)
        assert (response.status_code, response["Location"]) == (303, url("meeting_run", meeting.pk))
    vote = Vote.objects.get(meeting=meeting)
    cast(vote, board.chair, "for")
    assert client.post(url("vote_close", vote.pk)).status_code == 303
    assert "Aangenomen met 1 stem voor en 0 tegen" in page(person, "meeting_run", meeting.pk)
    assert client.post(url("meeting_close", meeting.pk)).status_code == 303
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED
    assert "De vergadering is gesloten" in page(person, "meeting_run", meeting.pk)


def test_meeting_run_offers_exactly_the_next_step(board: Board) -> None:
    meeting = make_meeting(board)

    def acts() -> set[str]:
        html = page(board.secretary, "meeting_run", meeting.pk)
        steps = ("stemming-openen", "sluiten", "afbreken", "aan-de-orde")
        return {step for step in steps if re.search(rf'action="/(agendapunten|stemmingen)/\d+/{step}/', html)}

    as_(board.secretary).post(url("meeting_current_item", meeting.pk, decide_item(meeting).pk))
    assert acts() == {"stemming-openen"}
    vote = make_open_vote(board, meeting)
    assert acts() == {"sluiten", "afbreken"}
    assert "aan-de-orde" not in page(board.secretary, "meeting_run", meeting.pk)
    break_off_vote(vote, board.secretary, "Te vroeg.")
    assert acts() == {"stemming-openen"}
    cast(make_open_vote(board, meeting), board.chair, "for")
    close_vote(meeting.votes.running().get(), board.secretary)
    assert acts() == set()


def test_second_closer_reads_who_closed_it(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    close_vote(vote, board.chair)
    response = as_(board.secretary).post(url("vote_close", vote.pk), follow=True)
    assert re.search(
        rf"Deze stemming is al gesloten om \d\d:\d\d:\d\d door {board.chair}", text(response.content.decode())
    )


def test_hand_over_moves_the_page_of_who_may_lead(board: Board) -> None:
    meeting = make_meeting(board)
    almelo, uwv = board.holders["almelo"], board.holders["uwv"]
    assert as_(almelo).get(url("meeting_run", meeting.pk)).status_code == 403
    as_(board.chair).post(url("meeting_preside", meeting.pk), {"seat": "almelo"})
    assert as_(almelo).get(url("meeting_run", meeting.pk)).status_code == 200
    response = as_(almelo).post(url("meeting_preside", meeting.pk), {"seat": "uwv"})
    assert response["Location"] == url("meeting_vote", meeting.pk)
    assert as_(almelo).get(url("meeting_run", meeting.pk)).status_code == 403
    assert as_(uwv).get(url("meeting_run", meeting.pk)).status_code == 200


def test_attendance_of_a_deputy_by_the_secretariat(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, present=["almelo"])
    as_(board.secretary).post(
        url("attendance_set", meeting.pk, "almelo"), {"act": "arrive", "person": deputy.pk}
    )
    line = next(line for line in meeting_now(meeting).seats if line.seat.slug == "almelo")
    assert line.attendance is not None
    assert (line.attendance.person, line.attendance.by_deputy) == (deputy, True)


def test_screen_shows_the_item_and_offers_nothing(board: Board) -> None:
    meeting = make_meeting(board)
    html = page(make_person("Toehoorder", Role.OBSERVER), "meeting_screen", meeting.pk)
    assert ("Aan de orde" in html, "<button" in html, "<form" in html) == (True, False, False)


def test_meeting_run_same_queries_at_1_and_10_items(board: Board) -> None:
    few, many = make_meeting(board), make_meeting(board, proposals=10)
    client = as_(board.secretary)
    assert len({count_queries(client, url("meeting_run", meeting.pk)) for meeting in (few, many)}) == 1


# --- who gets what ---


def addresses(meeting: Meeting, vote: Vote) -> list[tuple[str, str, bool]]:
    """Every address of this file: name, address, and whether it is an act."""
    item = vote.item_id
    return [
        ("meeting_run", url("meeting_run", meeting.pk), False),
        ("meeting_vote", url("meeting_vote", meeting.pk), False),
        ("meeting_screen", url("meeting_screen", meeting.pk), False),
        ("vote_detail", url("vote_detail", vote.pk), False),
        ("meeting_open", url("meeting_open", meeting.pk), True),
        ("meeting_close", url("meeting_close", meeting.pk), True),
        ("attendance_set", url("attendance_set", meeting.pk, "uwv"), True),
        ("meeting_preside", url("meeting_preside", meeting.pk), True),
        ("meeting_current_item", url("meeting_current_item", meeting.pk, item), True),
        ("vote_open", url("vote_open", item), True),
        ("ballot_cast", url("ballot_cast", vote.pk), True),
        ("vote_close", url("vote_close", vote.pk), True),
        ("vote_break_off", url("vote_break_off", vote.pk), True),
        ("deciding_vote_cast", url("deciding_vote_cast", vote.pk), True),
    ]


def statuses(client: Client, meeting: Meeting, vote: Vote) -> dict[str, int]:
    return {
        name: (client.post(address) if acts else client.get(address)).status_code
        for name, address, acts in addresses(meeting, vote)
    }


def test_outsiders_find_nothing(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    for person in make_outsiders(board):
        assert set(statuses(as_(person), meeting, vote).values()) == {404}
    assert set(statuses(Client(), meeting, vote).values()) == {302}


def test_observers_read_and_do_nothing(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    found = statuses(as_(make_person("Toehoorder", Role.OBSERVER)), meeting, vote)
    assert {name for name, status in found.items() if status == 200} == {"meeting_screen", "vote_detail"}
    assert {status for status in found.values() if status != 200} == {403}


def test_members_do_not_lead(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    found = statuses(as_(board.holders["almelo"]), meeting, vote)
    read = {"meeting_vote", "meeting_screen", "vote_detail"}
    assert {name for name, status in found.items() if status == 200} == read
    assert {name for name, status in found.items() if status == 303} == {"ballot_cast", "deciding_vote_cast"}
    assert {name for name, status in found.items() if status == 403} == {*found} - read - {
        "ballot_cast",
        "deciding_vote_cast",
    }
    vote.refresh_from_db()
    assert vote.state == VoteState.OPEN


def test_acts_are_not_done_by_get(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    client = as_(board.secretary)
    assert {client.get(address).status_code for _, address, acts in addresses(meeting, vote) if acts} == {405}
