"""What should come on an agenda in time: each app registers its own yearly items, governance shows and adds them.

An app registers in its own `panels.py`, so that governance needs no import of its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Suggestion:
    """An item that an agenda could have. key: names it in an address. why: the sentence on the page of who prepares.

    The title holds the year: what stands on an agenda under this title is not put forward again.
    """

    key: str
    title: str
    why: str
    explanation: str = ""


SuggestionFunction = Callable[[date], Suggestion | None]
_found: dict[str, tuple[int, SuggestionFunction]] = {}


def register_suggestion(order: int) -> Callable[[SuggestionFunction], SuggestionFunction]:
    """Registers `fn(day of the meeting) -> Suggestion | None`."""

    def decorate(function: SuggestionFunction) -> SuggestionFunction:
        _found[f"{function.__module__}.{function.__qualname__}"] = (order, function)
        return function

    return decorate


def suggestions_for(day: date) -> list[Suggestion]:
    """What all apps put forward for a meeting on this day, in order."""
    ordered = sorted(_found.items(), key=lambda entry: (entry[1][0], entry[0]))
    return [found for _, (_, function) in ordered if (found := function(day)) is not None]
