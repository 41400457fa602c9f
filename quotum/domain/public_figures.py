"""What the public page and its files say of their figures (rounded by werkbedrijf/lib/rounding.py, each by itself)."""

from __future__ import annotations

NOTE = (
    "Alle aantallen zijn afgerond op vijftallen, elk afzonderlijk. Delen tellen daardoor niet altijd op tot hun "
    "totaal. Leeg betekent: geen cijfer."
)
