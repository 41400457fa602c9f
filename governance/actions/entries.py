"""A choice spoken or on paper because a device fails: taken down by one person, a ballot once another confirms it.

Only while the vote is open. The member's own later ballot takes its place, as any later ballot does (rule 15).
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.rosters import lock_meeting, refuse_other_hands
from governance.enums import BallotChoice, BallotManner, VoteMethod
from governance.models import Ballot, BallotEntry, Person, Seat, Vote
from governance.queries.entries import waiting_entries
from governance.queries.evidence import ballot_facts
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

LONGEST_REASON = 300  # characters


@transaction.atomic
def take_down_ballot(
    vote: Vote,
    seat: Seat,
    by: Person,
    choice: str,
    *,
    manner: str,
    reason: str,
    now: datetime | None = None,
) -> BallotEntry:
    """Take down what this seat chose, spoken or on paper, and why the member cannot vote alone.

    Raises NotAllowed for who does not lead, DomainError for an unknown choice or manner, no reason, or a seat that has
    no vote here; Conflict when the vote is closed or an entry for the seat waits.
    """
    at = now or timezone.now()
    vote = _lock_open(vote)
    refuse_other_hands(by, vote.meeting, vote.item)
    roster = vote.seats.filter(seat=seat, present=True, recused=False).first()
    if roster is None:
        raise DomainError(f"De zetel {seat} stemt in deze stemming niet mee.")
    if choice not in BallotChoice.values:
        raise DomainError("Kies voor, tegen of onthouding.")
    if manner not in (BallotManner.SPOKEN, BallotManner.WRITTEN):
        raise DomainError("Kies of de stem mondeling of op papier is uitgebracht.")
    if not reason.strip():
        raise DomainError("Geef de reden waarom het lid niet zelf stemt.")
    if waiting_entries(vote).filter(vote_seat=roster).exists():
        raise Conflict(f"Voor de zetel {seat} wacht al een opgenomen stem op bevestiging.")
    entry = BallotEntry.objects.create(
        vote_seat=roster,
        choice=choice,
        manner=manner,
        reason=reason.strip()[:LONGEST_REASON],
        entered_by=by,
        entered_at=at,
    )
    bump(vote.meeting)
    append_event(
        "ballot_taken_down", by, {"vote": vote.pk, "entry": entry.pk, "seat": seat.slug, "manner": manner}, at
    )
    return entry


@transaction.atomic
def confirm_entry(entry: BallotEntry, by: Person, *, now: datetime | None = None) -> Ballot:
    """Confirm what another took down: it becomes the seat's ballot, with how it came in and who took it down.

    By the member of that seat, or another who leads. Raises NotAllowed for who took it down and for others, Conflict
    when it does not wait any more, the vote is closed, or the member has voted since.
    """
    at = now or timezone.now()
    vote = _lock_open(entry.vote_seat.vote)
    entry = _still_waiting(vote, entry)
    roster = entry.vote_seat
    if roster.person_id != by.pk:
        refuse_other_hands(by, vote.meeting, vote.item)
    if entry.entered_by_id == by.pk:
        raise NotAllowed(
            "U nam deze stem zelf op. Het lid, of een ander die de vergadering leidt, bevestigt."
        )
    last = roster.ballots.order_by("-sequence").first()
    if last is not None and last.cast_at > entry.entered_at:
        raise Conflict("Het lid heeft intussen zelf gestemd. Wijs de opgenomen stem af.")
    ballot = Ballot.objects.create(
        vote_seat=roster,
        sequence=last.sequence + 1 if last else 1,
        choice=entry.choice,
        cast_by=by,
        cast_at=at,
        text_sha256=vote.proposal_version.sha256,
        request_key=uuid4(),
        manner=entry.manner,
        entered_by=entry.entered_by,
    )
    entry.ballot = ballot
    entry.save(update_fields=["ballot"])
    bump(vote.meeting)
    append_event("ballot_cast", by, {**ballot_facts(ballot), "entry": entry.pk}, at)
    return ballot


@transaction.atomic
def reject_entry(entry: BallotEntry, by: Person, *, now: datetime | None = None) -> BallotEntry:
    """Reject what was taken down: it stays readable and never counts. By the member, or who leads."""
    at = now or timezone.now()
    vote = _lock_open(entry.vote_seat.vote)
    entry = _still_waiting(vote, entry)
    if entry.vote_seat.person_id != by.pk:
        refuse_other_hands(by, vote.meeting, vote.item)
    entry.rejected_at = at
    entry.save(update_fields=["rejected_at"])
    bump(vote.meeting)
    append_event("ballot_entry_rejected", by, {"vote": vote.pk, "entry": entry.pk}, at)
    return entry


def refuse_waiting_entries(vote: Vote) -> None:
    """A vote does not close over a choice that somebody gave and nobody confirmed: Conflict names the seat."""
    waiting = waiting_entries(vote).first()
    if waiting is not None:
        raise Conflict(
            f"De opgenomen stem van de zetel {waiting.vote_seat.seat} is nog niet bevestigd. "
            "Bevestig haar of wijs haar af; sluit daarna de stemming."
        )


def _lock_open(vote: Vote) -> Vote:
    """The vote, locked after its meeting as every act on a vote does; Conflict unless it is open and by seats."""
    meeting = lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    vote.meeting = meeting
    if vote.method != VoteMethod.SEATS:
        raise DomainError("In een geheime stemming wordt geen stem van een zetel opgenomen.")
    if not vote.is_open:
        raise Conflict("De stemming is gesloten: er wordt geen stem meer opgenomen of bevestigd.")
    return vote


def _still_waiting(vote: Vote, entry: BallotEntry) -> BallotEntry:
    waiting = waiting_entries(vote).filter(pk=entry.pk).first()
    if waiting is None:
        raise Conflict("Deze opgenomen stem is al bevestigd of afgewezen.")
    return waiting
