"""A vote on one decision point beside the whole proposal, and a second vote on the same matter."""

from __future__ import annotations

import pytest

from governance.actions import (
    break_off_vote,
    cast_deciding_vote,
    close_meeting,
    open_vote,
)
from governance.enums import AdoptableState
from governance.models import Decision, ViceChairTerm
from governance.queries.matters import points_of, undecided_points
from tests.governance.factories import Board, cast_all, make_draft, make_meeting, make_open_vote
from tests.governance.matters import closed, make_item, point
from werkbedrijf.lib.errors import Conflict, DomainError

FOR, AGAINST = "vvvvvvvv", "tttttttt"


def numbers_of(decisions: list[Decision]) -> list[str]:
    return [decision.point.number for decision in decisions]


def test_vote_on_one_point_adopts_what_that_point_carries_only(board: Board) -> None:
    first, second = make_draft(board, "almelo"), make_draft(board, "uwv")
    item = make_item(board, adopts={"1": first, "2": second})
    vote = closed(board, open_vote(item, board.secretary, point=point(item, "2")), FOR)
    first.refresh_from_db()
    second.refresh_from_db()
    assert numbers_of(list(vote.decisions.all())) == ["2"]
    assert (second.state, second.decision) == (AdoptableState.ADOPTED, vote.decisions.get())
    assert (first.state, first.decision) == (AdoptableState.PROPOSED, None)
    assert vote.decisions.get().title == "Plan, beslispunt 2"


def test_proposal_with_points_of_which_some_adopted_and_some_not(board: Board) -> None:
    """The case of voting.md: 1 adopted alone, 2 rejected alone; the vote on the whole is about 3 only."""
    drafts = {
        "1": make_draft(board, "almelo"),
        "2": make_draft(board, "uwv"),
        "3": make_draft(board, "oldenzaal"),
    }
    item = make_item(board, adopts=dict(drafts))
    closed(board, open_vote(item, board.secretary, point=point(item, "1")), FOR)
    closed(board, open_vote(item, board.secretary, point=point(item, "2")), AGAINST)
    assert [p.number for p in undecided_points(item.proposal)] == ["3"]
    whole = closed(board, open_vote(item, board.secretary), FOR)
    assert numbers_of(list(whole.decisions.all())) == ["3"]
    assert [p.number for p in points_of(whole)] == ["3"]
    states = [ViceChairTerm.objects.get(pk=draft.pk).state for draft in drafts.values()]
    assert states == [AdoptableState.ADOPTED, AdoptableState.DRAFT, AdoptableState.ADOPTED]
    assert whole.decisions.get().title == "Plan, beslispunt 3"


def test_point_without_decision_stays_in_the_vote_on_the_whole(board: Board) -> None:
    draft = make_draft(board)
    item = make_item(board, numbers=("1", "2"), adopts={"1": draft})
    alone = closed(board, open_vote(item, board.secretary, point=point(item, "1")), "oooooooo")
    assert alone.result == "no_decision"
    whole = closed(board, open_vote(item, board.secretary), FOR)
    draft.refresh_from_db()
    assert numbers_of(list(whole.decisions.order_by("number_in_year"))) == ["1", "2"]
    assert (
        draft.state == AdoptableState.ADOPTED
    )  # returned to draft by the first vote, proposed again for this one


def test_every_point_decided_alone_leaves_no_vote_on_the_whole(board: Board) -> None:
    item = make_item(board, numbers=("1", "2"))
    closed(board, open_vote(item, board.secretary, point=point(item, "1")), FOR)
    closed(board, open_vote(item, board.secretary, point=point(item, "2")), AGAINST)
    with pytest.raises(Conflict, match="al gestemd"):
        open_vote(item, board.secretary)


def test_adopted_point_cannot_be_voted_on_again(board: Board) -> None:
    item = make_item(board)
    closed(board, open_vote(item, board.secretary), FOR)
    with pytest.raises(Conflict, match="Beslispunt 1 is al aangenomen"):
        open_vote(item, board.secretary, point=point(item, "1"))


def test_point_of_another_proposal_is_refused(board: Board) -> None:
    meeting = make_meeting(board, proposals=2)
    items = list(meeting.items.filter(proposal__isnull=False).order_by("position"))
    with pytest.raises(DomainError, match="ander voorstel"):
        open_vote(items[0], board.secretary, point=point(items[1], "1"))


@pytest.mark.parametrize("choices", [AGAINST, "oooooooo", "--------"])
def test_second_vote_on_the_same_proposal_refers_to_the_first(board: Board, choices: str) -> None:
    draft = make_draft(board)
    item = make_item(board, numbers=("1",), adopts={"1": draft})
    first = closed(board, open_vote(item, board.secretary), choices)
    second = closed(board, open_vote(item, board.secretary), FOR)
    draft.refresh_from_db()
    assert (first.follows, second.follows) == (None, first)
    assert list(first.followed_by.all()) == [second]
    assert (draft.state, draft.decision.vote) == (AdoptableState.ADOPTED, second)


def test_second_vote_after_a_tie_that_nobody_decided_refers_to_the_first(board: Board) -> None:
    item = make_item(board, numbers=("1",))
    first = closed(board, open_vote(item, board.secretary), "ovvvttt-")
    first = cast_deciding_vote(first, board.chair, "declined")
    assert first.result == "not_adopted"
    assert open_vote(item, board.secretary).follows == first


def test_vote_on_a_point_follows_the_vote_on_the_whole_that_had_it(board: Board) -> None:
    item = make_item(board)
    whole = closed(board, open_vote(item, board.secretary), AGAINST)
    alone = closed(board, open_vote(item, board.secretary, point=point(item, "2")), FOR)
    assert alone.follows == whole
    again = closed(board, open_vote(item, board.secretary), FOR)
    assert (again.follows, [p.number for p in points_of(again)]) == (whole, ["1", "3"])


def test_broken_off_vote_is_not_followed(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    break_off_vote(vote, board.secretary, "Verkeerd punt.")
    assert make_open_vote(board, meeting).follows is None


def test_second_vote_is_refused_when_what_it_would_adopt_was_changed(board: Board) -> None:
    draft = make_draft(board)
    item = make_item(board, numbers=("1",), adopts={"1": draft})
    closed(board, open_vote(item, board.secretary), AGAINST)
    ViceChairTerm.objects.filter(pk=draft.pk).update(seat=board.seats["uwv"])
    with pytest.raises(Conflict, match="na de vorige stemming gewijzigd"):
        open_vote(item, board.secretary)


def test_tie_on_a_point_at_the_end_of_the_meeting_leaves_what_was_adopted(board: Board) -> None:
    first, second = make_draft(board, "almelo"), make_draft(board, "uwv")
    item = make_item(board, numbers=("1", "2"), adopts={"1": first, "2": second})
    closed(board, open_vote(item, board.secretary, point=point(item, "1")), FOR)
    vote = open_vote(item, board.secretary, point=point(item, "2"))
    cast_all(vote, board, "ovvvttt-")
    closed(board, vote, "--------")
    close_meeting(item.meeting, board.secretary)
    first.refresh_from_db()
    second.refresh_from_db()
    vote.refresh_from_db()
    assert (vote.result, first.state, second.state) == ("not_adopted", "adopted", "draft")
