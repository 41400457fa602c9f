"""The numbers of the law, kept up by hand when a new half-year begins."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from governance.actions.ledger import append_event
from governance.models import Person
from instruments.enums import AmountKind
from instruments.models import LegalAmount
from instruments.permissions import can_keep_loonwaarde
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def add_amount(
    by: Person,
    *,
    kind: AmountKind,
    value: Decimal,
    valid_from: date,
    source: str,
    valid_to: date | None = None,
    note: str = "",
    now: datetime | None = None,
) -> LegalAmount:
    """Add a value from a day on; an earlier one without an end holds until the day before.

    Raises NotAllowed; DomainError for a value that is not above 0, no source, or days in the wrong order; Conflict when
    that day has a value already.
    """
    _refuse_others(by)
    if value <= 0 or not source.strip():
        raise DomainError("Vul een waarde boven 0 in, met de bron.")
    if valid_to is not None and valid_to < valid_from:
        raise DomainError("De laatste dag ligt vóór de eerste. Kies een latere laatste dag.")
    if LegalAmount.objects.filter(kind=kind, valid_from=valid_from).exists():
        raise Conflict(f"Vanaf {valid_from:%d-%m-%Y} is al een waarde ingevoerd. Verwijder die eerst.")
    amount = LegalAmount.objects.create(
        kind=kind,
        value=value,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source.strip(),
        note=note.strip(),
        entered_by=by,
    )
    append_event("legal_amount_added", by, {"amount": amount.pk, **amount.facts()}, now)
    return amount


@transaction.atomic
def delete_amount(amount: LegalAmount, by: Person, *, now: datetime | None = None) -> None:
    """Take away a value that somebody entered by mistake; what an installation begins with stays."""
    _refuse_others(by)
    if amount.entered_by_id is None:
        raise Conflict(
            "Dit bedrag hoort bij het systeem en kan niet worden verwijderd. Voeg een later bedrag toe."
        )
    append_event("legal_amount_deleted", by, {"amount": amount.pk}, now)
    amount.delete()


def _refuse_others(by: Person) -> None:
    if not can_keep_loonwaarde(by):
        raise NotAllowed("Alleen het secretariaat houdt de wettelijke bedragen bij.")
