"""Reads that cross models: what was allocated, what was realised, and how current that is.

Only equals are compared: an allocation is of extra jobs in a year, so against it stand jobs (not people), new in the
quarter (not the stock), added over the quarters of that year, each in its latest delivery.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum

from governance.models import Party
from governance.permissions import today
from quotum.domain.pace import Pace, furthest_behind_first, pace_of, pace_together
from quotum.domain.quarters import Quarter
from quotum.enums import Dimension
from quotum.models import Allocation, RealisationFigure, RealisationRevision, Sector, SectorList


def percentage(part: int, whole: int) -> Decimal | None:
    """`part` as a percentage of `whole`, with one decimal; None when there is no whole."""
    if whole <= 0:
        return None
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One sector in one year, in jobs. `allocated` or `realised` is None when there is no figure (which is not 0).

    quarters: over how many quarters this sector has figures.
    """

    sector: Sector
    allocated: int | None
    realised: int | None
    quarters: int = 0

    @property
    def pace(self) -> Pace | None:
        """How it stands in proportion to the quarters that are known; None when there is nothing to compare."""
        return pace_of(self.allocated, self.realised, self.quarters)

    @property
    def difference(self) -> int | None:
        """Realised minus allocated: below 0 is still to be realised."""
        if self.allocated is None or self.realised is None:
            return None
        return self.realised - self.allocated

    @property
    def percent(self) -> Decimal | None:
        """Realised as a percentage of allocated."""
        if self.allocated is None or self.realised is None:
            return None
        return percentage(self.realised, self.allocated)


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """One municipality in one year: realised new jobs, and its share (per cent) of all municipalities together."""

    party: Party
    realised: int | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The sums under the lines of a year, in jobs; None when no line has a figure."""

    allocated: int | None
    realised: int | None
    pace: Pace | None = None

    @property
    def difference(self) -> int | None:
        if self.allocated is None or self.realised is None:
            return None
        return self.realised - self.allocated

    @property
    def percent(self) -> Decimal | None:
        if self.allocated is None or self.realised is None:
            return None
        return percentage(self.realised, self.allocated)


def allocation_in_force(year: int, on: date | None = None) -> Allocation | None:
    """The allocation of extra jobs in `year` that is in force on day `on` (default today), or None."""
    found: Allocation | None = Allocation.objects.select_related(
        "decision", "target", "sector_list", "workplace_revision"
    ).in_force(on or today(), subject=str(year))
    return found


def comparable_revisions(year: int, dimension: str) -> list[RealisationRevision]:
    """The latest deliveries of new jobs per quarter of `year`, in order of quarter."""
    revisions = RealisationRevision.objects.counting().new_jobs().filter(year=year, dimension=dimension)
    return list(revisions.select_related("sector_list").order_by("quarter"))


def realised_by_sector(year: int, on: date | None = None) -> list[SectorLine]:
    """Per sector: jobs allocated for `year` and jobs realised in it, in the order of the sector list.

    The list is the one of the allocation in force, else the one in use. Deliveries made by another list are left out,
    because the same letter can mean something else: `other_list_quarters` names them.
    """
    allocation = allocation_in_force(year, on)
    sector_list = allocation.sector_list if allocation else SectorList.objects.in_force(on or today())
    if sector_list is None:
        return []
    allocated = {s.sector_id: s.assigned for s in allocation.shares.all()} if allocation else {}
    revisions = [
        r for r in comparable_revisions(year, Dimension.SECTOR) if r.sector_list_id == sector_list.pk
    ]
    realised, known = _sums(revisions, "sector_id"), _quarters(revisions, "sector_id")
    return [
        SectorLine(sector, allocated.get(sector.pk), realised.get(sector.pk), known.get(sector.pk, 0))
        for sector in sector_list.sectors.all()
    ]


def other_list_quarters(year: int, on: date | None = None) -> list[Quarter]:
    """Quarters whose figures per sector follow another sector list than the allocation in force, so do not count."""
    allocation = allocation_in_force(year, on)
    if allocation is None:
        return []
    return [
        Quarter(r.year, r.quarter)
        for r in comparable_revisions(year, Dimension.SECTOR)
        if r.sector_list_id != allocation.sector_list_id
    ]


def realised_by_municipality(year: int, on: date | None = None) -> list[MunicipalityLine]:
    """Per participating municipality the jobs realised in `year` and its share of all of them, by name."""
    realised = _sums(comparable_revisions(year, Dimension.MUNICIPALITY), "municipality_id")
    whole = sum(realised.values())
    return [
        MunicipalityLine(
            party,
            realised.get(party.pk),
            percentage(realised[party.pk], whole) if party.pk in realised else None,
        )
        for party in Party.objects.current(on or today()).municipalities().order_by("name")
    ]


def _sums(revisions: Iterable[RealisationRevision], field: str) -> dict[int, int]:
    """Counts added over these deliveries (one per quarter) per sector or municipality."""
    rows = RealisationFigure.objects.filter(revision__in=list(revisions)).order_by()
    return dict(rows.values_list(field).annotate(total=Sum("count")))


def _quarters(revisions: Iterable[RealisationRevision], field: str) -> dict[int, int]:
    """In how many of these deliveries (one per quarter) each sector or municipality has a figure."""
    rows = RealisationFigure.objects.filter(revision__in=list(revisions)).order_by()
    return dict(rows.values_list(field).annotate(quarters=Count("revision", distinct=True)))


def totals(lines: Iterable[SectorLine]) -> YearTotals:
    """The sums of the lines; a line without a figure adds nothing, and no figure at all gives None."""
    lines = list(lines)
    allocated = [line.allocated for line in lines if line.allocated is not None]
    realised = [line.realised for line in lines if line.realised is not None]
    return YearTotals(
        sum(allocated) if allocated else None,
        sum(realised) if realised else None,
        pace_together(line.pace for line in lines),
    )


def furthest_behind(lines: Iterable[SectorLine]) -> SectorLine | None:
    """The sector that is most jobs behind schedule; None when nobody is behind or nothing can be compared."""
    first = next(iter(furthest_behind_first(list(lines))), None)
    return first if first is not None and first.pace is not None and first.pace.is_behind else None


def realised_total(year: int) -> int | None:
    """New jobs realised in `year` in the region: by sector when known, else by municipality; None without figures."""
    for dimension, field in ((Dimension.SECTOR, "sector_id"), (Dimension.MUNICIPALITY, "municipality_id")):
        revisions = comparable_revisions(year, dimension)
        if revisions:
            return sum(_sums(revisions, field).values())
    return None


def figures_as_of(year: int) -> str:
    """How current the figures of `year` are, such as "cijfers over kwartaal 1 tot en met 3 van 2026 (bron: UWV, …)".

    Every source that counts is in it: one is named, of several their number; they stand below the figures.
    """
    revisions = list(RealisationRevision.objects.counting().new_jobs().filter(year=year))
    if not revisions:
        return f"nog geen cijfers over {year}"
    sources = {revision.source for revision in revisions}
    words = f"bron: {sources.pop()}" if len(sources) == 1 else f"uit {len(sources)} bronnen"
    first, last = (pick(r.published_on for r in revisions) for pick in (min, max))
    days = f"op {last:%d-%m-%Y}" if first == last else f"van {first:%d-%m-%Y} tot en met {last:%d-%m-%Y}"
    quarters = _quarters_text(sorted({revision.quarter for revision in revisions}))
    return f"cijfers over {quarters} van {year} ({words}, gepubliceerd {days})"


def holds_examples(year: int) -> bool:
    """Whether an invented figure counts among the new jobs of `year`: then the page marks it "voorbeeldcijfer"."""
    return RealisationRevision.objects.counting().new_jobs().filter(year=year, is_example=True).exists()


def _quarters_text(quarters: list[int]) -> str:
    if len(quarters) == 1:
        return f"kwartaal {quarters[0]}"
    if quarters == list(range(quarters[0], quarters[-1] + 1)):
        return f"kwartaal {quarters[0]} tot en met {quarters[-1]}"
    return f"kwartaal {', '.join(map(str, quarters[:-1]))} en {quarters[-1]}"


def years_with_figures() -> list[int]:
    """Every year with an adopted allocation or realised numbers, the newest first."""
    years = set(Allocation.objects.adopted().values_list("year", flat=True))
    years |= set(RealisationRevision.objects.order_by().values_list("year", flat=True).distinct())
    return sorted(years, reverse=True)
