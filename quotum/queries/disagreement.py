"""The same jobs counted twice, per sector and per municipality: where the two sums differ, and which one is newer.

A later delivery can be of one dimension only. Nothing is wrong then, but whoever compares the two tables must know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import Row
from quotum.enums import Dimension, Measure, Unit
from quotum.imports import series_of
from quotum.models import RealisationRevision
from werkbedrijf.lib.charts import thousands
from werkbedrijf.lib.dates import short_day

PAIR = (Dimension.SECTOR, Dimension.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One quarter with two sums. newer: the dimension delivered last, or None when both came together."""

    quarter: Quarter
    unit: Unit
    by_sector: int
    by_municipality: int
    newer: Dimension | None
    newer_on: date | None
    older_on: date | None

    @property
    def difference(self) -> int:
        """Sectors minus municipalities."""
        return self.by_sector - self.by_municipality

    @property
    def sentence(self) -> str:
        """What differs, by how much, and which is newer."""
        text = (
            f"{str(self.quarter).capitalize()}: per sector {thousands(self.by_sector)} {self.unit.label}, "
            f"per gemeente {thousands(self.by_municipality)}; een verschil van {thousands(abs(self.difference))}."
        )
        if self.newer is None or self.newer_on is None or self.older_on is None:
            return text + " Beide kwamen in dezelfde levering."
        older = Dimension.MUNICIPALITY if self.newer == Dimension.SECTOR else Dimension.SECTOR
        return (
            f"{text} De cijfers {self.newer.label} zijn nieuwer: gepubliceerd op {short_day(self.newer_on)}, "
            f"die {older.label} op {short_day(self.older_on)}."
        )


def disagreements(year: int) -> list[Disagreement]:
    """The quarters of `year` whose new jobs add up differently per sector and per municipality, as they count now."""
    counting = RealisationRevision.objects.counting().new_jobs().filter(year=year).order_by("quarter")
    by_quarter: dict[int, dict[str, RealisationRevision]] = {}
    for revision in counting:
        by_quarter.setdefault(revision.quarter, {})[revision.dimension] = revision
    found = []
    for number, pair in by_quarter.items():
        if len(pair) == len(PAIR):
            sector, municipality = (pair[dimension] for dimension in PAIR)
            if sector.total != municipality.total:
                found.append(_stored(Quarter(year, number), sector, municipality))
    return found


def _stored(quarter: Quarter, sector: RealisationRevision, municipality: RealisationRevision) -> Disagreement:
    older, newer = sorted((sector, municipality), key=lambda r: r.imported_at)
    apart = older.imported_at != newer.imported_at
    return Disagreement(
        quarter,
        Unit(sector.unit),
        sector.total,
        municipality.total,
        Dimension(newer.dimension) if apart else None,
        newer.published_on if apart else None,
        older.published_on if apart else None,
    )


def disagreements_after(rows: Iterable[Row], published_on: date) -> list[Disagreement]:
    """The quarters that would add up differently once these rows, published on that day, are taken over."""
    series = {(s.quarter, s.measure, s.unit, s.dimension): s.total for s in series_of(rows)}
    found = []
    for quarter, measure, unit in dict.fromkeys(key[:3] for key in series):
        sums: dict[Dimension, int] = {}
        stored: dict[Dimension, date] = {}
        for dimension in PAIR:
            if (quarter, measure, unit, dimension.value) in series:
                sums[dimension] = series[quarter, measure, unit, dimension.value]
            elif (last := _counting(quarter, measure, unit, dimension)) is not None:
                sums[dimension], stored[dimension] = last.total, last.published_on
        if len(sums) < len(PAIR) or sums[Dimension.SECTOR] == sums[Dimension.MUNICIPALITY]:
            continue
        older = next(iter(stored), None)
        newer = next((d for d in PAIR if d != older), None) if older is not None else None
        found.append(
            Disagreement(
                quarter,
                Unit(unit),
                sums[Dimension.SECTOR],
                sums[Dimension.MUNICIPALITY],
                newer,
                published_on if older is not None else None,
                stored[older] if older is not None else None,
            )
        )
    return found


def _counting(quarter: Quarter, measure: str, unit: str, dimension: Dimension) -> RealisationRevision | None:
    return (
        RealisationRevision.objects.filter(
            year=quarter.year,
            quarter=quarter.number,
            measure=Measure(measure),
            unit=Unit(unit),
            dimension=dimension,
        )
        .order_by("-number")
        .first()
    )
