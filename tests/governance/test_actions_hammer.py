"""Hamerstuk: adopted without a vote, lifted by a member, and dissent noted (rule 12)."""

from __future__ import annotations

import pytest

from governance.actions import (
    adopt_hammer_item,
    close_meeting,
    lift_hammer_item,
    note_dissent,
    open_vote,
    recuse,
)
from governance.enums import AdoptableState, AgendaItemKind, VoteMethod
from governance.models import AgendaItem, Ballot
from tests.governance.factories import Board, cast, make_draft
from tests.governance.matters import closed, make_item, point
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def hammer_item(board: Board, **options: object) -> AgendaItem:
    return make_item(board, kind=AgendaItemKind.HAMMER, numbers=("1",), **options)  # type: ignore[arg-type]  # own names


def test_hamerstuk_is_adopted_without_vote_and_recorded_as_such(board: Board) -> None:
    draft = make_draft(board)
    vote = adopt_hammer_item(hammer_item(board, adopts={"1": draft}), board.chair)
    draft.refresh_from_db()
    assert (vote.method, vote.state, vote.result) == (VoteMethod.NO_VOTE, "closed", "adopted")
    assert vote.sentence == "Aangenomen zonder stemming, als hamerstuk."
    assert [step["rule"] for step in vote.outcome["steps"]] == [12]
    assert not Ballot.objects.exists()
    assert (draft.state, draft.decision.sentence) == (AdoptableState.ADOPTED, vote.sentence)


def test_ballot_in_a_hamerstuk_is_refused(board: Board) -> None:
    vote = adopt_hammer_item(hammer_item(board), board.chair)
    with pytest.raises(Conflict, match="gesloten"):
        cast(vote, board.holders["uwv"], "against")


def test_any_member_can_lift_a_hamerstuk_and_then_it_is_voted_on(board: Board) -> None:
    item = hammer_item(board)
    with pytest.raises(Conflict, match="hamerstuk"):
        open_vote(item, board.secretary)
    with pytest.raises(Conflict, match="hamerstuk"):
        open_vote(item, board.secretary, point=point(item, "1"))
    lifted = lift_hammer_item(item, board.seats["uwv"], board.holders["uwv"])
    assert (lifted.lifted_by, lifted.lifted_at is not None) == (board.seats["uwv"], True)
    with pytest.raises(Conflict, match="vroeg om een stemming"):
        adopt_hammer_item(item, board.chair)
    assert closed(board, open_vote(lifted, board.secretary), "tttttvvv").result == "rejected"


def test_hamerstuk_can_be_lifted_before_the_meeting_and_once(board: Board) -> None:
    item = hammer_item(board, opened=False)
    lift_hammer_item(item, board.seats["uwv"], board.holders["uwv"])
    again = lift_hammer_item(item, board.seats["almelo"], board.holders["almelo"])
    assert again.lifted_by == board.seats["uwv"]


def test_lifting_is_for_members_and_who_leads(board: Board) -> None:
    item = hammer_item(board)
    with pytest.raises(NotAllowed):
        lift_hammer_item(item, board.seats["uwv"], board.holders["almelo"])
    assert lift_hammer_item(item, board.seats["uwv"], board.secretary).lifted_by == board.seats["uwv"]


def test_lifting_by_a_recused_seat_or_too_late_is_refused(board: Board) -> None:
    item = hammer_item(board)
    recuse(item, board.seats["uwv"], board.holders["uwv"], "Eigen belang.")
    with pytest.raises(DomainError, match="niet mee"):
        lift_hammer_item(item, board.seats["uwv"], board.holders["uwv"])
    adopt_hammer_item(item, board.chair)
    with pytest.raises(Conflict, match="al aangenomen"):
        lift_hammer_item(item, board.seats["almelo"], board.holders["almelo"])


def test_item_to_decide_is_not_adopted_without_a_vote(board: Board) -> None:
    item = make_item(board)
    with pytest.raises(DomainError, match="geen hamerstuk"):
        adopt_hammer_item(item, board.chair)
    with pytest.raises(DomainError, match="geen hamerstuk"):
        lift_hammer_item(item, board.seats["uwv"], board.holders["uwv"])


def test_hamerstuk_twice_is_refused_the_second_time(board: Board) -> None:
    item = hammer_item(board)
    adopt_hammer_item(item, board.chair)
    with pytest.raises(Conflict, match="al gestemd"):
        adopt_hammer_item(item, board.secretary)


def test_hamerstuk_by_who_does_not_lead_is_refused(board: Board) -> None:
    with pytest.raises(NotAllowed):
        adopt_hammer_item(hammer_item(board), board.holders["uwv"])


def test_dissent_is_noted_once_and_changes_nothing(board: Board) -> None:
    vote = adopt_hammer_item(hammer_item(board), board.chair)
    seat, member = board.seats["uwv"], board.holders["uwv"]
    note = note_dissent(vote, seat, member, "Te duur.")
    assert note_dissent(vote, seat, board.secretary) == note
    sentence = vote.sentence
    vote.refresh_from_db()
    assert (vote.sentence, vote.result, vote.decisions.count()) == (sentence, "adopted", 1)


def test_dissent_of_another_seat_of_an_absent_one_or_after_the_meeting_is_refused(board: Board) -> None:
    item = hammer_item(board, present=("voorzitter", "uwv", "almelo"))
    vote = adopt_hammer_item(item, board.chair)
    with pytest.raises(NotAllowed, match="eigen zetel"):
        note_dissent(vote, board.seats["uwv"], board.holders["almelo"])
    with pytest.raises(NotAllowed, match="deed bij dit hamerstuk niet mee"):
        note_dissent(vote, board.seats["oldenzaal"], board.secretary)
    close_meeting(item.meeting, board.secretary)
    with pytest.raises(Conflict, match="voorbij"):
        note_dissent(vote, board.seats["uwv"], board.holders["uwv"])


def test_dissent_after_a_real_vote_is_refused(board: Board) -> None:
    vote = closed(board, open_vote(make_item(board), board.secretary), "vvvvvvvv")
    with pytest.raises(Conflict, match="Hier is gestemd"):
        note_dissent(vote, board.seats["uwv"], board.holders["uwv"])
