"""Agreements on supplying and matching candidates (article 7): drafted here, in force by a decision only, evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Party, Person
from instruments.models import SupplyAgreement
from instruments.permissions.supply import can_evaluate_supply, can_keep_supply
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def write_supply_agreement(
    by: Person,
    *,
    title: str,
    text: str,
    parties: Iterable[Party],
    in_force_from: date,
    evaluate_on: date,
    ends_on: date | None = None,
    is_example: bool = False,
    agreement: SupplyAgreement | None = None,
    now: datetime | None = None,
) -> SupplyAgreement:
    """Draft an agreement, or change a draft.

    Raises NotAllowed; Conflict once it was proposed; DomainError without words, with fewer than two parties, or days
    the wrong way round.
    """
    _refuse_others(by)
    chosen = list(parties)
    if not title.strip() or not text.strip():
        raise DomainError("Geef de afspraak een titel en een tekst.")
    if len(chosen) < 2:
        raise DomainError("Een afspraak is tussen minstens twee partijen. Vul de partijen aan.")
    if ends_on is not None and ends_on < in_force_from:
        raise DomainError(
            "Een afspraak eindigt op of na de dag waarop zij begint. Pas een van beide dagen aan."
        )
    if agreement is None:
        take_ledger_head()
        number = (SupplyAgreement.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        written = SupplyAgreement(number=number, subject=f"supply-{number}")
    else:
        written = lock_draft(agreement)
    written.title, written.text, written.is_example = title.strip(), text.strip(), is_example
    written.in_force_from, written.ends_on, written.evaluate_on = in_force_from, ends_on, evaluate_on
    written.save()
    written.parties.set(chosen)
    kind = "supply_changed" if agreement else "supply_drafted"
    append_event(kind, by, {"supply": written.number}, now)
    return written


@transaction.atomic
def delete_supply_agreement(agreement: SupplyAgreement, by: Person, *, now: datetime | None = None) -> None:
    """Delete a draft that no proposal carries. Raises NotAllowed, Conflict."""
    _refuse_others(by)
    locked = lock_draft(agreement)
    refuse_carried(locked)
    append_event("supply_deleted", by, {"supply": locked.number}, now)
    locked.delete()


@transaction.atomic
def evaluate_supply_agreement(
    agreement: SupplyAgreement,
    by: Person,
    *,
    evaluation: str,
    evaluated_on: date,
    now: datetime | None = None,
) -> SupplyAgreement:
    """What came of an adopted agreement. Raises NotAllowed; Conflict the second time; DomainError without words."""
    _refuse_others(by)
    locked: SupplyAgreement = SupplyAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not can_evaluate_supply(by, locked):
        raise Conflict("Evalueren kan één keer, als de afspraak is vastgesteld.")
    if not evaluation.strip():
        raise DomainError("Schrijf wat de evaluatie opleverde.")
    if evaluated_on > day_of(now or timezone.now()):
        raise DomainError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
    locked.evaluation, locked.evaluated_on, locked.evaluated_by = evaluation.strip(), evaluated_on, by
    locked.save(update_fields=["evaluation", "evaluated_on", "evaluated_by"])
    facts = {"supply": locked.number, "on": evaluated_on.isoformat()}
    append_event("supply_evaluated", by, facts, now)
    return locked


def _refuse_others(by: Person) -> None:
    if not can_keep_supply(by):
        raise NotAllowed("Alleen het secretariaat houdt de afspraken over aanlevering en bemiddeling bij.")
