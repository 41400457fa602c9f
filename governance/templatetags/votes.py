"""Words for votes in templates: what a seat chose, what came out, and the kind of badge that goes with it."""

from __future__ import annotations

from django import template

from governance.domain.outcome import Outcome, SeatState
from governance.enums import VoteState
from governance.models import Vote
from governance.queries import now

register = template.Library()

_KINDS = {
    Outcome.ADOPTED: "success",
    Outcome.REJECTED: "danger",
    Outcome.TIED: "warning",
    Outcome.NOT_ADOPTED: "danger",
    Outcome.NO_DECISION: "neutral",
}


@register.filter
def choice_word(choice: str | None) -> str:
    """ "for" → "voor"; no choice → "niet gestemd"."""
    return now.STATE_WORDS[SeatState(choice)] if choice else now.STATE_WORDS[SeatState.NOT_VOTED]


@register.filter
def vote_word(vote: Vote) -> str:
    """The state of a vote, or its result: "stemming loopt", "aangenomen"."""
    return now.vote_word(vote)


@register.filter
def vote_kind(vote: Vote) -> str:
    """The kind of components/status_badge.html that goes with a vote."""
    if vote.state == VoteState.OPEN:
        return "warning"
    return "neutral" if vote.state == VoteState.BROKEN_OFF else _KINDS[Outcome(vote.result)]


@register.filter
def ground_words(ground: str) -> str:
    """ "aangenomen" alone reads like "adopted" beside an outcome: say that it fills a silence of the agreement."""
    return ground.replace("aangenomen", "eigen regel, omdat de overeenkomst hierover zwijgt")
