"""The items of an agenda in preparation: made, changed, moved and taken off by the secretariat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from governance.actions import add_item, change_item, delete_item, move_item
from governance.actions.writing import TextMoved
from governance.forms import AgendaItemForm
from governance.queries.order import numbered
from governance.views.preparing import if_fixed, item_to_prepare, meeting_to_prepare, prepare_url
from governance.views.writing import STORED, other_values, show_moved
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item, at the end unless another place is chosen; ?onder=<item> makes it a part of that item."""
    meeting = meeting_to_prepare(request.user, pk)
    if fixed := if_fixed(request, meeting):
        return fixed
    onder = request.GET.get("onder", "")
    under = get_object_or_404(meeting.items, pk=int(onder)) if onder.isdecimal() and len(onder) < 19 else None
    form = AgendaItemForm(
        request.POST or None,
        initial={"visibility": under.visibility} if under else None,
        agenda=() if under else numbered(meeting.items.order_by("position")),
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data.pop("form_key")
        form.cleaned_data.pop("version")
        try:
            url = once(
                request,
                key,
                lambda: prepare_url(meeting.pk, add_item(meeting, under=under, **form.cleaned_data).pk),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Agendapunt “{form.cleaned_data['title']}” staat op de agenda.")
            return SeeOther(url)
    return render(
        request,
        "governance/agenda/item_create.html",
        {"form": form, "meeting": meeting, "under": under},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the fields of an item; who saves after somebody else sees both, and nothing typed is lost."""
    item = item_to_prepare(request.user, pk)
    if fixed := if_fixed(request, item.meeting):
        return fixed
    if request.POST.get("choice") == STORED:
        return SeeOther(prepare_url(item.meeting_id, item.pk))
    merge: dict[str, Any] = {}
    current = {name: getattr(item, name) for name in AgendaItemForm.base_fields if name != "form_key"}
    form = AgendaItemForm(request.POST or None, initial=current, places=item.position > 1)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("form_key")
        try:
            change_item(item, **form.cleaned_data)
        except TextMoved as moved:
            merge = {**show_moved(form, "explanation", moved), "others": other_values(form, current)}
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Agendapunt “{item.title}” is gewijzigd.")
            return SeeOther(prepare_url(item.meeting_id, item.pk))
    return render(
        request,
        "governance/agenda/item_edit.html",
        {"form": form, "item": item, "heading": current["title"], "merge": merge},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, saying what goes with the item; then takes it off the agenda."""
    item = item_to_prepare(request.user, pk)
    if fixed := if_fixed(request, item.meeting):
        return fixed
    if request.method == "POST":
        done = f"Agendapunt “{item.title}” is van de agenda gehaald."
        return carry_out(request, lambda: delete_item(item), done, prepare_url(item.meeting_id))
    return render(
        request,
        "governance/agenda/item_delete.html",
        {"item": item, "papers": item.papers.count(), "proposal": getattr(item, "proposal", None)},
    )


@require_POST
@login_required
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an item: direction=up or down, or position=n. Back to the agenda, with the focus on the same button.

    The buttons on the page send a position: a double click then moves once.
    """
    item = item_to_prepare(request.user, pk)
    if fixed := if_fixed(request, item.meeting):
        return fixed
    direction, position = request.POST.get("direction", ""), request.POST.get("position", "")
    back = prepare_url(item.meeting_id)
    if direction in ("up", "down"):
        place = item.position + (1 if direction == "down" else -1)
    elif position.isdecimal():
        place = int(position)
    else:
        messages.error(request, "Kies de plaats waar dit agendapunt moet komen, bijvoorbeeld 2.")
        return SeeOther(back)
    try:
        move_item(item, place)
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(back)
    words = {"up": "omhoog", "down": "omlaag"}
    button = words.get(direction) or request.POST.get("knop", "plaats")
    return SeeOther(f"{back}?{urlencode({'verplaatst': str(item.pk), 'knop': button})}")
