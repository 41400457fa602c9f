"""Who sees which actions, and may record, move, drop and report on them: pairs as in the rest of this room."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from governance.enums import ActionState, PartyKind, Role, Visibility
from governance.models import Action, Party, RoleAssignment, Seat
from governance.models.actions import ActionQuerySet
from governance.permissions import (
    current_term,
    has_role,
    is_board_member,
    is_participant,
    is_secretariat,
    sees_confidential,
    today,
)


def reads_actions(user: Any) -> bool:
    """Has the pages of actions: who takes part in the work of the board. Councils hear of it by the report."""
    return is_participant(user) or has_role(user, Role.WERKPLEIN_STAFF)


def own_actions(user: Any) -> Q:
    """What this person owes: in person, by the seat held or replaced, for the parties of that seat or of a role."""
    term = current_term(user)
    roles = RoleAssignment.objects.current(today()).filter(person=user).exclude(role=Role.PARTY_READER)
    own = Q(person=user) | Q(party__in=roles.filter(party__isnull=False).values("party"))
    if term is not None:
        own |= Q(seat=term.seat_id) | Q(party__in=Party.objects.filter(seats=term.seat_id).values("pk"))
    if has_role(user, Role.UWV_STAFF):
        uwv = Party.objects.filter(kind=PartyKind.UWV)
        own |= Q(party__in=uwv.values("pk")) | Q(seat__in=Seat.objects.filter(parties__in=uwv).values("pk"))
    return own


def visible_actions(user: Any) -> ActionQuerySet:
    """Seats, secretariat and observers see all; staff of UWV and the werkplein what is their own; councils nothing.

    What came from a confidential item is as confidential as that item.
    """
    if not reads_actions(user):
        return Action.objects.none()
    sees_all = is_board_member(user) or has_role(user, Role.SECRETARIAT, Role.OBSERVER)
    actions = Action.objects.all() if sees_all else Action.objects.filter(own_actions(user))
    return actions if sees_confidential(user) else actions.exclude(item__visibility=Visibility.CONFIDENTIAL)


def can_record_action(user: Any) -> bool:
    """Record, move and drop actions: the secretariat, which chases them."""
    return is_secretariat(user)


def can_report_action(user: Any, action: Action) -> bool:
    """Say how far it is, that it is done, or that it is not done after all: who owes it, and the secretariat."""
    if is_secretariat(user):
        return True
    own = visible_actions(user).filter(own_actions(user), pk=action.pk).exists()
    return own and action.state != ActionState.DROPPED
