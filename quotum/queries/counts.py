"""Counts from WBS/Sonar per location and per sector, a column per quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from governance.models import Location
from governance.permissions import today
from quotum.domain.counts_csv import CountRow
from quotum.enums import CountKind
from quotum.models import CountFigure, CountRevision

QUARTERS = (1, 2, 3, 4)
NO_SECTOR = "sector niet bekend"


@dataclass(frozen=True, slots=True)
class CountLine:
    """One location or sector with its four quarters (None: no figure)."""

    name: str
    counts: tuple[int | None, ...]

    @property
    def total(self) -> int:
        return sum(count for count in self.counts if count is not None)


@dataclass(frozen=True, slots=True)
class CountTable:
    """One kind of count in a year. A stock (jobseekers) is not added over quarters."""

    kind: CountKind
    locations: tuple[CountLine, ...]
    sectors: tuple[CountLine, ...]
    deliveries: tuple[CountRevision, ...]
    on: date

    @property
    def is_added(self) -> bool:
        return self.kind != CountKind.JOBSEEKERS

    @property
    def totals(self) -> list[int | None]:
        """Per quarter the sum over the locations."""
        columns = [[line.counts[place] for line in self.locations] for place in range(len(QUARTERS))]
        return [
            sum(c for c in column if c is not None) if any(c is not None for c in column) else None
            for column in columns
        ]

    @property
    def total(self) -> int:
        return sum(total for total in self.totals if total is not None)

    @property
    def is_example(self) -> bool:
        return any(one.is_example for one in self.deliveries)

    @property
    def age_days(self) -> int | None:
        """Days since the newest of its deliveries was published."""
        days = [(self.on - one.published_on).days for one in self.deliveries]
        return min(days) if days else None


def count_tables(year: int, on: date | None = None) -> list[CountTable]:
    """Every kind that has figures in `year`, from the deliveries that count now; three queries."""
    revisions = list(CountRevision.objects.counting().filter(year=year).order_by("quarter"))
    by_location: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    by_sector: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    figures = CountFigure.objects.filter(revision__in=revisions).select_related(
        "revision", "location", "sector"
    )
    for figure in figures.order_by(F("sector__position").asc(nulls_last=True), "location__name"):
        kind, quarter = figure.revision.kind, figure.revision.quarter
        sector = f"{figure.sector.name} ({figure.sector.code})" if figure.sector else NO_SECTOR
        for found in (by_location[kind][figure.location.name], by_sector[kind][sector]):
            found[quarter] = found.get(quarter, 0) + figure.count
    names = list(Location.objects.values_list("name", flat=True))
    return [
        CountTable(
            kind,
            tuple(_line(name, by_location[kind][name]) for name in names),
            tuple(_line(name, counts) for name, counts in by_sector[kind].items()),
            tuple(one for one in revisions if one.kind == kind),
            on or today(),
        )
        for kind in CountKind
        if kind in by_location
    ]


def _line(name: str, counts: Mapping[int, int]) -> CountLine:
    return CountLine(name, tuple(counts.get(quarter) for quarter in QUARTERS))


def count_years() -> list[int]:
    """The years with counts, newest first."""
    return sorted(set(CountRevision.objects.order_by().values_list("year", flat=True)), reverse=True)


@dataclass(frozen=True, slots=True)
class CountPreview:
    """One future delivery: its total, and the total that counts now (None: none yet)."""

    title: str
    total: int
    counting: int | None


def count_previews(rows: Iterable[CountRow]) -> list[CountPreview]:
    """What taking over these counts would store, a line per quarter, kind and location."""
    totals: dict[tuple[int, int, str, str], int] = defaultdict(int)
    for row in rows:
        totals[row.year, row.quarter, row.kind, row.location] += row.count
    known: dict[tuple[int, int, str, str], int] = defaultdict(int)
    years = {key[0] for key in totals}
    figures = CountFigure.objects.filter(revision__in=CountRevision.objects.counting().filter(year__in=years))
    for year, quarter, kind, slug, count in figures.values_list(
        "revision__year", "revision__quarter", "revision__kind", "location__slug", "count"
    ):
        known[year, quarter, kind, slug] += count
    names = dict(Location.objects.values_list("slug", "name"))
    return [
        CountPreview(
            f"{CountKind(kind).label.capitalize()}, {names[slug]}, kwartaal {quarter} van {year}",
            total,
            known.get((year, quarter, kind, slug)),
        )
        for (year, quarter, kind, slug), total in sorted(totals.items())
    ]
