"""The figure of uniformity: what counts in a cell on a day, and how cells become a figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from instruments.domain.uniformity import Line, Moved, cell, moved, uniformity
from instruments.enums import Standing

EQUAL, DIFFERS, MISSING, OPEN = Standing
Y2024, Y2025 = date(2024, 1, 1), date(2025, 1, 1)


def line(standing: Standing, since: date = Y2024, order: int = 1, **changes: object) -> Line:
    return Line(standing, since, order, **({"package": "a"} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "on", "standing", "why"),
    [
        ([], Y2025, OPEN, ""),
        ([line(EQUAL)], date(2023, 12, 31), OPEN, ""),
        ([line(EQUAL)], Y2024, EQUAL, ""),
        ([line(DIFFERS), line(EQUAL, Y2025)], Y2024, DIFFERS, ""),
        ([line(DIFFERS), line(EQUAL, Y2025)], Y2025, EQUAL, ""),
        ([line(EQUAL, order=2), line(DIFFERS, order=1)], Y2025, EQUAL, ""),
        ([line(EQUAL, Y2025, order=1), line(MISSING, Y2024, order=2)], Y2025, EQUAL, ""),
        ([line(EQUAL), line(OPEN, Y2025)], Y2025, OPEN, ""),
        ([line(EQUAL, package="b")], Y2025, OPEN, "pakket zegt nu iets anders"),
        ([line(EQUAL, regulation_to=date(2024, 12, 31))], date(2024, 12, 31), EQUAL, ""),
        ([line(EQUAL, regulation_to=date(2024, 12, 31))], Y2025, OPEN, "geldt niet meer"),
    ],
)
def test_cell_counts_the_latest_line_that_still_rests_on_something(
    lines: list[Line], on: date, standing: Standing, why: str
) -> None:
    found = cell(lines, "a", on)
    assert found.standing == standing
    assert why in found.why and bool(why) == bool(found.why)


@pytest.mark.parametrize(
    ("standings", "lowest", "highest", "words"),
    [
        ([], None, None, "geen cijfer"),
        ([EQUAL] * 4, "100.0", "100.0", "100\u00a0%"),
        ([EQUAL, DIFFERS, MISSING, EQUAL], "50.0", "50.0", "50\u00a0%"),
        ([EQUAL, OPEN, DIFFERS], "33.3", "66.7", "33,3\u00a0% tot 66,7\u00a0%"),
        ([OPEN] * 5, "0.0", "100.0", "0\u00a0% tot 100\u00a0%"),
    ],
)
def test_figure_takes_open_cells_both_ways(
    standings: list[Standing], lowest: str | None, highest: str | None, words: str
) -> None:
    found = uniformity(standings)
    assert found.lowest == (None if lowest is None else Decimal(lowest))
    assert found.highest == (None if highest is None else Decimal(highest))
    assert found.in_words == words


def test_moved_names_what_changed_the_largest_gain_first() -> None:
    before = [("a", 1), ("b", 3), ("c", 2), ("weg", 4)]
    after = [("a", 2), ("b", 1), ("c", 2), ("nieuw", 9)]
    assert moved(before, after) == [Moved("a", 1), Moved("b", -2)]
    assert [one.in_words for one in moved(before, after)] == ["a +1", "b −2"]
