"""Explanation of vote with one's ballot, and the note of a mistake afterwards (rule 15)."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from governance.actions import break_off_vote, cast_ballot, close_vote, note_mistake, open_vote
from governance.enums import NoteKind
from governance.models import Ballot, LedgerEvent, Vote, VoteNote
from governance.queries.now import seat_choices
from tests.governance.factories import Board, add_deputy, cast, cast_all, make_meeting, make_open_vote
from tests.governance.matters import make_item
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def explained(vote: Vote, board: Board, words: str, choice: str = "against") -> Ballot:
    return cast_ballot(
        vote,
        board.holders["uwv"],
        choice,
        text_sha256=vote.proposal_version.sha256,
        request_key=uuid4(),
        explanation=words,
    )


def test_explanation_goes_with_the_ballot_and_is_shown_after_closing_only(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    explained(vote, board, "Te vroeg.")
    explained(vote, board, "  Te duur.\r\nEn te vroeg. ")
    assert seat_choices(vote) == []
    vote = close_vote(vote, board.secretary)
    choice = next(choice for choice in seat_choices(vote) if choice.seat.slug == "uwv")
    assert choice.explanation == "Te duur.\nEn te vroeg."
    assert list(Ballot.objects.values_list("explanation", flat=True)) == [
        "Te vroeg.",
        "Te duur.\nEn te vroeg.",
    ]
    assert "duur" not in json.dumps([event.facts for event in LedgerEvent.objects.all()])


def test_explanation_that_is_too_long_is_refused(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    with pytest.raises(DomainError, match="2000 tekens"):
        explained(vote, board, "x" * 2001)


def test_same_request_with_another_explanation_is_said_and_not_lost_in_silence(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    key, text = uuid4(), vote.proposal_version.sha256
    cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key, explanation="Eén.")
    with pytest.raises(Conflict, match="verouderd"):
        cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key, explanation="Twee.")


def test_mistake_is_noted_afterwards_and_changes_nothing(board: Board) -> None:
    vote = open_vote(make_item(board), board.secretary)
    cast_all(vote, board, "vvvvvttt")
    with pytest.raises(Conflict, match="nog open"):
        note_mistake(vote, board.chair, "Ik bedoelde tegen.")
    vote = close_vote(vote, board.secretary)
    before = (vote.result, vote.sentence, vote.outcome)
    note = note_mistake(vote, board.chair, "Ik bedoelde tegen.")
    assert note_mistake(vote, board.chair, "Ik bedoelde tegen. ") == note  # a double click
    vote.refresh_from_db()
    assert (vote.result, vote.sentence, vote.outcome) == before
    assert VoteNote.objects.get().kind == NoteKind.MISTAKE


def test_mistake_is_for_the_person_who_voted_for_the_seat(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, by_deputy=["almelo"])
    vote = make_open_vote(board, meeting)
    cast(vote, deputy, "for")
    vote = close_vote(vote, board.secretary)
    for other in (board.holders["almelo"], board.secretary):
        with pytest.raises(NotAllowed, match="Alleen wie in deze stemming stemde"):
            note_mistake(vote, other, "Ik bedoelde tegen.")
    with pytest.raises(DomainError, match="Schrijf op"):
        note_mistake(vote, deputy, " ")
    assert note_mistake(vote, deputy, "Ik bedoelde tegen.").noted_by == deputy


def test_mistake_in_a_vote_that_was_broken_off_is_refused(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    break_off_vote(vote, board.secretary, "Verkeerd punt.")
    with pytest.raises(Conflict, match="niets te herstellen"):
        note_mistake(vote, board.chair, "Ik bedoelde tegen.")
