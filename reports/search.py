"""How the things of reports are found: indicators, by name and definition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.queries.information import found_indicators
from werkbedrijf.web.search import SHOWN, Group, Hit, register_searcher
from werkbedrijf.web.words import around


@register_searcher(50)
def indicators(user: Any, words: Sequence[str], every: bool) -> Group:
    """What the board wants to know of the execution."""
    found = found_indicators(user, words, every)
    hits = [
        Hit(
            one.name,
            one.indicator_set.get_absolute_url(),
            where=str(one.indicator_set),
            snippet=around(one.definition, words),
            state=one.indicator_set.get_state_display(),
            kind="success" if one.indicator_set.is_adopted else "neutral",
            is_example=one.indicator_set.is_example,
        )
        for one in found[:SHOWN]
    ]
    return Group("Indicatoren", hits, found.count())
