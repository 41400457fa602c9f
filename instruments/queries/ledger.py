"""What the ledger says of the loonwaarde, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from governance.queries.comparison import Events, Facts, compares
from instruments.models import LegalAmount


@compares
def amounts(events: Events) -> tuple[str, Facts, Facts]:
    """Each number of the law that somebody entered; what an installation begins with has no event."""
    gone = {event.facts["amount"] for event in events["legal_amount_deleted"]}
    logged = {
        event.facts["amount"]: {name: value for name, value in event.facts.items() if name != "amount"}
        for event in events["legal_amount_added"]
        if event.facts["amount"] not in gone
    }
    entered = LegalAmount.objects.exclude(entered_by=None).order_by("pk")
    return "Wettelijk bedrag", logged, {row.pk: row.facts() for row in entered}
