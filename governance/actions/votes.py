"""The vote: opened with a frozen roster, ballots taken under a lock, closed, counted and adopted in one transaction.

Both casting and closing lock the vote row. Without that in both, an acknowledged ballot can be missing from the count.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.amendments import conclude_amendment
from governance.actions.decisions import decide
from governance.actions.entries import refuse_waiting_entries
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.proposals import return_to_draft
from governance.actions.rosters import (
    begin_vote,
    lock_meeting,
    lock_to_vote,
    refuse_other_hands,
    refuse_undecidable,
)
from governance.domain.outcome import DecidingVote, Outcome, TallyOutcome
from governance.enums import VoteMethod, VoteState
from governance.models import (
    AgendaItem,
    Amendment,
    DecisionPoint,
    Meeting,
    Person,
    Vote,
)
from governance.permissions import can_give_deciding_vote
from governance.queries.evidence import closing_facts
from governance.queries.matters import points_of
from governance.queries.votes import count
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def open_vote(
    item: AgendaItem,
    by: Person,
    *,
    point: DecisionPoint | None = None,
    amendment: Amendment | None = None,
    method: str = VoteMethod.SEATS,
    now: datetime | None = None,
) -> Vote:
    """Open the vote on an item's proposal, with who is entitled, present and presiding frozen in it.

    point: on this decision point alone; what it carries is adopted with it. amendment: on that amendment, before the
    proposal itself. Without either: on every point that was not decided on its own. A second vote on what was not
    adopted refers to the first (`follows`).

    Raises Conflict: the meeting is not open, another vote runs, or the matter is already decided.
    Raises DomainError: no proposal, or nobody is present. Source: article 6; rule set in force today.
    """
    at = now or timezone.now()
    meeting = lock_to_vote(item, by)
    refuse_undecidable(item, point, amendment, method)
    return begin_vote(meeting, item, by, at, point=point, amendment=amendment, method=method)


@transaction.atomic
def close_vote(vote: Vote, by: Person, *, now: datetime | None = None) -> Vote:
    """Close the ballots, count, and write the decision with all it adopts. On a tie, ask for the deciding vote.

    Raises Conflict with who closed it and when, for the second of two who press at once.
    """
    at = now or timezone.now()
    meeting = lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    refuse_other_hands(by, meeting, vote.item)
    if not vote.is_open:
        raise _already_closed(vote)
    if vote.method == VoteMethod.PAPER:
        raise Conflict("Deze stemming sluit als een tweede persoon de telling van de briefjes bevestigt.")
    refuse_waiting_entries(vote)
    vote.ballots_closed_at = at
    return settle(vote, count(vote), by, at)


@transaction.atomic
def cast_deciding_vote(vote: Vote, by: Person, choice: str, *, now: datetime | None = None) -> Vote:
    """The chair's (or vice-chair's) deciding vote on a tie: "for", "against" or "declined" (rules 3 to 5)."""
    at = now or timezone.now()
    lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if not vote.is_tied:
        raise Conflict("Er wordt niet (meer) op een beslissende stem gewacht.")
    if not can_give_deciding_vote(by, vote):
        raise NotAllowed(f"Alleen de {vote.get_waiting_for_display()} geeft hier de beslissende stem.")
    if choice not in list(DecidingVote):
        raise DomainError("Kies voor, tegen of geen beslissende stem.")
    vote.deciding_vote = choice
    append_event(
        "deciding_vote_cast", by, {"vote": vote.pk, "office": vote.waiting_for, "choice": choice}, at
    )
    return settle(vote, count(vote, DecidingVote(choice)), by, at)


@transaction.atomic
def break_off_vote(vote: Vote, by: Person, reason: str, *, now: datetime | None = None) -> Vote:
    """Break off a vote opened by mistake: kept with its ballots and the reason, never counted (invariant 6)."""
    at = now or timezone.now()
    meeting = lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    refuse_other_hands(by, meeting, vote.item)
    if not vote.is_open:
        raise _already_closed(vote)
    if not reason.strip():
        raise DomainError("Geef de reden waarom de stemming wordt afgebroken.")
    vote.state = VoteState.BROKEN_OFF
    vote.closed_at, vote.ballots_closed_at, vote.closed_by = at, at, by
    vote.broken_off_reason = reason.strip()
    vote.save()
    bump(vote.meeting)
    append_event("vote_broken_off", by, {"vote": vote.pk}, at)
    return vote


def settle_open_votes(meeting: Meeting, by: Person, at: datetime) -> None:
    """At the end of a meeting: an open vote refuses it, a tie that still waits ends as not adopted (rule 4)."""
    for vote in meeting.votes.running().select_for_update():
        if vote.is_open:
            raise Conflict(
                "Er is nog een stemming open. Sluit die, of breek haar af, voordat u de vergadering sluit."
            )
        vote.deciding_vote = DecidingVote.DECLINED
        settle(vote, count(vote, DecidingVote.DECLINED), by, at)


def settle(vote: Vote, outcome: TallyOutcome, by: Person, at: datetime) -> Vote:
    """Store the outcome; unless it waits for a deciding vote, conclude: decide and adopt, or return the drafts.

    In the transaction, and under the lock on the vote, of whoever counted.
    """
    vote.outcome = outcome.to_json()
    vote.result, vote.sentence = outcome.result.value, outcome.sentence
    vote.decided_by = outcome.decided_by.value if outcome.decided_by else ""
    vote.waiting_for = outcome.waiting_for.value if outcome.waiting_for else ""
    if outcome.result is Outcome.TIED:
        vote.state = VoteState.TIED
    else:
        vote.state, vote.closed_at, vote.closed_by = VoteState.CLOSED, at, by
    vote.save()
    # Before what follows from it, so that the ledger reads in the order of cause and effect.
    append_event("vote_closed" if vote.is_closed else "vote_tied", by, closing_facts(vote), at)
    points = points_of(vote)
    if vote.amendment_id:
        conclude_amendment(vote, outcome, by, at)
    elif outcome.result is Outcome.ADOPTED:
        decide(vote, points, at)
    elif vote.is_closed:
        return_to_draft(points)
    bump(vote.meeting)
    return vote


def _already_closed(vote: Vote) -> Conflict:
    at = timezone.localtime(vote.ballots_closed_at) if vote.ballots_closed_at else None
    when = f" om {at:%H:%M:%S}" if at else ""
    who = f" door {vote.closed_by}" if vote.closed_by else ""
    return Conflict(
        f"Deze stemming is al gesloten{when}{who}. De uitslag staat op de pagina van de stemming."
    )
