"""The part of the page of parties and seats about the vice-chair."""

from __future__ import annotations

from typing import Any

from django import template

from governance.models import ViceChairTerm
from governance.permissions import is_secretariat, today
from governance.queries.vice_chairs import can_be_nominated, nominations, vice_chair_history

register = template.Library()


@register.inclusion_tag("governance/parties/vice_chairs.html", takes_context=True)
def vice_chairs(context: template.Context) -> dict[str, Any]:
    """Who was and is vice-chair, by which decision; for the secretariat also the nominations."""
    prepares = is_secretariat(context["request"].user)
    return {
        "history": vice_chair_history(),
        "current": ViceChairTerm.objects.select_related("decision__article").in_force(today()),
        "day": today(),
        "prepares": prepares,
        "nominations": nominations() if prepares else [],
        "seats": can_be_nominated(today()) if prepares else [],
        "csrf_token": context.get("csrf_token"),
    }
