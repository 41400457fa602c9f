"""Which layout a file of figures has, and how columns with other names become ours.

Three layouts: one series after another (a row names its own kind), detail (a row names municipality, sector, group and
employer at once), and counts from WBS/Sonar. A source whose files have other columns is mapped once: each of our
columns is one of its columns, or the same word in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from quotum.domain.delimited import Line


class Layout(StrEnum):
    SERIES = "series"
    DETAIL = "detail"
    COUNTS = "counts"


COLUMNS: Mapping[Layout, tuple[str, ...]] = {
    Layout.SERIES: ("jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal"),
    Layout.DETAIL: (
        "jaar",
        "kwartaal",
        "gemeente",
        "sector",
        "groep",
        "werkgever",
        "maat",
        "eenheid",
        "aantal",
    ),
    Layout.COUNTS: ("jaar", "kwartaal", "locatie", "sector", "telling", "aantal"),
}
# What a column of the detail layout may be without: the source then does not know it of any row.
MAY_BE_EMPTY = frozenset({"gemeente", "sector", "groep", "werkgever"})
FIXED, COLUMN = "fixed", "column"

# What others may call our columns (our guess): only to propose one, which somebody then looks at.
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "jaar": ("periode jaar",),
    "kwartaal": ("periode kwartaal", "kw"),
    "soort": ("indeling",),
    "code": ("sleutel",),
    "gemeente": ("woonplaats", "regio"),
    "sector": ("branche", "bedrijfstak"),
    "groep": ("regeling", "wet"),
    "werkgever": ("organisatie", "bedrijf"),
    "maat": ("meting",),
    "aantal": ("banen", "waarde", "totaal"),
    "locatie": ("vestiging", "werkplein"),
    "telling": ("categorie",),
}

Mapped = Mapping[str, tuple[str, str]]


def plain(name: str) -> str:
    """A column name as it is compared: lower case, single spaces."""
    return " ".join(name.lower().split())


def layout_of(header: Sequence[str]) -> Layout | None:
    """The layout of which all columns are there, under our names; None when the columns are called otherwise."""
    names = {plain(name) for name in header}
    for layout, columns in COLUMNS.items():
        if names.issuperset(columns):
            return layout
    return None


def proposed(column: str, header: Sequence[str]) -> str:
    """Which column of theirs is probably ours: the one named so, or with that word in its name; "" when in doubt."""
    words = (column, *ALSO_CALLED.get(column, ()))
    for like in (str.__eq__, str.__contains__):
        for word in words:
            found = [name for name in header if name and like(plain(name), word)]
            if len(found) == 1:
                return found[0]
            if found:
                return ""
    return ""


def fits(mapping: Mapped, header: Sequence[str]) -> bool:
    """Whether every column that the mapping asks for is in this file, once."""
    names = [plain(name) for name in header]
    return all(names.count(plain(word)) == 1 for kind, word in mapping.values() if kind == COLUMN)


def mapper(layout: Layout, mapping: Mapped, header: Line) -> tuple[Line, Callable[[Line], Line]]:
    """Our header, and what makes a line of theirs into one of ours. A line that is too short gives empty cells."""
    names = [plain(name) for name in header.cells]
    columns = COLUMNS[layout]
    sources: list[tuple[int, str]] = []
    for column in columns:
        kind, word = mapping.get(column, (FIXED, ""))
        sources.append((names.index(plain(word)), "") if kind == COLUMN else (-1, word))

    if header.cells and [place for place, _ in sources] == list(range(len(header.cells))):
        return Line(header.number, columns), lambda line: line  # ours already, in our order

    def convert(line: Line) -> Line:
        cells, count = line.cells, len(line.cells)
        return Line(
            line.number,
            tuple([word if place < 0 else cells[place] if place < count else "" for place, word in sources]),
        )

    return Line(header.number, columns), convert
