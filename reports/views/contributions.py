"""What the parties contribute: a year by party; entered by the party, confirmed by the secretariat (article 11)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from reports.actions.contributions import confirm_contribution, enter_contribution
from reports.forms.contributions import ContributionForm
from reports.models import Contribution
from reports.permissions.contributions import (
    can_confirm_contributions,
    can_enter_contribution,
    can_enter_contributions,
    enterable_parties,
    visible_contributions,
)
from reports.queries.contributions import (
    changed_since,
    contribution_years,
    contributions_by_party,
    released_over,
)
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill


def address_of(year: int) -> str:
    return f"{reverse('reports:contribution_list')}?jaar={year}"


@require_safe
@login_required
def contribution_list(request: HttpRequest) -> HttpResponse:
    """The hours of one year (?jaar=) by party."""
    years = sorted({*contribution_years(request.user), today().year}, reverse=True)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked in map(str, years) else today().year
    groups, totals = contributions_by_party(request.user, year)
    released = released_over(year)
    context = {
        "year": year,
        "years": years,
        "groups": groups,
        "totals": totals,
        "released": released,
        "changed": changed_since(released) if released else set(),
        "may_enter": can_enter_contributions(request.user),
        "may_confirm": can_confirm_contributions(request.user),
    }
    return render(request, "reports/contributions/contribution_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_enter_contributions)
def contribution_create(request: HttpRequest) -> HttpResponse:
    """Enter a contribution; ?partij= (its short name) and ?jaar= choose for the reader."""
    parties = enterable_parties(request.user)
    chosen = parties.filter(slug=request.GET.get("partij", "")).first()
    asked = request.GET.get("jaar", "")
    initial = {
        "party": chosen or (parties.get() if parties.count() == 1 else None),
        "year": int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year,
    }
    return _write(request, ContributionForm(request.POST or None, user=request.user, initial=initial), None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contribution_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contribution, for instance once the delivered hours are known."""
    contribution = get_object_or_404(visible_contributions(request.user).select_related("party"), pk=pk)
    if not can_enter_contribution(request.user, contribution.party):
        raise PermissionDenied
    form = ContributionForm(request.POST or None, user=request.user, contribution=contribution)
    return _write(request, form, contribution)


@require_POST
@allowed(can_confirm_contributions)
def contribution_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat has looked at it."""
    contribution = get_object_or_404(visible_contributions(request.user), pk=pk)
    return carry_out(
        request,
        lambda: confirm_contribution(contribution, person_of(request)),
        "De bijdrage is bevestigd.",
        address_of(contribution.year),
    )


def _write(request: HttpRequest, form: ContributionForm, contribution: Contribution | None) -> HttpResponse:
    def act(values: dict[str, Any]) -> str:
        party = contribution.party if contribution else values.pop("party")
        year = contribution.year if contribution else values.pop("year")
        kind_of_work = values.pop("kind_of_work")
        enter_contribution(party, year, kind_of_work, person_of(request), contribution=contribution, **values)
        return address_of(year)

    return fill(
        request,
        form,
        act,
        done="De bijdrage is opgeslagen. Het secretariaat bevestigt haar.",
        template="reports/contributions/contribution_edit.html",
        context={
            "contribution": contribution,
            "released": released_over(contribution.year if contribution else form.initial["year"]),
        },
    )
