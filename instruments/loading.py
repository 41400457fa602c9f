"""What an installation begins with: the first version of the base package, and the law's numbers on the loonwaarde.

The package is the list of 29 September 2014 in our own words, loaded as a draft: only a decision adopts it.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from instruments.models import (
    CATALOGUE_SUBJECT,
    Catalogue,
    DossierEntry,
    InstrumentEntry,
    InstrumentSide,
    LaterChange,
    LegalAmount,
    LoonwaardeMethod,
)

DATA = Path(__file__).parent / "data"
FIRST_CATALOGUE = DATA / "catalogue_1.json"


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
        is_described=False,  # in 2014 the board was asked which instruments there are, not how they are described
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


@transaction.atomic
def load_amounts() -> None:
    """The numbers of the law that are known, each from its day on; what is there already stays as it is."""
    with (DATA / "legal_amounts.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            LegalAmount.objects.get_or_create(
                kind=row["kind"],
                valid_from=date.fromisoformat(row["valid_from"]),
                defaults={
                    "value": Decimal(row["value"]),
                    "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                    "source": row["source"],
                    "note": row["note"],
                },
            )


@transaction.atomic
def load_methods() -> None:
    """The three methods that the memo of 2014 names, and the one that the law prescribes since 1 July 2021."""
    for row in json.loads((DATA / "loonwaarde_methods.json").read_text(encoding="utf-8")):
        LoonwaardeMethod.objects.get_or_create(slug=row["slug"], defaults=row)


@transaction.atomic
def load_dossier() -> None:
    """What public sources say of the choice of a method, in our own words; what is there already stays as it is."""
    for row in json.loads((DATA / "loonwaarde_dossier.json").read_text(encoding="utf-8")):
        key = {"day": date.fromisoformat(row.pop("day")), "title": row.pop("title"), "entered_by": None}
        DossierEntry.objects.get_or_create(**key, defaults=row)
