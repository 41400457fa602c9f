"""A meeting called off, moved, suspended and resumed; a draft thrown away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import add_paper, arrive, leave, open_vote, set_current_item
from governance.actions.course import (
    cancel_meeting,
    delete_meeting,
    move_meeting,
    resume_meeting,
    suspend_meeting,
)
from governance.enums import AdoptableState, MeetingState
from governance.models import LedgerEvent, Meeting, OwedMail, Suspension
from governance.queries.calendar import board_rhythm
from tests.governance.factories import (
    Board,
    cast,
    decide_item,
    draft_board_meeting,
    make_draft,
    make_meeting,
    make_open_vote,
)
from tests.governance.readers import make_observer, make_pdf
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def mails(meeting: Meeting, kind: str) -> list[OwedMail]:
    return list(OwedMail.objects.filter(reference__startswith=f"meeting-{kind}-{meeting.pk}"))


# --- called off ---


@pytest.mark.parametrize("who", ["secretary", "chair", "vice_chair"])
def test_cancel_frees_the_drafts_and_tells_who_was_called(board: Board, who: str) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, state=MeetingState.CONVENED, adopts=[draft])
    cancelled = cancel_meeting(meeting, getattr(board, who), "Te weinig aanmeldingen")
    draft.refresh_from_db()
    assert (draft.state, draft.decision_point) == (AdoptableState.DRAFT, None)
    assert (cancelled.state, cancelled.cancelled_reason) == (MeetingState.CANCELLED, "Te weinig aanmeldingen")
    assert len(mails(meeting, "cancel")) == len(mails(meeting, "call")) == 9
    assert "Reden: Te weinig aanmeldingen" in mails(meeting, "cancel")[0].body
    assert LedgerEvent.objects.latest("sequence").kind == "meeting_cancelled"


def test_cancel_without_a_reason_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(DomainError, match="Geef de reden"):
        cancel_meeting(meeting, board.secretary, " ")


def test_cancel_by_others_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    for person in (board.holders["uwv"], make_observer()):
        with pytest.raises(NotAllowed):
            cancel_meeting(meeting, person, "Geen zin")


def test_cancelled_meeting_does_not_count_for_the_rhythm(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED, starts_at=timezone.now() + timedelta(hours=1))
    before = sum(line.planned for line in board_rhythm(timezone.localdate()))
    cancel_meeting(meeting, board.secretary, "Te weinig aanmeldingen")
    assert sum(line.planned for line in board_rhythm(timezone.localdate())) == before - 1


# --- moved ---


def move(meeting: Meeting, board: Board, **values: object) -> Meeting:
    given: dict[str, object] = {
        "starts_at": meeting.starts_at + timedelta(days=3),
        "place": "Stadhuis Hengelo",
        "reason": "De zaal is bezet",
    }
    return move_meeting(meeting, board.secretary, **{**given, **values})  # type: ignore[arg-type]  # refused below


def test_move_keeps_the_earlier_time_and_tells_who_was_called(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    was = meeting.starts_at
    moved = move(meeting, board, online_url="https://overleg.example/zaal")
    kept = moved.moves.get()
    assert (kept.was_at, kept.was_place, kept.reason) == (was, "Stadhuis Enschede", "De zaal is bezet")
    assert (moved.starts_at, moved.place) == (was + timedelta(days=3), "Stadhuis Hengelo")
    body = mails(meeting, "move")[0].body
    assert len(mails(meeting, "move")) == 9
    for words in (
        "Plaats: Stadhuis Hengelo",
        "Online: https://overleg.example/zaal",
        "Was: ",
        "De zaal is bezet",
    ):
        assert words in body


def test_move_twice_tells_twice(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    move(move(meeting, board), board, place="Stadhuis Almelo")
    assert {mail.reference for mail in mails(meeting, "move")} == {
        f"meeting-move-{meeting.pk}-1",
        f"meeting-move-{meeting.pk}-2",
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": " "}, "Geef de reden"),
        ({"starts_at": timezone.now() - timedelta(days=1)}, "zijn voorbij"),
    ],
)
def test_move_refused(board: Board, values: dict[str, object], words: str) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(DomainError, match=words):
        move(meeting, board, **values)
    assert not meeting.moves.exists()


def test_move_to_the_same_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(DomainError, match="zijn dezelfde"):
        move(meeting, board, starts_at=meeting.starts_at, place=meeting.place)


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.SUBMITTED, MeetingState.OPEN])
def test_move_only_after_the_call_and_before_opening(board: Board, state: MeetingState) -> None:
    with pytest.raises(Conflict):
        move(make_meeting(board, state=state), board)


# --- suspended ---


def test_suspend_and_resume_keep_the_times(board: Board) -> None:
    meeting = make_meeting(board)
    at = timezone.now()
    suspend_meeting(meeting, board.chair, "Beraad", now=at)
    resumed = resume_meeting(meeting, board.secretary, now=at + timedelta(minutes=10))
    pause = resumed.suspensions.get()
    assert (pause.suspended_at, pause.resumed_at, pause.reason) == (at, at + timedelta(minutes=10), "Beraad")
    assert resumed.state == MeetingState.OPEN
    kinds = LedgerEvent.objects.order_by("-sequence").values_list("kind", flat=True)[:2]
    assert list(kinds) == ["meeting_resumed", "meeting_suspended"]


def test_nothing_changes_while_suspended(board: Board) -> None:
    meeting = make_meeting(board, present=["voorzitter"])
    suspend_meeting(meeting, board.secretary)
    seat, person = board.seats["uwv"], board.holders["uwv"]
    with pytest.raises(Conflict, match="geschorst"):
        arrive(meeting, seat, person, board.secretary)
    with pytest.raises(Conflict, match="geschorst"):
        leave(meeting, board.seats["voorzitter"], board.chair)
    with pytest.raises(Conflict):
        open_vote(decide_item(meeting), board.secretary)
    with pytest.raises(Conflict):
        set_current_item(meeting, decide_item(meeting), board.secretary)


@pytest.mark.parametrize("tied", [False, True])
def test_suspend_while_a_vote_runs_is_refused(board: Board, tied: bool) -> None:
    from governance.actions import close_vote

    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    if tied:
        cast(vote, board.holders["uwv"], "for")
        cast(vote, board.holders["almelo"], "against")
        assert close_vote(vote, board.secretary).is_tied
    with pytest.raises(Conflict, match="Er loopt een stemming"):
        suspend_meeting(meeting, board.secretary)


def test_suspend_by_others_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(NotAllowed):
        suspend_meeting(meeting, board.holders["uwv"])


def test_suspension_one_open_per_meeting(board: Board) -> None:
    meeting = make_meeting(board)
    suspend_meeting(meeting, board.secretary)
    with pytest.raises(IntegrityError, match=r"suspension_one_open|meeting_id"), transaction.atomic():
        Suspension.objects.create(meeting=meeting, suspended_at=timezone.now())


def test_suspension_resumed_after_start(board: Board) -> None:
    at = timezone.now()
    with pytest.raises(IntegrityError, match="suspension_resumed_after_start"), transaction.atomic():
        Suspension.objects.create(
            meeting=make_meeting(board), suspended_at=at, resumed_at=at - timedelta(seconds=1)
        )


# --- thrown away ---


def test_delete_a_draft_frees_what_it_carried(board: Board) -> None:
    draft = make_draft(board)
    meeting = draft_board_meeting(board, adopts=[draft])
    add_paper(meeting.items.get(position=1), title="Stuk", file=make_pdf(), by=board.secretary)
    delete_meeting(meeting, board.secretary)
    draft.refresh_from_db()
    assert draft.decision_point is None
    assert not Meeting.objects.filter(pk=meeting.pk).exists()


@pytest.mark.parametrize("state", [MeetingState.SUBMITTED, MeetingState.CONVENED, MeetingState.OPEN])
def test_delete_of_another_state_is_refused(board: Board, state: MeetingState) -> None:
    meeting = make_meeting(board, state=state)
    with pytest.raises(Conflict):
        delete_meeting(meeting, board.secretary)


def test_delete_by_others_is_refused(board: Board) -> None:
    with pytest.raises(NotAllowed):
        delete_meeting(draft_board_meeting(board), board.chair)
