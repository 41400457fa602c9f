"""Where a year is heading: per sector a range for the end of the year, and since when it is behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from governance.permissions import today
from quotum.domain.behind import behind_since
from quotum.domain.forecast import Forecast, forecast
from quotum.domain.pace import furthest_behind_first
from quotum.domain.quarters import Quarter
from quotum.enums import Dimension
from quotum.models import Allocation, AllocationShare, RealisationFigure, RealisationRevision
from quotum.queries.comparison import SectorLine

YEARS_BACK = 10  # how far back "since when" can reach


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of one sector: the range for the end of the year, and the quarter since which it is behind without a break."""

    forecast: Forecast | None
    since: Quarter | None
    verdict: str  # against the allocation; "" when there is nothing to hold it against


@dataclass(frozen=True, slots=True)
class OutlookLine:
    """A line of the monitor with its outlook."""

    line: SectorLine
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class YearOutlook:
    """All sectors, and the region as a whole."""

    by_sector: Mapping[int, Outlook]
    region: Outlook

    def of(self, lines: Iterable[SectorLine]) -> list[OutlookLine]:
        """The lines, in their order, each with its outlook."""
        return [OutlookLine(line, self.by_sector[line.sector.pk]) for line in lines]

    def behind(self, lines: Iterable[SectorLine]) -> list[OutlookLine]:
        """Who is behind, the furthest first: which sectors, by how much and since when."""
        found = [line for line in lines if line.pace is not None and line.pace.is_behind]
        return self.of(furthest_behind_first(found))


def year_outlook(year: int, lines: Iterable[SectorLine], on: date | None = None) -> YearOutlook:
    """The outlook of every line of `realised_by_sector(year)`; three queries, however many sectors and years."""
    lines = list(lines)
    lists = {line.sector.sector_list_id for line in lines}
    counts = _counts(year, lists)
    allocated = _allocated(year, on or today(), lists)
    region: dict[Quarter, int] = defaultdict(int)
    for of_sector in counts.values():
        for quarter, count in of_sector.items():
            region[quarter] += count
    totals: dict[int, int] = defaultdict(int)
    for of_year in allocated.values():
        for one, jobs in of_year.items():
            totals[one] += jobs
    return YearOutlook(
        {
            line.sector.pk: _outlook(year, allocated[line.sector.code], counts[line.sector.code])
            for line in lines
        },
        _outlook(year, totals, region),
    )


def _outlook(year: int, allocated: Mapping[int, int], counts: Mapping[Quarter, int]) -> Outlook:
    found = forecast(year, counts)
    known = {quarter: count for quarter, count in counts.items() if quarter.year <= year}
    of_year = any(quarter.year == year for quarter in known)
    return Outlook(
        found,
        behind_since(allocated, known) if of_year else None,
        found.against(allocated.get(year)) if found is not None else "",
    )


def _counts(year: int, lists: set[int]) -> dict[str, dict[Quarter, int]]:
    """Per sector code the new jobs of each quarter up to `year`, by deliveries that follow the same sector list."""
    revisions = (
        RealisationRevision.objects.counting()
        .new_jobs()
        .filter(
            dimension=Dimension.SECTOR, year__lte=year, year__gte=year - YEARS_BACK, sector_list__in=lists
        )
    )
    found: dict[str, dict[Quarter, int]] = defaultdict(dict)
    rows = RealisationFigure.objects.filter(revision__in=revisions).order_by()
    for code, one, number, count in rows.values_list(
        "sector__code", "revision__year", "revision__quarter", "count"
    ):
        found[code][Quarter(one, number)] = count
    return found


def _allocated(year: int, on: date, lists: set[int]) -> dict[str, dict[int, int]]:
    """Per sector code the jobs allocated per year, by the allocation of each year that is in force on day `on`."""
    in_force: dict[int, Allocation] = {}
    adopted = (
        Allocation.objects.adopted().not_withdrawn(on).filter(in_force_from__lte=on, sector_list__in=lists)
    )
    # In the order of AdoptableQuerySet.in_force, turned round: the last one of a year stays.
    for allocation in adopted.filter(year__lte=year, year__gte=year - YEARS_BACK).order_by(
        "in_force_from",
        F("decision__year").asc(nulls_first=True),
        F("decision__number_in_year").asc(nulls_first=True),
        "pk",
    ):
        in_force[allocation.year] = allocation
    shares = AllocationShare.objects.filter(allocation__in=list(in_force.values())).order_by()
    found: dict[str, dict[int, int]] = defaultdict(dict)
    assigned = F("jobs") + F("shift")  # as AllocationShare.assigned
    for code, one, jobs in shares.values_list("sector__code", "allocation__year", assigned):
        found[code][one] = jobs
    return found
