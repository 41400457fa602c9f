"""The people as whom one can sign in with one click in the example environment, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from governance.enums import PartyKind, Role, SeatCapacity
from governance.models import RoleAssignment, SeatTerm
from governance.permissions import today

_OFFICE_ROLES = (
    Role.SECRETARIAT,
    Role.UWV_STAFF,
    Role.OBSERVER,
    Role.WERKPLEIN_STAFF,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True)
class DemoPerson:
    """One button: the person's id and name, and what tells people of the same name apart."""

    pk: int
    name: str
    note: str


@dataclass(frozen=True)
class DemoGroup:
    title: str
    people: tuple[DemoPerson, ...]


def demo_groups() -> list[DemoGroup]:
    """All example people who may sign in today, by group; groups without people are left out. Two queries."""
    day = today()
    terms = (
        SeatTerm.objects.current(day)
        .filter(person__is_demo=True, person__is_active=True)
        .select_related("person", "seat")
        .order_by("seat__position")
    )
    roles = list(
        RoleAssignment.objects.current(day)
        .filter(person__is_demo=True)
        .select_related("person", "party", "location")
        .order_by("person__name")
    )
    by_capacity: dict[str, list[DemoPerson]] = {SeatCapacity.HOLDER: [], SeatCapacity.DEPUTY: []}
    for term in terms:
        # The name often says the seat already; where it does not (a deputy), the seat stands under it.
        note = "" if term.capacity == SeatCapacity.HOLDER else f"zetel {term.seat.name}"
        by_capacity[term.capacity].append(DemoPerson(term.person_id, term.person.name, note))
    office = sorted(
        (role for role in roles if role.role in _OFFICE_ROLES),
        key=lambda role: (_OFFICE_ROLES.index(Role(role.role)), role.person.name),
    )
    readers = [role for role in roles if role.role == Role.PARTY_READER and role.party]
    councils = [role for role in readers if role.party and role.party.kind == PartyKind.MUNICIPALITY]
    boards = [role for role in readers if role.party and role.party.kind != PartyKind.MUNICIPALITY]
    groups = [
        DemoGroup("Bestuur", tuple(by_capacity[SeatCapacity.HOLDER])),
        DemoGroup("Secretariaat en toezicht", _people(office)),
        DemoGroup("Gemeenteraden", _people(councils)),
        DemoGroup("Besturen van de andere partijen", _people(boards)),
        DemoGroup("Plaatsvervangers in het bestuur", tuple(by_capacity[SeatCapacity.DEPUTY])),
    ]
    return [group for group in groups if group.people]


def _people(roles: list[RoleAssignment]) -> tuple[DemoPerson, ...]:
    return tuple(DemoPerson(role.person_id, role.person.name, _note(role)) for role in roles)


def _note(role: RoleAssignment) -> str:
    """The role in words when the name does not say it."""
    words = role.get_role_display()
    if role.role == Role.PARTY_READER or words.lower() in role.person.name.lower():
        return ""
    return words
