"""Agreements on supplying and matching candidates: which there are, one of them, drafting, evaluating (article 7)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.supply import (
    delete_supply_agreement,
    evaluate_supply_agreement,
    write_supply_agreement,
)
from instruments.forms.supply import SupplyEvaluationForm, SupplyForm
from instruments.models import SupplyAgreement
from instruments.permissions.supply import (
    can_change_supply,
    can_evaluate_supply,
    can_keep_supply,
    visible_supply,
)
from instruments.queries.supply import supply_lines
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill

EDIT = "instruments/supply/supply_edit.html"


@require_safe
@login_required
def supply_list(request: HttpRequest) -> HttpResponse:
    """Every agreement that this person may see, and where it stands."""
    context = {"lines": supply_lines(request.user, today()), "may_draft": can_keep_supply(request.user)}
    return render(request, "instruments/supply/supply_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_supply)
def supply_create(request: HttpRequest) -> HttpResponse:
    """Draft an agreement."""
    return _write(request, None)


@require_safe
@login_required
def supply_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One agreement, with what came of it."""
    agreement = _agreement(request, number)
    context = {
        "agreement": agreement,
        "line": next(one for one in supply_lines(request.user, today()) if one.agreement == agreement),
        "may_change": can_change_supply(request.user, agreement),
        "may_evaluate": can_evaluate_supply(request.user, agreement),
    }
    return render(request, "instruments/supply/supply_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_supply)
def supply_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a draft."""
    return _write(request, _agreement(request, number))


@require_POST
@allowed(can_keep_supply)
def supply_delete(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    agreement = _agreement(request, number)
    return carry_out(
        request,
        lambda: delete_supply_agreement(agreement, person_of(request)),
        "Het concept is verwijderd.",
        reverse("instruments:supply_list"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_supply)
def supply_evaluate(request: HttpRequest, number: int) -> HttpResponse:
    """Record what came of an adopted agreement."""
    agreement = _agreement(request, number)
    if not can_evaluate_supply(request.user, agreement):
        raise PermissionDenied
    return fill(
        request,
        SupplyEvaluationForm(request.POST or None, initial={"evaluated_on": today()}),
        lambda values: evaluate_supply_agreement(agreement, person_of(request), **values).get_absolute_url(),
        done="De evaluatie is vastgelegd.",
        template=EDIT,
        context={"agreement": agreement, "button": "Evaluatie vastleggen"},
    )


def _agreement(request: HttpRequest, number: int) -> SupplyAgreement:
    found: SupplyAgreement = get_object_or_404(
        visible_supply(request.user).select_related("decision", "evaluated_by"), number=number
    )
    return found


def _write(request: HttpRequest, agreement: SupplyAgreement | None) -> HttpResponse:
    return fill(
        request,
        SupplyForm(request.POST or None, agreement=agreement),
        lambda values: write_supply_agreement(
            person_of(request), agreement=agreement, **values
        ).get_absolute_url(),
        done="Het concept is opgeslagen.",
        template=EDIT,
        context={"agreement": agreement, "button": "Concept opslaan"},
    )
