"""Counts from WBS/Sonar: taken over as a whole, in deliveries that never erase earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Location, Person
from quotum.domain.counts_csv import CountRow
from quotum.domain.quarters import Quarter
from quotum.models import CountFigure, CountRevision, SectorList
from werkbedrijf.lib.errors import Conflict, DomainError

Series = tuple[Quarter, str]  # quarter and kind


@transaction.atomic
def import_counts(
    rows: Sequence[CountRow],
    *,
    by: Person,
    source: str,
    published_on: date,
    sha256: str,
    is_example: bool = False,
    now: datetime | None = None,
) -> list[CountRevision]:
    """Store the counts: one new delivery per quarter and kind. Raises Conflict for a file that was imported before."""
    at = now or timezone.now()
    take_ledger_head()  # one import at a time: numbers and duplicates are counted
    if CountRevision.objects.filter(sha256=sha256).exists():
        raise Conflict("Dit bestand is al overgenomen. Er is niets veranderd.")
    if not rows or not source.strip():
        raise DomainError("Er zijn geen tellingen, of de bron ontbreekt.")
    series: dict[Series, list[CountRow]] = {}
    for row in rows:
        series.setdefault((Quarter(row.year, row.quarter), row.kind), []).append(row)
    last = max(quarter for quarter, _ in series)
    if published_on <= last.last_day:
        raise DomainError(f"De dag van publicatie ligt vóór het einde van {last}. Vul de juiste dag in.")
    locations = {location.slug: location for location in Location.objects.all()}
    sector_list = SectorList.objects.in_force(timezone.localtime(at).date())
    sectors = {s.code: s for s in sector_list.sectors.all()} if sector_list else {}
    unknown = {r.location for r in rows} - set(locations) | {r.sector for r in rows} - {"", *sectors}
    if unknown:
        raise DomainError(f"Onbekend: {', '.join(sorted(unknown))}. Lees het bestand opnieuw in.")
    revisions = []
    for (quarter, kind), counted in sorted(series.items()):
        revision = CountRevision.objects.create(
            year=quarter.year,
            quarter=quarter.number,
            kind=kind,
            number=_next_number(quarter, kind),
            total=sum(row.count for row in counted),
            source=source.strip(),
            published_on=published_on,
            imported_by=by,
            imported_at=at,
            sha256=sha256,
            is_example=is_example,
        )
        CountFigure.objects.bulk_create(
            CountFigure(
                revision=revision,
                location=locations[row.location],
                sector=sectors.get(row.sector),
                count=row.count,
            )
            for row in counted
        )
        revisions.append(revision)
    append_event(
        "counts_imported",
        by,
        {"sha256": sha256, "revisions": [r.pk for r in revisions], "rows": len(rows)},
        at,
    )
    return revisions


def _next_number(quarter: Quarter, kind: str) -> int:
    last = CountRevision.objects.filter(year=quarter.year, quarter=quarter.number, kind=kind)
    found = last.order_by("-number").values_list("number", flat=True).first()
    return (found or 0) + 1
