"""The voting page and the outcome: what they say, and what a refusal looks like."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from governance.actions import break_off_vote, cast_deciding_vote, close_meeting, close_vote, leave
from governance.enums import MeetingState, VoteState
from governance.models import Ballot, Vote
from tests.governance.factories import (
    ALL,
    Board,
    add_deputy,
    cast,
    cast_all,
    make_draft,
    make_meeting,
    make_open_vote,
)
from tests.governance.readers import as_, page, text, url


def ballot(vote: Vote, choice: str) -> dict[str, Any]:
    """What the form on the voting page sends."""
    return {
        "choice": choice,
        "text_sha256": vote.proposal_version.sha256,
        "request_key": uuid4(),
        "pagina": "stemmen",
    }


# --- the voting page ---


def test_meeting_vote_offers_check_in_and_then_says_since_when(board: Board) -> None:
    meeting = make_meeting(board, present=[])
    client = as_(board.holders["almelo"])
    assert "Ik ben aanwezig" in client.get(url("meeting_vote", meeting.pk)).content.decode()
    form = {"act": "arrive", "pagina": "stemmen"}
    response = client.post(url("attendance_set", meeting.pk, "almelo"), form)
    assert (response.status_code, response["Location"]) == (303, url("meeting_vote", meeting.pk))
    assert "U bent aanwezig voor de zetel Almelo" in text(
        page(board.holders["almelo"], "meeting_vote", meeting.pk)
    )


def test_meeting_vote_shows_text_and_three_choices(board: Board) -> None:
    meeting = make_meeting(board, adopts=[make_draft(board)])
    make_open_vote(board, meeting)
    html = page(board.holders["almelo"], "meeting_vote", meeting.pk)
    assert re.findall(r'name="choice" value="(\w+)"', html) == ["for", "against", "abstained"]
    assert "Het bestuur stemt in met onderwerp 1." in html
    assert "Stelt vast: Vicevoorzitter: zetel Almelo" in text(html)


def test_ballot_cast_is_shown_with_its_time_and_can_be_changed(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    client = as_(board.holders["almelo"])
    response = client.post(url("ballot_cast", vote.pk), ballot(vote, "for"))
    assert (response.status_code, response["Location"]) == (303, url("meeting_vote", meeting.pk))
    html = client.get(response["Location"]).content.decode()
    assert re.search(
        r"Uw stem: Voor, vastgelegd om \d\d:\d\d:\d\d, te wijzigen tot de stemming sluit", text(html)
    )
    client.post(url("ballot_cast", vote.pk), ballot(vote, "against"))
    assert "Uw stem: Tegen, vastgelegd" in text(page(board.holders["almelo"], "meeting_vote", meeting.pk))
    assert list(Ballot.objects.values_list("sequence", "choice")) == [(1, "for"), (2, "against")]


def test_ballot_sent_twice_is_one(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    client, form = as_(board.holders["almelo"]), ballot(vote, "for")
    assert [client.post(url("ballot_cast", vote.pk), form).status_code for _ in range(2)] == [303, 303]
    assert Ballot.objects.count() == 1


def test_ballot_after_closing_is_an_alert_on_the_page(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    closed = close_vote(vote, board.secretary)
    client = as_(board.holders["almelo"])
    response = client.post(url("ballot_cast", vote.pk), ballot(vote, "for"), follow=True)
    said = text(response.content.decode())
    assert re.search(r"De stemming is gesloten om \d\d:\d\d:\d\d; uw stem is niet meegeteld", said)
    assert (closed.outcome["for"], Ballot.objects.count()) == (0, 0)


def test_ballot_after_closing_by_script_is_409_with_the_page(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    close_vote(vote, board.secretary)
    response = as_(board.holders["almelo"]).post(
        url("ballot_cast", vote.pk), ballot(vote, "for"), headers={"X-Requested-With": "fetch"}
    )
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert "niet meegeteld" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"text_sha256": "0" * 64}, 409, "andere dan die u zag"),
        ({"choice": "misschien"}, 422, "Kies voor, tegen of onthouding"),
        ({"choice": ""}, 422, "Kies voor, tegen of onthouding"),
        ({"request_key": "geen sleutel"}, 422, "Ververs de pagina"),
        ({"request_key": ""}, 422, "Ververs de pagina"),
    ],
)
def test_ballot_with_a_wrong_field_records_nothing(
    board: Board, change: dict[str, str], status: int, sentence: str
) -> None:
    vote = make_open_vote(board, make_meeting(board))
    form = ballot(vote, "for") | change
    response = as_(board.holders["almelo"]).post(
        url("ballot_cast", vote.pk), form, headers={"X-Requested-With": "fetch"}
    )
    assert (response.status_code, sentence in response.content.decode()) == (status, True)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("case", ["absent", "deputy"])
def test_meeting_vote_says_why_somebody_does_not_vote(board: Board, case: str) -> None:
    deputy = add_deputy(board, "almelo")
    present = [slug for slug in ALL if slug != "almelo"]
    meeting = make_meeting(board, present=present, by_deputy=["almelo"] if case == "deputy" else [])
    make_open_vote(board, meeting)
    html = page(board.holders["almelo"], "meeting_vote", meeting.pk)
    reason = f"stemt {deputy} voor uw zetel" if case == "deputy" else "niet aanwezig toen de stemming om"
    assert (reason in text(html), 'name="choice"' in html) == (True, False)


def test_meeting_vote_hides_the_result_until_closing(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, {"voorzitter": "against", "uwv": "for"})
    for person in (board.holders["almelo"], board.secretary):
        html = text(page(person, "vote_detail", vote.pk))
        assert "2 van 8 zetels hebben gestemd" in html
        assert [
            word for word in (" tegen", " voor ", "Wie stemde wat") if word in html.split("Waarover")[0]
        ] == []
    closed = close_vote(vote, board.secretary)
    assert closed.sentence in page(board.holders["almelo"], "vote_detail", vote.pk)


def test_meeting_vote_asks_the_chair_alone_for_the_deciding_vote(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "ovvvttt-")
    close_vote(vote, board.secretary)
    chair, other = (page(p, "meeting_vote", meeting.pk) for p in (board.chair, board.vice_chair))
    assert re.findall(r'name="choice" value="(\w+)"', chair) == ["for", "against", "declined"]
    assert 'name="choice"' not in other
    assert "Het wachten is op de beslissende stem van de voorzitter (zetel Voorzitter)" in text(other)
    assert "Het wachten is op de beslissende stem" in text(page(board.secretary, "meeting_run", meeting.pk))
    form = {"choice": "for", "pagina": "stemmen"}
    assert as_(board.vice_chair).post(url("deciding_vote_cast", vote.pk), form).status_code == 303
    vote.refresh_from_db()
    assert vote.state == VoteState.TIED
    assert as_(board.chair).post(url("deciding_vote_cast", vote.pk), form).status_code == 303
    vote.refresh_from_db()
    assert (vote.state, vote.decided_by) == (VoteState.CLOSED, "chair")


@pytest.mark.parametrize("state", [MeetingState.CONVENED, MeetingState.CLOSED])
def test_meeting_vote_outside_the_meeting(board: Board, state: MeetingState) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED if state == "convened" else MeetingState.OPEN)
    if state == MeetingState.CLOSED:
        close_meeting(meeting, board.secretary)
    html = text(page(board.holders["almelo"], "meeting_vote", meeting.pk))
    assert {"convened": "nog niet geopend", "closed": "is gesloten om"}[state] in html


# --- the outcome ---


def test_vote_detail_walks_from_rule_to_effect(board: Board) -> None:
    meeting = make_meeting(board, adopts=[make_draft(board)])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "ovvvttt-")
    vote = cast_deciding_vote(close_vote(vote, board.secretary), board.chair, "for")
    html = page(board.holders["almelo"], "vote_detail", vote.pk)
    said = text(html)
    assert vote.sentence in said
    assert all(step["sentence"] in said for step in vote.outcome["steps"])
    assert "Regel 4, eigen regel" in said
    assert "Beslissende stem: voor" in said
    assert vote.proposal_version.sha256 in html
    decision = vote.decisions.get()
    assert f"Besluit {decision.number}" in said
    assert "Vicevoorzitter: zetel Almelo" in said
    assert said.count("onthouding") >= 1
    totals = re.findall(r'<td class="utrecht-table__cell numeric">(?:<strong>)?(\d+)', html)
    assert [int(total) for total in totals] == [3, 3, 1, 1, 0, 0, 8]


def test_vote_detail_of_a_vote_broken_off_shows_the_reason_and_no_choice(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast(vote, board.chair, "against")
    break_off_vote(vote, board.secretary, "Verkeerd punt.")
    html = text(page(board.holders["almelo"], "vote_detail", vote.pk))
    assert ("Reden: Verkeerd punt." in html, "Wie stemde wat" in html) == (True, False)


def test_vote_detail_unanimously_against_never_reads_adopted(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast_all(vote, board, "tttttttt")
    close_vote(vote, board.secretary)
    html = page(board.secretary, "vote_detail", vote.pk)
    assert "Verworpen met 0 stemmen voor en 8 tegen" in html
    assert "algemene stemmen" not in html


def test_member_who_left_keeps_the_vote_that_was_open(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    leave(meeting, board.seats["almelo"], board.secretary)
    response = as_(board.holders["almelo"]).post(url("ballot_cast", vote.pk), ballot(vote, "for"))
    assert (response.status_code, Ballot.objects.count()) == (303, 1)
