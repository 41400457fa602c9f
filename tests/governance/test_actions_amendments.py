"""Amendments: who submits one and when, what follows from the vote on it, and what it never does."""

from __future__ import annotations

from uuid import uuid4

import pytest

from governance.actions import (
    cast_ballot,
    close_meeting,
    close_vote,
    leave,
    open_vote,
    submit_amendment,
    withdraw_amendment,
)
from governance.actions.votes import cast_deciding_vote
from governance.enums import AdoptableState, AgendaItemKind, AmendmentState, MeetingState
from governance.models import Amendment, Decision, DecisionPoint, LedgerEvent, Meeting, ViceChairTerm, Vote
from tests.governance.factories import (
    Board,
    add_deputy,
    cast_all,
    decide_item,
    make_draft,
    make_meeting,
    make_person,
)
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

NEW = "Het bestuur stemt in met onderwerp 1, voor één jaar."


def the_point(meeting: Meeting) -> DecisionPoint:
    return decide_item(meeting).proposal.points.get()


def amend(board: Board, meeting: Meeting, slug: str = "almelo", new_text: str = NEW) -> Amendment:
    return submit_amendment(the_point(meeting), board.seats[slug], board.holders[slug], new_text=new_text)


def decide_on(board: Board, amendment: Amendment, letters: str) -> Vote:
    """A vote on the amendment, with these choices in the order of the seats."""
    vote = open_vote(amendment.proposal.item, board.secretary, amendment=amendment)
    cast_all(vote, board, letters)
    vote = close_vote(vote, board.secretary)
    amendment.refresh_from_db()
    return vote


# --- submitting ---


def test_a_member_submits_for_the_own_seat_with_the_old_text_beside_the_new(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    amendment = submit_amendment(
        the_point(meeting),
        board.seats["uwv"],
        board.holders["uwv"],
        new_text=f"  {NEW}\r\n",
        reason=" Kort. ",
    )
    assert (amendment.number, amendment.state) == (1, AmendmentState.SUBMITTED)
    assert amendment.old_text == "Het bestuur stemt in met onderwerp 1."
    assert (amendment.new_text, amendment.reason) == (NEW, "Kort.")
    event = LedgerEvent.objects.get(kind="amendment_submitted")
    assert event.facts == {
        "amendment": amendment.pk,
        "proposal": amendment.proposal_id,
        "number": 1,
        "point": "1",
        "seat": "uwv",
        "text_sha256": content_hash({"text": NEW}),
    }


def test_a_deputy_submits_for_the_seat(board: Board) -> None:
    deputy = add_deputy(board, "uwv")
    meeting = make_meeting(board)
    assert (
        submit_amendment(the_point(meeting), board.seats["uwv"], deputy, new_text=NEW).submitted_by == deputy
    )


def test_a_member_cannot_submit_for_another_seat(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(NotAllowed, match="uw eigen zetel"):
        submit_amendment(the_point(meeting), board.seats["uwv"], board.holders["almelo"], new_text=NEW)


def test_somebody_without_a_seat_cannot_submit(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(NotAllowed, match="komt van een zetel"):
        submit_amendment(the_point(meeting), board.seats["uwv"], make_person("Gast"), new_text=NEW)


def test_the_secretariat_submits_for_a_seat_that_is_present(board: Board) -> None:
    meeting = make_meeting(board, present=["voorzitter", "uwv"])
    point = the_point(meeting)
    assert submit_amendment(point, board.seats["uwv"], board.secretary, new_text=NEW).seat.slug == "uwv"
    with pytest.raises(DomainError, match="Almelo is niet aanwezig"):
        submit_amendment(point, board.seats["almelo"], board.secretary, new_text=NEW)


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.SUBMITTED])
def test_before_convening_the_text_is_not_fixed_and_cannot_be_amended(
    board: Board, state: MeetingState
) -> None:
    meeting = make_meeting(board, state=state)
    with pytest.raises(Conflict, match="vanaf het bijeenroepen"):
        amend(board, meeting)


def test_after_the_meeting_nothing_is_amended(board: Board) -> None:
    meeting = make_meeting(board)
    point = the_point(meeting)
    close_meeting(meeting, board.secretary)
    with pytest.raises(Conflict, match="vanaf het bijeenroepen"):
        submit_amendment(point, board.seats["uwv"], board.holders["uwv"], new_text=NEW)


def test_once_the_vote_on_the_proposal_is_open_nothing_is_amended(board: Board) -> None:
    meeting = make_meeting(board)
    open_vote(decide_item(meeting), board.secretary)
    with pytest.raises(Conflict, match="al geopend"):
        amend(board, meeting)


def test_once_the_vote_on_the_point_is_open_that_point_is_not_amended(board: Board) -> None:
    meeting = make_meeting(board)
    open_vote(decide_item(meeting), board.secretary, point=the_point(meeting))
    with pytest.raises(Conflict, match="al geopend"):
        amend(board, meeting)


def test_while_another_amendment_is_voted_on_one_more_can_be_submitted(board: Board) -> None:
    meeting = make_meeting(board)
    first = amend(board, meeting)
    open_vote(decide_item(meeting), board.secretary, amendment=first)
    assert amend(board, meeting, "uwv", "Iets anders.").number == 2


@pytest.mark.parametrize(
    ("text", "words"), [("  \n", "Schrijf de tekst"), ("Het bestuur stemt in met onderwerp 1. ", "gelijk")]
)
def test_an_amendment_changes_something(board: Board, text: str, words: str) -> None:
    meeting = make_meeting(board)
    with pytest.raises(DomainError, match=words):
        amend(board, meeting, new_text=text)


def test_an_amendment_on_a_hamerstuk_asks_for_a_vote(board: Board) -> None:
    meeting = make_meeting(board)
    item = decide_item(meeting)
    type(item).objects.filter(pk=item.pk).update(kind=AgendaItemKind.HAMMER)
    amendment = submit_amendment(
        item.proposal.points.get(), board.seats["uwv"], board.holders["uwv"], new_text=NEW
    )
    item.refresh_from_db()
    assert (item.lifted_by, item.lifted_at) == (board.seats["uwv"], amendment.submitted_at)
    assert decide_on(board, amendment, "vvvvvvvv").result == "adopted"


# --- withdrawing ---


def test_a_seat_withdraws_its_own_amendment_and_the_proposal_can_be_voted_on(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    with pytest.raises(NotAllowed):
        withdraw_amendment(amendment, board.holders["uwv"])
    assert withdraw_amendment(amendment, board.holders["almelo"]).state == AmendmentState.WITHDRAWN
    assert open_vote(decide_item(meeting), board.secretary).is_open
    assert Amendment.objects.count() == 1


def test_the_secretariat_withdraws_only_for_a_seat_that_is_there(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    leave(meeting, board.seats["almelo"], board.secretary)
    with pytest.raises(DomainError, match="niet aanwezig"):
        withdraw_amendment(amendment, board.secretary)


def test_an_amendment_that_is_voted_on_is_not_withdrawn(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    open_vote(decide_item(meeting), board.secretary, amendment=amendment)
    with pytest.raises(Conflict, match="wordt gestemd"):
        withdraw_amendment(amendment, board.holders["almelo"])


def test_what_is_decided_is_not_withdrawn(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    decide_on(board, amendment, "tttttttt")
    with pytest.raises(Conflict, match="al verworpen"):
        withdraw_amendment(amendment, board.holders["almelo"])


# --- the vote on it ---


def test_the_proposal_waits_for_its_amendments(board: Board) -> None:
    meeting = make_meeting(board, proposals=2)
    amendment = amend(board, meeting)
    with pytest.raises(Conflict, match=r"amendement 1 \(Almelo\) wacht nog"):
        open_vote(decide_item(meeting), board.secretary)
    with pytest.raises(Conflict, match="Eerst over de amendementen"):
        open_vote(decide_item(meeting), board.secretary, point=the_point(meeting))
    vote = open_vote(decide_item(meeting, 2), board.secretary)  # another proposal does not wait
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    decide_on(board, amendment, "vvvvtttt")
    assert open_vote(decide_item(meeting), board.secretary).is_open


def test_an_adopted_amendment_makes_the_version_that_is_voted_on(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    amendment = amend(board, meeting)
    first = amendment.proposal.versions.get()
    vote = decide_on(board, amendment, "vvvvvttt")
    assert vote.proposal_version == first
    second = amendment.proposal.versions.get(number=2)
    assert (amendment.state, amendment.result_version) == (AmendmentState.ADOPTED, second)
    assert second.content["points"][0]["text"] == NEW
    assert second.content["points"][0]["adopts"] == first.content["points"][0]["adopts"]
    assert {**second.content, "points": []} == {**first.content, "points": []}
    assert second.sha256 == content_hash(second.content) != first.sha256
    assert the_point(meeting).text == NEW
    main = open_vote(decide_item(meeting), board.secretary)
    assert main.proposal_version == second


def test_an_amendment_creates_no_decision_and_adopts_nothing(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    before = Decision.objects.count()
    draft.refresh_from_db()
    proposed = (draft.state, draft.content_sha256, draft.decision_point_id)
    decide_on(board, amend(board, meeting), "vvvvvvvv")
    decide_on(board, amend(board, meeting, new_text="Nog anders."), "tttttttt")
    draft.refresh_from_db()
    assert (draft.state, draft.content_sha256, draft.decision_point_id) == proposed
    assert draft.state == AdoptableState.PROPOSED
    assert Decision.objects.count() == before


def test_the_decision_on_an_amended_proposal_says_the_new_text_and_adopts_what_it_carries(
    board: Board,
) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    decide_on(board, amend(board, meeting), "vvvvvvvv")
    vote = open_vote(decide_item(meeting), board.secretary)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    decision = Decision.objects.get(vote=vote)
    assert decision.text == NEW
    assert ViceChairTerm.objects.get(pk=draft.pk).decision == decision


def test_a_ballot_for_the_old_text_from_an_open_tab_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    old_tab = amendment.proposal.versions.get().sha256
    decide_on(board, amendment, "vvvvvvvv")
    vote = open_vote(decide_item(meeting), board.secretary)
    with pytest.raises(Conflict, match="De tekst van het voorstel is een andere dan die u zag"):
        cast_ballot(vote, board.holders["uwv"], "for", text_sha256=old_tab, request_key=uuid4())
    assert not vote.seats.filter(ballots__isnull=False).exists()


@pytest.mark.parametrize("letters", ["vvvttttt", "oooooooo", "--------"])
def test_an_amendment_without_a_majority_is_rejected_and_the_text_stays(board: Board, letters: str) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    decide_on(board, amendment, letters)
    assert (amendment.state, amendment.result_version) == (AmendmentState.REJECTED, None)
    assert amendment.proposal.versions.count() == 1
    assert the_point(meeting).text == amendment.old_text


def test_a_tied_amendment_waits_for_the_deciding_vote(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    vote = decide_on(board, amendment, "ovvvttt-")
    assert (vote.is_tied, amendment.state) == (True, AmendmentState.SUBMITTED)
    cast_deciding_vote(vote, board.chair, "for")
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.ADOPTED


def test_a_meeting_that_closes_on_a_tied_amendment_rejects_it(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    decide_on(board, amendment, "ovvvttt-")
    close_meeting(meeting, board.secretary)
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.REJECTED


def test_a_second_amendment_on_the_same_point_changes_the_text_as_it_then_is(board: Board) -> None:
    meeting = make_meeting(board)
    first, second = amend(board, meeting), amend(board, meeting, "uwv", "Het bestuur stemt in.")
    decide_on(board, first, "vvvvvvvv")
    decide_on(board, second, "vvvvvvvv")
    versions = list(first.proposal.versions.order_by("number"))
    assert [v.content["points"][0]["text"] for v in versions] == [
        first.old_text,
        NEW,
        "Het bestuur stemt in.",
    ]
    assert [amendment.result_version for amendment in (first, second)] == versions[1:]
    assert second.old_text == first.old_text  # as it was when submitted; the page says that it moved


def test_an_amendment_of_another_proposal_is_refused(board: Board) -> None:
    meeting = make_meeting(board, proposals=2)
    amendment = amend(board, meeting)
    with pytest.raises(DomainError, match="ander voorstel"):
        open_vote(decide_item(meeting, 2), board.secretary, amendment=amendment)
