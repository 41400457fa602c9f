"""The course of a meeting: drafted by the secretariat, convened by the chair (article 5), opened, run and closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.calls import owe_calls, owe_head, owe_return
from governance.actions.carrying import carry_amendments
from governance.actions.changes import freeze_agenda, refuse_unsent
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.postponing import bring_back_unfinished, bring_back_waiting
from governance.actions.proposals import adoptables_under, freeze_version, return_to_draft
from governance.actions.publications import owe_decision_list
from governance.actions.treatments import follow_treatment
from governance.actions.votes import settle_open_votes
from governance.domain.calling import call_timing
from governance.enums import MeetingState
from governance.models import AgendaItem, LiveVersion, Meeting, Person, Proposal
from governance.permissions import can_convene_meeting, can_run_meeting
from governance.queries.meetings import without_proposal
from werkbedrijf.lib.dates import day_of, long_day
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


class LateCall(DomainError):
    """The call comes later than agreed, and nobody said why."""


@transaction.atomic
def draft_meeting(
    *, title: str, starts_at: datetime, place: str, online_url: str = "", is_example: bool = False
) -> Meeting:
    """A new meeting in preparation."""
    meeting = Meeting.objects.create(
        title=title, starts_at=starts_at, place=place, online_url=online_url, is_example=is_example
    )
    LiveVersion.objects.create(meeting=meeting)
    bring_back_waiting(meeting)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, title: str, starts_at: datetime, place: str, online_url: str = ""
) -> Meeting:
    """Change title, time, place or online address, until the chair has convened."""
    meeting = _locked(meeting)
    if not meeting.is_agenda_editable:
        raise Conflict("De vergadering is bijeengeroepen: tijd en plaats liggen vast.")
    meeting.title, meeting.starts_at, meeting.place = title, starts_at, place
    meeting.online_url = online_url
    meeting.save(update_fields=["title", "starts_at", "place", "online_url"])
    return meeting


@transaction.atomic
def submit_meeting(meeting: Meeting, by: Person, *, now: datetime | None = None) -> Meeting:
    """Put the agenda before the chair. Refused while it is empty or a decision item has no proposal."""
    meeting = _locked(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise Conflict("Deze agenda is al aan de voorzitter voorgelegd.")
    at = now or timezone.now()
    _refuse_incomplete(meeting, at)
    meeting.state = MeetingState.SUBMITTED
    meeting.submitted_at, meeting.returned_remark = at, ""
    meeting.save(update_fields=["state", "submitted_at", "returned_remark"])
    append_event("meeting_submitted", by, {"meeting": meeting.pk}, now)
    return meeting


@transaction.atomic
def take_back_meeting(meeting: Meeting, by: Person, *, now: datetime | None = None) -> Meeting:
    """Take the agenda back into preparation, before the chair has convened."""
    meeting = _locked(meeting)
    if meeting.state != MeetingState.SUBMITTED:
        raise Conflict("Deze agenda ligt niet (meer) bij de voorzitter en kan niet worden teruggenomen.")
    meeting.state, meeting.submitted_at = MeetingState.DRAFT, None
    meeting.save(update_fields=["state", "submitted_at"])
    append_event("meeting_taken_back", by, {"meeting": meeting.pk}, now)
    return meeting


@transaction.atomic
def return_meeting(meeting: Meeting, by: Person, remark: str, *, now: datetime | None = None) -> Meeting:
    """The chair (or vice-chair) gives the agenda back with what is not right; the secretariat reads it and hears of it.

    Raises Conflict when it does not lie there, DomainError without a remark.
    """
    meeting = _locked(meeting)
    if meeting.state != MeetingState.SUBMITTED:
        raise Conflict("Deze agenda ligt niet (meer) bij de voorzitter.")
    if not can_convene_meeting(by, meeting):
        raise NotAllowed(
            "Alleen de voorzitter legt de agenda terug, of bij diens afwezigheid de vicevoorzitter."
        )
    if not remark.strip():
        raise DomainError("Schrijf wat er nog moet veranderen, dan weet het secretariaat wat te doen.")
    meeting.state, meeting.submitted_at = MeetingState.DRAFT, None
    meeting.returned_remark = remark.strip()[:300]
    meeting.save(update_fields=["state", "submitted_at", "returned_remark"])
    event = append_event("meeting_returned", by, {"meeting": meeting.pk}, now)
    owe_return(meeting, event.sequence)
    return meeting


@transaction.atomic
def convene_meeting(
    meeting: Meeting, by: Person, *, late_reason: str = "", now: datetime | None = None
) -> Meeting:
    """The chair (or vice-chair) approves the agenda and calls the meeting.

    Freezes the text of every proposal with what it would adopt, and the agenda as version 1; owes each participant a
    call by e-mail. Later than the agreed term (domain/calling.py) only with `late_reason`, which is kept.
    """
    at = now or timezone.now()
    meeting = _locked(meeting)
    if meeting.state != MeetingState.SUBMITTED:
        raise Conflict(
            "Deze vergadering ligt niet ter goedkeuring: zij is al bijeengeroepen of teruggenomen."
        )
    if not can_convene_meeting(by, meeting):
        raise NotAllowed(
            "Alleen de voorzitter roept bijeen, of bij diens afwezigheid de vicevoorzitter (artikel 5)."
        )
    _refuse_incomplete(meeting, at)
    timing = call_timing(timezone.localtime(at).date(), meeting.day)
    if timing.is_late and not late_reason.strip():
        raise LateCall(f"{timing.sentence} Geef de reden van de late uitnodiging.")
    versions = [
        freeze_version(proposal)
        for proposal in Proposal.objects.filter(item__meeting=meeting, item__postponed_at=None)
    ]
    meeting.state, meeting.convened_at, meeting.convened_by = MeetingState.CONVENED, at, by
    meeting.late_call_reason = late_reason.strip()[:300] if timing.is_late else ""
    meeting.save(update_fields=["state", "convened_at", "convened_by", "late_call_reason"])
    agenda = freeze_agenda(meeting, by, at)
    carry_amendments(meeting, by, at)
    owe_calls(meeting)
    bump(meeting)
    append_event(
        "meeting_convened",
        by,
        {
            "meeting": meeting.pk,
            "proposals": [{"id": v.proposal_id, "sha256": v.sha256} for v in versions],
            "agenda_sha256": agenda.sha256,
            "late": timing.is_late,
        },
        at,
    )
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, by: Person, *, now: datetime | None = None) -> Meeting:
    """Open the meeting; from now on attendance is noted and votes can be opened."""
    at = now or timezone.now()
    meeting = _locked(meeting)
    if meeting.state != MeetingState.CONVENED:
        raise Conflict("Deze vergadering is niet bijeengeroepen, of al geopend of gesloten.")
    _refuse_other_hands(by, meeting)
    if day_of(at) < meeting.day:
        raise Conflict(
            f"Deze vergadering is op {long_day(meeting.day)}. Openen kan op die dag; verplaats haar als u eerder "
            "vergadert."
        )
    refuse_unsent(meeting)
    meeting.state, meeting.opened_at = MeetingState.OPEN, at
    meeting.current_item = meeting.items.order_by("position").first()
    meeting.save(update_fields=["state", "opened_at", "current_item"])
    follow_treatment(meeting, at)
    bump(meeting)
    append_event("meeting_opened", by, {"meeting": meeting.pk}, at)
    return meeting


@transaction.atomic
def set_current_item(
    meeting: Meeting, item: AgendaItem, by: Person, *, now: datetime | None = None
) -> Meeting:
    """Take up an item. Not while a vote runs: what members are voting on stays in front of them."""
    meeting = _locked(meeting)
    _refuse_other_hands(by, meeting)
    if not meeting.is_open or item.meeting_id != meeting.pk:
        raise Conflict("Een agendapunt komt alleen in een geopende vergadering aan de orde.")
    if meeting.votes.running().exclude(item=item).exists():
        raise Conflict("Er loopt een stemming. Sluit die af voordat een ander agendapunt aan de orde komt.")
    if meeting.current_item_id != item.pk:
        meeting.current_item = item
        meeting.save(update_fields=["current_item"])
        follow_treatment(meeting, now or timezone.now())
        bump(meeting)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, by: Person, *, now: datetime | None = None) -> Meeting:
    """Close the meeting. An open vote must be closed first; a tie that still waits ends as not adopted (rule 4).

    What was proposed and not decided, or passed over, goes on a next agenda with its amendments; what it would adopt
    becomes a draft again. The besluitenlijst is owed from here on.
    """
    at = now or timezone.now()
    meeting = _locked(meeting)
    _refuse_other_hands(by, meeting)
    if meeting.state != MeetingState.OPEN:
        raise Conflict(
            "Alleen een geopende vergadering kan worden gesloten; hervat haar als zij is geschorst."
        )
    settle_open_votes(meeting, by, at)
    for proposal in Proposal.objects.filter(item__meeting=meeting, item__postponed_at=None):
        points = list(proposal.points.all())
        if adoptables_under(points):
            return_to_draft(points)
    meeting.attendances.filter(left_at=None).update(left_at=at)
    meeting.state, meeting.closed_at, meeting.current_item = MeetingState.CLOSED, at, None
    meeting.save(update_fields=["state", "closed_at", "current_item"])
    follow_treatment(meeting, at)
    bump(meeting)
    bring_back_unfinished(meeting)
    owe_decision_list(meeting)
    closed = append_event(
        "meeting_closed", by, {"meeting": meeting.pk, "decisions": meeting.decisions.count()}, at
    )
    owe_head(meeting, closed)
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _refuse_other_hands(by: Person, meeting: Meeting) -> None:
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("Deze vergadering is gesloten.")
    if not can_run_meeting(by, meeting):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, leidt de vergadering in dit systeem.")


def _refuse_incomplete(meeting: Meeting, at: datetime) -> None:
    if meeting.day < timezone.localtime(at).date():
        raise DomainError("De dag van de vergadering is voorbij. Kies eerst een nieuwe datum.")
    if not meeting.items.exists():
        raise DomainError("De agenda is leeg. Voeg minstens één agendapunt toe.")
    missing = without_proposal(meeting)
    if missing:
        titles = ", ".join(f"“{item.title}”" for item in missing)
        raise DomainError(
            f"Ter besluitvorming zonder voorstel: {titles}. Schrijf een voorstel of maak het punt ter bespreking."
        )
