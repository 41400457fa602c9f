"""The course of a meeting: submitted, taken back, convened, opened, closed; who may, in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import (
    add_item,
    change_meeting,
    close_meeting,
    close_vote,
    convene_meeting,
    open_meeting,
    set_current_item,
    submit_meeting,
    take_back_meeting,
)
from governance.actions.course import cancel_meeting, resume_meeting, suspend_meeting
from governance.actions.meetings import return_meeting
from governance.enums import AdoptableState, AgendaItemKind, MeetingState, Role
from governance.models import Attendance, LedgerEvent, LiveVersion, Meeting, OwedMail, Person
from tests.governance.factories import (
    LATE,
    Board,
    add_deputy,
    cast_all,
    decide_item,
    draft_board_meeting,
    make_draft,
    make_meeting,
    make_open_vote,
    make_person,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

ACTS: dict[str, Callable[[Meeting, Board], object]] = {
    "submit": lambda meeting, board: submit_meeting(meeting, board.secretary),
    "take_back": lambda meeting, board: take_back_meeting(meeting, board.secretary),
    "convene": lambda meeting, board: convene_meeting(meeting, board.chair, late_reason=LATE),
    "open": lambda meeting, board: open_meeting(meeting, board.secretary),
    "close": lambda meeting, board: close_meeting(meeting, board.secretary),
    "cancel": lambda meeting, board: cancel_meeting(meeting, board.secretary, "Te weinig aanmeldingen"),
    "suspend": lambda meeting, board: suspend_meeting(meeting, board.secretary),
    "resume": lambda meeting, board: resume_meeting(meeting, board.secretary),
}
ALLOWED = {
    MeetingState.DRAFT: {"submit"},
    MeetingState.SUBMITTED: {"take_back", "convene"},
    MeetingState.CONVENED: {"open", "cancel"},
    MeetingState.OPEN: {"close", "suspend"},
    MeetingState.SUSPENDED: {"resume"},
    MeetingState.CLOSED: set(),
    MeetingState.CANCELLED: set(),
}


def meeting_in(board: Board, state: MeetingState) -> Meeting:
    """A meeting brought to any state by the acts."""
    before = {
        MeetingState.CLOSED: MeetingState.OPEN,
        MeetingState.SUSPENDED: MeetingState.OPEN,
        MeetingState.CANCELLED: MeetingState.CONVENED,
    }
    last = {
        MeetingState.CLOSED: "close",
        MeetingState.SUSPENDED: "suspend",
        MeetingState.CANCELLED: "cancel",
    }
    meeting = make_meeting(board, state=before.get(state, state))
    if state in last:
        ACTS[last[state]](meeting, board)
        meeting.refresh_from_db()
    return meeting


def test_allowed_names_every_state() -> None:
    assert set(ALLOWED) == set(MeetingState)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", list(ALLOWED))
def test_meeting_acts_only_in_their_state(board: Board, state: MeetingState, act: str) -> None:
    meeting = meeting_in(board, state)
    if act in ALLOWED[state]:
        ACTS[act](meeting, board)
    else:
        with pytest.raises((Conflict, NotAllowed)):
            ACTS[act](meeting, board)
    meeting.refresh_from_db()
    assert (meeting.state != state) is (act in ALLOWED[state])


def test_submit_refuses_an_empty_agenda(board: Board) -> None:
    meeting = draft_board_meeting(board, proposals=0)
    meeting.items.all().delete()
    with pytest.raises(DomainError, match="De agenda is leeg"):
        submit_meeting(meeting, board.secretary)


@pytest.mark.parametrize("act", ["submit", "convene"])
def test_agenda_without_proposal_is_refused(board: Board, act: str) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED if act == "convene" else MeetingState.DRAFT)
    add_item(meeting, kind=AgendaItemKind.DECIDE, title="Basispakket")
    with pytest.raises(DomainError, match="Ter besluitvorming zonder voorstel: “Basispakket”"):
        ACTS[act](meeting, board)
    assert not OwedMail.objects.exists()


@pytest.mark.parametrize("act", ["submit", "convene"])
def test_meeting_whose_day_has_passed_is_refused(board: Board, act: str) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED if act == "convene" else MeetingState.DRAFT)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=1))
    with pytest.raises(DomainError, match="De dag van de vergadering is voorbij"):
        ACTS[act](meeting, board)


def test_meeting_of_this_morning_can_still_be_convened(board: Board) -> None:
    start = timezone.localtime().replace(hour=0, minute=0)
    meeting = make_meeting(board, state=MeetingState.SUBMITTED, starts_at=start)
    assert convene_meeting(meeting, board.chair, late_reason=LATE).state == MeetingState.CONVENED


def test_convene_by_anybody_else_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    others = [
        board.secretary,
        board.holders["almelo"],
        add_deputy(board, "voorzitter"),
        add_deputy(board, "hengelo"),
        make_person("Beheer", Role.ADMINISTRATOR),
    ]
    for person in others:
        with pytest.raises(NotAllowed, match="Alleen de voorzitter roept bijeen"):
            convene_meeting(meeting, person, late_reason=LATE)


def test_convene_freezes_and_proposes(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, state=MeetingState.CONVENED, adopts=[draft])
    version = decide_item(meeting).proposal.versions.get()
    draft.refresh_from_db()
    assert (draft.state, draft.content_sha256) == (AdoptableState.PROPOSED, draft.compute_hash())
    assert version.content["points"][0]["adopts"] == [
        {
            "kind": "governance.vicechairterm",
            "id": draft.pk,
            "sentence": "Vicevoorzitter: zetel Almelo",
            "sha256": draft.content_sha256,
        }
    ]


def test_convene_calls_every_participant_once_and_nobody_else(board: Board) -> None:
    invited = {
        *board.holders.values(),
        board.secretary,
        add_deputy(board, "uwv"),
        make_person("Toehoorder", Role.OBSERVER),
        make_person("Dubbel", Role.OBSERVER, Role.UWV_STAFF),
    }
    make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    make_person("Werkplein", Role.WERKPLEIN_STAFF)
    make_person("Weg", Role.OBSERVER, is_active=False)
    make_meeting(board, state=MeetingState.CONVENED)
    assert sorted(mail.person_id for mail in OwedMail.objects.all()) == sorted(
        person.pk for person in invited
    )


def test_change_meeting_until_convened(board: Board) -> None:
    values = {"title": "Anders", "starts_at": timezone.now(), "place": "Borne"}
    assert change_meeting(make_meeting(board, state=MeetingState.SUBMITTED), **values).place == "Borne"
    with pytest.raises(Conflict, match="tijd en plaats liggen vast"):
        change_meeting(make_meeting(board, state=MeetingState.CONVENED), **values)


@pytest.mark.parametrize("who", ["member", "observer"])
def test_open_by_others_is_refused(board: Board, who: str) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    person: Person = board.holders["uwv"] if who == "member" else make_person("Toehoorder", Role.OBSERVER)
    with pytest.raises(NotAllowed):
        open_meeting(meeting, person)


def test_open_starts_at_the_first_item(board: Board) -> None:
    meeting = make_meeting(board)
    assert meeting.current_item == meeting.items.order_by("position").first()


def test_current_item_of_another_meeting_is_refused(board: Board) -> None:
    meeting, other = make_meeting(board), make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(Conflict):
        set_current_item(meeting, decide_item(other), board.secretary)


def test_close_returns_what_was_not_voted_on(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    close_meeting(meeting, board.secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.decision_point, draft.content_sha256) == (AdoptableState.DRAFT, None, "")
    assert not Attendance.objects.filter(meeting=meeting, left_at=None).exists()


def test_close_keeps_what_was_adopted(board: Board) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, adopts=[draft])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    close_meeting(meeting, board.secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.in_force_from) == (AdoptableState.ADOPTED, timezone.localdate())


def test_course_of_a_meeting_is_in_the_ledger_and_on_the_screens(board: Board) -> None:
    meeting = close_meeting(make_meeting(board, present=["voorzitter"]), board.secretary)
    kinds = [event.kind for event in LedgerEvent.objects.order_by("sequence") if "meeting" in event.facts]
    assert kinds == [
        "meeting_submitted",
        "meeting_convened",
        "meeting_opened",
        "seat_arrived",
        "meeting_closed",
    ]
    assert LiveVersion.objects.get(meeting=meeting).version == 4  # convened, opened, arrived, closed


# --- what the database says ---


@pytest.mark.parametrize(
    ("name", "state", "change"),
    [
        ("meeting_convened_has_time", MeetingState.DRAFT, {"state": "convened"}),
        ("meeting_convened_has_time", MeetingState.CONVENED, {"convened_at": None}),
        ("meeting_opened_has_time", MeetingState.CONVENED, {"state": "open"}),
        ("meeting_opened_has_time", MeetingState.OPEN, {"opened_at": None}),
        ("meeting_closed_has_time", MeetingState.OPEN, {"state": "closed"}),
        ("meeting_closed_has_time", MeetingState.OPEN, {"closed_at": "2027-01-01T12:00Z"}),
        ("meeting_cancelled_has_reason", MeetingState.CANCELLED, {"cancelled_reason": ""}),
        ("meeting_cancelled_has_reason", MeetingState.CANCELLED, {"cancelled_at": None}),
        ("meeting_cancelled_has_reason", MeetingState.CONVENED, {"cancelled_reason": "Geen"}),
        ("meeting_opened_has_time", MeetingState.SUSPENDED, {"opened_at": None}),
    ],
)
def test_meeting_state_and_times_agree(
    board: Board, name: str, state: MeetingState, change: dict[str, object]
) -> None:
    meeting = meeting_in(board, state)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**change)


def test_attendance_one_per_seat(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(IntegrityError, match=r"attendance_one_per_seat|seat_id"), transaction.atomic():
        Attendance.objects.create(
            meeting=meeting,
            seat=board.seats["uwv"],
            person=board.holders["uwv"],
            by_deputy=False,
            arrived_at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (
            Meeting,
            {
                "meeting_convened_has_time",
                "meeting_opened_has_time",
                "meeting_closed_has_time",
                "meeting_cancelled_has_reason",
            },
        ),
        (Attendance, {"attendance_one_per_seat"}),
        (
            OwedMail,
            {
                "owed_mail_once",
                "owed_mail_once_per_address",
                "owed_mail_one_recipient",
                "owed_mail_sent_has_time",
            },
        ),
    ],
)
def test_constraints_have_a_dutch_message_and_a_test(model: type[Meeting], names: set[str]) -> None:
    """A new constraint turns this red until it is tested above (mail also in test_action_reminders.py)."""
    assert {constraint.name for constraint in model._meta.constraints} == names
    assert all(constraint.violation_error_message for constraint in model._meta.constraints)


def test_meeting_is_not_opened_before_its_day(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED, starts_at=timezone.now() + timedelta(days=3))
    with pytest.raises(Conflict, match="Openen kan op die dag"):
        open_meeting(meeting, board.secretary)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED


def test_chair_gives_the_agenda_back_with_a_remark(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    with pytest.raises(DomainError, match="Schrijf wat er nog moet veranderen"):
        return_meeting(meeting, board.chair, "  ")
    with pytest.raises(NotAllowed, match="Alleen de voorzitter legt de agenda terug"):
        return_meeting(meeting, board.secretary, "Te lang.")
    meeting = return_meeting(meeting, board.chair, "Punt 2 mist de kosten.")
    assert (meeting.state, meeting.returned_remark) == (MeetingState.DRAFT, "Punt 2 mist de kosten.")
    mail = OwedMail.objects.get()
    assert mail.person == board.secretary and "Punt 2 mist de kosten." in mail.body
    assert LedgerEvent.objects.latest("sequence").facts == {"meeting": meeting.pk}
    assert submit_meeting(meeting, board.secretary).returned_remark == ""
