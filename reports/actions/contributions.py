"""Recording what a party contributes in a year (article 11)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from governance.actions.ledger import append_event
from governance.models import Party, Person
from reports.models import Contribution


@transaction.atomic
def record_contribution(
    party: Party,
    year: int,
    kind_of_work: str,
    *,
    planned_hours: int,
    delivered_hours: int | None = None,
    is_example: bool = False,
    by: Person | None = None,
    now: datetime | None = None,
) -> Contribution:
    """Record or change the hours of a party in a year for one kind of work; a verslag keeps its figures."""
    contribution, _ = Contribution.objects.update_or_create(
        party=party,
        year=year,
        kind_of_work=kind_of_work,
        defaults={
            "planned_hours": planned_hours,
            "delivered_hours": delivered_hours,
            "is_example": is_example,
        },
    )
    append_event(
        "contribution_recorded",
        by,
        {
            "contribution": contribution.pk,
            "year": year,
            "planned_hours": planned_hours,
            "delivered_hours": delivered_hours,
        },
        now,
    )
    return contribution
