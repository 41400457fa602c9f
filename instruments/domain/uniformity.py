"""How uniform the region is (article 9), as a figure of which each step can be disputed. Plain values in and out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from instruments.enums import Standing
from werkbedrijf.lib.percents import in_percent

DEFINITION = (
    "Uniformiteit is het deel van de instrumenten van het basispakket waarvoor de gemeente gelijk is aan het pakket. "
    "Een instrument telt mee zolang het pakket van kracht is en de gemeentelijke kant ervan bestaat. Wat nog niet is "
    "beoordeeld, telt in het laagste getal als niet gelijk en in het hoogste als gelijk: daar ligt de waarheid tussen. "
    "Een afwijking die het bestuur heeft aanvaard, blijft een afwijking. Het getal van de regio neemt alle gemeenten "
    "samen; elke gemeente telt daarin even zwaar."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One assessment: what it says since which day, of which text of the package, on which regulation's last day.

    `order` decides between two lines of the same day: the higher one was recorded later.
    """

    standing: Standing
    since: date
    order: int
    package: str
    regulation_to: date | None = None
    key: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What counts for one municipality and one instrument on a day. why: for which reason an earlier line does not."""

    standing: Standing
    line: Line | None = None
    why: str = ""


def cell(lines: Iterable[Line], package: str, on: date) -> Cell:
    """What counts on day `on`: the latest line since that day or before, as long as what it rests on is still there.

    package: the hash of the package's text in force on that day. A line on another text, or on a regulation that has
    ended, no longer says anything: then the cell is open again, and `why` says so.
    """
    known = [line for line in lines if line.since <= on]
    if not known:
        return Cell(Standing.OPEN)
    last = max(known, key=lambda line: (line.since, line.order))
    if last.standing == Standing.OPEN:
        return Cell(Standing.OPEN, last)
    if last.package != package:
        return Cell(Standing.OPEN, last, "het pakket zegt nu iets anders dan bij het laatste oordeel")
    if last.regulation_to is not None and last.regulation_to < on:
        return Cell(Standing.OPEN, last, "de regeling waarop het laatste oordeel rust, geldt niet meer")
    return Cell(last.standing, last)


@dataclass(frozen=True, slots=True)
class Uniformity:
    """How many cells are equal, differ, are missing and are open."""

    equal: int = 0
    differs: int = 0
    missing: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.equal + self.differs + self.missing + self.open

    @property
    def lowest(self) -> Decimal | None:
        """Percent, one decimal; what is open counts as not equal. None when there is nothing to count."""
        return _percent(self.equal, self.total)

    @property
    def highest(self) -> Decimal | None:
        """Percent, one decimal; what is open counts as equal."""
        return _percent(self.equal + self.open, self.total)

    @property
    def certain_in_words(self) -> str:
        """The lowest figure: "62,5 %", or "geen cijfer"."""
        return "geen cijfer" if self.lowest is None else _words(self.lowest)

    @property
    def in_words(self) -> str:
        """ "62,5 %", "50 % tot 75 %", or "geen cijfer"."""
        if self.lowest is None or self.highest is None:
            return "geen cijfer"
        low, high = _words(self.lowest), _words(self.highest)
        return low if low == high else f"{low} tot {high}"


def uniformity(standings: Iterable[Standing]) -> Uniformity:
    """Counts cells, of one municipality or of all."""
    counted = dict.fromkeys(Standing, 0)
    for standing in standings:
        counted[standing] += 1
    return Uniformity(
        counted[Standing.EQUAL],
        counted[Standing.DIFFERS],
        counted[Standing.MISSING],
        counted[Standing.OPEN],
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """One instrument or municipality, and how many cells became equal (more than 0) or stopped being so."""

    name: str
    by: int

    @property
    def in_words(self) -> str:
        return f"{self.name} {'+' if self.by > 0 else '−'}{abs(self.by)}"


def moved(before: Sequence[tuple[str, int]], after: Sequence[tuple[str, int]]) -> list[Moved]:
    """Where the number of equal cells changed between two days, the largest gain first; (name, equal) in and out.

    What stands on one side only is left out: an instrument that came or went says nothing about uniformity.
    """
    earlier = dict(before)
    changed = [Moved(name, equal - earlier[name]) for name, equal in after if name in earlier]
    return sorted((one for one in changed if one.by), key=lambda one: (-one.by, one.name))


def _percent(part: int, total: int) -> Decimal | None:
    if not total:
        return None
    return (Decimal(part * 100) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _words(percent: Decimal) -> str:
    return in_percent(f"{percent:f}".removesuffix(".0").replace(".", ","))
