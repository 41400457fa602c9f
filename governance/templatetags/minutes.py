"""The minutes of a meeting, for the pages that lead to them."""

from __future__ import annotations

from typing import Any

from django import template

from governance.models import Meeting, Minutes
from governance.permissions import is_secretariat
from governance.queries import minutes

register = template.Library()


@register.simple_tag
def minutes_of(meeting: Meeting, user: Any) -> Minutes | None:
    """The minutes that this person reads; None when there are none, or none yet for them."""
    return minutes.minutes_of(meeting, user)


@register.simple_tag
def may_write_minutes(meeting: Meeting, user: Any) -> bool:
    """Whether this person writes the minutes of this meeting now: begun or not, and not yet adopted."""
    if not is_secretariat(user) or meeting.state not in minutes.TO_WRITE:
        return False
    in_hand = minutes.minutes_in_hand(meeting)
    return in_hand.is_draft if in_hand else not minutes.minutes_versions(meeting, user)
