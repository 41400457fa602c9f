"""The kinds that instruments stores and reasons with, with their Dutch names on the screen.

Plain Python (no Django), so that domain/ can use the same words as the models.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A stored value with the words that stand for it on the screen (as in quotum, which instruments does not know)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """The pairs that a model or form field takes."""
        return [(member.value, member.label) for member in cls]


class Provider(LabelledEnum):
    """Who offers an instrument: each has its own law, so each has its own side of the entry (article 7)."""

    MUNICIPALITY = "municipality", "gemeente"
    UWV = "uwv", "UWV"


class Benefit(LabelledEnum):
    """What the candidate lives on the day before the job starts: it tells who serves the candidate."""

    PARTICIPATION = "bijstand", "bijstand (Participatiewet)"
    UNEMPLOYMENT = "ww", "WW"
    WAJONG = "wajong", "Wajong"
    DISABILITY = "wia", "WIA, WAO of WAZ"
    NONE = "geen", "geen uitkering"


class Verdict(LabelledEnum):
    """What the finder says of an instrument for a candidate: advice, never a decision."""

    POSSIBLE = "possible", "kan"
    MAYBE = "maybe", "misschien"
    NO = "no", "kan niet"
