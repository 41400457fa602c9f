"""Instruments of municipalities outside the package, and which groups each instrument of the package serves."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.groups import record_groups
from instruments.actions.own_instruments import flag_own_instrument, write_own_instrument
from instruments.enums import ServedGroup
from instruments.forms.own_instruments import FlagForm, GroupsForm, OwnInstrumentForm
from instruments.models import InstrumentEntry, OwnInstrument
from instruments.permissions.notices import reads_notices
from instruments.permissions.uniformity import (
    can_enter_regulations,
    can_keep_own_instrument,
    can_keep_uniformity,
    kept_municipalities,
    visible_own_instruments,
)
from instruments.queries.catalogues import shown_catalogue
from instruments.queries.groups import groups_by_instrument, groups_history
from instruments.queries.own_instruments import own_lines, to_bring_in
from werkbedrijf.web.access import allowed
from werkbedrijf.web.filling import fill


@require_safe
@login_required
def own_instrument_list(request: HttpRequest) -> HttpResponse:
    """Every own instrument with what is to become of it; on top what waits for the next version of the package."""
    kept = list(kept_municipalities(request.user))
    lines = own_lines(request.user, today(), kept)
    context = {
        "lines": lines,
        "competing": [one for one in lines if one.competes],
        "bring_in": to_bring_in(),
        "may_enter": bool(kept),
        "may_flag": can_keep_uniformity(request.user),
        "may_read_notices": reads_notices(request.user),
    }
    return render(request, "instruments/own_instruments/own_instrument_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_enter_regulations)
def own_instrument_create(request: HttpRequest) -> HttpResponse:
    """Register one."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_instrument_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of it, or say until when it is offered."""
    instrument = _own(request, pk)
    if not can_keep_own_instrument(request.user, instrument):
        raise PermissionDenied
    return _write(request, instrument)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_uniformity)
def own_instrument_flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is to become of it: stop, or bring into the package."""
    instrument, by = _own(request, pk), person_of(request)

    def act(values: dict[str, Any]) -> str:
        flag_own_instrument(instrument, by, **values)
        return instrument.get_absolute_url()

    return fill(
        request,
        FlagForm(request.POST or None, by=by, initial={"flag": instrument.flag}),
        act,
        done="Vastgelegd wat er met het instrument gebeurt.",
        template="instruments/own_instruments/own_instrument_flag.html",
        context={"instrument": instrument},
    )


@require_safe
@login_required
def groups_list(request: HttpRequest) -> HttpResponse:
    """Per instrument which groups it serves, and how they are kept from competing (article 8)."""
    lines = groups_by_instrument(request.user, today())
    context = {
        "lines": lines,
        "groups": list(ServedGroup),
        "unseen": [one for one in lines if one.last and one.last.competes_unseen],
        "may_keep": can_keep_uniformity(request.user),
        "may_read_notices": reads_notices(request.user),
    }
    return render(request, "instruments/groups/groups_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_uniformity)
def groups_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Record anew which groups one instrument serves; what stood before stays to be read below."""
    catalogue, by = shown_catalogue(request.user, today()), person_of(request)
    entry: InstrumentEntry = get_object_or_404(InstrumentEntry, catalogue=catalogue, slug=slug)
    history = groups_history(slug)
    last = history[0] if history else None
    initial = (
        {"groups": last.groups, "agreement": last.agreement, "decision": last.decision_id} if last else {}
    )

    def act(values: dict[str, Any]) -> str:
        record_groups(by, instrument=slug, **values)
        return reverse("instruments:groups_list")

    return fill(
        request,
        GroupsForm(request.POST or None, by=by, initial=initial),
        act,
        done=f"De groepen van {entry.name} zijn vastgelegd.",
        template="instruments/groups/groups_edit.html",
        context={"entry": entry, "history": history},
    )


def _own(request: HttpRequest, pk: int) -> OwnInstrument:
    return get_object_or_404(visible_own_instruments(request.user).select_related("party"), pk=pk)


def _write(request: HttpRequest, instrument: OwnInstrument | None) -> HttpResponse:
    by = person_of(request)
    return fill(
        request,
        OwnInstrumentForm(request.POST or None, by=by, instrument=instrument),
        lambda values: write_own_instrument(by, instrument=instrument, **values).get_absolute_url(),
        done="Het eigen instrument is opgeslagen.",
        template="instruments/own_instruments/own_instrument_edit.html",
        context={"instrument": instrument},
    )
