"""What is the loonkostensubsidie on a day, and what do the law's numbers say? For everybody: no data of a person."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.amounts import add_amount, delete_amount
from instruments.domain.subsidy import subsidy
from instruments.forms.amounts import AmountForm, SubsidyForm
from instruments.models import LegalAmount
from instruments.permissions import can_keep_loonwaarde
from instruments.queries.loonwaarde import amounts_by_kind
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill


@require_safe
def subsidy_calculator(request: HttpRequest) -> HttpResponse:
    """One person on one day; the answers stand in the address, so that it can be sent and printed."""
    form = SubsidyForm(request.GET, today())
    answer = None
    if form.is_bound and form.is_valid():
        rows = LegalAmount.objects.on(form.cleaned_data["datum"])
        answer = subsidy(form.situation(), {kind: row.as_amount() for kind, row in rows.items()})
    context = {"form": form, "answer": answer, "is_wrong": form.is_bound and not form.is_valid()}
    return render(request, "instruments/loonwaarde/subsidy_calculator.html", context)


@require_safe
@login_required
def amount_list(request: HttpRequest) -> HttpResponse:
    """Every number with its days, its source and what is not known of it."""
    context = {
        "kinds": amounts_by_kind(today()),
        "may_write": can_keep_loonwaarde(request.user),
    }
    return render(request, "instruments/loonwaarde/amount_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def amount_create(request: HttpRequest) -> HttpResponse:
    """Add the number of a new half-year."""

    def act(values: dict[str, Any]) -> str:
        add_amount(person_of(request), **values)
        return reverse("instruments:amount_list")

    return fill(
        request,
        AmountForm(request.POST or None, initial={"kind": request.GET.get("wat", "")}),
        act,
        done="Het bedrag is opgeslagen.",
        template="instruments/loonwaarde/amount_create.html",
    )


@require_POST
@allowed(can_keep_loonwaarde)
def amount_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was entered by mistake."""
    amount = get_object_or_404(LegalAmount, pk=pk)
    return carry_out(
        request,
        lambda: delete_amount(amount, person_of(request)),
        "Het bedrag is verwijderd.",
        reverse("instruments:amount_list"),
    )
