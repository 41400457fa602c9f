"""How a percentage is written: "12,3 %", on screen and on paper, with a space at which no line ends."""

from __future__ import annotations

SIGN = "\u00a0%"


def in_percent(number: str) -> str:
    """A number that is written already, with its sign: "12,3" → "12,3 %"."""
    return f"{number}{SIGN}"
