"""A meeting called off, moved, suspended or resumed, and a draft thrown away."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from governance.actions.course import (
    cancel_meeting,
    delete_meeting,
    move_meeting,
    resume_meeting,
    suspend_meeting,
)
from governance.enums import MeetingState
from governance.forms.course import CancelForm, MoveForm
from governance.models import Meeting
from governance.queries.agenda_versions import called_people
from governance.tasks import send_owed_mail
from governance.views.acts import perform
from governance.views.changes import meeting_to_send
from governance.views.live import hub
from governance.views.meetings_run import led_meeting
from governance.views.preparing import meeting_to_prepare, person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.nudge import nudge


def _if_not_called(request: HttpRequest, meeting: Meeting) -> SeeOther | None:
    if meeting.state == MeetingState.CONVENED:
        return None
    messages.error(request, "Dit kan nadat de vergadering is bijeengeroepen en voordat zij is geopend.")
    return SeeOther(meeting.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, saying who hears of it; then calls the meeting off."""
    meeting = meeting_to_send(request.user, pk)
    if over := _if_not_called(request, meeting):
        return over
    form = CancelForm(request.POST) if request.method == "POST" else CancelForm()
    if request.method == "POST" and form.is_valid():
        try:
            cancel_meeting(meeting, person_of(request), form.cleaned_data["reden"])
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return _told(request, meeting, "De vergadering is afgelast.")
    return _page(request, "meeting_cancel", meeting, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or place, with the reason; who was called hears of it."""
    meeting = meeting_to_send(request.user, pk)
    if over := _if_not_called(request, meeting):
        return over
    form = MoveForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            move_meeting(
                meeting,
                person_of(request),
                starts_at=values["starts_at"],
                place=values["place"],
                online_url=values["online_url"],
                reason=values["reden"],
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return _told(request, meeting, "De vergadering is verplaatst.")
    return _page(request, "meeting_move", meeting, form)


def _told(request: HttpRequest, meeting: Meeting, done: str) -> SeeOther:
    """Back to the meeting; the screens and whoever was called hear of it."""
    hub.wake()
    nudge(send_owed_mail)
    messages.success(request, f"{done} Wie is uitgenodigd, krijgt bericht.")
    return SeeOther(meeting.get_absolute_url())


def _page(request: HttpRequest, name: str, meeting: Meeting, form: CancelForm | MoveForm) -> HttpResponse:
    return render(
        request,
        f"governance/meetings/{name}.html",
        {"meeting": meeting, "form": form, "recipients": len(called_people(meeting))},
        status=422 if form.is_bound else 200,
    )


@require_POST
@login_required
def meeting_suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """POST reden: why, when somebody wants to say so."""
    meeting = led_meeting(request, pk)
    act = partial(suspend_meeting, meeting, person_of(request), request.POST.get("reden", ""))
    return perform(request, meeting, act, done="De vergadering is geschorst.")


@require_POST
@login_required
def meeting_resume(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = led_meeting(request, pk)
    act = partial(resume_meeting, meeting, person_of(request))
    return perform(request, meeting, act, done="De vergadering is hervat.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meeting_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, saying what goes with it; then throws a meeting in preparation away."""
    meeting = meeting_to_prepare(request.user, pk)
    if request.method == "POST":
        done = f"De vergadering van {meeting.day:%d-%m-%Y} is verwijderd."
        back = reverse("governance:meeting_list")
        return carry_out(request, lambda: delete_meeting(meeting, person_of(request)), done, back)
    return render(
        request,
        "governance/meetings/meeting_delete.html",
        {"meeting": meeting, "items": meeting.items.count()},
    )
