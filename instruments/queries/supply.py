"""Reads of the agreements on supplying and matching candidates: which hold, which are to be evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from governance.models import Party
from instruments.models import SupplyAgreement
from instruments.permissions.supply import visible_supply

AHEAD = timedelta(days=42)  # so early the secretariat is asked: a meeting of the board lies in between


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """One agreement with who is in it, in one Dutch word where it stands, and whether its evaluation is due."""

    agreement: SupplyAgreement
    parties: tuple[Party, ...]
    standing: str
    evaluation_due: bool


def supply_line(agreement: SupplyAgreement, on: date, *, withdrawn: bool) -> SupplyLine:
    """How one agreement stands on day `on`; withdrawn: by a later decision."""
    holds = agreement.is_in_force(on) and not withdrawn
    if not agreement.is_adopted:
        standing = str(agreement.get_state_display())
    elif withdrawn:
        standing = "ingetrokken"
    elif holds:
        standing = "van kracht"
    else:
        standing = "afgelopen" if agreement.ends_on and agreement.ends_on < on else "gaat nog in"
    due = holds and agreement.evaluated_on is None and agreement.evaluate_on <= on + AHEAD
    return SupplyLine(agreement, tuple(agreement.parties.all()), standing, due)


def supply_lines(user: Any, on: date, *, party: Party | None = None) -> list[SupplyLine]:
    """What this person may see, the last drafted first; party: only those in which it takes part."""
    rows = visible_supply(user).select_related("decision", "evaluated_by").prefetch_related("parties")
    if party is not None:
        rows = rows.filter(parties=party)
    standing = set(SupplyAgreement.objects.adopted().not_withdrawn(on).values_list("pk", flat=True))
    return [
        supply_line(row, on, withdrawn=row.is_adopted and row.pk not in standing)
        for row in rows.order_by("-number")
    ]


def evaluations_due(user: Any, on: date) -> list[SupplyLine]:
    """Agreements that hold and are to be evaluated within six weeks, or should have been."""
    return [line for line in supply_lines(user, on) if line.evaluation_due]
