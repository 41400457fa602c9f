"""Parts of pages about actions, which look up themselves what they show: of a meeting, a decision and a party."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.urls import reverse

from governance.actions.commitments import HELD
from governance.domain.due import due_words
from governance.models import Action, Decision, Meeting, Owner, Party, Person
from governance.models.actions import kind_of
from governance.permissions import today
from governance.permissions.actions import can_record_action, reads_actions, visible_actions
from governance.queries.actions import actions_before, actions_from, actions_of_party, tasks_of

register = template.Library()


@register.filter
def due_in(action: Action, on: date) -> str:
    """ "3 dagen te laat", "over 5 dagen"; nothing for one that is finished."""
    return due_words(action.due_on, on) if action.is_open else ""


@register.filter
def is_late(action: Action, on: date) -> bool:
    return action.is_open and action.due_on < on


@register.filter
def owner_url(owner: Owner) -> str:
    """The page of all that this seat, party or person owes."""
    key = owner.pk if isinstance(owner, Person) else owner.slug
    return reverse("governance:action_owner", args=[kind_of(owner).label, key])


@register.inclusion_tag("governance/actions/meeting_actions.html", takes_context=True)
def meeting_actions(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """What is open and so stands on every agenda, and what came from this meeting."""
    user = context["request"].user
    if not reads_actions(user):
        return {}
    return {
        "meeting": meeting,
        "before": actions_before(meeting, user),
        "came_of_it": actions_from(meeting, user) if meeting.state in HELD else [],
        "may_record": can_record_action(user) and meeting.state in HELD,
        "day": today(),
    }


@register.inclusion_tag("governance/actions/decision_tasks.html", takes_context=True)
def decision_tasks(context: template.Context, decision: Decision) -> dict[str, Any]:
    """The tasks that a decision handed out, with their state."""
    return {"tasks": tasks_of(decision, context["request"].user), "day": today()}


@register.inclusion_tag("governance/actions/party_actions.html", takes_context=True)
def party_actions(context: template.Context, party: Party) -> dict[str, Any]:
    """What a party owes, for who may see that."""
    user = context["request"].user
    if not reads_actions(user):
        return {}
    return {"party": party, "actions": actions_of_party(party, user), "shown": True, "day": today()}


@register.simple_tag(takes_context=True)
def may_record_actions(context: template.Context) -> bool:
    return can_record_action(context["request"].user)


@register.simple_tag(takes_context=True)
def has_actions_to_read(context: template.Context) -> bool:
    """Whether the page of actions is of any use: staff of UWV and the werkplein see nothing there but their own."""
    user = context["request"].user
    return can_record_action(user) or visible_actions(user).exists()
