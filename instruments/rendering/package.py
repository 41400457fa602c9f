"""One adopted version of the base package on paper, for who wants all of it in one document."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache

from django.template.loader import render_to_string

from instruments.models import Catalogue
from instruments.queries import availabilities
from werkbedrijf.lib.dates import AMSTERDAM

KEPT = 4  # versions per process: what anybody may ask for is laid out once, not at every request


def package_pdf(catalogue: Catalogue) -> bytes:
    """The version with both sides of each instrument and the notes beside it; the same content gives the same bytes."""
    day = catalogue.in_force_from
    if day is None:
        raise ValueError("Only what is adopted is printed.")
    instruments = availabilities(catalogue, day)
    context = {
        "title": f"Basispakket, versie {catalogue.number}",
        "subject": "Wat Werkbedrijf Twente werkgevers biedt",
        "created": datetime.combine(day, time(), AMSTERDAM).isoformat(),
        "catalogue": catalogue,
        "instruments": instruments,
    }
    return _laid_out(render_to_string("instruments/open_package/package_print.html", context))


@lru_cache(maxsize=KEPT)
def _laid_out(html: str) -> bytes:
    from werkbedrijf.printing.press import join, lay_out  # its first import takes a second

    return join([lay_out(html, head="Werkbedrijf Twente · Basispakket van instrumenten")]).content
