"""Preparing the withdrawal of a decision: a draft for a decision point to carry. Only the board withdraws."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.enums import AdoptableState
from governance.models import Decision, Person, Withdrawal
from governance.permissions import is_secretariat
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def draft_withdrawal(decision: Decision, by: Person, *, now: datetime | None = None) -> Withdrawal:
    """A draft that withdraws this decision from the day of the withdrawing decision on.

    Raises NotAllowed for who is not the secretariat, Conflict when it is withdrawn or a draft exists, DomainError for
    a decision that itself withdraws one (domain/standing.py).
    """
    _refuse_other_hands(by)
    decision = Decision.objects.select_for_update().get(
        pk=decision.pk
    )  # two who press at once make one draft
    if Withdrawal.objects.filter(decision=decision).exists():
        raise DomainError(
            "Een intrekking wordt niet ingetrokken. Leg het ingetrokken besluit opnieuw aan het bestuur voor."
        )
    earlier = decision.withdrawals.first()
    if earlier is not None:
        state = "ingetrokken" if earlier.is_adopted else "in een concept of voorstel ter intrekking opgenomen"
        raise Conflict(f"Besluit {decision.number} is al {state}.")
    draft = Withdrawal.objects.create(withdraws=decision, subject=decision.number)
    append_event(
        "withdrawal_drafted",
        by,
        {"withdrawal": draft.pk, "decision": decision.number},
        now or timezone.now(),
    )
    return draft


@transaction.atomic
def delete_withdrawal_draft(withdrawal: Withdrawal, by: Person, *, now: datetime | None = None) -> None:
    """Take the draft back. Raises Conflict once it is in a proposal: take it out there first."""
    _refuse_other_hands(by)
    withdrawal = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    if withdrawal.state != AdoptableState.DRAFT:
        raise Conflict("Deze intrekking ligt bij het bestuur en kan niet meer worden verwijderd.")
    if withdrawal.decision_point_id is not None:
        raise Conflict("Deze intrekking staat in een voorstel. Haal haar daar eerst uit.")
    facts = {"withdrawal": withdrawal.pk, "decision": withdrawal.withdraws.number}
    withdrawal.delete()
    append_event("withdrawal_draft_deleted", by, facts, now or timezone.now())


def _refuse_other_hands(by: Person) -> None:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat bereidt een intrekking voor.")
