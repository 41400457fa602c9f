"""A seat that takes no part in one item because of an own interest (rule 14), noted with a reason, and withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.treatments import follow_treatment
from governance.enums import MeetingState
from governance.models import AgendaItem, Meeting, Person, Recusal, Seat
from governance.permissions import can_run_meeting, current_term
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

_TIMES = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED)


@transaction.atomic
def recuse(item: AgendaItem, seat: Seat, by: Person, reason: str, *, now: datetime | None = None) -> Recusal:
    """Note that the seat takes no part in this item, with the reason; by the member, or by whoever leads.

    It has no vote and is not counted; a chair counts as absent and the vice-chair presides (rule 6). Twice is once.
    Raises Conflict while a vote on the item runs, NotAllowed for another's seat, DomainError without a reason.
    """
    at = now or timezone.now()
    meeting = _lock(item)
    _refuse(meeting, item, seat, by)
    if not reason.strip():
        raise DomainError("Geef de reden waarom deze zetel niet meedoet.")
    standing = item.recusals.filter(seat=seat, withdrawn_at=None).first()
    if standing is not None:
        return standing
    recusal = Recusal.objects.create(
        item=item, seat=seat, reason=reason.strip()[:300], noted_by=by, noted_at=at
    )
    _tell(meeting, "seat_recused", recusal, by, at)
    return recusal


@transaction.atomic
def withdraw_recusal(item: AgendaItem, seat: Seat, by: Person, *, now: datetime | None = None) -> None:
    """The seat takes part again, from the next vote on; what was noted stays readable."""
    at = now or timezone.now()
    meeting = _lock(item)
    _refuse(meeting, item, seat, by)
    standing = item.recusals.filter(seat=seat, withdrawn_at=None).first()
    if standing is None:
        return
    standing.withdrawn_at = at
    standing.save(update_fields=["withdrawn_at"])
    _tell(meeting, "recusal_withdrawn", standing, by, at)


def _lock(item: AgendaItem) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=item.meeting_id)


def _refuse(meeting: Meeting, item: AgendaItem, seat: Seat, by: Person) -> None:
    if meeting.state not in _TIMES:
        raise Conflict("Niet meedoen geeft u aan vanaf het bijeenroepen tot de vergadering sluit.")
    term = current_term(by)
    if not can_run_meeting(by, meeting) and (term is None or term.seat_id != seat.pk):
        raise NotAllowed("U kunt dit alleen voor uw eigen zetel aangeven.")
    if item.votes.running().exists():
        raise Conflict(
            "Er loopt een stemming over dit punt: wie daarin meestemt, ligt vast. Rond haar af of breek haar af."
        )


def _tell(meeting: Meeting, kind: str, recusal: Recusal, by: Person, at: datetime) -> None:
    """Screens and ledger; never the reason, which is for the participants only."""
    follow_treatment(meeting, at)
    bump(meeting)
    facts = {"meeting": meeting.pk, "item": recusal.item_id, "seat": recusal.seat.slug}
    append_event(kind, by, facts, at)
