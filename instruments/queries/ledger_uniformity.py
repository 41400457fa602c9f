"""What the ledger says of regulations, assessments and what hangs on them, for `verify_ledger`."""

from __future__ import annotations

from typing import Any

from governance.queries.comparison import Events, Facts, compares
from instruments.domain.notices import state_after
from instruments.enums import Flag, NoticeState
from instruments.models import (
    InstrumentGroups,
    Notice,
    NoticeStep,
    OwnInstrument,
    OwnInstrumentFlag,
    PackageAssessment,
    Regulation,
    SupplyAgreement,
    TopicAgreement,
)
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


def own_instrument_facts(instrument: OwnInstrument) -> dict[str, Any]:
    """What the ledger says of an own instrument of a municipality."""
    until = instrument.offered_to
    return {
        "instrument": instrument.pk,
        "party": instrument.party.slug,
        "from": instrument.offered_from.isoformat(),
        "to": until.isoformat() if until else None,
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


@compares
def own_instruments(events: Events) -> tuple[str, Facts, Facts]:
    """Each own instrument as it was last written, with its last flag and the version that took it up."""
    written = [*events["own_instrument_entered"], *events["own_instrument_changed"]]
    flags = {event.facts["instrument"]: event.facts["flag"] for event in events["own_instrument_flagged"]}
    moved = [*events["own_instrument_brought_in"], *events["own_instrument_put_back"]]
    taken = {
        event.facts["instrument"]: event.facts.get("catalogue")
        for event in sorted(moved, key=lambda one: one.sequence)
    }
    logged = {
        event.facts["instrument"]: event.facts
        | {
            "flag": flags.get(event.facts["instrument"], Flag.OPEN.value),
            "catalogue": taken.get(event.facts["instrument"]),
        }
        for event in sorted(written, key=lambda one: one.sequence)
    }
    stored = {
        row.pk: own_instrument_facts(row)
        | {"flag": row.flag, "catalogue": row.brought_into.number if row.brought_into else None}
        for row in OwnInstrument.objects.select_related("party", "brought_into").order_by("pk")
    }
    return "Eigen instrument", logged, stored


@compares
def own_instrument_flags(events: Events) -> tuple[str, Facts, Facts]:
    """Each line that says what is to become of an own instrument."""
    stored = {
        row.pk: {
            "line": row.pk,
            "instrument": row.instrument_id,
            "flag": row.flag,
            "decision": row.decision.number if row.decision else None,
        }
        for row in OwnInstrumentFlag.objects.select_related("decision").order_by("pk")
    }
    logged = {event.facts["line"]: event.facts for event in events["own_instrument_flagged"]}
    return "Aanmerking op een eigen instrument", logged, stored


@compares
def instrument_groups(events: Events) -> tuple[str, Facts, Facts]:
    """Each line on the groups of an instrument."""
    stored = {
        row.pk: {
            "line": row.pk,
            "instrument": row.instrument,
            "groups": row.groups,
            "decision": row.decision.number if row.decision else None,
        }
        for row in InstrumentGroups.objects.select_related("decision").order_by("pk")
    }
    logged = {event.facts["line"]: event.facts for event in events["instrument_groups_recorded"]}
    return "Groepen van een instrument", logged, stored


@compares
def supply_evaluations(events: Events) -> tuple[str, Facts, Facts]:
    """When each agreement on supply was evaluated; what was adopted is compared with its decision."""
    rows = SupplyAgreement.objects.exclude(evaluated_on=None).order_by("pk")
    logged = {event.facts["supply"]: event.facts["on"] for event in events["supply_evaluated"]}
    return "Evaluatie van een afspraak", logged, {row.number: str(row.evaluated_on) for row in rows}
