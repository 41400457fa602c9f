"""From an uploaded file to figures that can be compared with what is already there. Reads only; saves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.models import Location, Party
from governance.permissions import today
from quotum.domain.counts_csv import ParsedCounts, parse_counts
from quotum.domain.delimited import Table
from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import (
    GROUPS,
    SIDES,
    TOTAL,
    ParsedFile,
    Row,
    parse_realisation,
    parse_table,
)
from quotum.enums import Dimension, Measure, Unit
from quotum.models import RealisationFigure, RealisationRevision, SectorList
from werkbedrijf.lib.labelled import LabelledEnum


@dataclass(frozen=True, slots=True)
class Series:
    """The rows of one future delivery: one quarter, measure, unit and dimension, with the total that the file gives."""

    quarter: Quarter
    measure: str
    unit: str
    dimension: str
    counts: Mapping[str, int]
    stated_total: int | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def noun(self) -> str:
        """What one row of it is, such as "Sector"."""
        return Dimension(self.dimension).noun

    @property
    def title(self) -> str:
        """Such as "Kwartaal 3 van 2026, nieuw in het kwartaal, in banen, per sector"."""
        measure, unit = Measure(self.measure).label, Unit(self.unit).label
        return f"{str(self.quarter).capitalize()}: {measure}, in {unit}, {Dimension(self.dimension).label}"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One sector or municipality: the new count, that of the quarter before, and the one that it would replace.

    `count` is None when the file does not give it while the earlier delivery did: then no figure is left.
    """

    code: str
    name: str
    count: int | None
    before: int | None
    replaced: int | None

    @property
    def is_changed(self) -> bool:
        return self.count != self.replaced


@dataclass(frozen=True, slots=True)
class Preview:
    """One series beside the same series of the quarter before, and beside the delivery that it follows up."""

    series: Series
    lines: tuple[PreviewLine, ...]
    total_before: int | None
    replaces: RealisationRevision | None

    @property
    def lost(self) -> list[PreviewLine]:
        """What the earlier delivery gave and this file does not: after taking over it has no figure any more."""
        return [line for line in self.lines if line.count is None]

    @property
    def is_same(self) -> bool:
        """Whether it says exactly what the delivery that counts now says."""
        return self.replaces is not None and not any(line.is_changed for line in self.lines)

    @property
    def number(self) -> int:
        """Which delivery of this series it becomes: 1, 2, 3 …"""
        return self.replaces.number + 1 if self.replaces else 1


def sector_names(on: date | None = None) -> dict[str, str]:
    """Code to name of the sector list in use, in its order; empty when there is none."""
    sector_list = SectorList.objects.in_force(on or today())
    return dict(sector_list.sectors.values_list("code", "name")) if sector_list else {}


def participating_municipalities(on: date | None = None) -> dict[str, str]:
    """CBS code to name of the municipalities that take part."""
    parties = Party.objects.current(on or today()).municipalities().exclude(cbs_code="")
    return dict(parties.order_by("name").values_list("cbs_code", "name"))


def read_realisation(content: bytes, on: date | None = None) -> ParsedFile:
    """Parse a file against the sectors and municipalities of day `on` (default today)."""
    day = on or today()
    return parse_realisation(content, sector_names(day), participating_municipalities(day), day)


def read_table_of_realisation(table: Table, digest: str, on: date | None = None) -> ParsedFile:
    """The same for a file whose cells are known already, such as a workbook. digest: the hash of the file itself."""
    day = on or today()
    return parse_table(table, sector_names(day), participating_municipalities(day), day, digest)


def read_table_of_counts(table: Table, digest: str, on: date | None = None) -> ParsedCounts:
    """Counts from WBS/Sonar, against the locations and the sectors of day `on` (default today)."""
    day = on or today()
    locations = dict(Location.objects.values_list("slug", "name"))
    return parse_counts(table, locations, sector_names(day), day, digest)


def series_of(rows: Iterable[Row]) -> list[Series]:
    """Group rows into deliveries, in order of quarter, measure, unit and dimension."""
    counts: dict[tuple[Quarter, str, str, str], dict[str, int]] = {}
    stated: dict[tuple[Quarter, str, str], int] = {}
    for row in rows:
        quarter = Quarter(row.year, row.quarter)
        if row.kind == TOTAL:
            stated[quarter, row.measure, row.unit] = row.count
        else:
            counts.setdefault((quarter, row.measure, row.unit, row.kind), {})[row.code] = row.count
    return [
        Series(quarter, measure, unit, dimension, parts, stated.get((quarter, measure, unit)))
        for (quarter, measure, unit, dimension), parts in sorted(counts.items(), key=_in_reading_order)
    ]


def _in_reading_order(item: tuple[tuple[Quarter, str, str, str], object]) -> tuple[object, ...]:
    """By quarter; then new before stock, jobs before people, sectors before municipalities: the order of the enums."""
    quarter, measure, unit, dimension = item[0]
    return (quarter, _place(Measure, measure), _place(Unit, unit), _place(Dimension, dimension))


def _place(words: type[LabelledEnum], value: str) -> int:
    return list(words).index(words(value))


def previews(rows: Sequence[Row], on: date | None = None) -> list[Preview]:
    """What "overnemen" would store, beside what is known of the quarter before and of the same quarter."""
    names = {
        Dimension.SECTOR.value: sector_names(on),
        Dimension.MUNICIPALITY.value: participating_municipalities(on),
        Dimension.GROUP.value: GROUPS,
        Dimension.SIDE.value: SIDES,
    }
    return [_preview(series, names[series.dimension]) for series in series_of(rows)]


def _preview(series: Series, names: Mapping[str, str]) -> Preview:
    earlier = _latest(series, series.quarter.previous)
    replaces = _latest(series, series.quarter)
    before, replaced = _counts(earlier), _counts(replaces)
    return Preview(
        series=series,
        lines=tuple(
            PreviewLine(code, names[code], series.counts.get(code), before.get(code), replaced.get(code))
            for code in names
            if code in series.counts or code in replaced
        ),
        total_before=earlier.total if earlier else None,
        replaces=replaces,
    )


def _latest(series: Series, quarter: Quarter) -> RealisationRevision | None:
    return (
        RealisationRevision.objects.filter(
            year=quarter.year,
            quarter=quarter.number,
            measure=series.measure,
            unit=series.unit,
            dimension=series.dimension,
        )
        .order_by("-number")
        .first()
    )


def _counts(revision: RealisationRevision | None) -> dict[str, int]:
    if revision is None:
        return {}
    figures = RealisationFigure.objects.filter(revision=revision).select_related("sector", "municipality")
    return {figure.code: figure.count for figure in figures}
