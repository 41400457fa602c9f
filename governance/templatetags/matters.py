"""What a vote is about and who takes part in it, for the templates that show it."""

from __future__ import annotations

from typing import Any

from django import template

from governance.enums import MeetingState, NoteKind
from governance.models import AgendaItem, Proposal, Recusal, Seat, Vote, VoteSeat
from governance.permissions import current_term
from governance.queries import matters
from governance.queries.presiding import recusals_at, standing_recusals

register = template.Library()


@register.filter
def matter_words(vote: Vote) -> str:
    """What the vote is about: "het voorstel", "beslispunt 2", "amendement 1"."""
    return matters.matter_words(vote)


@register.simple_tag
def openings_of(item: AgendaItem) -> matters.Openings | None:
    return matters.openings(item)


@register.simple_tag
def point_states(proposal: Proposal, vote: Vote | None = None) -> dict[str, matters.PointState]:
    return matters.point_states(proposal, vote)


@register.filter
def of_number(states: dict[str, matters.PointState], number: str) -> matters.PointState | None:
    return states.get(number)


@register.simple_tag
def recusals_in(vote: Vote) -> list[Recusal]:
    """The seats that took no part in this vote, with their reasons: on pages for participants only."""
    return recusals_at(vote)


@register.simple_tag
def recusals_from(item: AgendaItem) -> list[Recusal]:
    return standing_recusals(item)


@register.simple_tag
def seat_of(user: Any) -> Seat | None:
    """The seat that this person holds or replaces, or None."""
    term = current_term(user)
    return term.seat if term else None


@register.simple_tag
def own_line(vote: Vote, user: Any) -> VoteSeat | None:
    """The line of this person on the list of the vote, when it took part."""
    return (
        vote.seats.filter(person=user, present=True, recused=False).first() if user.is_authenticated else None
    )


@register.filter
def may_dissent(vote: Vote, line: VoteSeat | None) -> bool:
    """Whether this seat can still have its dissent noted: after a hamerstuk, in the meeting, once."""
    return (
        line is not None
        and vote.is_closed
        and vote.method == "no_vote"
        and vote.meeting.state == MeetingState.OPEN
        and not line.notes.filter(kind=NoteKind.DISSENT).exists()
    )
