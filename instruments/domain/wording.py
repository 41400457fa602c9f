"""Numbers in Dutch, for sentences that the rules themselves write."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = int | Decimal | Fraction


def as_decimal(value: Number, decimals: int) -> Decimal:
    """The value rounded to this many decimals, halves away from zero, as people do on paper."""
    exact = Fraction(value)
    scaled = exact * 10**decimals
    whole: Decimal = (Decimal(scaled.numerator) / scaled.denominator).quantize(Decimal(1), ROUND_HALF_UP)
    return whole.scaleb(-decimals)


def dutch(value: Number, decimals: int) -> str:
    """1234.5 with two decimals as "1.234,50"."""
    return f"{as_decimal(value, decimals):,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def euro(value: Number) -> str:
    """1234.5 as "€ 1.234,50"."""
    return f"€\u00a0{dutch(value, 2)}"


def whole_euro(value: Number) -> str:
    """1234.5 as "€ 1.235"."""
    return f"€\u00a0{dutch(value, 0)}"


def trimmed(value: Number) -> str:
    """With the decimals that it has and no more, at most four: 23.50 as "23,5", 8 as "8"."""
    written = dutch(value, 4)
    return written.rstrip("0").rstrip(",")
