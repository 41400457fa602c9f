"""An amendment that nobody decided on goes along with its item, or lapses for all to see; linked both ways."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import (
    PointDraft,
    close_meeting,
    convene_meeting,
    draft_meeting,
    submit_amendment,
    submit_meeting,
    withdraw_amendment,
    write_proposal,
)
from governance.actions.carrying import CALLED_OFF, POINT_GONE, TAKEN_OVER
from governance.actions.course import cancel_meeting
from governance.actions.postponing import postpone_item
from governance.enums import AgendaItemKind, AmendmentState, MeetingState
from governance.models import AgendaItem, Amendment, LedgerEvent, Meeting
from tests.governance.factories import Board, decide_item, make_meeting
from tests.governance.readers import as_, text, url

NEW = "Het bestuur stemt in, voor één jaar."


def amended(board: Board, state: MeetingState = MeetingState.CONVENED) -> tuple[Meeting, Amendment]:
    meeting = make_meeting(board, state=state)
    point = decide_item(meeting).proposal.points.get()
    return meeting, submit_amendment(
        point, board.seats["uwv"], board.holders["uwv"], new_text=NEW, reason="Kort"
    )


def postponed(board: Board) -> tuple[AgendaItem, Amendment, AgendaItem]:
    """The item, its amendment, and the item in preparation that it goes on as."""
    meeting, amendment = amended(board)
    draft_meeting(title="Volgende", starts_at=timezone.now() + timedelta(days=30), place="Enschede")
    item = decide_item(meeting)
    new = postpone_item(item, board.secretary, "Nog niet af")
    assert new is not None
    return item, amendment, new


def call(board: Board, item: AgendaItem) -> None:
    convene_meeting(submit_meeting(item.meeting, board.secretary), board.chair)


def test_amendment_goes_along_when_the_next_meeting_is_called(board: Board) -> None:
    item, old, new = postponed(board)
    assert not Amendment.objects.filter(proposal__item=new).exists()
    call(board, new)
    old.refresh_from_db()
    here = Amendment.objects.get(proposal__item=new)
    assert (old.state, old.continued_by, here.continues) == (AmendmentState.CARRIED, here, old)
    assert (here.state, here.number, here.point, here.seat) == (
        AmendmentState.SUBMITTED,
        1,
        new.proposal.points.get(),
        old.seat,
    )
    assert (here.new_text, here.reason, here.submitted_at) == (NEW, "Kort", old.submitted_at)
    assert LedgerEvent.objects.get(kind="amendment_carried").facts["continues"] == old.pk
    member = as_(board.holders["almelo"])
    before = member.get(url("meeting_detail", item.meeting_id)).content.decode()
    after = member.get(url("meeting_detail", new.meeting_id)).content.decode()
    assert here.get_absolute_url() in before
    assert old.get_absolute_url() in after
    assert "Eerder ingediend als amendement 1 in de vergadering van" in text(after)


def test_amendment_that_waits_says_so_and_can_be_withdrawn(board: Board) -> None:
    item, old, new = postponed(board)
    page = as_(board.holders["uwv"]).get(url("meeting_detail", item.meeting_id)).content.decode()
    assert "Gaat mee zodra het punt in een volgende vergadering terugkomt." in page
    withdraw_amendment(old, board.holders["uwv"])
    call(board, new)
    assert Amendment.objects.get().state == AmendmentState.WITHDRAWN


@pytest.mark.parametrize(
    ("number", "words", "reason"), [("2", "Een ander punt.", POINT_GONE), ("1", NEW, TAKEN_OVER)]
)
def test_amendment_lapses_when_its_point_is_gone_or_has_its_text(
    board: Board, number: str, words: str, reason: str
) -> None:
    _, old, new = postponed(board)
    write_proposal(
        new, title="Herzien", article=board.article, points=[PointDraft(number, words)], by=board.secretary
    )
    call(board, new)
    old.refresh_from_db()
    assert (old.state, old.lapse_reason) == (AmendmentState.LAPSED, reason)
    assert Amendment.objects.count() == 1


def test_amendment_lifts_the_hamerstuk_that_it_goes_along_to(board: Board) -> None:
    _, old, new = postponed(board)
    AgendaItem.objects.filter(pk=new.pk).update(kind=AgendaItemKind.HAMMER)
    call(board, new)
    new.refresh_from_db()
    assert new.lifted_by == old.seat


def test_amendment_goes_along_from_a_meeting_that_did_not_reach_it(board: Board) -> None:
    meeting, old = amended(board, MeetingState.OPEN)
    draft_meeting(title="Volgende", starts_at=timezone.now() + timedelta(days=30), place="Enschede")
    close_meeting(meeting, board.secretary)
    new = AgendaItem.objects.get(continues=decide_item(meeting))
    call(board, new)
    old.refresh_from_db()
    assert (old.state, old.continued_by.proposal.item) == (AmendmentState.CARRIED, new)


def test_amendment_lapses_with_a_meeting_called_off(board: Board) -> None:
    meeting, amendment = amended(board)
    cancel_meeting(meeting, board.chair, "Storm")
    amendment.refresh_from_db()
    assert (amendment.state, amendment.lapse_reason) == (AmendmentState.LAPSED, CALLED_OFF)


def test_amendment_lapsed_has_reason(board: Board) -> None:
    _, amendment = amended(board)
    with pytest.raises(IntegrityError, match="amendment_lapsed_has_reason"), transaction.atomic():
        Amendment.objects.filter(pk=amendment.pk).update(state=AmendmentState.LAPSED)
