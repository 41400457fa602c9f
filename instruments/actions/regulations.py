"""The register of regulations: entered by a municipality's own account or the secretariat (articles 3c and 9)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.parties import pdf_sha256
from governance.models import Decision, Party, Person
from instruments.enums import RegulationKind, Topic
from instruments.models import Regulation, TopicAgreement
from instruments.permissions.uniformity import can_keep_uniformity, kept_municipalities
from instruments.queries.ledger_uniformity import regulation_facts
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def write_regulation(
    by: Person,
    *,
    party: Party,
    kind: RegulationKind,
    topic: Topic,
    title: str,
    in_force_from: date,
    in_force_to: date | None = None,
    summary: str = "",
    link: str = "",
    document: UploadedFile[Any] | None = None,
    is_example: bool = False,
    regulation: Regulation | None = None,
    now: datetime | None = None,
) -> Regulation:
    """Enter a regulation, or correct one; a new document replaces the earlier one, the municipality stays.

    Raises NotAllowed for who keeps the rules of another municipality only; DomainError without a title, for days the
    wrong way round, or for a document that is no PDF.
    """
    party = regulation.party if regulation else party
    _refuse_others(by, party)
    if not title.strip():
        raise DomainError("Geef de regeling haar titel.")
    if in_force_to is not None and in_force_to < in_force_from:
        raise DomainError(
            "Een regeling eindigt op of na de dag waarop zij begint. Pas een van beide dagen aan."
        )
    written = (
        Regulation.objects.select_for_update().get(pk=regulation.pk)
        if regulation
        else Regulation(party=party, entered_by=by)
    )
    written.kind, written.topic, written.title = kind, topic, title.strip()
    written.summary, written.link, written.is_example = summary.strip(), link, is_example
    written.in_force_from, written.in_force_to = in_force_from, in_force_to
    written.changed_at = now or timezone.now()
    storage, old = written.document.storage, written.document.name or ""
    if document is not None:
        written.sha256 = pdf_sha256(document)
        written.document.save("regeling.pdf", document, save=False)
        if old:
            transaction.on_commit(lambda: storage.delete(old))
    written.save()
    append_event(
        "regulation_changed" if regulation else "regulation_entered", by, regulation_facts(written), now
    )
    return written


@transaction.atomic
def delete_regulation(regulation: Regulation, by: Person, *, now: datetime | None = None) -> None:
    """Take away what was entered by mistake. Raises NotAllowed; Conflict when an assessment rests on it."""
    locked = Regulation.objects.select_for_update().select_related("party").get(pk=regulation.pk)
    _refuse_others(by, locked.party)
    if locked.assessments.exists():
        raise Conflict(
            "Op deze regeling rust een oordeel. Vul in tot en met welke dag zij geldt; zij blijft staan."
        )
    storage, old = locked.document.storage, locked.document.name or ""
    append_event("regulation_deleted", by, {"regulation": locked.pk}, now)
    locked.delete()
    if old:
        transaction.on_commit(lambda: storage.delete(old))


@transaction.atomic
def agree_on_topic(
    by: Person,
    *,
    topic: Topic,
    text: str,
    decision: Decision | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> TopicAgreement:
    """Record what the region agreed on rules that belong to no instrument; what stood before stays to be read.

    Raises NotAllowed; DomainError without a text, or for instruments: on these the package speaks.
    """
    if not can_keep_uniformity(by):
        raise NotAllowed("Alleen het secretariaat legt vast wat de regio afsprak.")
    if topic == Topic.INSTRUMENTS or not text.strip():
        raise DomainError("Schrijf wat de regio afsprak. Over instrumenten spreekt het basispakket.")
    at = now or timezone.now()
    line = TopicAgreement.objects.create(
        topic=topic,
        text=text.strip(),
        decision=decision,
        recorded_by=by,
        recorded_at=at,
        is_example=is_example,
    )
    facts = {"line": line.pk, "topic": topic.value, "decision": decision.number if decision else None}
    append_event("topic_agreed", by, facts, at)
    return line


def _refuse_others(by: Person, party: Party) -> None:
    if not kept_municipalities(by).filter(pk=party.pk).exists():
        raise NotAllowed(f"Alleen {party} zelf en het secretariaat houden de regelingen van {party} bij.")
