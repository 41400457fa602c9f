"""What the board wants to know: a version to read, and drafting the next one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from reports.actions.indicators import (
    change_indicator_set,
    delete_indicator,
    delete_indicator_set,
    draft_indicator_set,
    write_indicator,
)
from reports.forms.information import IndicatorForm, IndicatorSetForm
from reports.models import Indicator, IndicatorSet
from reports.permissions.information import (
    can_change_indicators,
    can_follow_information,
    can_keep_indicators,
    visible_indicator_sets,
)
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.filling import fill

DONE, EDIT = "Opgeslagen in het concept.", "reports/information/indicator_edit.html"


@require_safe
@allowed(can_follow_information)
def indicator_set_detail(request: HttpRequest, version: int) -> HttpResponse:
    """One version, with what each indicator means and who delivers it."""
    indicator_set = _visible(request, version)
    context = {
        "indicator_set": indicator_set,
        "indicators": list(indicator_set.indicators.all()),
        "in_force": IndicatorSet.objects.in_force(today()),
        "may_change": can_change_indicators(request.user, indicator_set),
    }
    return render(request, "reports/information/indicator_set_detail.html", context)


@require_POST
@allowed(can_keep_indicators)
def indicator_set_draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version from the last, and go on to change it."""
    try:
        drafted = draft_indicator_set(person_of(request), is_example=settings.DEMO_MODE)
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("reports:information_overview"))
    messages.success(request, f"Versie {drafted.version} staat klaar als concept. Pas de indicatoren aan.")
    return SeeOther(drafted.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_indicators)
def indicator_set_edit(request: HttpRequest, version: int) -> HttpResponse:
    """Change the head of a draft."""
    indicator_set = _draft(request, version)
    initial = {name: getattr(indicator_set, name) for name in ("title", "days_to_answer", "is_example")}

    def act(values: dict[str, Any]) -> str:
        return change_indicator_set(indicator_set, person_of(request), **values).get_absolute_url()

    return fill(
        request,
        IndicatorSetForm(request.POST or None, initial=initial),
        act,
        done=DONE,
        template=EDIT,
        context={"indicator_set": indicator_set, "heading": "Titel en termijn wijzigen"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_indicators)
def indicator_create(request: HttpRequest, version: int) -> HttpResponse:
    """Add an indicator to a draft."""
    return _indicator(request, _draft(request, version), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_indicators)
def indicator_edit(request: HttpRequest, version: int, pk: int) -> HttpResponse:
    """Change an indicator of a draft."""
    indicator_set = _draft(request, version)
    return _indicator(request, indicator_set, get_object_or_404(indicator_set.indicators, pk=pk))


@require_POST
@allowed(can_keep_indicators)
def indicator_delete(request: HttpRequest, version: int, pk: int) -> HttpResponse:
    """Take an indicator out of a draft."""
    indicator_set = _draft(request, version)
    indicator = get_object_or_404(indicator_set.indicators, pk=pk)
    return carry_out(
        request,
        lambda: delete_indicator(indicator, person_of(request)),
        "De indicator is verwijderd.",
        indicator_set.get_absolute_url(),
    )


@require_POST
@allowed(can_keep_indicators)
def indicator_set_delete(request: HttpRequest, version: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    indicator_set = _visible(request, version)
    return carry_out(
        request,
        lambda: delete_indicator_set(indicator_set, person_of(request)),
        f"Het concept van versie {version} is verwijderd.",
        reverse("reports:information_overview"),
    )


def _visible(request: HttpRequest, version: int) -> IndicatorSet:
    sets = visible_indicator_sets(request.user)
    found: IndicatorSet = get_object_or_404(
        sets.select_related("decision", "decision_point__proposal__item__meeting"), version=version
    )
    return found


def _draft(request: HttpRequest, version: int) -> IndicatorSet:
    found = _visible(request, version)
    if not can_change_indicators(request.user, found):
        raise PermissionDenied
    return found


def _indicator(
    request: HttpRequest, indicator_set: IndicatorSet, indicator: Indicator | None
) -> HttpResponse:
    initial = IndicatorForm.initial_of(indicator) if indicator else {}

    def act(values: dict[str, Any]) -> str:
        write_indicator(indicator_set, person_of(request), indicator=indicator, **values)
        return indicator_set.get_absolute_url()

    heading = "Indicator wijzigen" if indicator else "Indicator toevoegen"
    return fill(
        request,
        IndicatorForm(request.POST or None, initial=initial),
        act,
        done=DONE,
        template=EDIT,
        context={"indicator_set": indicator_set, "heading": heading},
    )
