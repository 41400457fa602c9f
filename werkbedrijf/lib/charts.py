"""The geometry of a bar chart in whole numbers, so that the same picture is drawn on a page and on paper.

The words stand above the bars, so that the chart stays readable on a phone. Drawn by templates/components/charts/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400
BAR = 15
LABEL = 22
GAP = 10
BETWEEN = 3
LEGEND = 28
VALUE_ROOM = 84  # what stands behind the longest bar: its figure


@dataclass(frozen=True, slots=True)
class BarRow:
    """What one group of bars says: its label, and one figure per series (None when there is none)."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn bar: its place and size, which series it belongs to (0, 1), and the words behind it."""

    series: int
    y: int
    text_y: int
    text_x: int
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A label with its bars."""

    label: str
    text_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Everything that the template draws. `title` is the alternative text, `sentence` says what the chart shows."""

    title: str
    sentence: str
    series: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    width: int
    height: int


def thousands(value: int | None) -> str:
    """1234 → "1.234"; nothing → "geen cijfer"."""
    return "geen cijfer" if value is None else f"{value:,}".replace(",", ".")


def bar_chart(title: str, sentence: str, series: Sequence[str], rows: Sequence[BarRow]) -> BarChart:
    """Lay out horizontal bars. series: the names of the one or two series; every row has one value for each.

    All bars share one scale, from 0. Raises ValueError for a row with another number of values, or a value below 0.
    """
    largest = 0
    for row in rows:
        if len(row.values) != len(series):
            raise ValueError(f"{row.label!r} has {len(row.values)} values for {len(series)} series.")
        if any(value is not None and value < 0 for value in row.values):
            raise ValueError("A bar below 0 cannot be drawn.")
        largest = max([largest, *(value for value in row.values if value is not None)])
    room = WIDTH - VALUE_ROOM
    y = LEGEND if len(series) > 1 else 0
    drawn = []
    for row in rows:
        text_y = y + LABEL - 6
        y += LABEL
        bars = []
        for place, value in enumerate(row.values):
            width = 0 if not value else max(1, value * room // largest)
            bars.append(Bar(place, y, y + BAR - 3, width + 6, width, BAR, thousands(value)))
            y += BAR + BETWEEN
        drawn.append(DrawnRow(row.label, text_y, tuple(bars)))
        y += GAP - BETWEEN
    return BarChart(title, sentence, tuple(series), tuple(drawn), WIDTH, y)
