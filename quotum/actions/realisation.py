"""Realised numbers: a file is staged after it was read without errors, and taken over as a whole or not at all."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Party, Person
from quotum.actions.counts import import_counts
from quotum.actions.signals import raise_signals
from quotum.actions.staging import check_delivery, check_rows, refuse_taken, stage, take
from quotum.domain.columns import Layout
from quotum.domain.counts_csv import CountRow, ParsedCounts
from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import GROUPS, SIDES, ParsedFile, Row
from quotum.enums import Dimension
from quotum.imports import Series, series_of
from quotum.models import (
    CountRevision,
    ImportDraft,
    RealisationFigure,
    RealisationRevision,
    Sector,
    SectorList,
)
from werkbedrijf.lib.errors import DomainError


def already_imported(sha256: str) -> RealisationRevision | CountRevision | None:
    """The first delivery that came from exactly this file, or None."""
    figures = RealisationRevision.objects.filter(sha256=sha256).order_by("imported_at").first()
    return figures or CountRevision.objects.filter(sha256=sha256).order_by("imported_at").first()


def refuse_same_file(sha256: str) -> None:
    """Raises Conflict for a file of which something was taken over before."""
    refuse_taken(already_imported(sha256))


@transaction.atomic
def stage_import(
    parsed: ParsedFile | ParsedCounts,
    *,
    by: Person,
    source: str,
    published_on: date,
    is_example: bool = False,
    now: datetime | None = None,
) -> ImportDraft:
    """Keep the figures of a good file until its owner takes them over. Clears what has expired.

    Raises DomainError for a file with errors, without source, or published before its quarter ended; Conflict for a
    file that was taken over before.
    """
    at = now or timezone.now()
    _check(parsed.rows, parsed.is_good, source, published_on, timezone.localtime(at).date())
    refuse_same_file(parsed.sha256)
    return stage(
        ImportDraft,
        parsed.rows,
        by=by,
        source=source,
        sha256=parsed.sha256,
        at=at,
        layout=Layout.COUNTS if isinstance(parsed, ParsedCounts) else Layout.SERIES,
        notes=list(parsed.notes),
        published_on=published_on,
        is_example=is_example,
    )


@transaction.atomic
def accept_import(
    draft: ImportDraft, *, by: Person, now: datetime | None = None
) -> list[RealisationRevision] | list[CountRevision]:
    """Take over a staged file: all of it, once. Raises Conflict when it expired or was taken over already."""
    at = now or timezone.now()
    locked = take(draft, by=by, at=at)
    delivery: dict[str, Any] = {
        "by": by,
        "source": locked.source,
        "published_on": locked.published_on,
        "sha256": locked.sha256,
        "is_example": locked.is_example,
        "now": at,
    }
    revisions: list[RealisationRevision] | list[CountRevision] = (
        import_counts(count_rows_of(locked), **delivery)
        if locked.layout == Layout.COUNTS
        else import_realisation(rows_of(locked), **delivery)
    )
    locked.delete()
    return revisions


def rows_of(draft: ImportDraft) -> list[Row]:
    """The figures of a staged file."""
    return [Row(**row) for row in draft.rows]


def count_rows_of(draft: ImportDraft) -> list[CountRow]:
    """The counts of a staged file from WBS/Sonar."""
    return [CountRow(**row) for row in draft.rows]


@dataclass(frozen=True)
class Parts:
    """What a figure can be of: the sectors of one list and the municipalities, by the code that stands in a file."""

    sector_list: SectorList | None
    sectors: dict[str, Sector]
    municipalities: dict[str, Party]

    def knows(self, dimension: str, code: str) -> bool:
        """Whether the code means something in this breakdown."""
        known: dict[Dimension, Container[str]] = {
            Dimension.SECTOR: self.sectors,
            Dimension.MUNICIPALITY: self.municipalities,
            Dimension.GROUP: GROUPS,
            Dimension.SIDE: SIDES,
        }
        return code in known[Dimension(dimension)]

    def figure(self, revision: RealisationRevision, code: str, count: int) -> RealisationFigure:
        """One number of a delivery, not yet stored; the code must be known."""
        is_sector = revision.dimension == Dimension.SECTOR
        is_municipality = revision.dimension == Dimension.MUNICIPALITY
        return RealisationFigure(
            revision=revision,
            sector=self.sectors[code] if is_sector else None,
            municipality=self.municipalities[code] if is_municipality else None,
            category="" if is_sector or is_municipality else code,
            count=count,
        )


def parts_in_use(sector_list: SectorList | None) -> Parts:
    """The sectors of this list, and every municipality with a code."""
    return Parts(
        sector_list,
        {s.code: s for s in sector_list.sectors.all()} if sector_list else {},
        {p.cbs_code: p for p in Party.objects.municipalities().exclude(cbs_code="")},
    )


@transaction.atomic
def import_realisation(
    rows: Sequence[Row],
    *,
    by: Person,
    source: str,
    published_on: date,
    sha256: str,
    is_example: bool = False,
    now: datetime | None = None,
) -> list[RealisationRevision]:
    """Store the figures: one new delivery per quarter, measure, unit and dimension; earlier deliveries stay.

    rows: as `parse_realisation` gives them. sha256: of the file, or of another text that identifies what was imported.
    Raises Conflict when these were imported before, DomainError when the sectors or municipalities are not known.
    """
    at = now or timezone.now()
    take_ledger_head()  # one import at a time: numbers and duplicates are counted
    day = timezone.localtime(at).date()
    _check(rows, True, source, published_on, day)
    refuse_same_file(sha256)
    parts = parts_in_use(SectorList.objects.in_force(day))
    revisions = []
    for series in series_of(rows):
        by_sector = series.dimension == Dimension.SECTOR
        unknown = [code for code in series.counts if not parts.knows(series.dimension, code)]
        if unknown:
            raise DomainError(f"Onbekend: {', '.join(unknown)}. Lees het bestand opnieuw in.")
        revision = RealisationRevision.objects.create(
            year=series.quarter.year,
            quarter=series.quarter.number,
            measure=series.measure,
            unit=series.unit,
            dimension=series.dimension,
            number=_next_number(series),
            sector_list=parts.sector_list if by_sector else None,
            total=series.total,
            stated_total=series.stated_total,
            source=source.strip(),
            published_on=published_on,
            imported_by=by,
            imported_at=at,
            sha256=sha256,
            is_example=is_example,
        )
        RealisationFigure.objects.bulk_create(
            parts.figure(revision, code, count) for code, count in series.counts.items()
        )
        revisions.append(revision)
    append_event(
        "realisation_imported",
        by,
        {"sha256": sha256, "revisions": [str(r.pk) for r in revisions], "rows": len(rows)},
        at,
    )
    raise_signals(max(revision.year for revision in revisions), now=at)
    return revisions


def _next_number(series: Series) -> int:
    last = (
        RealisationRevision.objects.filter(
            year=series.quarter.year,
            quarter=series.quarter.number,
            measure=series.measure,
            unit=series.unit,
            dimension=series.dimension,
        )
        .order_by("-number")
        .first()
    )
    return last.number + 1 if last else 1


def _check(
    rows: Sequence[Row] | Sequence[CountRow], good: bool, source: str, published_on: date, day: date
) -> None:
    check_rows(rows, is_good=good)
    check_delivery(source, published_on, day)
    check_published_after(max((Quarter(row.year, row.quarter) for row in rows), default=None), published_on)


def check_published_after(last: Quarter | None, published_on: date) -> None:
    """Raises DomainError for figures that were published before their last quarter was over."""
    if last is not None and published_on <= last.last_day:
        raise DomainError(f"De dag van publicatie ligt vóór het einde van {last}. Vul de juiste dag in.")
