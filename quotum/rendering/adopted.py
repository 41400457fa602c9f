"""An allocation as a PDF among the papers of the meeting that decides on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from governance.rendering.adopted import NOT_READABLE, AdoptedPaper, register_adopted
from quotum.models import Allocation
from quotum.permissions import visible_allocations
from quotum.rendering.allocations import annex_title, print_allocation


@register_adopted("quotum.Allocation")
def allocation_paper(allocation: Allocation, reader: Any, now: datetime) -> AdoptedPaper:
    """With its computation, under the title that it has when it was placed under the item as a paper."""
    title = annex_title(allocation)
    if not visible_allocations(reader).filter(pk=allocation.pk).exists():
        return AdoptedPaper(f"allocation-{allocation.pk}", title, reason=NOT_READABLE)
    printed = print_allocation(allocation, now.isoformat(timespec="seconds"))
    return AdoptedPaper(f"allocation-{allocation.pk}", title, printed.content)
