"""Reads of actions: who owes what, by filter, owner, meeting and decision; who can be an owner; who is reminded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When

from governance.enums import ActionState, MeetingState, OwnerKind, Role
from governance.models import (
    Action,
    ActionChange,
    AgendaItem,
    Decision,
    Meeting,
    Owner,
    Party,
    Person,
    RoleAssignment,
    Seat,
    SeatTerm,
)
from governance.models.actions import kind_of
from governance.permissions import is_secretariat, today, visible_items
from governance.permissions.actions import own_actions, reads_actions, visible_actions

WORKING = (Role.SECRETARIAT, Role.UWV_STAFF, Role.WERKPLEIN_STAFF, Role.OBSERVER)
# What the list can be narrowed to, by the word in its address; the first is what it shows by itself.
STANDS = {
    "open": "Open",
    "laat": "Te laat",
    "afgerond": "Afgerond",
    "vervallen": "Vervallen",
    "alles": "Alles",
}


@dataclass(frozen=True)
class Filter:
    """What a list of actions is narrowed to. `mine`: only what this person owes."""

    stand: str = "open"
    mine: bool = False
    owner: Owner | None = None
    meeting: Meeting | None = None
    decision: Decision | None = None


def find_actions(user: Any, chosen: Filter) -> QuerySet[Action]:
    """What this person may see of it, each with `is_mine`: mine first, late first, then what is finished."""
    found = visible_actions(user).with_owner()
    if chosen.stand == "open":
        found = found.open()
    elif chosen.stand == "laat":
        found = found.late(today())
    elif chosen.stand in ("afgerond", "vervallen"):
        done = ActionState.DONE if chosen.stand == "afgerond" else ActionState.DROPPED
        found = found.filter(state=done)
    if chosen.mine:
        found = found.filter(own_actions(user))
    if chosen.owner is not None:
        found = found.filter(owned_by(chosen.owner))
    if chosen.meeting is not None:
        found = found.filter(item__meeting=chosen.meeting)
    if chosen.decision is not None:
        found = found.filter(decision=chosen.decision)
    is_mine = Case(When(own_actions(user), then=Value(True)), default=Value(False))
    return found.annotate(is_mine=is_mine).late_first("-is_mine")


def owned_by(owner: Owner) -> Q:
    return Q(**{str(kind_of(owner)): owner})


def own_open_actions(user: Any, limit: int = 5) -> list[Action]:
    """What this person owes, the latest first."""
    found = visible_actions(user).filter(own_actions(user))
    return list(found.with_owner().open().late_first()[:limit])


def late_actions(user: Any, limit: int = 5) -> list[Action]:
    """For the secretariat, what anybody is late with."""
    if not is_secretariat(user):
        return []
    late = visible_actions(user).late(today())
    return list(late.with_owner().late_first()[:limit])


def actions_before(meeting: Meeting, user: Any) -> list[Action]:
    """What is open and stands on every agenda by itself, until the meeting is over.

    As things stand when it is read, also in the pack, which says of which day it is: who owes what is a question about
    now. Frozen with the agenda it would show in the meeting what was done a week ago as still open.
    """
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        return []
    found = visible_actions(user).with_owner().open().late_first()
    return list(found)


def actions_from(meeting: Meeting, user: Any) -> list[Action]:
    """What was handed out or promised in a meeting."""
    found = visible_actions(user).filter(item__meeting=meeting)
    return list(found.with_owner().order_by("item__position", "pk"))


def actions_of_party(party: Party, user: Any) -> list[Action]:
    """What a party owes itself, open and finished; its seat's actions are the seat's."""
    return list(visible_actions(user).with_owner().filter(party=party).late_first())


@dataclass(frozen=True)
class DecisionTask:
    """A task that a decision handed out, with its state. `opens`: this reader may see the page of the action."""

    action: Action
    opens: bool


def tasks_of(decision: Decision, user: Any) -> list[DecisionTask]:
    """For everybody who may read the decision, since its text gave them; how it goes is on the action's own page."""
    found = decision.actions.with_owner().order_by("pk")
    opens = set(visible_actions(user).filter(decision=decision).values_list("pk", flat=True))
    return [DecisionTask(action, action.pk in opens) for action in found]


def action_of(user: Any, pk: int) -> QuerySet[Action]:
    """The action with its history, when this person may see it."""
    changes = ActionChange.objects.select_related("by").order_by("at", "pk")
    found = visible_actions(user).with_owner()
    return found.filter(pk=pk).prefetch_related(Prefetch("changes", changes))


def meetings_with_actions(user: Any) -> QuerySet[Meeting]:
    """Meetings from which this person sees an action, the last one first."""
    items = visible_actions(user).filter(item__isnull=False).values("item")
    return Meeting.objects.filter(items__in=items).distinct().order_by("-starts_at")


def items_to_record_at(meeting: Meeting, user: Any) -> QuerySet[AgendaItem]:
    return visible_items(user).filter(meeting=meeting).order_by("position")


def working_people(on: date) -> QuerySet[Person]:
    """Who can owe something in person on day `on`: holders and deputies, and who has a role in the work."""
    roles = RoleAssignment.objects.current(on).filter(role__in=WORKING)
    terms = SeatTerm.objects.current(on)
    people = Person.objects.filter(is_active=True).filter(Q(roles__in=roles) | Q(seat_terms__in=terms))
    return people.distinct().order_by("name")


def owner_key(owner: Owner) -> str:
    """How forms and addresses name an owner: "zetel-hengelo", "partij-borne", "persoon-12"."""
    kind = kind_of(owner)
    return f"{kind.label}-{owner.pk if isinstance(owner, Person) else owner.slug}"


def find_owner(key: str) -> Owner | None:
    """The owner with this key, or None."""
    kind, _, rest = key.partition("-")
    if kind == OwnerKind.PERSON.label:
        return Person.objects.filter(pk=int(rest)).first() if rest.isdecimal() and len(rest) < 10 else None
    if kind == OwnerKind.SEAT.label:
        return Seat.objects.filter(slug=rest).first()
    return Party.objects.filter(slug=rest).first() if kind == OwnerKind.PARTY.label else None


def owner_choices(on: date) -> dict[str, dict[str, Owner]]:
    """Everybody who can owe something on day `on`, by the kind in words and then by key: three queries."""
    return {
        "Zetels": _by_key(Seat.objects.all()),
        "Partijen": _by_key(Party.objects.current(on).order_by("name")),
        "Personen": _by_key(working_people(on)),
    }


def owners_seen(user: Any) -> list[Owner]:
    """Who owes or owed something that this person may see: three queries."""
    if not reads_actions(user):
        return []
    seen = visible_actions(user)
    return [
        *Seat.objects.filter(pk__in=seen.values("seat")),
        *Party.objects.filter(pk__in=seen.values("party")).order_by("name"),
        *Person.objects.filter(pk__in=seen.values("person")).order_by("name"),
    ]


def _by_key(owners: Iterable[Owner]) -> dict[str, Owner]:
    return {owner_key(owner): owner for owner in owners}
