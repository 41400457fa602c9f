"""An item postponed is not lost: it comes back once, linked both ways, with its proposal and what that carried."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import (
    add_item,
    add_paper,
    break_off_vote,
    close_meeting,
    close_vote,
    convene_meeting,
    delete_item,
    draft_meeting,
    open_meeting,
    open_vote,
    set_current_item,
    submit_meeting,
)
from governance.actions.postponing import postpone_item
from governance.enums import AdoptableState, AgendaItemKind, MeetingState, Role
from governance.models import AgendaItem, LedgerEvent, Meeting, ViceChairTerm
from tests.governance.factories import (
    Board,
    cast_all,
    decide_item,
    draft_board_meeting,
    make_draft,
    make_meeting,
    make_person,
)
from tests.governance.readers import make_pdf
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db


def next_meeting(days: int = 30) -> Meeting:
    return draft_meeting(title="Volgende", starts_at=timezone.now() + timedelta(days=days), place="Enschede")


def test_postpone_while_preparing_comes_back_with_everything(board: Board) -> None:
    draft = make_draft(board)
    meeting = draft_board_meeting(board, adopts=[draft])
    item, target = decide_item(meeting), next_meeting()
    paper = add_paper(item, title="Notitie", file=make_pdf(), by=board.secretary)
    new = postpone_item(item, board.secretary, " Nog niet af ")
    item.refresh_from_db()
    draft.refresh_from_db()
    assert new is not None
    assert (item.postponed_reason, new.meeting, new.continues, list(item.continued_by.all())) == (
        "Nog niet af",
        target,
        item,
        [new],
    )
    assert (new.title, new.kind, new.proposal.title) == (item.title, item.kind, item.proposal.title)
    assert [(p.number, p.text) for p in new.proposal.points.all()] == [
        (p.number, p.text) for p in item.proposal.points.all()
    ]
    assert draft.decision_point == new.proposal.points.get()
    copy = new.papers.get()
    assert (copy.title, copy.sha256, copy.file.name != paper.file.name) == ("Notitie", paper.sha256, True)
    assert Path(copy.file.path).read_bytes() == Path(paper.file.path).read_bytes()


def test_postpone_without_next_agenda_waits_for_one(board: Board) -> None:
    draft = make_draft(board)
    item = decide_item(draft_board_meeting(board, adopts=[draft]))
    assert postpone_item(item, board.secretary, "Nog niet af") is None
    target = next_meeting()
    new = target.items.get()
    draft.refresh_from_db()
    assert (new.continues, draft.decision_point) == (item, new.proposal.points.get())
    assert not next_meeting(60).items.exists()


def test_postpone_does_not_wait_for_an_earlier_meeting(board: Board) -> None:
    item = decide_item(draft_board_meeting(board, starts_at=timezone.now() + timedelta(days=50)))
    postpone_item(item, board.secretary, "Nog niet af")
    assert not next_meeting(30).items.exists()


def test_postpone_during_the_meeting_frees_what_was_proposed(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    assert postpone_item(decide_item(meeting), board.chair, "Te weinig tijd") is None
    draft.refresh_from_db()
    assert (draft.state, draft.decision_point) == (AdoptableState.DRAFT, None)
    close_meeting(meeting, board.secretary)
    new = next_meeting().items.get()
    draft.refresh_from_db()
    assert draft.decision_point == new.proposal.points.get()


def test_postponed_draft_that_went_elsewhere_stays_there(board: Board) -> None:
    draft = make_draft(board)
    postpone_item(decide_item(make_meeting(board, adopts=[draft])), board.secretary, "Te weinig tijd")
    draft.refresh_from_db()
    earlier = timezone.now() - timedelta(days=1)
    other = decide_item(draft_board_meeting(board, adopts=[draft], starts_at=earlier))
    new = next_meeting().items.get()
    draft.refresh_from_db()
    assert draft.decision_point == other.proposal.points.get()
    assert new.proposal.points.count() == 1


def test_postponed_item_is_neither_frozen_nor_asked_for_a_proposal(board: Board) -> None:
    from governance.actions import convene_meeting, submit_meeting

    meeting = draft_board_meeting(board, proposals=2, starts_at=timezone.now() + timedelta(days=9))
    bare = add_item(meeting, kind=AgendaItemKind.DECIDE, title="Zonder voorstel")
    for item in (decide_item(meeting), bare):
        postpone_item(item, board.secretary, "Nog niet af")
    convene_meeting(submit_meeting(meeting, board.secretary), board.chair)
    assert [
        item.proposal.versions.count() for item in (decide_item(meeting, 1), decide_item(meeting, 2))
    ] == [0, 1]


def test_postpone_takes_the_parts_along(board: Board) -> None:
    meeting = draft_board_meeting(board, proposals=0)
    main = add_item(meeting, kind=AgendaItemKind.DISCUSS, title="Hoofdpunt")
    for title in "ab":
        add_item(meeting, kind=AgendaItemKind.INFORM, title=title, under=main)
    target = next_meeting()
    postpone_item(main, board.secretary, "Nog niet af")
    assert [str(item) for item in target.items.order_by("position")] == ["1. Hoofdpunt", "1.1. a", "1.2. b"]
    assert not meeting.items.filter(is_sub=True, postponed_at=None).exists()


def test_postponed_confidential_item_stays_confidential(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    AgendaItem.objects.filter(pk=item.pk).update(visibility="confidential", confidential_reason="Koop")
    next_meeting()
    new = postpone_item(item, board.secretary, "Nog niet af")
    assert new is not None
    assert (new.visibility, new.confidential_reason) == ("confidential", "Koop")


@pytest.mark.parametrize("reason", ["", "   "])
def test_postpone_needs_a_reason(board: Board, reason: str) -> None:
    item = decide_item(draft_board_meeting(board))
    with pytest.raises(DomainError, match="Geef de reden"):
        postpone_item(item, board.secretary, reason)
    with pytest.raises(IntegrityError, match="agenda_item_postponed_has_reason"), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(postponed_at=timezone.now())


def test_postpone_twice_is_refused(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    postpone_item(item, board.secretary, "Nog niet af")
    with pytest.raises(NotAllowed):
        postpone_item(item, board.secretary, "Nog niet af")


def test_postpone_while_voting_or_after_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    vote = open_vote(decide_item(meeting), board.secretary)
    with pytest.raises(Conflict, match="loopt een stemming"):
        postpone_item(decide_item(meeting), board.secretary, "x")
    cast_all(vote, board, "vvvvvttt")
    close_vote(vote, board.secretary)
    with pytest.raises(Conflict, match="al gestemd"):
        postpone_item(decide_item(meeting), board.secretary, "x")


def test_postpone_after_a_vote_broken_off(board: Board) -> None:
    meeting = make_meeting(board)
    break_off_vote(open_vote(decide_item(meeting), board.secretary), board.secretary, "Vergissing")
    postpone_item(decide_item(meeting), board.secretary, "Te weinig tijd")
    assert decide_item(meeting).postponed_at is not None


def test_postpone_by_others_is_refused(board: Board) -> None:
    draft, running = draft_board_meeting(board), make_meeting(board, title="Vandaag")
    for person in (board.holders["almelo"], make_person("Toehoorder", Role.OBSERVER)):
        for meeting in (draft, running):
            with pytest.raises(NotAllowed):
                postpone_item(decide_item(meeting), person, "x")
    with pytest.raises(NotAllowed):
        postpone_item(decide_item(draft), board.chair, "x")


def test_postpone_in_a_closed_meeting_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    close_meeting(meeting, board.secretary)
    with pytest.raises(Conflict, match="voorbij"):
        postpone_item(decide_item(meeting), board.secretary, "x")


def test_tie_without_deciding_vote_comes_back_when_the_meeting_closes(board: Board) -> None:
    draft = make_draft(board)
    target = next_meeting()
    meeting = make_meeting(board, adopts=[draft], state=MeetingState.OPEN)
    vote = open_vote(decide_item(meeting), board.secretary)
    cast_all(vote, board, "ovvvttto")  # the chair abstains: 3 for, 3 against
    assert close_vote(vote, board.secretary).is_tied
    assert not target.items.exists()
    close_meeting(meeting, board.secretary)
    new = target.items.get()
    draft.refresh_from_db()
    assert (new.continues, draft.decision_point) == (decide_item(meeting), new.proposal.points.get())


def test_proposal_that_the_meeting_did_not_reach_comes_back(board: Board) -> None:
    draft = make_draft(board)
    target = next_meeting()
    meeting = make_meeting(board, adopts=[draft], state=MeetingState.OPEN)
    close_meeting(meeting, board.secretary)
    new = target.items.get(continues=decide_item(meeting))
    draft.refresh_from_db()
    assert draft.decision_point == new.proposal.points.get()


def test_item_to_discuss_that_was_passed_over_comes_back_once(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.DRAFT)
    read = add_item(
        meeting, kind=AgendaItemKind.DISCUSS, title="Sectorplannen", explanation="Wie is aan zet?"
    )
    add_item(meeting, kind=AgendaItemKind.DISCUSS, title="Sluiting")
    meeting = convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason="Spoed")
    meeting = open_meeting(meeting, board.secretary)
    set_current_item(meeting, decide_item(meeting), board.secretary)
    close_meeting(meeting, board.secretary)
    target = next_meeting()
    came = target.items.exclude(continues=None)
    assert list(came.values_list("title", flat=True)) == [decide_item(meeting).title, "Sectorplannen"]
    delete_item(target.items.get(continues=read))
    later = draft_meeting(title="Later", starts_at=target.starts_at + timedelta(days=30), place="Enschede")
    assert not later.items.filter(continues=read).exists()


@pytest.mark.parametrize("ballots", ["vvvvvttt", "vvvttttt"])
def test_decided_item_does_not_come_back(board: Board, ballots: str) -> None:
    target = next_meeting()
    meeting = make_meeting(board)
    vote = open_vote(decide_item(meeting), board.secretary)
    cast_all(vote, board, ballots)
    close_vote(vote, board.secretary)
    close_meeting(meeting, board.secretary)
    assert not target.items.exists()


def test_item_taken_off_the_next_agenda_comes_back_on_a_later_one(board: Board) -> None:
    item, target = decide_item(draft_board_meeting(board)), next_meeting()
    new = postpone_item(item, board.secretary, "Nog niet af")
    assert new is not None
    delete_item(new)
    assert next_meeting(60).items.get().continues == item
    assert not target.items.exists()


def test_postponing_is_in_the_ledger_without_words(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    postpone_item(item, board.secretary, "Zwaluwnest")
    event = LedgerEvent.objects.latest("pk")
    assert (event.kind, event.facts) == ("item_postponed", {"meeting": item.meeting_id, "items": [item.pk]})
    assert ViceChairTerm.objects.count() == 1
