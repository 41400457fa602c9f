"""What was realised per municipality, per group, and by market and government: per quarter, with share and pace.

The agreement allocates per sector only (article 7), so a part has no target of its own: its pace is how it does beside
the same quarters of the year before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.models import Party
from governance.permissions import today
from quotum.domain.realisation_csv import GROUPS, SIDES
from quotum.enums import Dimension
from quotum.models import RealisationFigure, RealisationRevision
from quotum.queries.comparison import percentage

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in one year, in new jobs. counts: per quarter (None: no figure). share: per cent of all parts together.

    before: the same quarters of the year before, None unless all of them are known. party: of a municipality.
    """

    name: str
    code: str
    counts: tuple[int | None, ...]
    share: Decimal | None
    before: int | None
    party: Party | None = None

    @property
    def realised(self) -> int | None:
        """Over the quarters that are known; None without any."""
        known = [count for count in self.counts if count is not None]
        return sum(known) if known else None

    @property
    def per_quarter(self) -> Decimal | None:
        """Jobs in a quarter, on average over the quarters that are known."""
        known = [count for count in self.counts if count is not None]
        return Decimal(sum(known)) / len(known) if known else None

    @property
    def growth(self) -> int | None:
        """Realised minus the same quarters of the year before."""
        return None if self.realised is None or self.before is None else self.realised - self.before


@dataclass(frozen=True, slots=True)
class PartTable:
    """One breakdown of a year, with the sums below it."""

    dimension: Dimension
    lines: tuple[PartLine, ...]

    @property
    def has_figures(self) -> bool:
        return any(line.realised is not None for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.realised or 0 for line in self.lines)

    @property
    def counts(self) -> list[int | None]:
        """Per quarter the sum of the parts; None when no part has a figure."""
        columns = [[line.counts[place] for line in self.lines] for place in range(len(QUARTERS))]
        return [
            sum(count for count in column if count is not None)
            if any(c is not None for c in column)
            else None
            for column in columns
        ]


def part_table(year: int, dimension: Dimension, on: date | None = None) -> PartTable:
    """Every municipality that takes part, every group, or market and government; three queries at most."""
    revisions = (
        RealisationRevision.objects.counting()
        .new_jobs()
        .filter(dimension=dimension, year__in=[year - 1, year])
    )
    field = "municipality__cbs_code" if dimension == Dimension.MUNICIPALITY else "category"
    found: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    rows = RealisationFigure.objects.filter(revision__in=revisions).order_by()
    for code, one, number, count in rows.values_list(field, "revision__year", "revision__quarter", "count"):
        found[code][one, number] = count
    parts = list(_parts(dimension, on or today()))
    whole = sum(count for code, _, _ in parts for (one, _), count in found[code].items() if one == year)
    return PartTable(dimension, tuple(_line(year, *part, found[part[0]], whole) for part in parts))


def _parts(dimension: Dimension, on: date) -> Iterable[tuple[str, str, Party | None]]:
    if dimension == Dimension.MUNICIPALITY:
        for party in Party.objects.current(on).municipalities().order_by("name"):
            yield party.cbs_code, party.name, party
        return
    for code, label in (GROUPS if dimension == Dimension.GROUP else SIDES).items():
        yield code, label, None


def _line(
    year: int, code: str, name: str, party: Party | None, found: dict[tuple[int, int], int], whole: int
) -> PartLine:
    counts = tuple(found.get((year, number)) for number in QUARTERS)
    known = [number for number, count in zip(QUARTERS, counts, strict=True) if count is not None]
    before = [found.get((year - 1, number)) for number in known]
    return PartLine(
        name,
        code,
        counts,
        percentage(sum(count for count in counts if count is not None), whole) if known else None,
        sum(count for count in before if count is not None) if known and None not in before else None,
        party,
    )


@dataclass(frozen=True, slots=True)
class QuarterTotal:
    """New jobs of the region in one quarter, and in the same quarter of the year before (None: no figures)."""

    number: int
    realised: int | None
    before: int | None


def quarter_totals(year: int) -> list[QuarterTotal]:
    """The four quarters of a year: by sector where that was delivered, else by municipality. One query."""
    found: dict[tuple[int, int], int] = {}
    revisions = (
        RealisationRevision.objects.counting()
        .new_jobs()
        .filter(year__in=[year - 1, year], dimension__in=[Dimension.MUNICIPALITY, Dimension.SECTOR])
        .order_by("dimension")  # "municipality" before "sector": the latter stays
    )
    for revision in revisions:
        found[revision.year, revision.quarter] = revision.total
    return [QuarterTotal(q, found.get((year, q)), found.get((year - 1, q))) for q in QUARTERS]
