"""Cost scenarios: written, changed, taken away, and printed as a paper under an agenda item."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.actions.annexes import place_print
from governance.actions.ledger import append_event
from governance.models import AgendaItem, Paper, Person
from instruments.actions.loonwaarde import refuse_others
from instruments.models import CostScenario
from instruments.rendering.cost import print_scenario
from werkbedrijf.lib.errors import DomainError


@transaction.atomic
def write_scenario(
    by: Person, *, scenario: CostScenario | None = None, now: datetime | None = None, **values: Any
) -> CostScenario:
    """Add a scenario, or change one. values: the model's fields. Raises NotAllowed; DomainError without a source."""
    refuse_others(by)
    if not str(values.get("title", "")).strip() or not str(values.get("source", "")).strip():
        raise DomainError("Geef het scenario een titel, en schrijf waar de bedragen vandaan komen.")
    written = CostScenario.objects.select_for_update().get(pk=scenario.pk) if scenario else CostScenario()
    for name, value in values.items():
        setattr(written, name, value)
    written.written_by, written.written_at = by, now or timezone.now()
    written.save()
    append_event("cost_changed" if scenario else "cost_added", by, {"scenario": written.pk}, now)
    return written


@transaction.atomic
def delete_scenario(scenario: CostScenario, by: Person, *, now: datetime | None = None) -> None:
    """Take a scenario away; a paper that was printed of it stays where it is. Raises NotAllowed."""
    refuse_others(by)
    append_event("cost_deleted", by, {"scenario": scenario.pk}, now)
    scenario.delete()


@transaction.atomic
def attach_scenario(
    scenario: CostScenario, item: AgendaItem, by: Person, *, now: datetime | None = None
) -> Paper:
    """Print the scenario as it is now and place it under an agenda item, as the next version of one placed before.

    Raises NotAllowed; Conflict when the agenda is fixed.
    """
    refuse_others(by)
    printed = print_scenario(scenario, (now or timezone.now()).isoformat(timespec="seconds"))
    title = f"Kosten loonwaardemeting: {scenario}"
    return place_print(item, title=title, filename="kosten.pdf", content=printed.content, by=by)
