"""What the ledger says of commitments and their lines, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from governance.queries.comparison import Events, Facts, compares
from quotum.models import Commitment, CommitmentEntry, EmployerJoining
from quotum.queries.commitments import commitment_facts, entry_facts


@compares
def commitments(events: Events) -> tuple[str, Facts, Facts]:
    """Each commitment as it was made."""
    logged = {event.facts["commitment"]: event.facts for event in events["commitment_recorded"]}
    return "Toezegging", logged, {one.pk: commitment_facts(one) for one in Commitment.objects.order_by("pk")}


@compares
def entries(events: Events) -> tuple[str, Facts, Facts]:
    """Each line of what became of a commitment."""
    logged = {event.facts["entry"]: event.facts for event in events["commitment_entry_added"]}
    stored = {one.pk: entry_facts(one) for one in CommitmentEntry.objects.order_by("pk")}
    return "Regel van een toezegging", logged, stored


@compares
def joinings(events: Events) -> tuple[str, Facts, Facts]:
    """Each time that two employers turned out to be one, or after all not."""
    logged = {
        event.facts["joining"]: event.facts
        for event in [*events["employer_joined"], *events["employer_parted"]]
    }
    stored = {
        one.pk: {"joining": one.pk, "employer": one.employer_id, "into": one.into_id}
        for one in EmployerJoining.objects.order_by("pk")
    }
    return "Samenvoeging van werkgevers", logged, stored
