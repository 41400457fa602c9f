"""An agenda item before and after its meeting: asked for by a member, postponed to a next agenda."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.actions.postponing import postpone_item
from governance.actions.requests import accept_request, decline_request, request_item
from governance.enums import RequestState
from governance.forms.items import AcceptRequestForm, ItemRequestForm, ReasonForm
from governance.models import AgendaItem
from governance.permissions import (
    can_postpone_item,
    is_board_member,
    is_secretariat,
    leads_meeting,
    visible_items,
    visible_requests,
)
from governance.views.live import hub
from governance.views.preparing import person_of, prepare_url
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason and says what will happen; then postpones."""
    item = get_object_or_404(visible_items(request.user).select_related("meeting"), pk=pk)
    if not leads_meeting(request.user, item.meeting):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, label="Reden van uitstel", help_text="De leden lezen deze reden.")
    if not can_postpone_item(request.user, item):
        messages.error(request, "Dit agendapunt kan niet meer worden uitgesteld.")
        return SeeOther(_back(item))
    if request.method == "POST" and form.is_valid():
        try:
            new = postpone_item(item, person_of(request), form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            hub.wake()
            where = (
                "Het staat nu op de volgende agenda."
                if new
                else "Het komt op de eerstvolgende nieuwe agenda."
            )
            messages.success(request, f"Agendapunt “{item.title}” is uitgesteld. {where}")
            return SeeOther(_back(item))
    return render(
        request,
        "governance/items/item_postpone.html",
        {"form": form, "item": item, "back": _back(item)},
        status=422 if form.is_bound else 200,
    )


def _back(item: AgendaItem) -> str:
    """The page from which this item is led: preparing, running, or after that reading."""
    if item.meeting.is_agenda_editable:
        return prepare_url(item.meeting_id, item.pk)
    if item.meeting.closed_at is None and item.meeting.cancelled_at is None:
        return reverse("governance:meeting_run", args=[item.meeting_id])
    return item.get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_board_member)
def request_create(request: HttpRequest) -> HttpResponse:
    """A member asks for an item; the answer comes on the overview."""
    form = ItemRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act() -> str:
            request_item(person_of(request), title=values["title"], explanation=values["explanation"])
            return reverse("overview")

        url = once(request, values["form_key"], act)
        messages.success(
            request, "Uw aanvraag ligt bij het secretariaat. Het antwoord leest u op uw overzicht."
        )
        return SeeOther(url)
    status = 422 if form.is_bound else 200
    return render(request, "governance/items/request_create.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A request with its answer; the secretariat puts it on an agenda (act=accept) or declines (act=decline)."""
    found = get_object_or_404(
        visible_requests(request.user).select_related("asked_by", "item__meeting"), pk=pk
    )
    may_answer = is_secretariat(request.user)
    act = request.POST.get("act", "")
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    accept = AcceptRequestForm(request.POST if act == "accept" else None)
    decline = ReasonForm(
        request.POST if act == "decline" else None,
        label="Reden",
        help_text="Wie het vroeg, leest deze reden.",
    )
    used = accept if act == "accept" else decline
    if request.method == "POST" and used.is_valid():
        try:
            if act == "accept":
                item = accept_request(found, accept.cleaned_data["meeting"], person_of(request))
                messages.success(request, f"“{found.title}” staat op de agenda.")
                return SeeOther(prepare_url(item.meeting_id, item.pk))
            decline_request(found, person_of(request), decline.cleaned_data["reason"])
            messages.success(request, f"“{found.title}” komt niet op de agenda; wie het vroeg leest waarom.")
            return SeeOther(reverse("overview"))
        except DomainError as error:
            used.add_error(None, error.message)
    return render(
        request,
        "governance/items/request_answer.html",
        {
            "found": found,
            "accept": accept,
            "decline": decline,
            "may_answer": may_answer and found.state == RequestState.ASKED,
            "has_drafts": accept.fields["meeting"].queryset.exists(),  # type: ignore[attr-defined]  # a ModelChoiceField
        },
        status=422 if request.method == "POST" else 200,
    )
