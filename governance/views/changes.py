"""The agenda changed after it was sent: prepared by the secretariat, sent by chair or secretariat ("nazending")."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.actions.changes import (
    prepare_explanation,
    prepare_item,
    prepare_paper,
    send_changes,
    withdraw_changes,
)
from governance.actions.writing import TextMoved
from governance.enums import WITH_PROPOSAL, MeetingState
from governance.forms import AgendaItemForm
from governance.forms.course import AddedPaperForm, ExplanationForm, SendChangesForm
from governance.models import AgendaItem, Meeting
from governance.permissions import is_secretariat, office_of, visible_meetings
from governance.queries.agenda import agenda_lines
from governance.queries.agenda_versions import called_people, latest_version, pending_difference
from governance.queries.meetings import without_proposal
from governance.queries.order import closing_item, numbered
from governance.tasks import send_owed_mail
from governance.views.preparing import changes_url, item_to_prepare, meeting_to_prepare, person_of
from governance.views.writing import STORED, show_moved
from werkbedrijf.lib.errors import Conflict, DomainError
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.nudge import nudge
from werkbedrijf.web.once import once


def meeting_to_send(user: Any, pk: int) -> Meeting:
    """The meeting, for who may send changes to its agenda: the secretariat, the chair and the vice-chair."""
    meeting = get_object_or_404(visible_meetings(user), pk=pk)
    if not (is_secretariat(user) or office_of(user)):
        raise PermissionDenied
    return meeting


def _if_over(request: HttpRequest, meeting: Meeting) -> SeeOther | None:
    """To the meeting's own page, with the reason, when its agenda is not one that was sent and can still change."""
    if meeting.state == MeetingState.CONVENED:
        return None
    messages.error(request, "De agenda wijzigen kan na de uitnodiging en voordat de vergadering is geopend.")
    return SeeOther(meeting.get_absolute_url())


@require_safe
@login_required
def meeting_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was prepared since the agenda was sent, what more can be, and the act of sending it."""
    meeting = meeting_to_send(request.user, pk)
    return _if_over(request, meeting) or _changes_page(request, meeting, SendChangesForm())


def _changes_page(
    request: HttpRequest, meeting: Meeting, form: SendChangesForm, status: int = 200
) -> HttpResponse:
    found = pending_difference(meeting)
    return render(
        request,
        "governance/changes/meeting_changes.html",
        {
            "meeting": meeting,
            "latest": latest_version(meeting),
            "difference": None if found.is_empty else found,
            "lines": agenda_lines(meeting),
            "form": form,
            "missing": without_proposal(meeting),
            "recipients": len(called_people(meeting)),
            "may_prepare": is_secretariat(request.user),
        },
        status=status,
    )


@require_POST
@login_required
def changes_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what was prepared as the next version of the agenda."""
    meeting = meeting_to_send(request.user, pk)
    if over := _if_over(request, meeting):
        return over
    form = SendChangesForm(request.POST)
    if not form.is_valid():
        return _changes_page(request, meeting, form, 422)
    try:
        version = send_changes(meeting, person_of(request), form.cleaned_data["reden"])
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(changes_url(meeting.pk))
    nudge(send_owed_mail)
    messages.success(request, f"Versie {version.number} van de agenda is verzonden.")
    return SeeOther(reverse("governance:agenda_version", args=[meeting.pk, version.number]))


@require_POST
@login_required
def changes_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what was prepared and not sent."""
    meeting = meeting_to_prepare(request.user, pk)
    done = "De voorbereide wijzigingen zijn teruggedraaid: de agenda is weer zoals verzonden."
    return carry_out(
        request, lambda: withdraw_changes(meeting, person_of(request)), done, changes_url(meeting.pk)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def added_item_create(request: HttpRequest, pk: int) -> HttpResponse:
    """One more item; one to decide on goes on with its proposal."""
    meeting = meeting_to_prepare(request.user, pk)
    if over := _if_over(request, meeting):
        return over
    agenda = numbered(meeting.items.order_by("position"))
    last = closing_item(agenda)
    form = AgendaItemForm(request.POST or None, initial={"before": last.pk if last else ""}, agenda=agenda)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data.pop("form_key")
        form.cleaned_data.pop("version")

        def act() -> str:
            item = prepare_item(meeting, person_of(request), **form.cleaned_data)
            decides = item.kind in WITH_PROPOSAL
            return reverse("governance:proposal_edit", args=[item.pk]) if decides else changes_url(meeting.pk)

        try:
            return SeeOther(once(request, key, act))
        except DomainError as error:
            form.add_error(None, error.message)
    return _form_page(request, meeting, form, "Agendapunt toevoegen", "Agendapunt klaarzetten")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sent_item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another explanation of an item that was sent."""
    item = item_to_prepare(request.user, pk)
    if over := _if_over(request, item.meeting):
        return over
    if request.POST.get("choice") == STORED:
        return SeeOther(changes_url(item.meeting_id))
    merge: dict[str, Any] = {}
    form = ExplanationForm(
        request.POST or None, initial={"explanation": item.explanation, "version": item.version}
    )
    if request.method == "POST" and form.is_valid():
        words, version = form.cleaned_data["explanation"], form.cleaned_data["version"]
        try:
            prepare_explanation(item, person_of(request), words, version)
        except TextMoved as moved:
            merge = show_moved(form, "explanation", moved)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return SeeOther(changes_url(item.meeting_id))
    return _form_page(
        request, item.meeting, form, "Toelichting wijzigen", "Toelichting klaarzetten", item=item, merge=merge
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def added_paper_create(request: HttpRequest, pk: int) -> HttpResponse:
    """One more paper under an item that was sent, or one in the place of another."""
    item = item_to_prepare(request.user, pk)
    if over := _if_over(request, item.meeting):
        return over
    form = (
        AddedPaperForm(item, request.POST, request.FILES)
        if request.method == "POST"
        else AddedPaperForm(item)
    )
    if form.is_bound and form.is_valid():
        values = form.cleaned_data

        def act() -> str:
            prepare_paper(
                item,
                person_of(request),
                title=values["title"],
                file=values["file"],
                replaces=values["replaces"],
            )
            return changes_url(item.meeting_id)

        try:
            return SeeOther(once(request, values["form_key"], act))
        except Conflict as error:
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error("file", error.message)
    return _form_page(
        request, item.meeting, form, "Stuk toevoegen of vervangen", "Stuk klaarzetten", item=item
    )


def _form_page(
    request: HttpRequest,
    meeting: Meeting,
    form: Any,
    heading: str,
    submit: str,
    *,
    item: AgendaItem | None = None,
    merge: dict[str, Any] | None = None,
) -> HttpResponse:
    return render(
        request,
        "governance/changes/change_form.html",
        {
            "meeting": meeting,
            "form": form,
            "heading": heading,
            "submit": submit,
            "item": item,
            "merge": merge,
        },
        status=422 if form.is_bound else 200,
    )
