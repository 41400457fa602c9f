"""The marktbewerkingsplan on paper; a plan that the board has not had yet says on every page that it is a concept."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from django.template.loader import render_to_string

from reports.queries.market_plan import PlanDocument
from werkbedrijf.lib.dates import AMSTERDAM

KEPT = 4  # plans per process: what anybody may ask for is laid out once, not at every request


def print_plan(document: PlanDocument, on: date) -> bytes:
    """The plan as one file; on: the day of the figures that are still live."""
    parts = [line.part for line in document.line.parts]
    stored = [part.figures_at for part in parts if part.figures_at is not None]
    is_concept = not all(part.is_adopted for part in parts)
    created = datetime.combine(on, time(), AMSTERDAM) if is_concept else max(stored)
    context = {
        "title": str(document.plan),
        "subject": "Hoe Werkplein Twente werkgevers bedient, en voor wie",
        "created": created.isoformat(timespec="seconds"),
        "document": document,
        "plan": document.plan,
        "is_concept": is_concept,
        "on": on,
    }
    html = render_to_string("reports/print/market_plan.html", context)
    return _laid_out(html, str(document.plan), is_concept)


@lru_cache(maxsize=KEPT)
def _laid_out(html: str, title: str, is_concept: bool) -> bytes:
    from werkbedrijf.printing.press import join, lay_out  # its first import takes a second

    return join([lay_out(html, head=f"Werkbedrijf Twente · {title}", concept=is_concept)]).content
