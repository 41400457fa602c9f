"""What the ledger says of regulations, assessments and what hangs on them, for `verify_ledger`."""

from __future__ import annotations

from typing import Any

from governance.queries.comparison import Events, Facts, compares
from instruments.models import PackageAssessment, Regulation, TopicAgreement


def regulation_facts(regulation: Regulation) -> dict[str, Any]:
    """What the ledger says of a regulation, so that a later change outside the application is noticed."""
    until = regulation.in_force_to
    return {
        "regulation": regulation.pk,
        "party": regulation.party.slug,
        "kind": str(regulation.kind),
        "topic": str(regulation.topic),
        "from": regulation.in_force_from.isoformat(),
        "to": until.isoformat() if until else None,
        "sha256": regulation.sha256,
    }


@compares
def regulations(events: Events) -> tuple[str, Facts, Facts]:
    """Each regulation as it was last written."""
    written = [*events["regulation_entered"], *events["regulation_changed"]]
    logged = {
        event.facts["regulation"]: event.facts for event in sorted(written, key=lambda one: one.sequence)
    }
    for event in events["regulation_deleted"]:
        logged.pop(event.facts["regulation"], None)
    rows = Regulation.objects.select_related("party").order_by("pk")
    return "Regeling", logged, {row.pk: regulation_facts(row) for row in rows}


@compares
def topic_agreements(events: Events) -> tuple[str, Facts, Facts]:
    """Each line of what the region agreed."""
    rows = TopicAgreement.objects.select_related("decision").order_by("pk")
    stored = {
        row.pk: {
            "line": row.pk,
            "topic": row.topic,
            "decision": row.decision.number if row.decision else None,
        }
        for row in rows
    }
    return (
        "Regionale afspraak",
        {event.facts["line"]: event.facts for event in events["topic_agreed"]},
        stored,
    )


@compares
def package_assessments(events: Events) -> tuple[str, Facts, Facts]:
    """Each line on a municipality and an instrument."""
    logged = {
        pk: [event.facts["party"], instrument, standing]
        for event in events["municipality_assessed"]
        for pk, instrument, standing in event.facts["lines"]
    }
    rows = PackageAssessment.objects.select_related("party").order_by("pk")
    return (
        "Oordeel over een gemeente",
        logged,
        {row.pk: [row.party.slug, row.instrument, row.standing] for row in rows},
    )
