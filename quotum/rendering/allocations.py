"""An allocation on paper: the annex to the proposal, from which every share can be recomputed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from quotum.models import Allocation
from quotum.queries.allocations import allocation_table
from quotum.queries.branches import divided_sectors
from quotum.queries.what_if import rounding_answer, total_answer
from quotum.queries.workplaces import published_year
from quotum.rendering.charts import allocation_chart

if TYPE_CHECKING:
    from werkbedrijf.printing.press import Pdf


def print_allocation(allocation: Allocation, created: str) -> Pdf:
    """The computation, the answers and the deviations; with a watermark until a decision adopted it.

    created: W3C date and time, so that the same gives the same bytes.
    """
    from werkbedrijf.printing.press import join, lay_out  # its first import takes a second

    title = f"Verdeling garantiebanen {allocation.year}"
    html = render_to_string(
        "quotum/allocations/allocation_print.html",
        {
            "title": title,
            "subject": f"De berekening van de verdeling van {allocation.total} extra banen over de sectoren",
            "created": created,
            **_context(allocation),
        },
    )
    foot = f"Kenmerk {allocation.compute_hash()[:16]}"
    head = f"Werkbedrijf Twente · {title}"
    return join([lay_out(html, head=head, foot=foot, concept=not allocation.is_adopted)])


def annex_title(allocation: Allocation) -> str:
    """The title of the computation as a paper, by which a newer one finds the one that it replaces."""
    return f"Berekening: {allocation}"


def _context(allocation: Allocation) -> dict[str, Any]:
    table = allocation_table(allocation)
    shares = list(allocation.shares.select_related("sector"))
    published = published_year(allocation.workplace_revision, allocation.workplace_year)
    return {
        "allocation": allocation,
        "table": table,
        "chart": allocation_chart(allocation, table),
        "one_more": total_answer(allocation, shares, allocation.total + 1),
        "rounding": rounding_answer(allocation, shares, published),
        "divided": divided_sectors(allocation),
        "deviations": list(allocation.deviations.select_related("giver", "receiver")),
        "sha256": allocation.compute_hash(),
    }
