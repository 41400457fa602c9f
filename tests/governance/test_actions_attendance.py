"""Who is in the meeting, for which seat, and who presides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import arrive, close_meeting, leave, preside
from governance.enums import MeetingState
from governance.models import Attendance, LiveVersion, Meeting, SeatTerm
from governance.queries.meetings import seat_lines
from tests.governance.factories import Board, add_deputy, make_meeting, make_person
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def present(meeting: Meeting) -> list[str]:
    return [line.seat.slug for line in seat_lines(meeting) if line.is_present]


def presiding(meeting: Meeting) -> str:
    meeting.refresh_from_db()
    return meeting.presiding_seat.slug if meeting.presiding_seat else ""


def test_member_checks_in_alone(board: Board) -> None:
    meeting = make_meeting(board, present=[])
    attendance = arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.holders["almelo"])
    assert (present(meeting), attendance.by_deputy) == (["almelo"], False)


def test_arriving_twice_is_once(board: Board) -> None:
    meeting = make_meeting(board, present=["almelo"])
    version = LiveVersion.objects.get(meeting=meeting).version
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)
    assert Attendance.objects.filter(meeting=meeting).count() == 1
    assert LiveVersion.objects.get(meeting=meeting).version == version


def test_database_holds_one_present_person_per_seat(board: Board) -> None:
    meeting = make_meeting(board, present=["almelo"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            meeting=meeting,
            seat=board.seats["almelo"],
            person=board.secretary,
            by_deputy=False,
            arrived_at=timezone.now(),
        )


def test_leaving_and_coming_back_keeps_both_times(board: Board) -> None:
    meeting = make_meeting(board, present=["almelo"])
    at = timezone.now()
    leave(meeting, board.seats["almelo"], board.holders["almelo"], now=at)
    assert present(meeting) == []
    back = at + timedelta(minutes=5)
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary, now=back)
    rows = Attendance.objects.filter(meeting=meeting).order_by("arrived_at").values_list("left_at", flat=True)
    assert list(rows) == [at, None]


@pytest.mark.parametrize("who", ["uwv", "outsider"])
def test_noting_somebody_else_is_refused(board: Board, who: str) -> None:
    meeting = make_meeting(board, present=[])
    by = board.holders["uwv"] if who == "uwv" else make_person("Voorbijganger")
    with pytest.raises(NotAllowed, match="eigen aanwezigheid"):
        arrive(meeting, board.seats["almelo"], board.holders["almelo"], by)
    with pytest.raises(NotAllowed, match="eigen aanwezigheid"):
        leave(meeting, board.seats["almelo"], by)
    assert present(meeting) == []


def test_person_without_a_place_on_the_seat_is_refused(board: Board) -> None:
    meeting = make_meeting(board, present=[])
    with pytest.raises(DomainError, match="geen lid of plaatsvervanger"):
        arrive(meeting, board.seats["almelo"], board.holders["uwv"], board.secretary)


def test_person_whose_term_ended_is_refused(board: Board) -> None:
    SeatTerm.objects.filter(person=board.holders["almelo"]).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    meeting = make_meeting(board, present=[])
    with pytest.raises(DomainError, match="geen lid of plaatsvervanger"):
        arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)


@pytest.mark.parametrize("state", [MeetingState.CONVENED, MeetingState.CLOSED])
def test_attendance_outside_the_meeting_is_refused(board: Board, state: MeetingState) -> None:
    if state == MeetingState.CLOSED:
        meeting = close_meeting(make_meeting(board, present=[]), board.secretary)
    else:
        meeting = make_meeting(board, state=state)
    with pytest.raises(Conflict, match="niet geopend"):
        arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)


# --- member and deputy ---


def test_member_takes_the_seat_over_from_the_deputy(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, present=[], by_deputy=["almelo"])
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.holders["almelo"])
    rows = {row.person: row.left_at for row in Attendance.objects.filter(meeting=meeting)}
    assert (rows[deputy] is None, rows[board.holders["almelo"]]) == (False, None)


def test_deputy_does_not_push_a_present_member_off_the_seat(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, present=["almelo"])
    with pytest.raises(NotAllowed, match="al aanwezig voor de zetel"):
        arrive(meeting, board.seats["almelo"], deputy, deputy)
    assert Attendance.objects.get(meeting=meeting, left_at=None).person == board.holders["almelo"]


def test_secretariat_puts_the_deputy_in_the_members_place(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, present=["almelo"])
    arrive(meeting, board.seats["almelo"], deputy, board.secretary)
    assert Attendance.objects.get(meeting=meeting, left_at=None).person == deputy


# --- who presides ---


def test_chair_presides_and_in_absence_the_vice_chair(board: Board) -> None:
    meeting = make_meeting(board, present=["almelo"])
    assert presiding(meeting) == ""
    arrive(meeting, board.seats["hengelo"], board.vice_chair, board.secretary)
    assert presiding(meeting) == "hengelo"
    arrive(meeting, board.seats["voorzitter"], board.chair, board.secretary)
    assert presiding(meeting) == "voorzitter"
    leave(meeting, board.seats["voorzitter"], board.secretary)
    assert presiding(meeting) == "hengelo"


def test_deputy_of_the_chair_does_not_preside(board: Board) -> None:
    add_deputy(board, "voorzitter")
    meeting = make_meeting(board, present=["hengelo"], by_deputy=["voorzitter"])
    assert presiding(meeting) == "hengelo"


def test_hand_over_stands_until_the_chair_arrives_anew(board: Board) -> None:
    meeting = make_meeting(board)
    preside(meeting, board.seats["almelo"], board.chair)
    leave(meeting, board.seats["uwv"], board.secretary)
    assert presiding(meeting) == "almelo"
    leave(meeting, board.seats["voorzitter"], board.secretary)
    assert presiding(meeting) == "almelo"
    arrive(meeting, board.seats["voorzitter"], board.chair, board.secretary)
    assert presiding(meeting) == "voorzitter"


def test_hand_over_to_an_absent_seat_is_refused(board: Board) -> None:
    meeting = make_meeting(board, present=["voorzitter"])
    with pytest.raises(DomainError, match="niet aanwezig"):
        preside(meeting, board.seats["almelo"], board.chair)


def test_hand_over_by_a_member_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(NotAllowed):
        preside(meeting, board.seats["almelo"], board.holders["almelo"])


def test_who_presides_leads_until_the_gavel_moves_on(board: Board) -> None:
    meeting = make_meeting(board)
    meeting = preside(meeting, board.seats["almelo"], board.chair)
    meeting = preside(meeting, board.seats["uwv"], board.holders["almelo"])
    with pytest.raises(NotAllowed):
        preside(meeting, board.seats["almelo"], board.holders["almelo"])


def test_deputy_at_home_does_not_lead_for_the_presiding_seat(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = preside(make_meeting(board), board.seats["almelo"], board.chair)
    with pytest.raises(NotAllowed):
        preside(meeting, board.seats["uwv"], deputy)
