"""Notes after a vote: a mistake, or dissent from a hamerstuk. They stand beside the outcome and change nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.enums import NoteKind, VoteMethod, VoteState
from governance.models import Person, Seat, Vote, VoteNote, VoteSeat
from governance.permissions import can_run_meeting
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def note_mistake(vote: Vote, by: Person, text: str, *, now: datetime | None = None) -> VoteNote:
    """A member's own note that the vote of the seat was a mistake; the outcome stays as it is (rule 15).

    By the person who voted for the seat only, after closing. The same words twice are one note. Raises Conflict while
    ballots can still be cast, NotAllowed for others, DomainError without words.
    """
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    line = vote.seats.select_related("seat").filter(person=by, present=True, recused=False).first()
    if line is None:
        raise NotAllowed("Alleen wie in deze stemming stemde, kan een vergissing laten aantekenen.")
    if vote.is_open:
        raise Conflict("De stemming is nog open: u kunt uw stem nog wijzigen.")
    if vote.state == VoteState.BROKEN_OFF or vote.method != VoteMethod.SEATS:
        raise Conflict("In deze stemming is van uw zetel geen stem geteld. Er valt niets te herstellen.")
    if not text.strip():
        raise DomainError("Schrijf op wat de vergissing was.")
    return _note(vote, line, NoteKind.MISTAKE, text, by, now)


@transaction.atomic
def note_dissent(
    vote: Vote, seat: Seat, by: Person, text: str = "", *, now: datetime | None = None
) -> VoteNote:
    """A seat that wants to be taken to be against what was adopted without a vote (rule 12). Once for a seat.

    By the member itself, or by who leads for a member in the room, while the meeting lasts. Raises Conflict afterwards
    or when there was a vote, NotAllowed for others and for a seat that took no part.
    """
    vote = Vote.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=vote.pk)
    line = vote.seats.select_related("seat").filter(seat=seat, present=True, recused=False).first()
    if line is None:
        raise NotAllowed(f"De zetel {seat} deed bij dit hamerstuk niet mee.")
    if line.person_id != by.pk and not can_run_meeting(by, vote.meeting):
        raise NotAllowed("U laat dit alleen voor uw eigen zetel aantekenen.")
    if vote.method != VoteMethod.NO_VOTE or not vote.is_closed:
        raise Conflict("Hier is gestemd: uw stem staat bij de uitslag.")
    if not vote.meeting.is_open:
        raise Conflict("De vergadering is voorbij: aantekenen kan alleen tijdens de vergadering.")
    standing = line.notes.filter(kind=NoteKind.DISSENT).first()
    return standing or _note(vote, line, NoteKind.DISSENT, text, by, now)


def _note(
    vote: Vote, line: VoteSeat, kind: NoteKind, text: str, by: Person, now: datetime | None
) -> VoteNote:
    at = now or timezone.now()
    words = text.strip()[:500]
    repeated = line.notes.filter(kind=kind, text=words).first()
    if repeated is not None:
        return repeated
    note = VoteNote.objects.create(vote_seat=line, kind=kind, text=words, noted_by=by, noted_at=at)
    bump(vote.meeting)
    append_event("vote_noted", by, {"vote": vote.pk, "seat": line.seat.slug, "kind": str(kind)}, at)
    return note
