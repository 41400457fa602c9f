"""How instruments are found: in the base package that a reader has before them, with the decision that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from governance.permissions import today
from instruments.queries import catalogue_in_force, found_entries, shown_catalogue
from werkbedrijf.web.search import SHOWN, Group, Hit, register_searcher


@register_searcher(20)
def instruments(user: Any, words: Sequence[str], every: bool) -> Group:
    """By name, summary and what either side offers."""
    on = today()
    catalogue = shown_catalogue(user, on)
    if catalogue is None:
        return Group("Instrumenten", [], 0)
    found = found_entries(catalogue, words, every)
    in_force, decision = catalogue == catalogue_in_force(on), catalogue.decision
    hits = [
        Hit(
            entry.name,
            entry.get_absolute_url(),
            where=f"Basispakket, versie {catalogue.number}",
            snippet=entry.summary,
            state="vervallen"
            if not entry.is_available(on)
            else "geldt"
            if in_force
            else "nog niet vastgesteld",
            kind="success" if in_force and entry.is_available(on) else "neutral",
            later=f"Waarom is dit zo? Besluit {decision.number} stelde het basispakket vast"
            if decision
            else "",
            later_url=f"{decision.get_absolute_url()}#waarom" if decision else "",
            is_example=catalogue.is_example,
        )
        for entry in found[:SHOWN]
    ]
    return Group("Instrumenten", hits, found.count())
