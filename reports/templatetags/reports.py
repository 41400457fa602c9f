"""What templates ask about who reads them."""

from __future__ import annotations

from typing import Any

from django import template

from reports.permissions import can_follow_reports

register = template.Library()


@register.filter
def follows_reports(user: Any) -> bool:
    """Whether "Plan en verslag" opens for this person."""
    return can_follow_reports(user)
