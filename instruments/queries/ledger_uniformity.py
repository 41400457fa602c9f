"""What the ledger says of regulations, assessments and what hangs on them, for `verify_ledger`."""

from __future__ import annotations

from typing import Any

from governance.queries.comparison import Events, Facts, compares
from instruments.domain.notices import state_after
from instruments.enums import NoticeState
from instruments.models import Notice, NoticeStep, PackageAssessment, Regulation, TopicAgreement
from werkbedrijf.lib.canonical import content_hash


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


def step_facts(step: NoticeStep) -> dict[str, Any]:
    """What the ledger says of a step: a notice is for few, so the hash of party, subject and words stands for these."""
    notice = step.notice
    return {
        "step": step.pk,
        "notice": notice.pk,
        "due": step.due_on.isoformat() if step.due_on else None,
        "decision": step.decision.number if step.decision else None,
        "sha256": content_hash({"party": notice.party.slug, "about": notice.about, "text": step.text}),
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


@compares
def notice_steps(events: Events) -> tuple[str, Facts, Facts]:
    """Each step of each notice, with the hash of its words."""
    logged = {
        event.facts["step"]: event.facts | {"kind": kind.value}
        for kind in NoticeState
        for event in events[f"notice_{kind.value}"]
    }
    rows = NoticeStep.objects.select_related("notice__party", "decision").order_by("pk")
    return "Stap in het aanspreken", logged, {row.pk: step_facts(row) | {"kind": row.kind} for row in rows}


@compares
def notices(events: Events) -> tuple[str, Facts, Facts]:
    """Where each notice stands, as its steps say."""
    steps = sorted(
        (
            (event.sequence, kind, event.facts)
            for kind in NoticeState
            for event in events[f"notice_{kind.value}"]
        ),
        key=lambda one: one[0],
    )
    logged: dict[int, NoticeState] = {}
    for _, kind, facts in steps:
        before = logged.get(facts["notice"])
        logged[facts["notice"]] = (state_after(before, kind) or before) if before else kind
    return "Aanspreken", logged, {row.pk: row.state for row in Notice.objects.order_by("pk")}
