"""A hamerstuk: adopted without a vote when nobody asks for one (rule 12); any member can ask for one before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.rosters import begin_vote, lock_meeting, lock_to_vote, refuse_undecidable
from governance.actions.votes import settle
from governance.domain.hammer import adopt_without_vote
from governance.enums import AgendaItemKind, MeetingState, VoteMethod
from governance.models import AgendaItem, Person, Seat, Vote
from governance.permissions import can_run_meeting, current_term
from governance.queries.votes import roster, seat_state
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

_TIMES = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED)


@transaction.atomic
def adopt_hammer_item(item: AgendaItem, by: Person, *, now: datetime | None = None) -> Vote:
    """Adopt a hamerstuk without a vote, recorded as such: a closed vote without ballots, and its decisions.

    Raises DomainError for an item that is no hamerstuk, Conflict when a member asked for a vote, and what `open_vote`
    raises.
    """
    at = now or timezone.now()
    meeting = lock_to_vote(item, by)
    item = AgendaItem.objects.select_related("proposal").get(pk=item.pk)
    if item.kind != AgendaItemKind.HAMMER:
        raise DomainError("Dit agendapunt is geen hamerstuk. Open een stemming.")
    if item.lifted_at is not None:
        raise Conflict(f"De zetel {item.lifted_by} vroeg om een stemming. Open een stemming over dit punt.")
    refuse_undecidable(item, method=VoteMethod.NO_VOTE)
    vote = begin_vote(meeting, item, by, at, method=VoteMethod.NO_VOTE)
    vote.ballots_closed_at = at
    states = [seat_state(line.present, line.choice, recused=line.recused) for line in roster(vote)]
    return settle(vote, adopt_without_vote(vote.rule_set.rules(), states), by, at)


@transaction.atomic
def lift_hammer_item(item: AgendaItem, seat: Seat, by: Person, *, now: datetime | None = None) -> AgendaItem:
    """A member asks for a vote: the item is no hamerstuk any more. By the member, or by who leads for a seat.

    Twice is once. Raises DomainError for an item that is no hamerstuk, Conflict once it was adopted.
    """
    at = now or timezone.now()
    meeting = lock_meeting(item.meeting_id)
    item = AgendaItem.objects.get(pk=item.pk)
    term = current_term(by)
    if not can_run_meeting(by, meeting) and (term is None or term.seat_id != seat.pk):
        raise NotAllowed("Een lid vraagt voor de eigen zetel om een stemming.")
    if item.kind != AgendaItemKind.HAMMER:
        raise DomainError("Dit agendapunt is geen hamerstuk: er komt al een stemming.")
    if meeting.state not in _TIMES:
        raise Conflict("Om een stemming vraagt u vanaf het bijeenroepen tot de vergadering sluit.")
    if item.votes.filter(decisions__isnull=False).exists():
        raise Conflict("Dit hamerstuk is al aangenomen. U kunt nog laten aantekenen dat u tegen bent.")
    if item.recusals.filter(seat=seat, withdrawn_at=None).exists():
        raise DomainError(f"De zetel {seat} doet bij dit agendapunt niet mee.")
    if item.lifted_at is not None:
        return item
    item.lifted_by, item.lifted_at = seat, at
    item.save(update_fields=["lifted_by", "lifted_at"])
    bump(meeting)
    append_event("hammer_lifted", by, {"meeting": meeting.pk, "item": item.pk, "seat": seat.slug}, at)
    return item
