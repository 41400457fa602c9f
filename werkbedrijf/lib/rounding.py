"""Figures for who does not sign in: rounded to 5, so that no small group of people can be made out."""

from __future__ import annotations

STEP = 5


def rounded(count: int | None) -> int | None:
    """The nearest multiple of 5, halves up (2 → 0, 3 → 5); nothing stays nothing. Raises ValueError below 0."""
    if count is None:
        return None
    if count < 0:
        raise ValueError("a count is not below 0")
    return (2 * count + STEP) // (2 * STEP) * STEP
