"""Stored values with their Dutch names; plain Python, so that domain/ can use the same words as the models."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A stored value with the words that stand for it on the screen."""

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
