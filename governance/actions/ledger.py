"""Append to the ledger, in the transaction of the act itself: one chain without gaps or forks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.models import LedgerEvent, LedgerHead, Person
from werkbedrijf.lib.canonical import content_hash, plain_facts


def take_ledger_head() -> LedgerHead:
    """Lock the head of the ledger until this transaction ends: whoever else takes it waits, so one goes at a time.

    For acts that count (the next number, the next version) or look for the same thing entered twice. Each such act
    ends in `append_event`, which needs the head anyway: taken first, two of them cannot wait for each other.
    """
    head = LedgerHead.objects.select_for_update().filter(pk=1).first()
    if head is None:  # the very first event
        LedgerHead.objects.get_or_create(pk=1)
        head = LedgerHead.objects.select_for_update().get(pk=1)
    return head


@transaction.atomic(savepoint=False)  # it stands or falls with the act
def append_event(
    kind: str, person: Person | None, facts: Mapping[str, Any], now: datetime | None = None
) -> LedgerEvent:
    """Add one event. `facts`: ids, whole numbers and short codes, no names, addresses or reasons.

    The head row is locked, so writers wait for each other and the sequence has no gaps. Raises TypeError for facts that
    two readers could write in two ways (`plain_facts`), such as a float.
    """
    facts = plain_facts(facts)
    at = (now or timezone.now()).astimezone(UTC)  # as it is read back, so that the hash can be recomputed
    head = take_ledger_head()
    sequence = head.sequence + 1
    event = LedgerEvent.objects.create(
        sequence=sequence,
        at=at,
        kind=kind,
        person_id=person.pk if person else None,
        facts=facts,
        previous_sha256=head.sha256,
        sha256=content_hash(
            {
                "sequence": sequence,
                "at": at.isoformat(),
                "kind": kind,
                "person": person.pk if person else None,
                "facts": facts,
                "previous": head.sha256,
            }
        ),
    )
    head.sequence, head.sha256 = sequence, event.sha256
    head.save(update_fields=["sequence", "sha256"])
    return event
