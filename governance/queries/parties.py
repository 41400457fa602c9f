"""Reads about the parties and the seats of the board: who takes part, who holds a seat, what a rule rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.enums import Office, PartyKind, SeatCapacity
from governance.models import Party, Seat, SeatTerm
from governance.permissions import vice_chair_seat


@dataclass(frozen=True)
class PartyGroup:
    """The parties of one kind, under the plural of that kind."""

    title: str
    parties: tuple[Party, ...]


_TITLES = {
    PartyKind.MUNICIPALITY: "Gemeenten",
    PartyKind.UWV: "UWV",
    PartyKind.EMPLOYERS: "Werkgeversorganisaties",
    PartyKind.UNION: "Vakbonden",
}


def party_groups(on: date) -> list[PartyGroup]:
    """The parties that take part on day `on`, by kind in the order of article 1. One query."""
    parties = list(Party.objects.current(on).order_by("name"))
    groups = [
        PartyGroup(title, tuple(p for p in parties if p.kind == kind)) for kind, title in _TITLES.items()
    ]
    return [group for group in groups if group.parties]


def former_parties(on: date) -> list[Party]:
    """The parties that have left by day `on`, the latest first; their pages stay. One query."""
    return list(Party.objects.filter(left_on__lte=on).order_by("-left_on", "name"))


@dataclass(frozen=True)
class BoardSeat:
    """A seat as the page of the board shows it."""

    seat: Seat
    office: str
    holder: SeatTerm | None
    deputies: tuple[SeatTerm, ...]
    parties: tuple[Party, ...]


def board_seats(on: date, party: Party | None = None) -> list[BoardSeat]:
    """The seats in order, or those that represent one party, with who holds them on day `on`. At most four queries."""
    seats = Seat.objects.prefetch_related("parties").order_by("position")
    if party is not None:
        seats = seats.filter(parties=party)
    terms: dict[int, list[SeatTerm]] = {}
    for term in SeatTerm.objects.current(on).select_related("person").order_by("starts_on"):
        terms.setdefault(term.seat_id, []).append(term)
    vice = vice_chair_seat(on)
    return [
        BoardSeat(
            seat=seat,
            office=_office(seat, vice),
            holder=next((t for t in terms.get(seat.pk, []) if t.capacity == SeatCapacity.HOLDER), None),
            deputies=tuple(t for t in terms.get(seat.pk, []) if t.capacity == SeatCapacity.DEPUTY),
            parties=tuple(seat.parties.all()),
        )
        for seat in seats
    ]


def _office(seat: Seat, vice: Seat | None) -> str:
    if seat.is_chair:
        return str(Office.CHAIR.label)
    return str(Office.VICE_CHAIR.label) if vice is not None and vice.pk == seat.pk else ""
