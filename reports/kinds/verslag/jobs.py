"""What the verslag says beside allocation and realisation: target group, commitments, cao's, deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum

from governance.models import Party
from quotum.enums import Characteristic, Dimension, Group, HeadcountKind
from quotum.models import Commitment, TargetGroupFigure, TargetGroupRevision
from quotum.queries import comparable_revisions
from quotum.queries.cao import running_out
from quotum.queries.commitments import sums
from quotum.queries.promised import promised_among
from werkbedrijf.lib.dates import date_words


def target_group_figures(year: int, last: date) -> dict[str, Any]:
    """People counted in `year` per municipality, in the year before, and the forecast for the year after."""
    rows = {
        (row.municipality_id, row.year, row.kind): row
        for row in TargetGroupRevision.objects.counting().filter(year__range=(year - 1, year + 1))
    }

    def people(party: Party, at: int, kind: HeadcountKind) -> int | None:
        row = rows.get((party.pk, at, kind))
        return row.total if row else None

    counted = [row for (_, at, kind), row in rows.items() if (at, kind) == (year, HeadcountKind.COUNTED)]
    groups = TargetGroupFigure.objects.filter(
        revision__in=[row.pk for row in counted], characteristic=Characteristic.GROUP
    )
    per_group = dict(groups.order_by().values_list("value").annotate(total=Sum("count")))
    return {
        "municipalities": [
            {
                "slug": party.slug,
                "name": party.name,
                "counted": people(party, year, HeadcountKind.COUNTED),
                "previous": people(party, year - 1, HeadcountKind.COUNTED),
                "expected": people(party, year + 1, HeadcountKind.FORECAST),
            }
            for party in Party.objects.current(last).municipalities().order_by("name")
        ],
        "groups": [
            {"name": group.label, "people": per_group[group.value]}
            for group in Group
            if group.value in per_group
        ],
        "example": any(row.is_example for row in rows.values()),
    }


def commitment_figures(year: int, last: date) -> dict[str, Any]:
    """Jobs that employers promised from a day in `year` on, per sector and municipality. Employers are not named."""
    commitments = Commitment.objects.all()
    begun = commitments.with_standing().filter(starts_on__year=year)
    whole = sums(begun)
    found = promised_among(commitments, year, last)
    return {
        "count": whole.count,
        "employers": begun.order_by().values("employer").distinct().count(),
        "promised": whole.promised,
        "fulfilled": whole.fulfilled,
        "sectors": [
            {
                "name": line.sector.name,
                "allocated": line.allocated,
                "promised": line.promised,
                "filled": line.filled,
                "open": line.open,
            }
            for line in found.lines
        ],
        "municipalities": _by_municipality(begun),
        "example": begun.filter(is_example=True).exists(),
    }


def _by_municipality(begun: Any) -> dict[str, dict[str, int]]:
    """By slug the jobs promised and filled; those for a location as a whole are of no municipality."""
    found: dict[str, dict[str, int]] = {}
    rows = begun.filter(municipality__isnull=False).order_by("municipality__slug", "pk")
    for slug, promised, fulfilled in rows.values_list("municipality__slug", "counting_jobs", "fulfilled"):
        line = found.setdefault(slug, {"promised": 0, "fulfilled": 0})
        line["promised"] += promised
        line["fulfilled"] += fulfilled
    return found


def cao_figures(last: date) -> list[dict[str, Any]]:
    """The agreements in cao's that run out, or did, while none follows."""
    return [
        {
            "title": line.cao.title,
            "sector": line.cao.sector.name,
            "until": date_words(line.cao.valid_to) if line.cao.valid_to else "",
            "example": line.cao.is_example,
        }
        for line in running_out(last)
    ]


def delivered_figures(year: int) -> list[dict[str, Any]]:
    """The deliveries of UWV that count, by quarter; `number` above 1 came in the place of an earlier one."""
    return [
        {
            "quarter": row.quarter,
            "published_on": date_words(row.published_on),
            "number": row.number,
            "jobs": row.total,
            "example": row.is_example,
        }
        for row in sorted(comparable_revisions(year, Dimension.SECTOR), key=lambda row: row.quarter)
    ]
