"""How the things of reports are found: indicators by name and definition, plans by the text of their chapters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.permissions.information import can_follow_information
from reports.queries.information import found_indicators
from reports.queries.market_plan import found_chapters, named_plans
from werkbedrijf.web.search import SHOWN, Group, Hit, register_page, register_searcher
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


@register_searcher(52)
def market_plans(user: Any, words: Sequence[str], every: bool) -> Group:
    """Plans by their name, else chapters by their text."""
    plans = named_plans(user, words)
    if plans is not None:
        named = [
            Hit(str(one), one.get_absolute_url(), where=f"versie {one.version}", is_example=one.is_example)
            for one in plans[:SHOWN]
        ]
        return Group("Marktbewerkingsplan", named, plans.count())
    found = found_chapters(user, words, every)
    hits = [
        Hit(
            str(one),
            f"{one.part.plan.get_absolute_url()}#hoofdstuk-{one.outline.number}",
            where=str(one.part.plan),
            snippet=around(one.text, words),
            state=one.part.state_word,
            kind=one.part.state_kind,
            is_example=one.part.plan.is_example,
        )
        for one in found[:SHOWN]
    ]
    return Group("Marktbewerkingsplan", hits, found.count())


register_page("Marktbewerkingsplan", "reports:market_plan_list", "werkplein jaarplan")
register_page("Bijdragen van de partijen", "reports:contribution_list", "uren capaciteit")
register_page(
    "Informatie van de uitvoering",
    "reports:information_overview",
    "uitvragen indicatoren",
    may=can_follow_information,
)
