"""What happens to a meeting besides its order: called off, moved, suspended and resumed, or a draft thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.agenda import delete_item
from governance.actions.calls import owe_cancellation, owe_move
from governance.actions.carrying import CALLED_OFF, lapse_amendments
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.proposals import return_to_draft
from governance.enums import MeetingState
from governance.models import Meeting, MeetingMove, Person, PreparedText, Proposal, Suspension
from governance.permissions import can_run_meeting, is_secretariat, office_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def cancel_meeting(meeting: Meeting, by: Person, reason: str, *, now: datetime | None = None) -> Meeting:
    """Call off a meeting that was called. Who was called hears why; what was proposed is a draft again."""
    at = now or timezone.now()
    meeting = _locked_called(meeting, by, "afgelast")
    if not reason.strip():
        raise DomainError("Geef de reden waarom de vergadering is afgelast.")
    PreparedText.objects.filter(proposal__item__meeting=meeting).delete()
    for proposal in Proposal.objects.filter(item__meeting=meeting):
        return_to_draft(list(proposal.points.all()))
    lapse_amendments(meeting.items.values_list("pk", flat=True), CALLED_OFF, by, at)
    meeting.state, meeting.cancelled_at = MeetingState.CANCELLED, at
    meeting.cancelled_reason = reason.strip()[:300]
    meeting.save(update_fields=["state", "cancelled_at", "cancelled_reason"])
    owe_cancellation(meeting)
    bump(meeting)
    append_event("meeting_cancelled", by, {"meeting": meeting.pk}, at)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    by: Person,
    *,
    starts_at: datetime,
    place: str,
    online_url: str = "",
    reason: str,
    now: datetime | None = None,
) -> Meeting:
    """Give a called meeting another time or place. The earlier one stays readable; who was called hears of it."""
    at = now or timezone.now()
    meeting = _locked_called(meeting, by, "verplaatst")
    if not reason.strip():
        raise DomainError("Geef de reden waarom de vergadering is verplaatst.")
    if (starts_at, place, online_url) == (meeting.starts_at, meeting.place, meeting.online_url):
        raise DomainError("Tijd en plaats zijn dezelfde. Kies een andere tijd of plaats.")
    if starts_at < at:
        raise DomainError("Deze datum en tijd zijn voorbij. Kies een moment dat nog komt.")
    move = MeetingMove.objects.create(
        meeting=meeting,
        was_at=meeting.starts_at,
        was_place=meeting.place,
        reason=reason.strip()[:300],
        moved_by=by,
        moved_at=at,
    )
    meeting.starts_at, meeting.place, meeting.online_url = starts_at, place, online_url
    meeting.save(update_fields=["starts_at", "place", "online_url"])
    owe_move(meeting, move)
    bump(meeting)
    append_event("meeting_moved", by, {"meeting": meeting.pk, "move": move.pk}, at)
    return meeting


@transaction.atomic
def suspend_meeting(
    meeting: Meeting, by: Person, reason: str = "", *, now: datetime | None = None
) -> Suspension:
    """A break in an open meeting: no vote and no attendance until it is resumed. Not while a vote runs or waits."""
    at = now or timezone.now()
    meeting = _locked(meeting)
    if meeting.state != MeetingState.OPEN:
        raise Conflict("Alleen een geopende vergadering kan worden geschorst.")
    _refuse_other_hands(by, meeting)
    if meeting.votes.running().exists():
        raise Conflict("Er loopt een stemming. Rond die af voordat u de vergadering schorst.")
    pause = Suspension.objects.create(meeting=meeting, suspended_at=at, reason=reason.strip()[:300])
    meeting.state = MeetingState.SUSPENDED
    meeting.save(update_fields=["state"])
    bump(meeting)
    append_event("meeting_suspended", by, {"meeting": meeting.pk}, at)
    return pause


@transaction.atomic
def resume_meeting(meeting: Meeting, by: Person, *, now: datetime | None = None) -> Meeting:
    """Go on where the meeting was suspended: same item, same attendance."""
    at = now or timezone.now()
    meeting = _locked(meeting)
    if meeting.state != MeetingState.SUSPENDED:
        raise Conflict("Deze vergadering is niet (meer) geschorst.")
    _refuse_other_hands(by, meeting)
    meeting.suspensions.filter(resumed_at=None).update(resumed_at=at)
    meeting.state = MeetingState.OPEN
    meeting.save(update_fields=["state"])
    bump(meeting)
    append_event("meeting_resumed", by, {"meeting": meeting.pk}, at)
    return meeting


@transaction.atomic
def delete_meeting(meeting: Meeting, by: Person, *, now: datetime | None = None) -> None:
    """Throw a draft meeting away with its agenda. Submitted: take it back first; called: call it off."""
    meeting = _locked(meeting)
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat verwijdert een vergadering in voorbereiding.")
    if meeting.state != MeetingState.DRAFT:
        raise Conflict("Alleen een vergadering in voorbereiding kan worden verwijderd.")
    key = meeting.pk
    for item in meeting.items.order_by("-position"):
        delete_item(item)
    meeting.delete()
    append_event("meeting_deleted", by, {"meeting": key}, now)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _locked_called(meeting: Meeting, by: Person, participle: str) -> Meeting:
    """The meeting, locked, that was called and has not begun; for the chair, the vice-chair and the secretariat."""
    meeting = _locked(meeting)
    if meeting.state != MeetingState.CONVENED:
        raise Conflict(
            f"Een vergadering wordt {participle} nadat zij is bijeengeroepen en voordat zij is geopend."
        )
    if not (is_secretariat(by) or office_of(by)):
        raise NotAllowed(
            f"Alleen de voorzitter of het secretariaat meldt dat een vergadering is {participle}."
        )
    return meeting


def _refuse_other_hands(by: Person, meeting: Meeting) -> None:
    if not can_run_meeting(by, meeting):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, leidt de vergadering in dit systeem.")
