"""Signals: what went over a threshold of the board, the thresholds themselves, and remarks of UWV's seat."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from governance.models import Person
from governance.permissions import today
from quotum import actions, queries
from quotum.domain.quarters import Quarter
from quotum.forms.signals import RemarkForm, ThresholdForm
from quotum.permissions import can_remark_on_quarter, can_set_thresholds
from quotum.views.years import chosen_year
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out


@require_http_methods(["GET", "HEAD"])
@login_required
def signal_list(request: HttpRequest) -> HttpResponse:
    """The signals and remarks of a year (?jaar=), and what the board wants to hear of."""
    return _page(request, None, None)


@require_POST
@allowed(can_set_thresholds)
def threshold_set(request: HttpRequest) -> HttpResponse:
    """Note a threshold as the board set it; the earlier ones stay."""
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None)
    return carry_out(
        request,
        lambda: actions.set_threshold(**form.threshold(), by=cast(Person, request.user)),
        "De drempel is vastgelegd en geldt vanaf de volgende levering.",
        reverse("quotum:signal_list") + "#drempels",
    )


@require_POST
@allowed(can_remark_on_quarter)
def remark_add(request: HttpRequest) -> HttpResponse:
    """UWV's seat says something about a quarter; what was said before stays."""
    form = RemarkForm(request.POST, quarters=_quarters())
    if not form.is_valid():
        return _page(request, None, form)
    quarter = form.quarter()
    return carry_out(
        request,
        lambda: actions.remark_on_quarter(quarter, form.cleaned_data["text"], by=cast(Person, request.user)),
        "De opmerking is vastgelegd. Iedereen die inlogt, leest haar bij de cijfers.",
        f"{reverse('quotum:signal_list')}?jaar={quarter.year}#opmerkingen",
    )


def _quarters() -> list[Quarter]:
    """The last eight quarters that have ended, newest first."""
    found = [Quarter.of(today()).previous]
    while len(found) < 8:
        found.append(found[-1].previous)
    return found


def _page(request: HttpRequest, threshold: ThresholdForm | None, remark: RemarkForm | None) -> HttpResponse:
    this = today().year
    years = sorted({*queries.years_with_figures(), this, this - 1}, reverse=True)
    year = chosen_year(request, years)
    may_set, may_remark = can_set_thresholds(request.user), can_remark_on_quarter(request.user)
    context = {
        "year": year,
        "years": years,
        "signals": queries.signals_of(request.user, year, queries.realised_by_sector(year)),
        "remarks": queries.remarks_of(year),
        "thresholds": queries.threshold_lines(),
        "threshold_form": (threshold or ThresholdForm()) if may_set else None,
        "remark_form": (remark or RemarkForm(quarters=_quarters())) if may_remark else None,
        "has_errors": threshold is not None or remark is not None,
    }
    status = 422 if context["has_errors"] else 200
    return render(request, "quotum/signals/signal_list.html", context, status=status)
