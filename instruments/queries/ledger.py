"""What the ledger says of the loonwaarde, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from typing import Any

from governance.queries.comparison import Events, Facts, compares
from instruments.models import Assessment, DossierEntry, LegalAmount


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


@compares
def assessments(events: Events) -> tuple[str, Facts, Facts]:
    """The last judgement of each method on each requirement."""
    logged: dict[str, Any] = {}
    for event in events["method_assessed"]:
        logged[f"{event.facts['method']} {event.facts['requirement']}"] = event.facts["judgement"]
    rows = Assessment.objects.select_related("method").order_by("pk")
    return (
        "Beoordeling",
        {key: judgement for key, judgement in logged.items() if judgement is not None},
        {f"{row.method.slug} {row.requirement_id}": row.judgement for row in rows},
    )


@compares
def dossier(events: Events) -> tuple[str, Facts, Facts]:
    """Each line that somebody wrote in the file of the choice, with the hash of its document ("" without one)."""
    logged: dict[int, str] = {}
    for event in sorted(
        [*events["dossier_added"], *events["dossier_changed"]], key=lambda event: event.sequence
    ):
        entry = event.facts["entry"]
        logged[entry] = event.facts.get("sha256", logged.get(entry, ""))
    for event in events["dossier_deleted"]:
        logged.pop(event.facts["entry"], None)
    written = DossierEntry.objects.exclude(entered_by=None).order_by("pk")
    return "Dossier van de loonwaarde", logged, {row.pk: row.sha256 for row in written}
