"""The target group of a year: how many people, which, and how many are expected. Also what the market plan asks for.

A number that is not there is not 0: a total over municipalities says of how many it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from governance.models import Party
from governance.permissions import today
from quotum.domain.target_group_rows import VALUES, Row
from quotum.enums import AgeBand, Characteristic, Distance, Group, HeadcountKind
from quotum.models import TargetGroupDraft, TargetGroupFigure, TargetGroupRevision
from quotum.permissions.target_group import visible_target_group, visible_target_group_drafts
from quotum.queries.comparison import percentage
from werkbedrijf.lib.labelled import LabelledEnum

WORDS: dict[Characteristic, type[LabelledEnum]] = {
    Characteristic.GROUP: Group,
    Characteristic.AGE: AgeBand,
    Characteristic.DISTANCE: Distance,
}


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast in people: the number and its range."""

    year: int
    count: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class MunicipalityLine:
    """One municipality: counted in the year and in the year before, and what is expected for the next forecast year."""

    party: Party
    count: int | None
    before: int | None
    expected: Expected | None

    @property
    def growth(self) -> int | None:
        """People more than a year before; below 0 is fewer."""
        return None if self.count is None or self.before is None else self.count - self.before


@dataclass(frozen=True, slots=True)
class Part:
    """So many people with one characteristic; share: per cent of all that are broken down by it."""

    value: str
    label: str
    count: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The target group by one characteristic. known: of how many municipalities it is known."""

    characteristic: Characteristic
    parts: tuple[Part, ...]
    known: int

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Profile:
    """The target group of a region or of one municipality in a year. counted is None when nobody was counted.

    wanted: of how many municipalities there should be a number; known: of how many there is. forecasts: per year, only
    over the municipalities that have one (`forecast_known`); the ranges are added too, so the sum is cautious.
    """

    year: int
    municipality: Party | None
    wanted: int
    known: int
    counted: int | None
    lines: tuple[MunicipalityLine, ...]
    breakdowns: tuple[Breakdown, ...]
    forecasts: tuple[Expected, ...]
    forecast_known: Mapping[int, int]
    methods: tuple[str, ...]
    is_example: bool

    @property
    def before(self) -> int | None:
        """Counted a year before, when every municipality with a number now has one then: else it is no comparison."""
        with_number = [line for line in self.lines if line.count is not None]
        if not with_number or any(line.before is None for line in with_number):
            return None
        return sum(line.before or 0 for line in with_number)

    @property
    def growth(self) -> int | None:
        """People more than a year before; None when that cannot be compared."""
        before = self.before
        return None if self.counted is None or before is None else self.counted - before


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery: whether it counts now, and how old it is in days since publication."""

    revision: TargetGroupRevision
    is_counting: bool
    age_days: int


def target_group_years(user: Any) -> list[int]:
    """The years in which people were counted, the newest first."""
    rows = visible_target_group(user).filter(kind=HeadcountKind.COUNTED)
    return sorted(set(rows.order_by().values_list("year", flat=True)), reverse=True)


def target_group_profile(
    user: Any, year: int, municipality: Party | None = None, ahead: int | None = None
) -> Profile:
    """The target group of the region, or of one municipality, counted in `year`, with the forecasts made for later.

    ahead: the year of the forecast beside each municipality, when there is one for it; else the first of them.
    For the page of the target group and for the marktbewerkingsplan (article 7). Five queries.
    """
    parties = list(Party.objects.current(today()).municipalities().order_by("name"))
    if municipality is not None:
        parties = [party for party in parties if party == municipality]
    found = {
        (row.municipality_id, row.year, row.kind): row
        for row in visible_target_group(user).counting().filter(municipality__in=parties)
    }
    counted = {party.pk: found.get((party.pk, year, HeadcountKind.COUNTED)) for party in parties}
    now = [row for row in counted.values() if row is not None]
    later = sorted({at for _, at, kind in found if kind == HeadcountKind.FORECAST and at > year})
    shown = ahead if ahead in later else next(iter(later), None)
    expected = {
        at: [
            row
            for (_, row_year, kind), row in found.items()
            if kind == HeadcountKind.FORECAST and row_year == at
        ]
        for at in later
    }
    lines = tuple(
        MunicipalityLine(
            party,
            _total(counted[party.pk]),
            _total(found.get((party.pk, year - 1, HeadcountKind.COUNTED))),
            _expected(found.get((party.pk, shown, HeadcountKind.FORECAST))) if shown else None,
        )
        for party in parties
    )
    used = [*now, *(row for rows in expected.values() for row in rows)]
    return Profile(
        year=year,
        municipality=municipality,
        wanted=len(parties),
        known=len(now),
        counted=sum(row.total for row in now) if now else None,
        lines=lines,
        breakdowns=_breakdowns(now),
        forecasts=tuple(_together(at, rows) for at, rows in expected.items()),
        forecast_known={at: len(rows) for at, rows in expected.items()},
        methods=tuple(dict.fromkeys(row.method for rows in expected.values() for row in rows)),
        is_example=any(row.is_example for row in used),
    )


def _total(row: TargetGroupRevision | None) -> int | None:
    return row.total if row is not None else None


def _expected(row: TargetGroupRevision | None) -> Expected | None:
    return Expected(row.year, row.total, row.low or 0, row.high or 0) if row is not None else None


def _together(year: int, rows: Sequence[TargetGroupRevision]) -> Expected:
    return Expected(
        year,
        sum(row.total for row in rows),
        sum(row.low or 0 for row in rows),
        sum(row.high or 0 for row in rows),
    )


def _breakdowns(revisions: Sequence[TargetGroupRevision]) -> tuple[Breakdown, ...]:
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    known: dict[str, set[int]] = defaultdict(set)
    for figure in TargetGroupFigure.objects.filter(revision__in=[row.pk for row in revisions]).order_by("pk"):
        sums[figure.characteristic][figure.value] += figure.count
        known[figure.characteristic].add(figure.revision_id)
    return tuple(
        Breakdown(characteristic, _parts(words, sums[characteristic]), len(known[characteristic]))
        for characteristic, words in WORDS.items()
        if characteristic in sums
    )


def _parts(words: type[LabelledEnum], counts: Mapping[str, int]) -> tuple[Part, ...]:
    whole = sum(counts.values())
    return tuple(
        Part(word.value, word.label, counts[word.value], percentage(counts[word.value], whole))
        for word in words
        if word.value in counts
    )


def people_per_group(user: Any, year: int) -> dict[str, int]:
    """People counted in `year` per Group over the municipalities that broke them down."""
    now = list(visible_target_group(user).counting().filter(year=year, kind=HeadcountKind.COUNTED))
    for breakdown in _breakdowns(now):
        if breakdown.characteristic == Characteristic.GROUP:
            return {part.value: part.count for part in breakdown.parts}
    return {}


def target_group_deliveries(
    user: Any, year: int, municipality: Party | None = None, on: date | None = None
) -> list[DeliveryLine]:
    """Every delivery over a year and every forecast for later ones, earlier deliveries of the same too."""
    day = on or today()
    rows = visible_target_group(user)
    if municipality is not None:
        rows = rows.filter(municipality=municipality)
    counting = set(rows.counting().values_list("pk", flat=True))
    shown = rows.filter(kind=HeadcountKind.COUNTED, year=year) | rows.filter(
        kind=HeadcountKind.FORECAST, year__gt=year
    )
    ordered = shown.select_related("municipality", "imported_by").order_by(
        "kind", "year", "municipality__name", "-number"
    )
    return [DeliveryLine(row, row.pk in counting, (day - row.published_on).days) for row in ordered]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One future delivery: its total with its range, and the total that counted before; None when there was none."""

    municipality: str
    year: int
    kind: HeadcountKind
    count: int
    low: int | None
    high: int | None
    parts: int
    replaced: int | None
    number: int


def target_group_preview(rows: Iterable[Row]) -> list[PreviewLine]:
    """What "overnemen" would store, beside what it would take the place of. Two queries."""
    names = dict(Party.objects.municipalities().exclude(cbs_code="").values_list("cbs_code", "name"))
    before = {
        (year, code, kind): (total, number)
        for year, code, kind, total, number in TargetGroupRevision.objects.counting().values_list(
            "year", "municipality__cbs_code", "kind", "total", "number"
        )
    }
    series: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        series[row.series].append(row)
    lines = []
    for (year, code, kind), parts in series.items():
        total = next(row for row in parts if row.characteristic == Characteristic.TOTAL)
        replaced, number = before.get((year, code, kind), (None, 0))
        lines.append(
            PreviewLine(
                names.get(code, code),
                year,
                HeadcountKind(kind),
                total.count,
                total.low,
                total.high,
                len(parts) - 1,
                replaced,
                number + 1,
            )
        )
    return sorted(lines, key=lambda line: (line.kind != HeadcountKind.COUNTED, line.year, line.municipality))


def waiting_target_group(user: Any, now: datetime) -> TargetGroupDraft | None:
    """The newest file of this person that was read and waits for "overnemen"."""
    return visible_target_group_drafts(user).waiting(now).first()


def template_rows(year: int, municipalities: Mapping[str, str]) -> list[list[str]]:
    """The lines of an empty file: every municipality and characteristic, the numbers to be filled in."""
    rows = []
    names = {Characteristic.TOTAL: "totaal", Characteristic.GROUP: "groep", Characteristic.AGE: "leeftijd"}
    names[Characteristic.DISTANCE] = "afstand"
    for name in municipalities.values():
        for characteristic, words in VALUES.items():
            rows += [[str(year), name, "geteld", names[characteristic], word, "", "", ""] for word in words]
    return rows
