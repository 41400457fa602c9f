"""The choice of a method: drafted on the ground of adopted requirements, in force by a decision only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from instruments.actions.loonwaarde import refuse_others
from instruments.enums import ChoiceForm
from instruments.models import LoonwaardeMethod, MethodChoice, RequirementSet
from werkbedrijf.lib.errors import DomainError


@transaction.atomic
def write_choice(
    by: Person,
    *,
    requirement_set: RequirementSet,
    form: ChoiceForm,
    method: LoonwaardeMethod | None,
    reasons: str,
    advice: str = "",
    tender: str = "",
    is_example: bool = False,
    choice: MethodChoice | None = None,
    now: datetime | None = None,
) -> MethodChoice:
    """Draft a choice, or change a draft. Whether it is ready for a proposal is for MethodChoice.unready() to say.

    Raises NotAllowed, Conflict; DomainError for a method that does not fit the form, or no reasons.
    """
    refuse_others(by)
    if (form == ChoiceForm.REQUIREMENTS) != (method is None):
        raise DomainError(
            "Kies bij één systeem of merk een methode; bij een set eisen laat u de methode leeg."
        )
    if not reasons.strip():
        raise DomainError("Schrijf waarom deze keuze wordt voorgesteld.")
    values: dict[str, Any] = {
        "requirement_set": requirement_set,
        "form": form,
        "method": method,
        "reasons": reasons.strip(),
        "advice": advice.strip(),
        "tender": tender.strip(),
        "is_example": is_example,
    }
    if choice is None:
        take_ledger_head()
        number = (MethodChoice.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        written: MethodChoice = MethodChoice.objects.create(number=number, **values)
    else:
        written = lock_draft(choice)
        for name, value in values.items():
            setattr(written, name, value)
        written.save(update_fields=list(values))
    append_event(
        "choice_changed" if choice else "choice_drafted",
        by,
        {"choice": written.number, "form": form, "method": method.slug if method else None},
        now,
    )
    return written


@transaction.atomic
def delete_choice(choice: MethodChoice, by: Person, *, now: datetime | None = None) -> None:
    """Delete a draft that no proposal carries. Raises NotAllowed, Conflict."""
    refuse_others(by)
    locked = lock_draft(choice)
    refuse_carried(locked)
    append_event("choice_deleted", by, {"choice": locked.number}, now)
    locked.delete()
