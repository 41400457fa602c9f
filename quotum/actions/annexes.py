"""The computation of an allocation as a paper under the agenda item that proposes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.annexes import place_print
from governance.models import Paper, Person
from quotum.models import Allocation
from quotum.rendering.allocations import annex_title, print_allocation
from werkbedrijf.lib.errors import Conflict


@transaction.atomic
def attach_annex(allocation: Allocation, *, by: Person, now: datetime | None = None) -> Paper:
    """Print the draft as it is now and place it under its agenda item, as the next version of the one placed before.

    Raises Conflict when no proposal carries it, or when the agenda is fixed.
    """
    point = allocation.decision_point
    if point is None:
        raise Conflict("Deze verdeling staat niet in een voorstel. Neem haar eerst op in een voorstel.")
    printed = print_allocation(allocation, (now or timezone.now()).isoformat(timespec="seconds"))
    return place_print(
        point.proposal.item,
        title=annex_title(allocation),
        filename="verdeling.pdf",
        content=printed.content,
        by=by,
    )
