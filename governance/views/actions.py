"""One action with its history; recording one, and saying how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.actions.commitments import (
    correct_action,
    drop_action,
    finish_action,
    move_action,
    record_action,
    reopen_action,
    report_action,
)
from governance.domain.due import due_words
from governance.forms.actions import ActionForm, CorrectForm, DropForm, MoveForm, NoteForm
from governance.models import Action, AgendaItem, Meeting
from governance.models.actions import name_of
from governance.permissions import today, visible_items, visible_meetings
from governance.permissions.actions import can_record_action, can_report_action
from governance.queries.actions import action_of, items_to_record_at, owner_choices, owner_key
from governance.queries.overview import GOING_ON
from governance.views.action_lists import whole
from governance.views.preparing import person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import once


@require_safe
@login_required
def action_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: what, by whom, by when, where it comes from, and everything that happened to it."""
    return _show(request, get_object_or_404(action_of(request.user, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_action)
def action_create(request: HttpRequest) -> HttpResponse:
    """Record one; ?item= or ?vergadering= say where it comes from."""
    item, meeting = _origin(request)
    form = ActionForm(
        request.POST or None,
        owners=owner_choices(today()),
        items=items_to_record_at(meeting, request.user) if meeting else None,
        initial={"item": item},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = {name: values[name] for name in ("kind", "what", "condition", "due_on")}

        def act() -> str:
            by = person_of(request)
            action = record_action(form.chosen_owner, by, item=values.get("item"), **facts)
            if meeting is not None and meeting.state in GOING_ON:  # back to the room
                return reverse("governance:meeting_run", args=[meeting.pk])
            return action.get_absolute_url()

        try:
            address = once(request, values["form_key"], act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Vastgelegd voor {name_of(form.chosen_owner)}.")
            return SeeOther(address)
    return render(
        request,
        "governance/actions/action_create.html",
        {"form": form, "meeting": meeting},
        status=422 if form.is_bound else 200,
    )


@dataclass(frozen=True)
class Act:
    """Something that can be done with an action: its form, what it does with what is typed, and what is said then."""

    make_form: Callable[..., forms.Form] | None
    carry_out: Callable[..., Action]
    done: str
    by_owner: bool = True


def _note(
    label: str, required: str, help_text: str = "", kind: type[NoteForm] = NoteForm
) -> Callable[..., NoteForm]:
    return lambda action, data=None, prefix=None: kind(
        data, prefix=prefix, label=label, required=required, help_text=help_text
    )


def _move(action: Action, data: Any = None, prefix: str | None = None) -> MoveForm:
    return MoveForm(data, prefix=prefix, on=today())


def _correction(action: Action, data: Any = None, prefix: str | None = None) -> CorrectForm:
    present = {"owner": owner_key(action.owner), "what": action.what, "condition": action.condition}
    return CorrectForm(data, prefix=prefix, owners=owner_choices(today()), initial=present)


ACTS = {
    "afronden": Act(
        _note("Wat is ervan gekomen?", "Schrijf wat ervan kwam.", "Wie de actie leest, leest ook dit."),
        lambda action, by, note: finish_action(action, by, note),
        "De actie is afgerond. Is dat niet zo, zet haar dan weer open.",
    ),
    "melden": Act(
        _note("Hoe ver is het?", "Schrijf hoe ver het is."),
        lambda action, by, note: report_action(action, by, note),
        "Wat u meldde, staat bij de actie.",
    ),
    "verplaatsen": Act(
        _move,
        lambda action, by, due_on, note: move_action(action, by, due_on=due_on, reason=note),
        "De datum is verplaatst. De eerdere datum blijft te lezen.",
        by_owner=False,
    ),
    "verbeteren": Act(
        _correction,
        lambda action, by, **typed: correct_action(action, by, **typed),
        "De actie is verbeterd. Wat er stond, blijft te lezen.",
        by_owner=False,
    ),
    "vervallen": Act(
        _note(
            "Reden", "Geef de reden waarom dit vervalt.", "Deze reden staat ook bij het besluit.", DropForm
        ),
        lambda action, by, note: drop_action(action, by, note),
        "De actie is vervallen. Moet het toch, zet haar dan weer open.",
        by_owner=False,
    ),
    "heropenen": Act(None, lambda action, by: reopen_action(action, by), "De actie staat weer open."),
}


@require_POST
@login_required
def action_change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Report, finish, move, drop or open again; what is refused comes back with what was typed."""
    action, chosen = get_object_or_404(action_of(request.user, pk)), ACTS[act]
    by_owner = chosen.by_owner and can_report_action(request.user, action)
    if not (by_owner or can_record_action(request.user)):
        raise PermissionDenied
    form = chosen.make_form(action, request.POST, prefix=act) if chosen.make_form else None
    if form is not None and not form.is_valid():
        return _show(request, action, act, form)
    try:
        chosen.carry_out(action, person_of(request), **(form.cleaned_data if form else {}))
    except DomainError as error:
        if form is not None:
            form.add_error(None, error.message)
            return _show(request, action, act, form)
        messages.error(request, error.message)
    else:
        messages.success(request, chosen.done)
    return SeeOther(action.get_absolute_url())


def _show(
    request: HttpRequest, action: Action, act: str = "", form: forms.Form | None = None
) -> HttpResponse:
    """The page of an action, with the form of `act` as it was typed."""
    empty = {name: one.make_form(action, prefix=name) for name, one in ACTS.items() if one.make_form}
    return render(
        request,
        "governance/actions/action_detail.html",
        {
            "action": action,
            "due": due_words(action.due_on, today()),
            "forms": {**empty, **({act: form} if form else {})},
            "refused": act,
            "refused_form": form,  # somebody else may have finished it meanwhile: what was typed stays to be read
            "may_record": can_record_action(request.user),
            "may_report": can_report_action(request.user, action),
            "day": today(),
        },
        status=422 if form else 200,
    )


def _origin(request: HttpRequest) -> tuple[AgendaItem | None, Meeting | None]:
    """The item and the meeting that the address names; 404 for one that cannot be seen."""
    item, meeting = request.GET.get("item", ""), request.GET.get("vergadering", "")
    if item:
        items = visible_items(request.user).select_related("meeting")
        found = get_object_or_404(items, pk=whole(item))
        return found, found.meeting
    if meeting:
        return None, get_object_or_404(visible_meetings(request.user), pk=whole(meeting))
    return None, None
