"""Reads of uniformity: the matrix on a day, one municipality, and the years. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from governance.enums import PartyKind
from governance.models import Party
from instruments.domain.uniformity import Line, Moved, Uniformity, cell, moved, uniformity
from instruments.enums import Provider, Standing
from instruments.models import Catalogue, InstrumentEntry, PackageAssessment
from instruments.queries.catalogues import catalogue_in_force
from werkbedrijf.lib.canonical import content_hash


@dataclass(frozen=True, slots=True)
class Column:
    """One instrument of the package with a municipal side; sha256: of what the package says of it."""

    slug: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Package:
    """The version in force on a day, with the instruments that a municipality is held against."""

    catalogue: Catalogue
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What counts in one cell; row: the line that says so, or said so before (then why is filled)."""

    column: Column
    standing: Standing
    row: PackageAssessment | None
    why: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One municipality with its cells in the order of the columns."""

    party: Party
    cells: tuple[MatrixCell, ...]

    @property
    def figure(self) -> Uniformity:
        return uniformity(one.standing for one in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All municipalities against the package of a day; package None: none was in force."""

    on: date
    package: Package | None
    rows: tuple[MatrixRow, ...]

    @property
    def figure(self) -> Uniformity:
        """Of the region."""
        return uniformity(one.standing for row in self.rows for one in row.cells)

    @property
    def by_column(self) -> list[tuple[Column, Uniformity]]:
        """Per instrument over all municipalities."""
        if self.package is None:
            return []
        return [
            (column, uniformity(row.cells[place].standing for row in self.rows))
            for place, column in enumerate(self.package.columns)
        ]

    @property
    def is_example(self) -> bool:
        return any(one.row is not None and one.row.is_example for row in self.rows for one in row.cells)


@dataclass(frozen=True, slots=True)
class Year:
    """The matrix at the end of a year (this year: today), and where it changed since the one before."""

    on: date
    figure: Uniformity
    instruments: tuple[Moved, ...]
    municipalities: tuple[Moved, ...]


def entry_hash(entry: InstrumentEntry) -> str:
    """Of what the package says on the municipal side: a line made on another text counts no longer."""
    sides = [side.content() for side in entry.sides.all() if side.provider == Provider.MUNICIPALITY]
    return content_hash({"slug": entry.slug, "sides": sides})


def package_on(on: date) -> Package | None:
    """The package in force on day `on`: instruments whose municipal side exists on that day. Three queries."""
    catalogue = catalogue_in_force(on)
    if catalogue is None:
        return None
    entries = catalogue.entries.prefetch_related("sides").order_by("position")
    return Package(
        catalogue,
        tuple(
            Column(entry.slug, entry.name, entry_hash(entry))
            for entry in entries
            if any(side.provider == Provider.MUNICIPALITY and side.is_valid(on) for side in entry.sides.all())
        ),
    )


def cells_of(party: Party, package: Package, on: date) -> dict[str, MatrixCell]:
    """What counts for one municipality on day `on`, by the slug of the instrument. One query."""
    lines = PackageAssessment.objects.filter(party=party).select_related(
        "regulation", "assessed_by", "catalogue"
    )
    return {one.column.slug: one for one in _row(party, package, lines, on).cells}


def row_of(party: Party, on: date) -> MatrixRow | None:
    """One municipality on day `on`; None for another party, or when no package is in force. Four queries."""
    package = package_on(on) if party.kind == PartyKind.MUNICIPALITY else None
    return MatrixRow(party, tuple(cells_of(party, package, on).values())) if package else None


def matrix(on: date) -> Matrix:
    """Every municipality that took part on day `on`."""
    return _matrix(on, list(_lines()))


def history_of(party: Party, slug: str) -> list[PackageAssessment]:
    """Every line of one cell, what counts first."""
    rows = PackageAssessment.objects.filter(party=party, instrument=slug)
    return list(
        rows.select_related("regulation__party", "assessed_by", "catalogue").order_by("-since", "-pk")
    )


def years(on: date) -> list[Year]:
    """From the year of the first line up to day `on`, the last one first; [] before anything was assessed."""
    first = PackageAssessment.objects.aggregate(first=Min("since"))["first"]
    if first is None:
        return []
    lines = list(_lines())
    days = [date(year, 12, 31) for year in range(first.year, on.year)] + [on]
    found: list[Year] = []
    before: Matrix | None = None
    for day in days:
        after = _matrix(day, lines)
        found.append(
            Year(
                day,
                after.figure,
                tuple(moved(_equal_by_column(before), _equal_by_column(after))) if before else (),
                tuple(moved(_equal_by_row(before), _equal_by_row(after))) if before else (),
            )
        )
        before = after
    return found[::-1]


def _lines() -> Iterable[PackageAssessment]:
    return PackageAssessment.objects.select_related("regulation", "assessed_by", "catalogue").order_by("pk")


def _matrix(on: date, lines: Iterable[PackageAssessment]) -> Matrix:
    package = package_on(on)
    if package is None:
        return Matrix(on, None, ())
    by_party: dict[int, list[PackageAssessment]] = {}
    for line in lines:
        by_party.setdefault(line.party_id, []).append(line)
    parties = Party.objects.municipalities().filter(pk__in=Party.objects.current(on)).order_by("name")
    rows = (_row(party, package, by_party.get(party.pk, ()), on) for party in parties)
    return Matrix(on, package, tuple(rows))


def _row(party: Party, package: Package, lines: Iterable[PackageAssessment], on: date) -> MatrixRow:
    by_slug: dict[str, dict[int, PackageAssessment]] = {}
    for line in lines:
        by_slug.setdefault(line.instrument, {})[line.pk] = line
    cells = []
    for column in package.columns:
        rows = by_slug.get(column.slug, {})
        found = cell((_as_line(row) for row in rows.values()), column.sha256, on)
        row = rows[found.line.key] if found.line else None
        cells.append(MatrixCell(column, found.standing, row, found.why))
    return MatrixRow(party, tuple(cells))


def _as_line(row: PackageAssessment) -> Line:
    return Line(
        standing=Standing(row.standing),
        since=row.since,
        order=row.pk,
        package=row.package_sha256,
        regulation_to=row.regulation.in_force_to if row.regulation else None,
        key=row.pk,
    )


def _equal_by_column(found: Matrix) -> list[tuple[str, int]]:
    return [(column.name, figure.equal) for column, figure in found.by_column]


def _equal_by_row(found: Matrix) -> list[tuple[str, int]]:
    return [(row.party.name, row.figure.equal) for row in found.rows]
