"""What everybody may know of a year, signed in or not: allocated and realised, rounded to 5, with source and age."""

from __future__ import annotations

from typing import Any

from quotum.domain.public_figures import NOTE
from quotum.enums import Dimension
from quotum.models import RealisationRevision
from quotum.queries.comparison import allocation_in_force, realised_by_sector, totals
from quotum.queries.parts import part_table
from werkbedrijf.lib.rounding import STEP, rounded

LICENCE = "CC0-1.0"


def open_figures(year: int) -> dict[str, Any]:
    """The public figures of a year, as plain values that JSON can hold; every count rounded to 5, or None."""
    lines = realised_by_sector(year)
    together = totals(lines)
    allocation = allocation_in_force(year)
    deliveries = list(RealisationRevision.objects.counting().new_jobs().filter(year=year).order_by("quarter"))
    return {
        "year": year,
        "unit": "jobs: paid hours divided by 110.92 a month",
        "rounded_to": STEP,
        "note": NOTE,
        "is_example": any(r.is_example for r in deliveries) or bool(allocation and allocation.is_example),
        "allocated": rounded(together.allocated),
        "realised": rounded(together.realised),
        "sectors": [
            {
                "code": line.sector.code,
                "name": line.sector.name,
                "allocated": rounded(line.allocated),
                "realised": rounded(line.realised),
            }
            for line in lines
        ],
        "municipalities": _parts(year, Dimension.MUNICIPALITY),
        "groups": _parts(year, Dimension.GROUP),
        "employers": _parts(year, Dimension.SIDE),
        "sources": [
            {
                "quarter": revision.quarter,
                "breakdown": revision.dimension,
                "source": revision.source,
                "published_on": revision.published_on.isoformat(),
                "delivery": revision.number,
                "is_example": revision.is_example,
            }
            for revision in deliveries
            if revision.dimension != Dimension.DETAIL
        ],
    }


def _parts(year: int, dimension: Dimension) -> list[dict[str, Any]]:
    return [
        {"code": line.code, "name": line.name, "realised": rounded(line.realised)}
        for line in part_table(year, dimension).lines
    ]


def open_rows(figures: dict[str, Any]) -> list[list[Any]]:
    """The same as rows of a CSV file: breakdown, code, name, allocated and realised."""
    rows: list[list[Any]] = [["totaal", "", "Regio Twente", figures["allocated"], figures["realised"]]]
    for word, key in (
        ("sector", "sectors"),
        ("gemeente", "municipalities"),
        ("groep", "groups"),
        ("werkgever", "employers"),
    ):
        rows += [
            [word, one["code"], one["name"], one.get("allocated"), one["realised"]] for one in figures[key]
        ]
    return rows
