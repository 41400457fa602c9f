"""Who enters what a party contributes, and who confirms it (article 11). Everybody who signs in reads it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from governance.enums import PartyKind
from governance.models import Party
from governance.permissions import current_term, is_secretariat, reader_parties, today
from reports.models import Contribution, ContributionQuerySet


def visible_contributions(user: Any) -> ContributionQuerySet:
    """For everybody who signs in: the verslag names them per party."""
    if not user.is_authenticated or not user.is_active:
        return Contribution.objects.none()
    return Contribution.objects.all()


def own_parties(user: Any) -> QuerySet[Party]:
    """The parties for which this person enters contributions.

    Who holds or replaces a seat for the party, its contact by e-mail address, and of a party that is no municipality
    its board. A municipality's reader is its council's registrar, who accounts for nothing of the college.
    """
    if not user.is_authenticated or not user.is_active:
        return Party.objects.none()
    own = Q(contact_email__iexact=user.email) & ~Q(contact_email="")
    own |= Q(pk__in=reader_parties(user).exclude(kind=PartyKind.MUNICIPALITY).values("pk"))
    term = current_term(user)
    if term is not None:
        own |= Q(pk__in=term.seat.parties.values("pk"))
    return Party.objects.current(today()).filter(own)


def enterable_parties(user: Any) -> QuerySet[Party]:
    """The own parties; the secretariat enters for every party, for who cannot sign in."""
    return Party.objects.current(today()) if is_secretariat(user) else own_parties(user)


def can_enter_contributions(user: Any) -> bool:
    """Has a party to enter for."""
    return enterable_parties(user).exists()


def can_enter_contribution(user: Any, party: Party) -> bool:
    return enterable_parties(user).filter(pk=party.pk).exists()


def can_confirm_contributions(user: Any) -> bool:
    return is_secretariat(user)
