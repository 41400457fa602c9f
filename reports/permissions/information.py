"""Who sees what the board asks of the execution, who answers it, and who writes down what is asked (article 12)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from governance.enums import AdoptableState, PartyKind, Role
from governance.models import Location, RoleAssignment
from governance.permissions import current_term, has_role, is_participant, is_secretariat, today
from reports.enums import DelivererKind
from reports.models import IndicatorSet, InformationRequest, InformationRequestQuerySet


def is_werkplein_staff(user: Any) -> bool:
    return has_role(user, Role.WERKPLEIN_STAFF)


def can_follow_information(user: Any) -> bool:
    """Reads what is asked and answered: who takes part in the board's work, and who answers."""
    return is_participant(user) or is_werkplein_staff(user)


def visible_indicator_sets(user: Any) -> QuerySet[IndicatorSet]:
    """What was adopted is for who asks and who answers; drafts are for who reads the agenda."""
    if is_participant(user):
        return IndicatorSet.objects.all()
    if is_werkplein_staff(user):
        return IndicatorSet.objects.filter(state=AdoptableState.ADOPTED)
    return IndicatorSet.objects.none()


def can_keep_indicators(user: Any) -> bool:
    """The secretariat writes the draft; only a decision adopts it."""
    return is_secretariat(user)


def can_change_indicators(user: Any, indicator_set: IndicatorSet) -> bool:
    return indicator_set.is_draft and can_keep_indicators(user)


def own_locations(user: Any) -> QuerySet[Location]:
    """The locations for which this person works today."""
    roles = RoleAssignment.objects.current(today()).filter(person=user.pk, role=Role.WERKPLEIN_STAFF)
    return Location.objects.filter(pk__in=roles.values("location"))


def answerable_information(user: Any) -> InformationRequestQuerySet:
    """The requests that this person answers.

    Of a location its own staff; of a municipality who holds or replaces a seat for it and the staff of any location,
    who carry its work out; of UWV its staff and seat; all of them the secretariat, for who cannot sign in.
    """
    requests = InformationRequest.objects.all()
    if is_secretariat(user):
        return requests
    own = Q(pk__in=[])
    if is_werkplein_staff(user):
        own |= Q(location__in=own_locations(user)) | Q(deliverers=DelivererKind.MUNICIPALITY)
    if has_role(user, Role.UWV_STAFF):
        own |= Q(deliverers=DelivererKind.UWV)
    term = current_term(user)
    if term is not None:
        kinds = (PartyKind.MUNICIPALITY, PartyKind.UWV)
        own |= Q(party__in=term.seat.parties.filter(kind__in=kinds))
    return requests.filter(own)


def visible_information(user: Any) -> InformationRequestQuerySet:
    """Every request for who takes part in the board's work; who only answers sees what they answer."""
    if is_participant(user):
        return InformationRequest.objects.all()
    return answerable_information(user)


def can_answer_information(user: Any, request: InformationRequest) -> bool:
    return answerable_information(user).filter(pk=request.pk).exists()
