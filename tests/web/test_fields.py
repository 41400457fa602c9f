"""A whole number as a Dutch reader writes it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from werkbedrijf.web.fields import WholeNumberField


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("1.000", 1000), ("12.500.000", 12_500_000), (" 7 ", 7), ("-1.000", -1000)],
)
def test_points_part_thousands(typed: str, number: int) -> None:
    assert WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["1.0", "1.00", "10,5", "1,000", "1.0000", "1..000", "x"])
def test_anything_else_with_a_point_or_comma_is_refused_not_guessed(typed: str) -> None:
    with pytest.raises(ValidationError):
        WholeNumberField().clean(typed)


def test_empty_is_empty() -> None:
    assert WholeNumberField(required=False).clean("") is None
