"""Who is in the meeting, for which seat, and who presides. A running vote keeps its own roster and is not touched."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.treatments import follow_treatment
from governance.enums import MeetingState, SeatCapacity
from governance.models import Attendance, Meeting, Person, Seat, SeatTerm
from governance.permissions import can_run_meeting, current_term, vice_chair_seat
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def arrive(
    meeting: Meeting, seat: Seat, person: Person, by: Person, *, now: datetime | None = None
) -> Attendance:
    """Note that `person` is there for `seat`: its holder, or a registered deputy. A member can note it alone.

    Somebody else on the seat leaves it by this (the member takes over from the deputy). Twice the same is once.
    Raises Conflict when the meeting is not open, DomainError when this person has no place on this seat.
    """
    at = now or timezone.now()
    meeting = _locked_open(meeting)
    _refuse_for_others(meeting, seat, by)
    term = SeatTerm.objects.current(meeting.day).filter(seat=seat, person=person).first()
    if term is None:
        raise DomainError(f"{person} is geen lid of plaatsvervanger voor de zetel {seat}.")
    present = meeting.attendances.filter(seat=seat, left_at=None).first()
    if present is not None and present.person_id == person.pk:
        return present
    if (
        present is not None
        and not present.by_deputy
        and by.pk == person.pk
        and not can_run_meeting(by, meeting)
    ):
        raise NotAllowed(
            f"{present.person} is al aanwezig voor de zetel {seat}. Vraag het secretariaat om de wisseling."
        )
    if present is not None:
        present.left_at = at
        present.save(update_fields=["left_at"])
        if meeting.presiding_seat_id == seat.pk and term.capacity == SeatCapacity.DEPUTY:
            meeting.presiding_seat = None  # presiding does not pass to a deputy (rule 8)
            meeting.save(update_fields=["presiding_seat"])
    attendance = Attendance.objects.create(
        meeting=meeting,
        seat=seat,
        person=person,
        by_deputy=term.capacity == SeatCapacity.DEPUTY,
        arrived_at=at,
    )
    _choose_presiding(meeting, arrived=seat)
    follow_treatment(meeting, at)
    bump(meeting)
    append_event(
        "seat_arrived", by, {"meeting": meeting.pk, "seat": seat.slug, "holder": not attendance.by_deputy}, at
    )
    return attendance


@transaction.atomic
def leave(meeting: Meeting, seat: Seat, by: Person, *, now: datetime | None = None) -> None:
    """Note that the seat is empty from now on."""
    at = now or timezone.now()
    meeting = _locked_open(meeting)
    _refuse_for_others(meeting, seat, by)
    if not meeting.attendances.filter(seat=seat, left_at=None).update(left_at=at):
        return
    if meeting.presiding_seat_id == seat.pk:
        meeting.presiding_seat = None
        meeting.save(update_fields=["presiding_seat"])
    _choose_presiding(meeting)
    follow_treatment(meeting, at)
    bump(meeting)
    append_event("seat_left", by, {"meeting": meeting.pk, "seat": seat.slug}, at)


@transaction.atomic
def preside(meeting: Meeting, seat: Seat, by: Person, *, now: datetime | None = None) -> Meeting:
    """Hand the chair's place to another seat that is present. A deciding vote does not go with it (rules 7 and 8)."""
    meeting = _locked_open(meeting)
    if not can_run_meeting(by, meeting):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, draagt het voorzitten over.")
    if not meeting.attendances.filter(seat=seat, left_at=None).exists():
        raise DomainError(f"De zetel {seat} is niet aanwezig. Kies een aanwezige zetel om voor te zitten.")
    item = meeting.current_item
    if item is not None and item.recusals.filter(seat=seat, withdrawn_at=None).exists():
        raise DomainError(f"De zetel {seat} doet bij dit agendapunt niet mee en zit dus niet voor.")
    meeting.presiding_seat = seat
    meeting.save(update_fields=["presiding_seat"])
    at = now or timezone.now()
    follow_treatment(meeting, at)
    bump(meeting)
    append_event("presiding_changed", by, {"meeting": meeting.pk, "seat": seat.slug}, at)
    return meeting


def _choose_presiding(meeting: Meeting, arrived: Seat | None = None) -> None:
    """The chair presides, in absence the vice-chair (article 5); a hand-over stands until one of them arrives anew.

    Only who is there in person counts: a deputy does not hold the office (rule 8).
    """
    present = {
        a.seat_id: a.seat
        for a in meeting.attendances.filter(left_at=None, by_deputy=False).select_related("seat")
    }
    first = next((seat for seat in present.values() if seat.is_chair), None)
    if first is None:
        vice_chair = vice_chair_seat(meeting.day)
        first = present.get(vice_chair.pk) if vice_chair else None
    if first is None:
        return
    if meeting.presiding_seat_id is None or (arrived is not None and arrived.pk == first.pk):
        meeting.presiding_seat = first
        meeting.save(update_fields=["presiding_seat"])


def _locked_open(meeting: Meeting) -> Meeting:
    read = Meeting.objects.select_related("current_item", "presiding_seat")
    meeting = read.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state == MeetingState.SUSPENDED:
        raise Conflict("De vergadering is geschorst. Wie er is, wordt genoteerd als zij is hervat.")
    if not meeting.is_open:
        raise Conflict("De vergadering is niet geopend. Open eerst de vergadering.")
    return meeting


def _refuse_for_others(meeting: Meeting, seat: Seat, by: Person) -> None:
    term = current_term(by)
    if not can_run_meeting(by, meeting) and (term is None or term.seat_id != seat.pk):
        raise NotAllowed("U kunt alleen uw eigen aanwezigheid aangeven.")
