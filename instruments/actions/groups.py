"""Which groups an instrument serves, and what was agreed against competition between them (article 8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import Decision, Person
from instruments.enums import ServedGroup
from instruments.models import InstrumentEntry, InstrumentGroups
from instruments.permissions.uniformity import can_keep_uniformity
from werkbedrijf.lib.errors import DomainError, NotAllowed


@transaction.atomic
def record_groups(
    by: Person,
    *,
    instrument: str,
    groups: Iterable[ServedGroup],
    agreement: str = "",
    decision: Decision | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> InstrumentGroups:
    """Add a line on one instrument (by slug); what stood before stays to be read.

    Raises NotAllowed; DomainError for an instrument that no version knows, without a group, or for a decision without
    what it agreed.
    """
    if not can_keep_uniformity(by):
        raise NotAllowed("Alleen het secretariaat legt vast welke groepen een instrument bedient.")
    chosen = [group.value for group in ServedGroup if group in set(groups)]
    if not chosen:
        raise DomainError("Kies minstens één groep.")
    if decision is not None and not agreement.strip():
        raise DomainError("Schrijf wat het bestuur in dat besluit afsprak.")
    if not InstrumentEntry.objects.filter(slug=instrument).exists():
        raise DomainError("Dit instrument staat in geen versie van het basispakket.")
    at = now or timezone.now()
    line = InstrumentGroups.objects.create(
        instrument=instrument,
        groups=chosen,
        agreement=agreement.strip(),
        decision=decision,
        recorded_by=by,
        recorded_at=at,
        is_example=is_example,
    )
    facts = {
        "line": line.pk,
        "instrument": instrument,
        "groups": chosen,
        "decision": decision.number if decision else None,
    }
    append_event("instrument_groups_recorded", by, facts, at)
    return line
