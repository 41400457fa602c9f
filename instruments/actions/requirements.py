"""The requirements that a method for the loonwaarde must meet: drafted from the last version, adopted by decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from instruments.actions.loonwaarde import refuse_others
from instruments.domain.requirements import HEAVIEST, LIGHTEST
from instruments.models import Requirement, RequirementSet
from werkbedrijf.lib.errors import Conflict, DomainError

FIRST_TITLE = "Eisen aan de loonwaardemethode"


@transaction.atomic
def draft_requirement_set(
    by: Person, *, is_example: bool = False, now: datetime | None = None
) -> RequirementSet:
    """A draft of the next version, begun from the last one. Raises NotAllowed; Conflict beside a draft."""
    refuse_others(by)
    take_ledger_head()
    last = RequirementSet.objects.order_by("-version").first()
    if last is not None and last.is_draft:
        raise Conflict(f"Versie {last.version} is nog een concept. Wijzig dat, of verwijder het eerst.")
    version = (RequirementSet.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    drafted: RequirementSet = RequirementSet.objects.create(
        version=version,
        title=last.title if last else FIRST_TITLE,
        introduction=last.introduction if last else "",
        is_example=is_example,
    )
    Requirement.objects.bulk_create(
        Requirement(requirement_set=drafted, text=row.text, checked_by=row.checked_by, weight=row.weight)
        for row in (last.requirements.all() if last else ())
    )
    append_event("requirements_drafted", by, {"version": version}, now)
    return drafted


@transaction.atomic
def change_requirement_set(
    requirement_set: RequirementSet,
    by: Person,
    *,
    title: str,
    introduction: str = "",
    is_example: bool = False,
    now: datetime | None = None,
) -> RequirementSet:
    """Change the head of a draft. Raises NotAllowed, Conflict; DomainError without a title."""
    refuse_others(by)
    if not title.strip():
        raise DomainError("Geef de eisen een titel.")
    locked = lock_draft(requirement_set)
    locked.title, locked.introduction, locked.is_example = title.strip(), introduction.strip(), is_example
    locked.save(update_fields=["title", "introduction", "is_example"])
    append_event("requirements_changed", by, {"version": locked.version}, now)
    return locked


@transaction.atomic
def write_requirement(
    requirement_set: RequirementSet,
    by: Person,
    *,
    text: str,
    checked_by: str,
    weight: int | None,
    requirement: Requirement | None = None,
    now: datetime | None = None,
) -> Requirement:
    """Add a requirement to a draft, or change one. weight: None for a must, else LIGHTEST to HEAVIEST.

    Raises NotAllowed, Conflict; DomainError for a requirement that says too little, or that stands in the list already.
    """
    refuse_others(by)
    text, checked_by = text.strip(), checked_by.strip()
    if not (text and checked_by):
        raise DomainError("Schrijf de eis en hoe zij wordt getoetst.")
    if weight is not None and not LIGHTEST <= weight <= HEAVIEST:
        raise DomainError(f"Een gewicht is een heel getal van {LIGHTEST} tot en met {HEAVIEST}.")
    locked = lock_draft(requirement_set)
    others = locked.requirements.exclude(pk=requirement.pk) if requirement else locked.requirements.all()
    if others.filter(text=text).exists():
        raise DomainError("Deze eis staat al in de lijst.")
    if requirement is None:
        written = Requirement(requirement_set=locked)
    else:
        written = locked.requirements.select_for_update().get(pk=requirement.pk)
    written.text, written.checked_by, written.weight = text, checked_by, weight
    written.save()
    append_event(
        "requirement_written",
        by,
        {"version": locked.version, "requirement": written.pk, "weight": weight},
        now,
    )
    return written


@transaction.atomic
def delete_requirement(requirement: Requirement, by: Person, *, now: datetime | None = None) -> None:
    """Take a requirement out of a draft. Raises NotAllowed, Conflict."""
    refuse_others(by)
    locked = lock_draft(requirement.requirement_set)
    append_event("requirement_deleted", by, {"version": locked.version, "requirement": requirement.pk}, now)
    requirement.delete()


@transaction.atomic
def delete_requirement_set(
    requirement_set: RequirementSet, by: Person, *, now: datetime | None = None
) -> None:
    """Delete a draft that no proposal carries, with its requirements. Raises NotAllowed, Conflict."""
    refuse_others(by)
    locked = lock_draft(requirement_set)
    refuse_carried(locked)
    if locked.choices.exists():
        raise Conflict("Een keuze rust op deze eisen. Verwijder eerst die keuze.")
    append_event("requirements_deleted", by, {"version": locked.version}, now)
    locked.delete()
