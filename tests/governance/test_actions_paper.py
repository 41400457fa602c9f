"""A secret vote on paper: about persons only, counted by two people, settled as every vote, and no choice anywhere."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import (
    break_off_vote,
    cast_ballot,
    cast_deciding_vote,
    close_meeting,
    close_vote,
    open_vote,
)
from governance.actions.paper_votes import (
    confirm_paper_count,
    enter_paper_count,
    open_paper_vote,
    reject_paper_count,
)
from governance.domain.outcome import Outcome
from governance.domain.paper import PaperTotals
from governance.enums import AdoptableState, VoteMethod, VoteState
from governance.models import Ballot, LedgerEvent, Meeting, PaperCount, SeatTerm, ViceChairTerm, Vote
from governance.permissions import today, vice_chair_seat
from tests.governance.factories import ALL, Board, decide_item, make_draft, make_meeting
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

FIVE_TO_THREE, TIE = PaperTotals(5, 3, 0, 0), PaperTotals(4, 4, 0, 0)


@pytest.fixture
def meeting(board: Board) -> Meeting:
    """An open meeting with all seats there, whose proposal makes Almelo's holder vice-chair."""
    return make_meeting(board, adopts=[make_draft(board)])


@pytest.fixture
def vote(board: Board, meeting: Meeting) -> Vote:
    return open_paper_vote(decide_item(meeting), board.secretary)


def counted(vote: Vote, board: Board, sheet: PaperTotals) -> Vote:
    """Entered by the secretariat, confirmed by the chair."""
    return confirm_paper_count(enter_paper_count(vote, board.secretary, sheet), board.chair)


def test_confirmed_count_closes_decides_and_adopts_at_once(board: Board, vote: Vote) -> None:
    closed = counted(vote, board, FIVE_TO_THREE)
    assert (closed.method, closed.state, closed.result) == (VoteMethod.PAPER, VoteState.CLOSED, "adopted")
    assert closed.sentence == "Aangenomen met 5 stemmen voor en 3 tegen."
    assert closed.decisions.count() == 1
    assert vice_chair_seat(today()) == board.seats["almelo"]


def test_nothing_is_known_of_any_seat(board: Board, vote: Vote) -> None:
    counted(vote, board, FIVE_TO_THREE)
    assert not Ballot.objects.exists()
    facts = [event.facts for event in LedgerEvent.objects.filter(kind__startswith="paper_count")]
    assert [sorted(fact) for fact in facts] == [
        ["abstained", "against", "count", "for", "not_voted", "vote"],
        ["count", "vote"],
    ]


def test_rejected_on_paper_returns_the_draft(board: Board, vote: Vote) -> None:
    assert counted(vote, board, PaperTotals(3, 5, 0, 0)).result == Outcome.REJECTED
    assert ViceChairTerm.objects.latest("pk").state == AdoptableState.DRAFT


def test_vote_that_is_not_about_persons_is_refused_on_paper(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(DomainError, match="alleen over personen"):
        open_paper_vote(decide_item(meeting), board.secretary)
    assert not Vote.objects.filter(meeting=meeting).exists()


def test_secretariat_marks_another_proposal_as_being_about_persons(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(NotAllowed, match="Alleen het secretariaat"):
        open_paper_vote(decide_item(meeting), board.chair, about_persons=True)
    assert open_paper_vote(decide_item(meeting), board.secretary, about_persons=True).is_open


def test_no_ballot_of_a_seat_is_taken(board: Board, vote: Vote) -> None:
    with pytest.raises(DomainError, match="schriftelijk en geheim"):
        cast_ballot(
            vote,
            board.chair,
            "for",
            text_sha256=vote.proposal_version.sha256,
            request_key=uuid4(),
        )


def test_vote_on_paper_is_not_closed_without_a_count(board: Board, vote: Vote) -> None:
    with pytest.raises(Conflict, match="tweede persoon"):
        close_vote(vote, board.secretary)


@pytest.mark.parametrize(
    "sheet", [PaperTotals(5, 2, 0, 0), PaperTotals(5, 4, 0, 0), PaperTotals(9, -1, 0, 0)]
)
def test_count_that_does_not_add_up_is_refused(board: Board, vote: Vote, sheet: PaperTotals) -> None:
    with pytest.raises(DomainError, match="sluit niet|nul of meer"):
        enter_paper_count(vote, board.secretary, sheet)
    assert not vote.paper_counts.exists()


def test_who_entered_does_not_confirm(board: Board, vote: Vote) -> None:
    entered = enter_paper_count(vote, board.secretary, FIVE_TO_THREE)
    with pytest.raises(NotAllowed, match="zelf in"):
        confirm_paper_count(entered, board.secretary)
    with pytest.raises(IntegrityError, match="paper_count_four_eyes"), transaction.atomic():
        PaperCount.objects.filter(pk=entered.pk).update(
            confirmed_by=board.secretary, confirmed_at=timezone.now()
        )


def test_member_who_does_not_lead_neither_enters_nor_confirms(board: Board, vote: Vote) -> None:
    with pytest.raises(NotAllowed):
        enter_paper_count(vote, board.holders["uwv"], FIVE_TO_THREE)
    entered = enter_paper_count(vote, board.secretary, FIVE_TO_THREE)
    with pytest.raises(NotAllowed):
        confirm_paper_count(entered, board.holders["uwv"])


def test_second_count_waits_until_the_first_is_rejected(board: Board, vote: Vote) -> None:
    first = enter_paper_count(vote, board.secretary, FIVE_TO_THREE)
    with pytest.raises(Conflict, match="al een telling"):
        enter_paper_count(vote, board.chair, TIE)
    reject_paper_count(first, board.chair)
    second = enter_paper_count(vote, board.chair, PaperTotals(2, 6, 0, 0))
    with pytest.raises(Conflict, match="intussen afgewezen"):
        confirm_paper_count(first, board.chair)
    assert confirm_paper_count(second, board.secretary).result == Outcome.REJECTED
    assert vote.paper_counts.count() == 2


def test_two_who_confirm_at_once_settle_once(board: Board, vote: Vote) -> None:
    entered = enter_paper_count(vote, board.secretary, FIVE_TO_THREE)
    confirm_paper_count(entered, board.chair)
    with pytest.raises(Conflict, match="al gesloten"):
        confirm_paper_count(entered, board.chair)
    assert vote.decisions.count() == 1


def test_tie_waits_for_the_open_deciding_vote_of_the_chair(board: Board, vote: Vote) -> None:
    tied = counted(vote, board, TIE)
    assert (tied.state, tied.waiting_for) == (VoteState.TIED, "chair")
    with pytest.raises(NotAllowed):
        cast_deciding_vote(tied, board.vice_chair, "for")
    closed = cast_deciding_vote(tied, board.chair, "for")
    assert (closed.result, closed.decided_by, closed.deciding_vote) == ("adopted", "chair", "for")
    assert closed.decisions.count() == 1


def test_tie_is_not_adopted_when_the_meeting_closes(board: Board, meeting: Meeting, vote: Vote) -> None:
    counted(vote, board, TIE)
    close_meeting(meeting, board.secretary)
    vote.refresh_from_db()
    assert (vote.state, vote.result) == (VoteState.CLOSED, "not_adopted")


def test_tie_with_a_seat_vacant_and_the_chair_away_asks_the_vice_chair(board: Board) -> None:
    SeatTerm.objects.filter(seat=board.seats["uwv"]).update(ends_on="2016-01-01")
    present = [slug for slug in ALL if slug not in ("uwv", "voorzitter")]
    meeting = make_meeting(board, adopts=[make_draft(board)], present=present)
    vote = open_paper_vote(decide_item(meeting), board.secretary)
    with pytest.raises(DomainError, match="6 zetels mogen stemmen"):
        enter_paper_count(vote, board.secretary, TIE)
    entered = enter_paper_count(vote, board.secretary, PaperTotals(3, 3, 0, 0))
    tied = confirm_paper_count(entered, board.vice_chair)
    assert tied.waiting_for == "vice_chair"
    assert cast_deciding_vote(tied, board.vice_chair, "against").result == "rejected"


def test_secret_and_unanimous_says_so_in_the_explanation(board: Board, vote: Vote) -> None:
    steps = [step["sentence"] for step in counted(vote, board, PaperTotals(8, 0, 0, 0)).outcome["steps"]]
    assert "Schriftelijk en geheim gestemd, op papier geteld door twee personen." in steps
    assert any("zeggen hetzelfde" in sentence for sentence in steps)


def test_broken_off_vote_on_paper_is_kept_and_takes_no_count(board: Board, vote: Vote) -> None:
    entered = enter_paper_count(vote, board.secretary, FIVE_TO_THREE)
    break_off_vote(vote, board.secretary, "Verkeerde briefjes")
    acts: list[Callable[[], object]] = [
        lambda: confirm_paper_count(entered, board.chair),
        lambda: reject_paper_count(entered, board.chair),
        lambda: enter_paper_count(vote, board.chair, TIE),
    ]
    for act in acts:
        with pytest.raises(Conflict, match="al gesloten"):
            act()
    assert vote.paper_counts.count() == 1


def test_vote_by_seats_has_no_papers(board: Board, meeting: Meeting) -> None:
    openly = open_vote(decide_item(meeting), board.secretary)
    with pytest.raises(DomainError, match="niet schriftelijk"):
        enter_paper_count(openly, board.secretary, FIVE_TO_THREE)
