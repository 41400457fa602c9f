"""Bars for the verslag: whole numbers in, whole coordinates out, so that the same figures give the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

LABEL, BAR = 205, 225  # in units of the picture, of which 480 make the width of the text


@dataclass(frozen=True)
class Bar:
    y: int
    width: int
    thickness: int
    text_x: int
    style: str  # "first" (light) or "second" (dark)
    text: str


@dataclass(frozen=True)
class Row:
    label: str
    text_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """`title` says what the picture shows; it is its alternative text. `legend` is empty when there is one series."""

    title: str
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...]
    width: int
    height: int
    label_width: int = LABEL


def bars(
    title: str,
    lines: Sequence[tuple[str, Sequence[int | None]]],
    legend: Sequence[str] = (),
    mine: str | None = None,
) -> Chart:
    """Horizontal bars: per line a label and one or two numbers (None: not known). `mine`: the label to stress."""
    row_height, thick = (21, 14) if legend else (16, 10)
    most = max((value for _, values in lines for value in values if value), default=1)
    top = 22 if legend else 2
    rows = []
    for index, (label, values) in enumerate(lines):
        y = top + index * row_height
        thickness = thick // len(values)
        drawn = []
        widths = [max(1, value * BAR // most) if value else 0 for value in values]
        for place, value in enumerate(values):
            only_one = len(values) == 1
            dark = (label == mine) if only_one and mine is not None else (place == 1 or only_one)
            drawn.append(
                Bar(
                    y=y + 3 + place * thickness,
                    width=widths[place],
                    text_x=LABEL + max(widths) + 5,
                    thickness=thickness,
                    style="second" if dark else "first",
                    text="niet bekend" if value is None else number_format(value),
                )
            )
        rows.append(Row(label, y + (13 if legend else 11), tuple(drawn)))
    styles = ("first", "second")
    return Chart(
        title=title,
        rows=tuple(rows),
        legend=tuple(zip(styles, legend, strict=False)),
        width=LABEL + BAR + 50,
        height=top + len(lines) * row_height + 2,
    )
