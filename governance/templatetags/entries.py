"""Parts of pages about choices taken down by two people: taking down, confirming, and the mark on the outcome."""

from __future__ import annotations

from typing import Any

from django import template

from governance.enums import BallotChoice, VoteMethod
from governance.models import Vote
from governance.queries.entries import may_be_taken_down, own_entry, taken_down, waiting_entries

register = template.Library()


@register.inclusion_tag("governance/votes/entries_run.html", takes_context=True)
def entries_run(context: template.Context, vote: Vote) -> dict[str, Any]:
    """For who leads an open vote by seats: what waits for confirmation, and a form to take a choice down."""
    return {
        "vote": vote,
        "waiting": waiting_entries(vote),
        "seats": may_be_taken_down(vote),
        "choices": BallotChoice.choices,
        "user": context["request"].user,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("governance/votes/entry_own.html", takes_context=True)
def entry_own(context: template.Context, vote: Vote) -> dict[str, Any]:
    """For the member: what was taken down for the own seat, to confirm or reject."""
    is_open = vote.is_open and vote.method == VoteMethod.SEATS
    return {
        "entry": own_entry(vote, context["request"].user) if is_open else None,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("governance/votes/taken_down.html")
def taken_down_marks(vote: Vote) -> dict[str, Any]:
    """Which seats' choices were taken down by two people, how and why."""
    return {"marks": taken_down(vote) if vote.method == VoteMethod.SEATS else []}
