"""Who keeps the register of regulations and its assessments, and who takes part in a notice (articles 3c and 9)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from governance.enums import PartyKind, Role
from governance.models import Party
from governance.permissions import current_term, has_role, is_secretariat, reader_parties
from instruments.models import OwnInstrument, PackageAssessment, Regulation


def own_parties(user: Any) -> QuerySet[Party]:
    """The parties for which this account speaks today: by its role for a party, by its seat, or as staff of UWV."""
    if not user.is_authenticated or not user.is_active:
        return Party.objects.none()
    own = Q(pk__in=reader_parties(user).values("pk"))
    term = current_term(user)
    if term is not None:
        own |= Q(seats=term.seat_id)
    if has_role(user, Role.UWV_STAFF):
        own |= Q(kind=PartyKind.UWV)
    return Party.objects.filter(own).distinct()


def visible_regulations(user: Any) -> QuerySet[Regulation]:
    """A municipality's rules are public law: for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return Regulation.objects.none()
    return Regulation.objects.all()


def visible_package_assessments(user: Any) -> QuerySet[PackageAssessment]:
    """Who deviates on what is for all parties (article 9): for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return PackageAssessment.objects.none()
    return PackageAssessment.objects.all()


def kept_municipalities(user: Any) -> QuerySet[Party]:
    """Of which municipalities this person enters the rules: the secretariat of all, an own account of its own."""
    if not user.is_authenticated or not user.is_active:
        return Party.objects.none()
    parties = Party.objects.all() if is_secretariat(user) else own_parties(user)
    return parties.filter(kind=PartyKind.MUNICIPALITY)


def can_enter_regulations(user: Any) -> bool:
    """Has the page to add a regulation: who keeps those of at least one municipality."""
    return kept_municipalities(user).exists()


def can_keep_regulation(user: Any, regulation: Regulation) -> bool:
    """Correct or take away: the municipality's own account, and the secretariat."""
    return kept_municipalities(user).filter(pk=regulation.party_id).exists()


def can_keep_uniformity(user: Any) -> bool:
    """Hold a municipality against the package, and record what the region agreed: the secretariat."""
    return is_secretariat(user)


def visible_own_instruments(user: Any) -> QuerySet[OwnInstrument]:
    """What a municipality offers employers is no secret for the other parties: for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return OwnInstrument.objects.none()
    return OwnInstrument.objects.all()


def can_keep_own_instrument(user: Any, instrument: OwnInstrument) -> bool:
    """Correct it: the municipality's own account, and the secretariat."""
    return kept_municipalities(user).filter(pk=instrument.party_id).exists()
