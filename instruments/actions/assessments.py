"""Methods, and how each does on each requirement: judged after the requirements are adopted, fixed by the choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from governance.actions.ledger import append_event
from governance.models import Person
from instruments.actions.loonwaarde import refuse_others
from instruments.enums import Judgement
from instruments.models import Assessment, LoonwaardeMethod, RequirementSet
from instruments.permissions import can_assess
from werkbedrijf.lib.errors import Conflict, DomainError


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with what it shows from; judgement None takes an earlier one back."""

    judgement: Judgement | None
    evidence: str = ""


@transaction.atomic
def write_method(
    by: Person,
    *,
    name: str,
    supplier: str = "",
    validation: str = "",
    description: str = "",
    source: str = "",
    is_example: bool = False,
    method: LoonwaardeMethod | None = None,
    now: datetime | None = None,
) -> LoonwaardeMethod:
    """Add a candidate, or change what is said of one; its address stays. Raises NotAllowed, DomainError."""
    refuse_others(by)
    name = name.strip()
    slug = method.slug if method else slugify(name)[:60]
    if not slug:
        raise DomainError("Geef de methode een naam.")
    others = LoonwaardeMethod.objects.exclude(pk=method.pk) if method else LoonwaardeMethod.objects.all()
    if others.filter(name=name).exists() or others.filter(slug=slug).exists():
        raise DomainError("Deze methode staat al in de lijst.")
    written = (
        LoonwaardeMethod.objects.select_for_update().get(pk=method.pk)
        if method
        else LoonwaardeMethod(slug=slug)
    )
    written.name, written.supplier, written.validation = name, supplier.strip(), validation.strip()
    written.description, written.source, written.is_example = description.strip(), source.strip(), is_example
    written.save()
    append_event("method_changed" if method else "method_added", by, {"method": written.slug}, now)
    return written


@transaction.atomic
def assess(
    method: LoonwaardeMethod,
    requirement_set: RequirementSet,
    by: Person,
    *,
    judged: Mapping[int, Judged],
    is_example: bool = False,
    now: datetime | None = None,
) -> int:
    """Judge one method, by the key of each requirement; gives how many judgements changed. All of it, or nothing.

    Raises NotAllowed; Conflict before the requirements are adopted or once a choice rests on the judgements;
    DomainError for a judgement without evidence.
    """
    refuse_others(by)
    RequirementSet.objects.select_for_update().get(pk=requirement_set.pk)
    if not can_assess(by, requirement_set):
        raise Conflict(
            "Beoordelen kan als de eisen zijn vastgesteld, en tot er een keuze op rust die is voorgesteld."
        )
    at, changed = now or timezone.now(), 0
    earlier = {row.requirement_id: row for row in method.assessments.select_for_update()}
    for requirement in requirement_set.requirements.all():
        new = judged.get(requirement.pk)
        if new is None:
            continue
        if new.judgement is not None and not new.evidence.strip():
            raise DomainError(f"Noem bij “{requirement.text}” waaruit het oordeel blijkt.")
        changed += _judge(method, requirement.pk, earlier.get(requirement.pk), new, by, is_example, at)
    return changed


def _judge(
    method: LoonwaardeMethod,
    requirement: int,
    earlier: Assessment | None,
    new: Judged,
    by: Person,
    is_example: bool,
    at: datetime,
) -> bool:
    """Write one judgement; whether anything changed."""
    facts = {"method": method.slug, "requirement": requirement, "judgement": new.judgement}
    if new.judgement is None:
        if earlier is None:
            return False
        earlier.delete()
    else:
        evidence = new.evidence.strip()
        if earlier and (earlier.judgement, earlier.evidence, earlier.is_example) == (
            new.judgement,
            evidence,
            is_example,
        ):
            return False
        Assessment.objects.update_or_create(
            method=method,
            requirement_id=requirement,
            defaults={
                "judgement": new.judgement,
                "evidence": evidence,
                "assessed_by": by,
                "assessed_at": at,
                "is_example": is_example,
            },
        )
    append_event("method_assessed", by, facts, at)
    return True
