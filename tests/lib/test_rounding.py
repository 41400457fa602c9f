"""Counts for who does not sign in."""

from __future__ import annotations

import pytest

from werkbedrijf.lib.rounding import rounded


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (1234, 1235), (None, None)]
)
def test_public_figures_are_rounded_to_five(count: int | None, expected: int | None) -> None:
    assert rounded(count) == expected


def test_rounding_below_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not below 0"):
        rounded(-1)
