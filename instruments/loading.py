"""Loading of the first version of the base package: the list of 29 September 2014, in our own words.

It is loaded as a draft: only a decision of the board adopts it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from instruments.models import CATALOGUE_SUBJECT, Catalogue, InstrumentEntry, InstrumentSide, LaterChange

FIRST_CATALOGUE = Path(__file__).parent / "data" / "catalogue_1.json"


@transaction.atomic
def load_catalogue() -> Catalogue:
    """The first version of the base package. Once it is there nothing is changed, also not when it was edited since."""
    data = json.loads(FIRST_CATALOGUE.read_text(encoding="utf-8"))
    catalogue, created = Catalogue.objects.get_or_create(
        number=data["number"],
        defaults={
            "subject": CATALOGUE_SUBJECT,
            "title": data["title"],
            "compiled_on": date.fromisoformat(data["compiled_on"]),
            "source": data["source"],
            "introduction": data["introduction"],
        },
    )
    if created:
        for position, entry in enumerate(data["entries"], start=1):
            _load_entry(catalogue, position, entry)
    return catalogue


def _load_entry(catalogue: Catalogue, position: int, data: dict[str, Any]) -> None:
    entry = InstrumentEntry.objects.create(
        catalogue=catalogue,
        slug=data["slug"],
        name=data["name"],
        summary=data["summary"],
        position=position,
    )
    InstrumentSide.objects.bulk_create(
        InstrumentSide(entry=entry, provider=provider, **_with_dates(terms))
        for provider, terms in data["sides"].items()
    )
    LaterChange.objects.bulk_create(
        LaterChange(entry=entry, position=place, **change)
        for place, change in enumerate(data["changes"], start=1)
    )


def _with_dates(terms: dict[str, str]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in ("valid_from", "valid_to") else value
        for name, value in terms.items()
    }
