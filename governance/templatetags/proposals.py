"""For proposals in templates: the amendments under an item, and which points are parts of the point above them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from governance.queries.amendments import AmendmentLine, ItemAmendments

register = template.Library()


@register.filter
def of_item(amendments: Mapping[int, ItemAmendments] | Any, item: Any) -> ItemAmendments:
    """What `amendments_of` found under this item; nothing when the page did not ask."""
    return (amendments or {}).get(item.pk) or ItemAmendments()


@register.filter
def of_vote(amended: ItemAmendments | Any, vote: Any) -> AmendmentLine | None:
    """The amendment that this vote is about, or None for a vote on the proposal."""
    return amended.of_vote(vote) if amended and vote else None


@register.filter
def is_part(number: str) -> bool:
    """Whether a decision point is a part of another: 3a of 3."""
    return number[-1:].isalpha()
