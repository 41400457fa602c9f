"""Deviations from the method: jobs that go from one sector to another, each a line of its own with its reason.

The agreement (article 7) names the ratio of workplaces; a board that deviates says so and why. What one sector gets
another gives, so the total stays exact. The lines are part of what the board votes on.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from governance.actions.drafts import lock_draft
from governance.actions.ledger import append_event
from governance.models import Person
from quotum.actions.branches import divide_branches
from quotum.models import Allocation, AllocationDeviation, Sector
from werkbedrijf.lib.errors import Conflict, DomainError


@transaction.atomic
def add_deviation(
    allocation: Allocation,
    *,
    giver: Sector,
    receiver: Sector,
    jobs: int,
    reason: str,
    by: Person,
    now: datetime | None = None,
) -> AllocationDeviation:
    """Let `giver` hand `jobs` whole jobs to `receiver` in a draft, for this reason.

    Raises Conflict when it is no draft any more; DomainError: no reason, no jobs, the same sector twice, a sector of
    another list, or more than the giver has.
    """
    locked = lock_draft(allocation)
    shares = {share.sector_id: share for share in locked.shares.select_related("sector")}
    if giver.pk not in shares or receiver.pk not in shares:
        raise DomainError("Kies twee sectoren uit deze verdeling.")
    if giver.pk == receiver.pk:
        raise DomainError("Kies twee verschillende sectoren: de ene geeft banen af, de andere krijgt ze.")
    if jobs < 1:
        raise DomainError("Verplaats ten minste 1 baan.")
    if not reason.strip():
        raise DomainError("Schrijf waarom het bestuur van de verdeelsleutel zou afwijken.")
    if jobs > shares[giver.pk].assigned:
        raise DomainError(
            f"{giver.name} heeft {shares[giver.pk].assigned} banen en kan er geen {jobs} afgeven. Kies minder banen."
        )
    last = locked.deviations.aggregate(last=Max("number"))["last"] or 0
    deviation = AllocationDeviation.objects.create(
        allocation=locked,
        number=last + 1,
        giver=giver,
        receiver=receiver,
        jobs=jobs,
        reason=reason.replace("\r\n", "\n").strip(),
    )
    apply_deviations(locked)
    facts = {"allocation": locked.pk, "number": deviation.number, "jobs": jobs}
    append_event("allocation_deviation_added", by, facts | {"from": giver.code, "to": receiver.code}, now)
    return deviation


@transaction.atomic
def remove_deviation(allocation: Allocation, number: int, *, by: Person, now: datetime | None = None) -> None:
    """Take a deviation out of a draft. Raises Conflict when it is no draft, or when the line is gone already."""
    locked = lock_draft(allocation)
    gone, _ = locked.deviations.filter(number=number).delete()
    if not gone:
        raise Conflict("Deze afwijking is al verwijderd.")
    apply_deviations(locked)
    append_event("allocation_deviation_removed", by, {"allocation": locked.pk, "number": number}, now)


def apply_deviations(allocation: Allocation) -> None:
    """Write on every share what the deviations add or take, and divide it over branches.

    Raises DomainError when the deviations do not fit the shares.
    """
    shifts: dict[int, int] = {}
    for row in allocation.deviations.all():
        shifts[row.giver_id] = shifts.get(row.giver_id, 0) - row.jobs
        shifts[row.receiver_id] = shifts.get(row.receiver_id, 0) + row.jobs
    shares = {share.sector_id: share for share in allocation.shares.all()}
    fits = shifts.keys() <= shares.keys()
    if not fits or any(shares[sector].jobs + shift < 0 for sector, shift in shifts.items()):
        raise DomainError(
            "De afwijkingen passen niet bij deze wijziging: een sector valt weg of zou onder 0 banen komen. "
            "Verwijder eerst de afwijkingen die niet meer passen."
        )
    for sector, share in shares.items():
        if share.shift != shifts.get(sector, 0):
            share.shift = shifts.get(sector, 0)
            share.save(update_fields=["shift"])
    divide_branches(allocation)
