"""The people of the example: a role each, an address that cannot exist, no password. They are here since the agreement,
so that they may act on any day that the example is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.text import slugify

from governance.actions.rights import note_right
from governance.enums import PartyKind, Role, SeatCapacity
from governance.models import Location, Party, Person, RoleAssignment, Seat, SeatTerm
from reports.demo.calendar import moment
from reports.twente.agreement import IN_FORCE_FROM

SINCE = moment(IN_FORCE_FROM, 9)
DOMAIN = "voorbeeld.example"  # .example never exists (RFC 2606)

HOLDERS = {
    "voorzitter": "Voorzitter (portefeuillehouder Enschede)",
    "hellendoorn": "Portefeuillehouder Hellendoorn",
    "oldenzaal": "Portefeuillehouder Oldenzaal",
    "hengelo": "Portefeuillehouder Hengelo",
    "almelo": "Portefeuillehouder Almelo",
    "uwv": "Vertegenwoordiger UWV",
    "werkgevers": "Vertegenwoordiger werkgevers",
    "werknemers": "Vertegenwoordiger werknemers",
}
DEPUTIES = {
    "voorzitter": "Plaatsvervanger Enschede",
    "hengelo": "Plaatsvervanger Hengelo",
    "uwv": "Plaatsvervanger UWV",
    "werknemers": "Plaatsvervanger werknemers",
}
OFFICE = {
    Role.SECRETARIAT: "Secretariaat",
    Role.UWV_STAFF: "Medewerker UWV",
    Role.OBSERVER: "Toehoorder ambtelijk overleg",
    Role.ADMINISTRATOR: "Beheerder",
}


@dataclass
class Board:
    """Who acts in the example: holders and deputies by the slug of their seat, and the two who enter things."""

    seats: dict[str, Seat] = field(default_factory=dict)
    holders: dict[str, Person] = field(default_factory=dict)
    deputies: dict[str, Person] = field(default_factory=dict)
    office: dict[Role, Person] = field(default_factory=dict)

    @property
    def chair(self) -> Person:
        return self.holders["voorzitter"]

    @property
    def secretariat(self) -> Person:
        return self.office[Role.SECRETARIAT]

    @property
    def uwv_staff(self) -> Person:
        return self.office[Role.UWV_STAFF]


def create_people() -> Board:
    """All people of the example with their seats and roles."""
    board = Board(seats={seat.slug: seat for seat in Seat.objects.all()})
    for slug, seat in board.seats.items():
        board.holders[slug] = _seated(seat, HOLDERS[slug], SeatCapacity.HOLDER)
        if slug in DEPUTIES:
            board.deputies[slug] = _seated(seat, DEPUTIES[slug], SeatCapacity.DEPUTY)
    for role, name in OFFICE.items():
        board.office[role] = _with_role(name, role)
    for location in Location.objects.all():
        _with_role(f"Medewerker Werkplein {location.name}", Role.WERKPLEIN_STAFF, location=location)
    for party in Party.objects.all():
        _with_role(reader_name(party), Role.PARTY_READER, party=party)
    return board


def reader_name(party: Party) -> str:
    """Who receives the report for a party: the griffie of a council, the board of another party."""
    if party.kind == PartyKind.MUNICIPALITY:
        return f"Griffie gemeenteraad {party.name}"
    return f"Bestuur {party.name}"


def _person(name: str) -> Person:
    return Person.objects.create_user(f"{slugify(name)}@{DOMAIN}", name=name, is_demo=True)


def _seated(seat: Seat, name: str, capacity: SeatCapacity) -> Person:
    person = _person(name)
    note_right(
        SeatTerm.objects.create(seat=seat, person=person, capacity=capacity, starts_on=IN_FORCE_FROM),
        None,
        SINCE,
    )
    return person


def _with_role(
    name: str, role: Role, *, party: Party | None = None, location: Location | None = None
) -> Person:
    person = _person(name)
    note_right(
        RoleAssignment.objects.create(
            person=person, role=role, party=party, location=location, starts_on=IN_FORCE_FROM
        ),
        None,
        SINCE,
    )
    return person
