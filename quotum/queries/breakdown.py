"""A cut through the detailed figures: one municipality, sector, group or kind of employer, divided along another.

Only deliveries in detail can answer this; the totals per sector and per municipality cannot be combined. So a page that
finds none says which figures are missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from governance.models import Party
from governance.permissions import today
from quotum.domain.detail_csv import first_key
from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import GROUPS, SIDES
from quotum.enums import Dimension, Measure, Unit
from quotum.models import DetailFigure, RealisationRevision, Sector, SectorList
from quotum.queries.comparison import percentage

QUARTERS = (1, 2, 3, 4)
# The field of a detailed figure, by what it is divided along.
FIELDS: Mapping[Dimension, str] = {
    Dimension.SECTOR: "sector__code",
    Dimension.MUNICIPALITY: "municipality__cbs_code",
    Dimension.GROUP: "group",
    Dimension.SIDE: "side",
}
UNKNOWN = "niet bekend"


@dataclass(frozen=True, slots=True)
class Cut:
    """What is asked: the rows, and what the figures are limited to (code per breakdown; empty: all)."""

    rows: Dimension
    limits: Mapping[Dimension, str]

    @property
    def is_limited(self) -> bool:
        return any(self.limits.values())


@dataclass(frozen=True, slots=True)
class CutLine:
    """One row: new jobs per quarter (None: no figure), together, and its share of all rows in per cent."""

    name: str
    counts: tuple[int | None, ...]
    total: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A quarter of which a later delivery, without detail, gives another total than the detail does."""

    quarter: int
    detail: int
    later: int


@dataclass(frozen=True, slots=True)
class CutTable:
    """The rows with their sums, and the deliveries that they come from: none when there are no detailed figures.

    only_totals: the quarters that are known, but not in detail.
    """

    lines: tuple[CutLine, ...]
    deliveries: tuple[RealisationRevision, ...]
    only_totals: tuple[int, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def counts(self) -> list[int | None]:
        columns = [[line.counts[place] for line in self.lines] for place in range(len(QUARTERS))]
        return [
            sum(count for count in column if count is not None)
            if any(c is not None for c in column)
            else None
            for column in columns
        ]

    @property
    def is_example(self) -> bool:
        return any(revision.is_example for revision in self.deliveries)


def names_of(dimension: Dimension, on: date | None = None) -> dict[str, str]:
    """Code to name of everything that a breakdown can hold, in the order in which it is read."""
    day = on or today()
    if dimension == Dimension.SECTOR:
        sectors = Sector.objects.filter(sector_list=SectorList.objects.in_force(day)).order_by("position")
        return {sector.code: f"{sector.name} ({sector.code})" for sector in sectors}
    if dimension == Dimension.MUNICIPALITY:
        parties = Party.objects.current(day).municipalities().exclude(cbs_code="").order_by("name")
        return dict(parties.values_list("cbs_code", "name"))
    return GROUPS if dimension == Dimension.GROUP else SIDES


def _rows_of(delivery: RealisationRevision) -> Q:
    """The details of one quarter of a file, by the range of their keys: that is what the database has an index for."""
    quarter, file = Quarter(delivery.year, delivery.quarter), delivery.detail
    assert file is not None  # noqa: S101 (a constraint says so)
    keys = file.keys_per_quarter
    return Q(file_import=file.pk, key__gte=first_key(quarter, keys), key__lt=first_key(quarter.next, keys))


def cut_table(year: int, cut: Cut, names: Mapping[Dimension, Mapping[str, str]]) -> CutTable:
    """New jobs of `year` along the rows of the cut; two queries, however many figures. names: of every breakdown."""
    counting = list(
        RealisationRevision.objects.counting()
        .new_jobs()
        .filter(year=year)
        .select_related("detail")
        .order_by("quarter")
    )
    deliveries = [revision for revision in counting if revision.dimension == Dimension.DETAIL]
    if not deliveries:
        return CutTable((), ())
    which = Q()
    for delivery in deliveries:
        which |= _rows_of(delivery)
    figures = DetailFigure.objects.filter(which, measure=Measure.NEW, unit=Unit.JOBS).order_by()
    for dimension, code in cut.limits.items():
        if code:
            figures = figures.filter(**{FIELDS[dimension]: code})
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for code, quarter, total in figures.values_list(FIELDS[cut.rows], "quarter").annotate(total=Sum("count")):
        found[code or ""][quarter] = total
    whole = sum(sum(counts.values()) for counts in found.values())
    rows = [*names[cut.rows].items(), *([("", UNKNOWN)] if any(found.get("", {}).values()) else [])]
    return CutTable(
        tuple(
            CutLine(
                name,
                tuple(found[code].get(number) for number in QUARTERS),
                sum(found[code].values()),
                percentage(sum(found[code].values()), whole),
            )
            for code, name in rows
        ),
        tuple(deliveries),
        tuple(sorted({r.quarter for r in counting} - {r.quarter for r in deliveries})),
        tuple(_overtaken(counting, deliveries)),
    )


def _overtaken(
    counting: Sequence[RealisationRevision], deliveries: Sequence[RealisationRevision]
) -> Iterator[Overtaken]:
    for detail in deliveries:
        later = [
            other.total
            for other in counting
            if (other.quarter, other.dimension) == (detail.quarter, Dimension.SECTOR)
            and other.imported_at > detail.imported_at
            and other.total != detail.total
        ]
        if later:
            yield Overtaken(detail.quarter, detail.total, later[0])
