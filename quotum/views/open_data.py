"""For who does not sign in: the year in figures rounded to 5, on a page and as open data."""

from __future__ import annotations

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quotum import queries
from quotum.views.years import chosen_year


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """One year (?jaar=) for everybody."""
    years = queries.years_with_figures()
    year = chosen_year(request, years)
    context = {"year": year, "years": years, "figures": queries.open_figures(year) if years else None}
    return render(request, "quotum/open_data/open_data.html", context)


def _figures(year: int) -> dict[str, Any]:
    if year not in queries.years_with_figures():
        raise Http404
    return queries.open_figures(year)


@require_safe
def open_data_json(request: HttpRequest, year: int) -> HttpResponse:
    """The same as JSON; any site may read it."""
    return _open(JsonResponse(_figures(year), json_dumps_params={"ensure_ascii": False, "indent": 2}))


@require_safe
def open_data_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same as CSV. The last lines say how it was rounded and whether the figures are an example."""
    figures = _figures(year)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="quotum-{year}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(["jaar", "uitsplitsing", "code", "naam", "verdeeld", "gerealiseerd"])
    for row in queries.open_rows(figures):
        writer.writerow([year, *("" if cell is None else cell for cell in row)])
    writer.writerow([year, "toelichting", "", figures["note"], "", ""])
    if figures["is_example"]:
        writer.writerow([year, "toelichting", "", "Voorbeeldcijfers: de aantallen zijn bedacht.", "", ""])
    return _open(response)


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response
