"""The short act that makes a large file count: its totals become deliveries, its rows stay as their detail."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from quotum.actions.realisation import Parts, check_published_after, parts_in_use, refuse_same_file
from quotum.actions.signals import raise_signals
from quotum.domain.quarters import Quarter
from quotum.enums import Dimension, FileState
from quotum.models import FileImport, RealisationFigure, RealisationRevision
from quotum.models.realisation import SERIES
from werkbedrijf.lib.errors import Conflict, DomainError

Sum = tuple[int, int, str, str, str, dict[str, int]]  # year, quarter, measure, unit, dimension, counts


@transaction.atomic
def take_over_file(file: FileImport, *, by: Person, now: datetime | None = None) -> list[RealisationRevision]:
    """All of it counts from now on, once: per quarter, measure and unit a delivery in detail and one per breakdown.

    What takes time was done while reading, so that this writes no row of the file. Raises Conflict when it expired, is
    still being read, was taken over, or another import came with another list of sectors in between.
    """
    at = now or timezone.now()
    take_ledger_head()  # one import at a time: numbers and duplicates are counted
    locked = (
        FileImport.objects.select_for_update()
        .filter(pk=file.pk, owner=by, state=FileState.READ, expires_at__gt=at)
        .first()
    )
    if locked is None:
        raise Conflict("Dit ingelezen bestand is vervallen of al overgenomen. Kies het bestand opnieuw.")
    sums: list[Sum] = [(y, q, m, u, d, counts) for y, q, m, u, d, counts in locked.sums]
    check_published_after(max((Quarter(y, q) for y, q, *_ in sums), default=None), locked.published_on)
    refuse_same_file(locked.sha256)
    parts = parts_in_use(locked.sector_list)
    _refuse_unknown(sums, parts)
    locked.state, locked.taken_at = FileState.TAKEN, at
    locked.save(update_fields=["state", "taken_at"])
    revisions = _revisions(locked, sums, parts, by, at)
    RealisationRevision.objects.bulk_create(revisions)
    RealisationFigure.objects.bulk_create(
        parts.figure(revision, code, count)
        for revision, (_, _, _, _, dimension, counts) in zip(revisions, sums, strict=True)
        if dimension != Dimension.DETAIL
        for code, count in counts.items()
    )
    append_event(
        "realisation_imported",
        by,
        {"sha256": locked.sha256, "revisions": [str(r.pk) for r in revisions], "rows": locked.rows},
        at,
    )
    raise_signals(max(revision.year for revision in revisions), now=at)
    return revisions


def _refuse_unknown(sums: list[Sum], parts: Parts) -> None:
    unknown = {
        code
        for *_, dimension, counts in sums
        if dimension != Dimension.DETAIL
        for code in counts
        if not parts.knows(dimension, code)
    }
    if unknown:
        raise DomainError(f"Onbekend: {', '.join(sorted(unknown))}. Kies het bestand opnieuw.")


def _revisions(
    file: FileImport, sums: list[Sum], parts: Parts, by: Person, at: datetime
) -> list[RealisationRevision]:
    years = {year for year, *_ in sums}
    last: dict[tuple[object, ...], int] = defaultdict(int)
    earlier = RealisationRevision.objects.filter(year__in=years).order_by().values_list(*SERIES)
    for *series, number in earlier.annotate(last=Max("number")):
        last[tuple(series)] = number
    totals = {(y, q, m, u): counts[""] for y, q, m, u, d, counts in sums if d == Dimension.DETAIL}
    listed = (Dimension.SECTOR, Dimension.DETAIL)
    return [
        RealisationRevision(
            year=year,
            quarter=quarter,
            measure=measure,
            unit=unit,
            dimension=dimension,
            number=last[year, quarter, measure, unit, dimension] + 1,
            sector_list=parts.sector_list if dimension in listed else None,
            total=sum(counts.values()),
            stated_total=totals[year, quarter, measure, unit],
            source=file.source,
            published_on=file.published_on,
            imported_by=by,
            imported_at=at,
            sha256=file.sha256,
            is_example=file.is_example,
            detail=file,
        )
        for year, quarter, measure, unit, dimension, counts in sums
    ]
