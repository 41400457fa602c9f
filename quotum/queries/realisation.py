"""Reads of realised numbers: per series a table with a column per quarter; every delivery, its source and age."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.permissions import today
from quotum.domain.quarters import Quarter
from quotum.enums import Dimension, Measure, Unit
from quotum.models import ColumnMapping, FileImport, ImportDraft, RealisationFigure, RealisationRevision
from quotum.permissions import visible_file_imports, visible_import_drafts, visible_realisation

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One sector or municipality with its four quarters (None: no figure), and their sum where that means something."""

    name: str
    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """One measure, unit and dimension over a year. A stock has no sum over quarters, so `is_added` is False."""

    measure: Measure
    unit: Unit
    dimension: Dimension
    rows: tuple[SeriesRow, ...]
    totals: tuple[int | None, ...]
    total: int | None
    is_example: bool

    @property
    def is_added(self) -> bool:
        return self.measure == Measure.NEW

    @property
    def title(self) -> str:
        """Such as "Nieuw in het kwartaal, in banen, per sector"."""
        return f"{self.measure.label.capitalize()}, in {self.unit.label}, {self.dimension.label}"


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery: whether it counts now, and how old its figures are in days since publication."""

    revision: RealisationRevision
    is_counting: bool
    age_days: int

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.revision.year, self.revision.quarter)


def series_tables(user: Any, year: int) -> list[SeriesTable]:
    """Every series of a year that this person may see, from the deliveries that count now."""
    revisions = visible_realisation(user).counting().filter(year=year)
    figures = (
        RealisationFigure.objects.filter(revision__in=revisions)
        .select_related("revision", "sector", "municipality")
        .order_by("sector__position", "municipality__name", "pk")
    )
    grouped: dict[tuple[str, str, str], dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    examples: dict[tuple[str, str, str], bool] = defaultdict(bool)
    for figure in figures:
        revision = figure.revision
        key = (revision.measure, revision.unit, revision.dimension)
        grouped[key][figure.name][revision.quarter] = figure.count
        examples[key] |= revision.is_example
    return [
        _table(Measure(measure), Unit(unit), Dimension(dimension), rows, examples[measure, unit, dimension])
        for (measure, unit, dimension), rows in sorted(grouped.items(), key=_series_order)
    ]


def _series_order(item: tuple[tuple[str, str, str], Any]) -> tuple[int, int, int]:
    """New before stock, jobs before people, sectors before municipalities: the order of the enums."""
    measure, unit, dimension = item[0]
    measures, units, dimensions = list(Measure), list(Unit), list(Dimension)
    return (
        measures.index(Measure(measure)),
        units.index(Unit(unit)),
        dimensions.index(Dimension(dimension)),
    )


def _table(
    measure: Measure, unit: Unit, dimension: Dimension, rows: dict[str, dict[int, int]], is_example: bool
) -> SeriesTable:
    added = measure == Measure.NEW
    totals = tuple(
        sum(counts[q] for counts in rows.values() if q in counts)
        if any(q in counts for counts in rows.values())
        else None
        for q in QUARTERS
    )
    return SeriesTable(
        measure,
        unit,
        dimension,
        tuple(
            SeriesRow(name, tuple(counts.get(q) for q in QUARTERS), sum(counts.values()) if added else None)
            for name, counts in rows.items()
        ),
        totals,
        sum(total for total in totals if total is not None) if added else None,
        is_example,
    )


def deliveries(user: Any, year: int, on: date | None = None) -> list[DeliveryLine]:
    """Every delivery of a year, newest quarter first, earlier deliveries of the same series included."""
    day = on or today()
    found = visible_realisation(user).filter(year=year)
    counting = set(found.counting().values_list("pk", flat=True))
    return [
        DeliveryLine(revision, revision.pk in counting, (day - revision.published_on).days)
        for revision in found.order_by("-quarter", "measure", "unit", "-dimension", "-number")
    ]


def waiting_file(user: Any, now: Any) -> FileImport | None:
    """The newest large file of this person that is being read, or waits for its columns or for "overnemen"."""
    return visible_file_imports(user).open(now).first()


def mapping_of(source: str) -> ColumnMapping | None:
    """How the columns of this source were mapped last, or None."""
    return ColumnMapping.objects.filter(source__iexact=source.strip()).first()


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """One quarter of a large file that was read: its total, and the total that counts now (None: no figures yet)."""

    quarter: Quarter
    measure: Measure
    unit: Unit
    total: int
    counting: int | None
    number: int

    @property
    def difference(self) -> int | None:
        return None if self.counting is None else self.total - self.counting


def quarter_lines(file: FileImport) -> list[QuarterLine]:
    """What taking over this file would change, a line per quarter, measure and unit; two queries for any length."""
    totals = {
        (year, quarter, measure, unit): counts[""]
        for year, quarter, measure, unit, dimension, counts in file.sums
        if dimension == Dimension.DETAIL
    }
    years = {key[0] for key in totals}
    known: dict[tuple[int, int, str, str], RealisationRevision] = {}
    numbers: dict[tuple[int, int, str, str], int] = {}
    for revision in RealisationRevision.objects.counting().filter(year__in=years):
        key = (revision.year, revision.quarter, revision.measure, revision.unit)
        if revision.dimension == Dimension.DETAIL:
            numbers[key] = revision.number
        if key not in known or (revision.imported_at, revision.total) > (
            known[key].imported_at,
            known[key].total,
        ):
            known[key] = revision
    return [
        QuarterLine(
            Quarter(key[0], key[1]),
            Measure(key[2]),
            Unit(key[3]),
            total,
            (known[key].stated_total or known[key].total) if key in known else None,
            numbers.get(key, 0) + 1,
        )
        for key, total in sorted(totals.items(), reverse=True)
    ]


def waiting_import(user: Any, now: Any) -> ImportDraft | None:
    """The newest file of this person that was read and waits for "overnemen"."""
    return visible_import_drafts(user).waiting(now).first()
