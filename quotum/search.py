"""How the things of quotum are found: employers, by name or KvK number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotum.queries.commitments import employers_found
from werkbedrijf.web.search import SHOWN, Group, Hit, register_searcher


@register_searcher(40)
def employers(user: Any, words: Sequence[str], every: bool) -> Group:
    """Employers, with what they promised."""
    found = employers_found(user, words, every)
    hits = [
        Hit(
            one.name,
            one.get_absolute_url(),
            where="Werkgever",
            snippet=f"{one.commitment_count} {'toezegging' if one.commitment_count == 1 else 'toezeggingen'}",
            is_example=one.is_example,
        )
        for one in found[:SHOWN]
    ]
    return Group("Werkgevers", hits, found.count())
