"""The base package on paper as it stood on a day, for who wants all of it in one document."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from django.template.loader import render_to_string

from instruments.models import Catalogue
from instruments.queries import availabilities
from instruments.queries.catalogues import stood_between
from werkbedrijf.lib.dates import AMSTERDAM

KEPT = 4  # documents per process: what anybody may ask for is laid out once, not at every request


def package_pdf(catalogue: Catalogue, on: date) -> bytes:
    """Both sides of each instrument, what had ended by day `on`, and the notes beside it.

    catalogue: the version in force on that day. All days between two changes give the same bytes.
    """
    first, last = stood_between(catalogue, on)
    instruments = availabilities(catalogue, on)
    context = {
        "title": f"Basispakket, versie {catalogue.number}",
        "subject": "Wat Werkbedrijf Twente werkgevers biedt",
        "created": datetime.combine(first, time(), AMSTERDAM).isoformat(),
        "catalogue": catalogue,
        "first": first,
        "last": last,
        "offered": [one for one in instruments if one.is_available],
        "ended": [one for one in instruments if not one.is_available],
    }
    return _laid_out(render_to_string("instruments/open_package/package_print.html", context))


@lru_cache(maxsize=KEPT)
def _laid_out(html: str) -> bytes:
    from werkbedrijf.printing.press import join, lay_out  # its first import takes a second

    return join([lay_out(html, head="Werkbedrijf Twente · Basispakket van instrumenten")]).content
