"""Reads around a meeting: what its agenda misses, who is called, who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from governance.enums import WITH_PROPOSAL, Office, Role, SeatCapacity
from governance.models import AgendaItem, Attendance, Meeting, Person, Recusal, RoleAssignment, Seat, SeatTerm
from governance.permissions import vice_chair_seat


def without_proposal(meeting: Meeting) -> list[AgendaItem]:
    """Items for decision that have no proposal yet, in order."""
    return list(
        meeting.items.filter(kind__in=WITH_PROPOSAL, postponed_at=None).filter(
            Q(proposal__isnull=True) | Q(proposal__points__isnull=True)
        )
    )


def participants_on(day: date) -> list[Person]:
    """Who receives the call for a meeting on `day`: seats, deputies, secretariat, observers and UWV staff."""
    terms = SeatTerm.objects.current(day)
    roles = RoleAssignment.objects.current(day).filter(
        role__in=[Role.SECRETARIAT, Role.OBSERVER, Role.UWV_STAFF]
    )
    return list(
        Person.objects.filter(is_active=True).filter(Q(seat_terms__in=terms) | Q(roles__in=roles)).distinct()
    )


def members_on(day: date) -> list[Person]:
    """The members of the board on `day`: who holds a seat, and the deputies."""
    terms = SeatTerm.objects.current(day)
    return list(Person.objects.filter(is_active=True, seat_terms__in=terms).distinct())


def secretariat_on(day: date) -> list[Person]:
    """Who is the secretariat on `day`."""
    roles = RoleAssignment.objects.current(day).filter(role=Role.SECRETARIAT)
    return list(Person.objects.filter(is_active=True, roles__in=roles).distinct())


@dataclass(frozen=True)
class SeatLine:
    """One seat as the attendance list shows it."""

    seat: Seat
    office: str
    holder: Person | None
    deputies: tuple[Person, ...]
    attendance: Attendance | None
    recusal: Recusal | None = None  # for the item asked for

    @property
    def office_label(self) -> str:
        return str(Office(self.office).label) if self.office else ""

    @property
    def is_vacant(self) -> bool:
        return self.holder is None and not self.deputies

    @property
    def is_present(self) -> bool:
        return self.attendance is not None

    @property
    def people(self) -> tuple[Person, ...]:
        """Who may act for the seat: the holder first."""
        return (*((self.holder,) if self.holder else ()), *self.deputies)


def seat_lines(meeting: Meeting, item: AgendaItem | None = None) -> list[SeatLine]:
    """All seats on the day of the meeting, in order, with holder, deputies and who is present now: five queries.

    item: the item whose recusals are read; the current one when none is given.
    """
    day = meeting.day
    holders: dict[int, Person] = {}
    deputies: dict[int, list[Person]] = {}
    for term in SeatTerm.objects.current(day).select_related("person").filter(person__is_active=True):
        if term.capacity == SeatCapacity.HOLDER:
            holders[term.seat_id] = term.person
        else:
            deputies.setdefault(term.seat_id, []).append(term.person)
    present = {
        a.seat_id: a for a in meeting.attendances.filter(left_at=None).select_related("person", "seat")
    }
    item_id = item.pk if item else meeting.current_item_id
    recused = {r.seat_id: r for r in Recusal.objects.filter(item=item_id, withdrawn_at=None)}
    vice = vice_chair_seat(day)
    return [
        SeatLine(
            seat=seat,
            office=Office.CHAIR
            if seat.is_chair
            else Office.VICE_CHAIR
            if vice and vice.pk == seat.pk
            else "",
            holder=holders.get(seat.pk),
            deputies=tuple(deputies.get(seat.pk, ())),
            attendance=present.get(seat.pk),
            recusal=recused.get(seat.pk),
        )
        for seat in Seat.objects.all()
    ]
