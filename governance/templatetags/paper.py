"""Parts of pages about a vote on paper, which look up themselves what they show: opening, counting, who counted."""

from __future__ import annotations

from typing import Any

from django import template

from governance.domain.paper import secrecy_warning
from governance.enums import VoteMethod
from governance.models import AgendaItem, Vote
from governance.permissions import is_secretariat
from governance.queries.matters import undecided_points
from governance.queries.meetings import seat_lines
from governance.queries.paper import chooses_vice_chair, paper_voters, standing_count

register = template.Library()


@register.inclusion_tag("governance/votes/paper_open.html", takes_context=True)
def paper_open(context: template.Context, item: AgendaItem) -> dict[str, Any]:
    """Opening a secret vote on the item's proposal: only for persons, with what paper cannot keep secret."""
    proposal = getattr(item, "proposal", None)
    about_a_person = proposal is not None and chooses_vice_chair(item)
    may_mark = is_secretariat(context["request"].user)
    if proposal is None or not (about_a_person or may_mark):
        return {}
    present = [line for line in seat_lines(item.meeting) if line.is_present]
    away = item.recusals.filter(withdrawn_at=None, seat__in=[line.seat for line in present]).count()
    points = undecided_points(proposal)
    return {
        "item": item,
        "about_a_person": about_a_person,
        "warning": secrecy_warning(len(present) - away),
        "points": points if len(points) > 1 else [],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("governance/votes/paper_count.html", takes_context=True)
def paper_count(context: template.Context, vote: Vote) -> dict[str, Any]:
    """The count of an open vote on paper: the form, or the totals that wait for another person."""
    standing = standing_count(vote)
    return {
        "vote": vote,
        "standing": standing,
        "is_own": standing is not None and standing.entered_by_id == context["request"].user.pk,
        "voters": paper_voters(vote),
        "rejected": vote.paper_counts.exclude(rejected_at=None).count(),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("governance/votes/paper_note.html")
def paper_note(vote: Vote) -> dict[str, Any]:
    """That a vote was secret and who counted it; nothing for another vote."""
    return {"sheet": standing_count(vote)} if vote.method == VoteMethod.PAPER else {}
