"""For who does not sign in: the base package that applied on a day, on a page to read and as open data."""

from __future__ import annotations

import csv
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.permissions import today
from instruments.domain.catalogue_csv import HEADER, lines
from instruments.enums import Provider
from instruments.forms.finder import DayForm
from instruments.models import Catalogue
from instruments.queries import availabilities, catalogue_in_force
from instruments.queries.catalogues import first_day
from instruments.rendering.package import package_pdf


@require_safe
def open_package(request: HttpRequest) -> HttpResponse:
    """What applied on a day (?datum=, today when left out): only what the board adopted is shown here."""
    form = DayForm(request.GET if "datum" in request.GET else None, initial={"datum": today()})
    on = form.day(today())
    catalogue = catalogue_in_force(on) if on else None
    instruments = availabilities(catalogue, on) if catalogue and on else []
    context = {
        "form": form,
        "on": on,
        "is_today": on == today(),
        "catalogue": catalogue,
        "first": first_day(),
        "offered": [one for one in instruments if one.is_available],
        "ended": [one for one in instruments if not one.is_available],
    }
    return render(request, "instruments/open_package/open_package.html", context)


@require_safe
def open_package_json(request: HttpRequest, number: int) -> HttpResponse:
    """One adopted version as JSON, and per instrument whether its description was adopted too; any site may read it."""
    catalogue = _adopted(number)
    content = {
        **catalogue.full(),
        "in_force_from": catalogue.in_force_from,
        "is_example": catalogue.is_example or bool(catalogue.decision and catalogue.decision.is_example),
    }
    return _open(JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2}))


@require_safe
def open_package_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The same as CSV."""
    catalogue = _adopted(number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="basispakket-{number}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows(lines(catalogue.full(), dict(Provider.choices())))
    return _open(response)


@require_safe
def open_package_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """One adopted version on paper, as it was on its first day."""
    catalogue = _adopted(number)
    return _pdf(catalogue, catalogue.in_force_from or today(), f"basispakket-{number}.pdf")


@require_safe
def open_package_day(request: HttpRequest) -> HttpResponse:
    """What applied on a day (?datum=, today when left out) on paper; 404 for a day without a package."""
    form = DayForm(request.GET if "datum" in request.GET else None)
    on = form.day(today())
    catalogue = catalogue_in_force(on) if on else None
    if on is None or catalogue is None:
        raise Http404
    return _pdf(catalogue, on, f"basispakket-op-{on.isoformat()}.pdf")


def _pdf(catalogue: Catalogue, on: date, filename: str) -> HttpResponse:
    response = HttpResponse(package_pdf(catalogue, on), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _adopted(number: int) -> Catalogue:
    """The adopted version with this number that is or was in force; a coming one is not published ahead of its day."""
    on: date = today()
    try:
        found: Catalogue = (
            Catalogue.objects.adopted().select_related("decision").get(number=number, in_force_from__lte=on)
        )
    except Catalogue.DoesNotExist:
        raise Http404 from None
    return found


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response
