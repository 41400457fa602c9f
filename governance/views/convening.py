"""The chair calls the meeting: the agenda as the chair saw it, in time or with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.actions import convene_meeting
from governance.actions.meetings import LateCall, return_meeting
from governance.domain.calling import call_timing
from governance.enums import MeetingState
from governance.forms.course import LateCallForm
from governance.models import Meeting
from governance.permissions import can_convene_meeting, today, visible_meetings
from governance.queries.agenda import agenda_fingerprint
from governance.queries.meetings import participants_on
from governance.tasks import send_owed_mail
from governance.views.preparing import person_of
from werkbedrijf.lib.errors import Conflict, DomainError
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.nudge import nudge


def convening_context(meeting: Meeting, late_form: LateCallForm | None = None) -> dict[str, Any]:
    """What the page needs to offer the act of convening: to whom, in time or not, and what the chair has seen."""
    recipients = participants_on(meeting.day)
    people = "1 persoon" if len(recipients) == 1 else f"{len(recipients)} mensen"
    return {
        "recipients": recipients,
        "fingerprint": agenda_fingerprint(meeting),
        "timing": call_timing(today(), meeting.day),
        "late_form": late_form or LateCallForm(),
        "confirmation": (
            f"De uitnodiging met de agenda gaat per e-mail naar {people}: de leden en hun plaatsvervangers, "
            "het secretariaat, de toehoorders en UWV. Daarna liggen de agenda en de voorstellen vast."
        ),
    }


@require_POST
@login_required
def meeting_convene(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair calls the meeting, as it was on the page that the chair saw (`gezien`), late only with a `reden`."""
    from governance.views.meetings import render_meeting  # it shows the form that this view answers

    meeting = get_object_or_404(visible_meetings(request.user), pk=pk)
    if meeting.state == MeetingState.SUBMITTED and not can_convene_meeting(request.user, meeting):
        raise PermissionDenied
    form = LateCallForm(request.POST)
    reason = form.cleaned_data["reden"] if form.is_valid() else ""
    try:
        _convene_as_seen(meeting, request, request.POST.get("gezien", ""), reason)
    except LateCall:  # said at the field, under what was typed
        return render_meeting(request, meeting, late_form=form, status=422)
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(meeting.get_absolute_url())
    if nudge(send_owed_mail):
        sending = "De uitnodiging wordt nu verzonden."
    else:
        sending = "De uitnodiging wordt verzonden zodra de verzending weer werkt."
    messages.success(request, f"De vergadering is bijeengeroepen en de agenda ligt vast. {sending}")
    return SeeOther(meeting.get_absolute_url())


@require_POST
@login_required
def meeting_return(request: HttpRequest, pk: int) -> HttpResponse:
    """POST opmerking: the chair gives the agenda back to the secretariat with what is not right yet."""
    meeting = get_object_or_404(visible_meetings(request.user), pk=pk)
    if meeting.state == MeetingState.SUBMITTED and not can_convene_meeting(request.user, meeting):
        raise PermissionDenied
    try:
        return_meeting(meeting, person_of(request), request.POST.get("opmerking", ""))
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(meeting.get_absolute_url())
    nudge(send_owed_mail)
    messages.success(request, "De agenda ligt weer bij het secretariaat, met uw opmerking.")
    return SeeOther(reverse("governance:meeting_list"))


@transaction.atomic
def _convene_as_seen(meeting: Meeting, request: HttpRequest, seen: str, reason: str) -> None:
    """Convene unless the agenda changed after the page was opened; the lock keeps it as it is until the act is done."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state == MeetingState.SUBMITTED and seen and seen != agenda_fingerprint(meeting):
        raise Conflict(
            "De agenda is gewijzigd sinds u deze pagina opende. Bekijk de agenda opnieuw en roep dan bijeen."
        )
    convene_meeting(meeting, person_of(request), late_reason=reason)
