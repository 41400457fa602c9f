"""Closing a vote, the tie, breaking off, and the end of the meeting: what follows from the ballots."""

from __future__ import annotations

import pytest
from django.utils import timezone

from governance.actions import (
    break_off_vote,
    cast_deciding_vote,
    close_meeting,
    close_vote,
    leave,
)
from governance.actions.ballots import VoteClosed
from governance.enums import AdoptableState, MeetingState, Office, VoteState
from governance.models import Ballot, Decision, LedgerEvent, LiveVersion, ViceChairTerm, Vote
from governance.permissions import vice_chair_seat
from governance.queries.votes import count
from tests.governance.factories import (
    ALL,
    Board,
    add_deputy,
    cast,
    cast_all,
    make_board,
    make_draft,
    make_meeting,
    make_open_vote,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

# --- closing ---


def test_close_vote_adopts_in_the_same_transaction(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvttt")
    before = LiveVersion.objects.get(meeting=meeting).version
    vote = close_vote(vote, board.secretary)
    draft.refresh_from_db()
    decision = vote.decisions.get()
    assert (vote.result, vote.decided_by, draft.state) == ("adopted", "majority", AdoptableState.ADOPTED)
    assert (draft.decision, draft.in_force_from) == (decision, timezone.localdate())
    assert vice_chair_seat(timezone.localdate()) == board.seats["almelo"]
    assert decision.sentence == vote.sentence
    assert LiveVersion.objects.get(meeting=meeting).version > before


def test_close_vote_that_cannot_adopt_closes_nothing(board: Board) -> None:
    draft = make_draft(board)
    vote = make_open_vote(board, make_meeting(board, adopts=[draft]))
    cast(vote, board.chair, "for")
    ViceChairTerm.objects.filter(pk=draft.pk).update(seat=board.seats["uwv"])  # behind the application's back
    with pytest.raises(Conflict, match="gewijzigd sinds"):
        close_vote(vote, board.secretary)
    vote.refresh_from_db()
    assert (vote.state, vote.ballots_closed_at) == (VoteState.OPEN, None)
    assert not Decision.objects.filter(vote=vote).exists()


@pytest.mark.parametrize(
    ("choices", "result"),
    [("tttttvvv", "rejected"), ("oooooooo", "no_decision"), ("--------", "no_decision")],
)
def test_close_vote_not_adopted_returns_the_draft(board: Board, choices: str, result: str) -> None:
    draft = make_draft(board)
    vote = make_open_vote(board, make_meeting(board, adopts=[draft]))
    cast_all(vote, board, choices)
    vote = close_vote(vote, board.secretary)
    draft.refresh_from_db()
    assert (vote.state, vote.result) == (VoteState.CLOSED, result)
    assert (draft.state, draft.decision_point, draft.content_sha256) == (AdoptableState.DRAFT, None, "")
    assert not Decision.objects.filter(vote=vote).exists()


def test_close_vote_second_closer_is_told_who_and_when(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast(vote, board.chair, "for")
    at = timezone.now()
    close_vote(vote, board.chair, now=at)
    with pytest.raises(Conflict) as refusal:
        close_vote(vote, board.secretary)
    assert f"{timezone.localtime(at):%H:%M:%S} door {board.chair}" in refusal.value.message
    assert Decision.objects.filter(vote=vote).count() == 1


def test_close_vote_by_a_member_is_refused(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    with pytest.raises(NotAllowed):
        close_vote(vote, board.holders["uwv"])


def test_decisions_are_numbered_without_gaps_past_what_was_not_adopted(board: Board) -> None:
    meeting = make_meeting(board, proposals=4)
    for number, choices in enumerate(("vvvvvvvv", "tttttttt", "--------", "vvvvvttt"), start=1):
        vote = make_open_vote(board, meeting, number)
        cast_all(vote, board, choices)
        close_vote(vote, board.secretary)
    year = timezone.localdate().year
    numbers = Decision.objects.filter(year=year).order_by("number_in_year")
    assert [decision.number for decision in numbers] == [f"{year}-001", f"{year}-002"]


def test_close_vote_is_in_the_ledger_with_its_roster_and_ballots(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast(vote, board.chair, "for")
    close_vote(vote, board.secretary)
    kinds = list(LedgerEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-5:] == ["roster_frozen", "vote_opened", "ballot_cast", "vote_closed", "decision_made"]


# --- the tie ---


def tied_vote(board: Board, choices: str = "ovvvttt-", **meeting: object) -> Vote:
    """A vote with three against three in which the chair abstained, closed."""
    vote = make_open_vote(board, make_meeting(board, **meeting))  # type: ignore[arg-type]  # the factory's own names
    cast_all(vote, board, choices)
    return close_vote(vote, board.secretary)


def test_tie_in_which_the_chair_voted_is_decided_by_that_vote(board: Board) -> None:
    vote = tied_vote(board, "tvvvvttt")
    assert (vote.state, vote.result, vote.decided_by) == (VoteState.CLOSED, "rejected", "chair")


def test_tie_waits_for_the_chair_and_adopts_by_the_deciding_vote(board: Board) -> None:
    draft = make_draft(board)
    vote = tied_vote(board, adopts=[draft])
    draft.refresh_from_db()
    assert (vote.state, vote.waiting_for, vote.closed_at) == (VoteState.TIED, Office.CHAIR, None)
    assert draft.state == AdoptableState.PROPOSED
    vote = cast_deciding_vote(vote, board.chair, "for")
    draft.refresh_from_db()
    assert (vote.state, vote.result, vote.decided_by) == (VoteState.CLOSED, "adopted", "chair")
    assert draft.decision == vote.decisions.get()


def test_tie_declined_is_not_adopted(board: Board) -> None:
    draft = make_draft(board)
    vote = cast_deciding_vote(tied_vote(board, adopts=[draft]), board.chair, "declined")
    draft.refresh_from_db()
    assert (vote.result, draft.state, vote.decisions.count()) == ("not_adopted", AdoptableState.DRAFT, 0)


@pytest.mark.parametrize("who", ["vice_chair", "secretary", "hellendoorn", "uwv"])
def test_deciding_vote_of_somebody_else_is_refused(board: Board, who: str) -> None:
    vote = tied_vote(board)
    person = getattr(board, who, None) or board.holders[who]
    with pytest.raises(NotAllowed, match="Alleen de voorzitter"):
        cast_deciding_vote(vote, person, "for")


def test_deciding_vote_twice_is_refused(board: Board) -> None:
    vote = cast_deciding_vote(tied_vote(board), board.chair, "against")
    with pytest.raises(Conflict, match="niet \\(meer\\)"):
        cast_deciding_vote(vote, board.chair, "for")
    vote.refresh_from_db()
    assert vote.result == "rejected"


def test_ballot_while_tied_is_refused(board: Board) -> None:
    vote = tied_vote(board)
    with pytest.raises(VoteClosed):
        cast(vote, board.holders["werknemers"], "for")


def test_no_other_vote_opens_while_tied(board: Board) -> None:
    vote = tied_vote(board, proposals=2)
    with pytest.raises(Conflict, match="loopt al een stemming"):
        make_open_vote(board, vote.meeting, 2)


def test_tie_with_the_chair_absent_is_decided_by_the_vice_chair(board: Board) -> None:
    meeting = make_meeting(board, present=ALL[1:])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "-vvvttt-")  # the vice-chair (Hengelo) voted for
    vote = close_vote(vote, board.secretary)
    assert (vote.result, vote.decided_by) == ("adopted", "vice_chair")


def test_tie_with_the_chair_absent_asks_a_vice_chair_who_abstained(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board, present=ALL[1:]))
    cast_all(vote, board, "-vvotto-")
    vote = close_vote(vote, board.secretary)
    assert (vote.state, vote.waiting_for) == (VoteState.TIED, Office.VICE_CHAIR)
    with pytest.raises(NotAllowed, match="Alleen de vicevoorzitter"):
        cast_deciding_vote(vote, board.chair, "for")
    assert cast_deciding_vote(vote, board.vice_chair, "against").decided_by == "vice_chair"


def test_tie_with_a_deputy_on_the_chairs_seat_goes_to_the_vice_chair(board: Board) -> None:
    deputy = add_deputy(board, "voorzitter")
    vote = make_open_vote(board, make_meeting(board, by_deputy=["voorzitter"]))
    cast(vote, deputy, "for")
    cast_all(vote, board, "-vvtttv-")  # with the deputy four for; make it four against
    cast(vote, board.holders["werknemers"], "against")
    vote = close_vote(vote, board.secretary)
    assert (vote.result, vote.decided_by) == ("rejected", "vice_chair")


def test_tie_without_chair_and_vice_chair_is_not_adopted(board: Board) -> None:
    present = [slug for slug in ALL if slug not in ("voorzitter", "hengelo")]
    vote = make_open_vote(board, make_meeting(board, present=present))
    cast_all(vote, board, "-vv-ttvt")
    vote = close_vote(vote, board.secretary)
    assert (vote.state, vote.result, vote.decided_by) == (VoteState.CLOSED, "not_adopted", "")


def test_tie_on_a_board_without_vice_chair(db: None) -> None:
    board = make_board(vice_chair=None)
    vote = make_open_vote(board, make_meeting(board, present=ALL[1:]))
    cast_all(vote, board, "-vvvttt-")
    assert close_vote(vote, board.secretary).result == "not_adopted"


def test_chair_who_left_after_voting_still_decides_the_tie(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvtttt")
    leave(meeting, board.seats["voorzitter"], board.secretary)
    assert close_vote(vote, board.secretary).decided_by == "chair"


# --- breaking off, and the end of the meeting ---


def test_break_off_keeps_ballots_and_counts_nothing(board: Board) -> None:
    draft = make_draft(board)
    vote = make_open_vote(board, make_meeting(board, adopts=[draft]))
    cast(vote, board.chair, "for")
    vote = break_off_vote(vote, board.secretary, "Te vroeg geopend.")
    draft.refresh_from_db()
    assert (vote.state, vote.broken_off_reason, vote.result) == (
        VoteState.BROKEN_OFF,
        "Te vroeg geopend.",
        "",
    )
    assert (Ballot.objects.count(), draft.state) == (1, AdoptableState.PROPOSED)
    with pytest.raises(VoteClosed):
        cast(vote, board.holders["uwv"], "for")


def test_break_off_without_reason_is_refused(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    with pytest.raises(DomainError, match="Geef de reden"):
        break_off_vote(vote, board.secretary, "  ")


def test_break_off_after_closing_is_refused(board: Board) -> None:
    vote = close_vote(make_open_vote(board, make_meeting(board)), board.secretary)
    with pytest.raises(Conflict, match="al gesloten"):
        break_off_vote(vote, board.secretary, "Toch niet.")


def test_close_meeting_with_an_open_vote_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    make_open_vote(board, meeting)
    with pytest.raises(Conflict, match="nog een stemming open"):
        close_meeting(meeting, board.secretary)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.OPEN


def test_close_meeting_with_a_tie_ends_it_as_not_adopted(board: Board) -> None:
    draft = make_draft(board)
    vote = tied_vote(board, adopts=[draft])
    close_meeting(vote.meeting, board.secretary)
    vote.refresh_from_db()
    draft.refresh_from_db()
    assert (vote.state, vote.result, vote.deciding_vote) == (VoteState.CLOSED, "not_adopted", "declined")
    assert draft.state == AdoptableState.DRAFT


def test_close_meeting_frees_what_was_not_voted_on(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    close_meeting(meeting, board.secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.decision_point) == (AdoptableState.DRAFT, None)
    with pytest.raises(Conflict, match="vergadering is gesloten"):
        make_open_vote(board, meeting)


def test_outcome_can_be_counted_again_from_its_rows(board: Board) -> None:
    """An auditor's check: what is stored follows from roster, ballots and rule set alone."""
    vote = make_open_vote(board, make_meeting(board, present=ALL[:7]))
    cast_all(vote, board, "vvtto---")
    vote = close_vote(vote, board.secretary)
    assert count(vote).to_json() == vote.outcome
