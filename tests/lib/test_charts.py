"""The geometry of a bar chart: one scale from 0, whole numbers, nothing drawn that was not given."""

from __future__ import annotations

from itertools import pairwise

import pytest

from werkbedrijf.lib.charts import VALUE_ROOM, WIDTH, BarRow, bar_chart, thousands


def test_longest_bar_takes_the_room_and_the_others_their_part() -> None:
    chart = bar_chart("T", "S", ["a"], [BarRow("x", (100,)), BarRow("y", (50,)), BarRow("z", (0,))])
    room = WIDTH - VALUE_ROOM
    assert [bar.width for row in chart.rows for bar in row.bars] == [room, room // 2, 0]
    assert [bar.text for row in chart.rows for bar in row.bars] == ["100", "50", "0"]


def test_figure_that_is_not_there_has_no_bar_and_says_so() -> None:
    chart = bar_chart("T", "S", ["a", "b"], [BarRow("x", (10, None))])
    assert [(bar.series, bar.width, bar.text) for bar in chart.rows[0].bars] == [
        (0, WIDTH - VALUE_ROOM, "10"),
        (1, 0, "geen cijfer"),
    ]


def test_small_figure_stays_visible() -> None:
    chart = bar_chart("T", "S", ["a"], [BarRow("x", (1_000_000,)), BarRow("y", (1,))])
    assert chart.rows[1].bars[0].width == 1


def test_nothing_overlaps_and_all_fits() -> None:
    chart = bar_chart("T", "S", ["a", "b"], [BarRow(str(n), (n, n)) for n in range(10)])
    edges = [(bar.y, bar.y + bar.height) for row in chart.rows for bar in row.bars]
    assert all(end <= start for (_, end), (start, _) in pairwise(edges))
    assert edges[-1][1] <= chart.height


def test_only_zeros_and_no_rows_can_be_drawn() -> None:
    assert bar_chart("T", "S", ["a"], [BarRow("x", (0,))]).rows[0].bars[0].width == 0
    assert bar_chart("T", "S", ["a"], []).height == 0


@pytest.mark.parametrize("values", [(1, 2), (), (-1,)])
def test_wrong_values_are_refused(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"x|below"):
        bar_chart("T", "S", ["a"], [BarRow("x", values)])


def test_thousands_are_dutch() -> None:
    assert [thousands(value) for value in (0, 999, 1234567, None)] == ["0", "999", "1.234.567", "geen cijfer"]
