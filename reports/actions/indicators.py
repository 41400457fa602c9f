"""What the board wants to know: drafted from the last version, and adopted by decision like everything in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from reports.enums import DelivererKind, Frequency
from reports.models import Indicator, IndicatorSet
from reports.models.information import FEWEST_DAYS, MOST_DAYS
from reports.permissions.information import can_keep_indicators
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

FIRST_TITLE = "Wat het bestuur van de uitvoering wil weten"


@transaction.atomic
def draft_indicator_set(by: Person, *, is_example: bool = False, now: datetime | None = None) -> IndicatorSet:
    """A draft of the next version, begun from the last one. Raises NotAllowed; Conflict beside a draft."""
    _refuse_others(by)
    take_ledger_head()
    last = IndicatorSet.objects.order_by("-version").first()
    if last is not None and last.is_draft:
        raise Conflict(f"Versie {last.version} is nog een concept. Wijzig dat, of verwijder het eerst.")
    drafted: IndicatorSet = IndicatorSet.objects.create(
        version=(IndicatorSet.objects.aggregate(last=Max("version"))["last"] or 0) + 1,
        title=last.title if last else FIRST_TITLE,
        **({"days_to_answer": last.days_to_answer} if last else {}),
        is_example=is_example,
    )
    Indicator.objects.bulk_create(
        Indicator(indicator_set=drafted, **row.content()) for row in (last.indicators.all() if last else ())
    )
    append_event("indicators_drafted", by, {"version": drafted.version}, now)
    return drafted


@transaction.atomic
def change_indicator_set(
    indicator_set: IndicatorSet,
    by: Person,
    *,
    title: str,
    days_to_answer: int,
    is_example: bool = False,
    now: datetime | None = None,
) -> IndicatorSet:
    """Change the head of a draft. Raises NotAllowed, Conflict; DomainError without a title or with odd days."""
    _refuse_others(by)
    if not title.strip():
        raise DomainError("Geef de lijst een titel.")
    if not FEWEST_DAYS <= days_to_answer <= MOST_DAYS:
        raise DomainError(f"Geef {FEWEST_DAYS} tot en met {MOST_DAYS} dagen om te antwoorden.")
    locked = lock_draft(indicator_set)
    locked.title, locked.days_to_answer, locked.is_example = title.strip(), days_to_answer, is_example
    locked.save(update_fields=["title", "days_to_answer", "is_example"])
    append_event("indicators_changed", by, {"version": locked.version, "days": days_to_answer}, now)
    return locked


@transaction.atomic
def write_indicator(
    indicator_set: IndicatorSet,
    by: Person,
    *,
    name: str,
    definition: str,
    unit: str,
    frequency: str,
    deliverers: str,
    indicator: Indicator | None = None,
    now: datetime | None = None,
) -> Indicator:
    """Add an indicator to a draft, or change one; its code comes from the first name and stays.

    Raises NotAllowed, Conflict; DomainError for one that says too little or whose name stands in the list already.
    """
    _refuse_others(by)
    name, definition, unit = name.strip(), definition.strip(), unit.strip()
    if not (name and definition and unit):
        raise DomainError("Geef de indicator een naam, een definitie en een eenheid.")
    locked = lock_draft(indicator_set)
    if indicator is None:
        written = Indicator(indicator_set=locked, code=slugify(name)[:40].strip("-"))
        if not written.code:
            raise DomainError("Geef de indicator een naam met letters.")
    else:
        written = locked.indicators.select_for_update().get(pk=indicator.pk)
    others = locked.indicators.exclude(pk=written.pk)
    if others.filter(name__iexact=name).exists() or others.filter(code=written.code).exists():
        raise DomainError("Een indicator met deze naam staat al in de lijst. Kies een andere naam.")
    written.name, written.definition, written.unit = name, definition, unit
    written.frequency, written.deliverers = Frequency(frequency), DelivererKind(deliverers)
    written.save()
    append_event(
        "indicator_written",
        by,
        {"version": locked.version, "indicator": written.pk, "code": written.code},
        now,
    )
    return written


@transaction.atomic
def delete_indicator(indicator: Indicator, by: Person, *, now: datetime | None = None) -> None:
    """Take an indicator out of a draft. Raises NotAllowed, Conflict."""
    _refuse_others(by)
    locked = lock_draft(indicator.indicator_set)
    append_event("indicator_deleted", by, {"version": locked.version, "indicator": indicator.pk}, now)
    indicator.delete()


@transaction.atomic
def delete_indicator_set(indicator_set: IndicatorSet, by: Person, *, now: datetime | None = None) -> None:
    """Delete a draft that no proposal carries, with its indicators. Raises NotAllowed, Conflict."""
    _refuse_others(by)
    locked = lock_draft(indicator_set)
    refuse_carried(locked)
    append_event("indicators_deleted", by, {"version": locked.version}, now)
    locked.delete()


def _refuse_others(by: Person) -> None:
    if not can_keep_indicators(by):
        raise NotAllowed("Alleen het secretariaat stelt de lijst van indicatoren op.")
