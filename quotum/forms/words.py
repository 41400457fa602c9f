"""Sentences that several forms of this room share."""

from __future__ import annotations


def between(sentence: str, missing: str) -> dict[str, str]:
    """One sentence for every way in which a whole number can be wrong, and one for when it is missing."""
    return {"min_value": sentence, "max_value": sentence, "invalid": sentence, "required": missing}


def choose(sentence: str) -> dict[str, str]:
    """One sentence for a choice that is missing or not in the list."""
    return {"required": sentence, "invalid_choice": sentence}
