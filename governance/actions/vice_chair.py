"""Nominating a vice-chair: a draft that names a seat, for a decision point to carry. The board elects (article 4b)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.enums import AdoptableState
from governance.models import Person, Seat, ViceChairTerm
from governance.permissions import is_secretariat, today
from governance.queries.vice_chairs import can_be_nominated
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def draft_vice_chair(seat: Seat, by: Person, *, now: datetime | None = None) -> ViceChairTerm:
    """A draft that makes the holder of this seat vice-chair, from the day of the decision on.

    Raises NotAllowed for who is not the secretariat, DomainError for the chair's seat and for a seat without a member,
    Conflict when this seat has a draft already.
    """
    _refuse_other_hands(by)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)  # two who press at once make one draft
    if seat.is_chair:
        raise DomainError("De voorzitter kan niet ook vicevoorzitter zijn. Kies de zetel van een ander lid.")
    if not can_be_nominated(today()).filter(pk=seat.pk).exists():
        raise DomainError(
            f"De zetel {seat} heeft nu geen lid. De vicevoorzitter wordt uit de leden gekozen (artikel 4b)."
        )
    if seat.vice_chair_terms.filter(state__in=[AdoptableState.DRAFT, AdoptableState.PROPOSED]).exists():
        raise Conflict(f"De zetel {seat} is al voorgedragen. Kies dat concept bij een beslispunt.")
    term = ViceChairTerm.objects.create(seat=seat)
    append_event("vice_chair_drafted", by, {"term": term.pk, "seat": seat.slug}, now or timezone.now())
    return term


@transaction.atomic
def delete_vice_chair_draft(term: ViceChairTerm, by: Person, *, now: datetime | None = None) -> None:
    """Take a nomination back. Raises Conflict once it is in a proposal: take it out there first."""
    _refuse_other_hands(by)
    term = ViceChairTerm.objects.select_for_update().get(pk=term.pk)
    if not term.is_draft:
        raise Conflict("Deze voordracht ligt bij het bestuur en kan niet meer worden verwijderd.")
    if term.decision_point_id is not None:
        raise Conflict("Deze voordracht staat in een voorstel. Haal haar daar eerst uit.")
    facts = {"term": term.pk, "seat": term.seat.slug}
    term.delete()
    append_event("vice_chair_draft_deleted", by, facts, now or timezone.now())


def _refuse_other_hands(by: Person) -> None:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat draagt een vicevoorzitter voor.")
