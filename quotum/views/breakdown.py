"""A cut through the detailed figures, chosen in the address so that it can be sent to somebody."""

from __future__ import annotations

import csv

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quotum import queries
from quotum.enums import Dimension
from quotum.queries import Cut
from quotum.queries.breakdown import FIELDS
from quotum.views.years import chosen_year
from werkbedrijf.lib.spreadsheets import plain_cell

# The words in the address.
WORDS = {
    Dimension.SECTOR: "sector",
    Dimension.MUNICIPALITY: "gemeente",
    Dimension.GROUP: "groep",
    Dimension.SIDE: "werkgever",
}


def _cut(request: HttpRequest, names: dict[Dimension, dict[str, str]]) -> Cut:
    """What the address asks for; a word that means nothing limits nothing."""
    rows = next((d for d, word in WORDS.items() if word == request.GET.get("per")), Dimension.SECTOR)
    asked = {d: request.GET.get(word, "") for d, word in WORDS.items()}
    return Cut(rows, {d: code if code in names[d] else "" for d, code in asked.items()})


@require_safe
@login_required
def breakdown(request: HttpRequest) -> HttpResponse:
    """?jaar=, ?per= and any of ?sector= ?gemeente= ?groep= ?werkgever=; with ?vorm=csv as a file."""
    years = queries.years_with_figures()
    year = chosen_year(request, years)
    names = {dimension: queries.names_of(dimension) for dimension in FIELDS}
    cut = _cut(request, names)
    table = queries.cut_table(year, cut, names)
    limits = [names[d][code] for d, code in cut.limits.items() if code]
    title = f"Nieuwe banen {cut.rows.label} in {year}" + (f": {', '.join(limits)}" if limits else "")
    if request.GET.get("vorm") == "csv":
        return _csv(table, title, cut)
    choices = [
        {"word": word, "noun": d.noun, "names": names[d], "chosen": cut.limits[d]}
        for d, word in WORDS.items()
    ]
    context = {
        "year": year,
        "years": years,
        "cut": cut,
        "per": WORDS[cut.rows],
        "pers": {word: d.label for d, word in WORDS.items()},
        "choices": choices,
        "table": table,
        "title": title,
        "query": request.GET.urlencode(),
    }
    return render(request, "quotum/breakdown/breakdown.html", context)


def _csv(table: queries.CutTable, title: str, cut: Cut) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="uitsnede.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([title])
    writer.writerow([cut.rows.noun, "Kwartaal 1", "Kwartaal 2", "Kwartaal 3", "Kwartaal 4", "Samen"])
    for line in table.lines:
        counts = ["" if count is None else count for count in line.counts]
        writer.writerow([plain_cell(line.name), *counts, line.total])
    for quarter in table.only_totals:
        writer.writerow([f"Alleen als totaal bekend: kwartaal {quarter}"])
    for late in table.overtaken:
        writer.writerow([f"Kwartaal {late.quarter} is later gecorrigeerd zonder detail: {late.later} banen"])
    for one in table.deliveries:
        mark = " (voorbeeldcijfer)" if one.is_example else ""
        writer.writerow([plain_cell(f"Bron kwartaal {one.quarter}: {one.source}{mark}"), one.published_on])
    return response
