"""Who deviates on what? The matrix on a day, one municipality, one cell, and judging a municipality."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance.models import Party
from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.uniformity import assess_municipality
from instruments.domain.uniformity import DEFINITION
from instruments.domain.uniformity_csv import HEADER, CsvCell, lines
from instruments.domain.wording import as_decimal
from instruments.enums import Standing
from instruments.forms.finder import DayForm
from instruments.forms.uniformity import HoldForm
from instruments.models import InstrumentEntry
from instruments.permissions.notices import can_raise_notice, reads_notices
from instruments.permissions.uniformity import can_enter_regulations, can_keep_uniformity, kept_municipalities
from instruments.queries.notices import notices_on
from instruments.queries.regulations import regulation_lines
from instruments.queries.uniformity import Matrix, cells_of, history_of, matrix, package_on, years
from werkbedrijf.lib.charts import BarChart, BarRow, bar_chart
from werkbedrijf.web.access import allowed
from werkbedrijf.web.filling import fill


@require_safe
@login_required
def uniformity_matrix(request: HttpRequest) -> HttpResponse:
    """All municipalities × instruments on a day (?datum=, today when left out), the figure, and the years."""
    form = DayForm(request.GET if "datum" in request.GET else None, initial={"datum": today()})
    on = form.day(today())
    past = years(today())
    context = {
        "form": form,
        "on": on,
        "is_today": on == today(),
        "matrix": matrix(on) if on else None,
        "years": past,
        "chart": _chart(past[::-1]) if len(past) > 1 else None,
        "standings": list(Standing),
        "definition": DEFINITION,
        "may_keep": can_keep_uniformity(request.user),
        "may_read_notices": reads_notices(request.user),
    }
    return render(request, "instruments/uniformity/uniformity_matrix.html", context)


@require_safe
@login_required
def uniformity_csv(request: HttpRequest) -> HttpResponse:
    """The matrix of a day as CSV; 404 for a day without a package."""
    form = DayForm(request.GET if "datum" in request.GET else None, initial={"datum": today()})
    on = form.day(today())
    found = matrix(on) if on else None
    if found is None or found.package is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="uniformiteit-{found.on.isoformat()}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows(lines(found.on, found.package.catalogue.number, _csv_cells(found)))
    return response


@require_safe
@login_required
def uniformity_party(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality: what counts for each instrument today, its figure, and its regulations."""
    party = get_object_or_404(Party.objects.municipalities(), slug=slug)
    found = matrix(today())
    kept = list(kept_municipalities(request.user))
    context = {
        "party": party,
        "package": found.package,
        "row": next((row for row in found.rows if row.party == party), None),
        "figure": found.figure,
        "lines": regulation_lines(request.user, today(), kept, party=party),
        "may_enter": party in kept and can_enter_regulations(request.user),
        "may_keep": can_keep_uniformity(request.user),
    }
    return render(request, "instruments/uniformity/uniformity_party.html", context)


@require_safe
@login_required
def uniformity_cell(request: HttpRequest, slug: str, instrument: str) -> HttpResponse:
    """One municipality on one instrument: what counts, and every line before it."""
    party = get_object_or_404(Party.objects.municipalities(), slug=slug)
    package, history = package_on(today()), history_of(party, instrument)
    cells = cells_of(party, package, today()) if package else {}
    entry = InstrumentEntry.objects.filter(slug=instrument).order_by("-catalogue__number").first()
    if entry is None:
        raise Http404
    context = {
        "party": party,
        "entry": entry,
        "cell": cells.get(instrument),
        "history": history,
        "may_keep": can_keep_uniformity(request.user),
        "may_raise": can_raise_notice(request.user),
        "notices": notices_on(request.user, party, instrument),
    }
    return render(request, "instruments/uniformity/uniformity_cell.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_uniformity)
def uniformity_assess(request: HttpRequest, slug: str) -> HttpResponse:
    """Hold one municipality against every instrument of the package in force; only what changed becomes a new line."""
    party = get_object_or_404(Party.objects.municipalities(), slug=slug)
    package = package_on(today())
    if package is None:
        raise Http404
    cells = list(cells_of(party, package, today()).values())
    form = HoldForm(request.POST or None, party=party, cells=cells, since=today())

    def act(values: dict[str, Any]) -> str:
        assess_municipality(
            party,
            person_of(request),
            held=form.held(),
            since=values["since"],
            is_example=values["is_example"],
        )
        return reverse("instruments:uniformity_party", args=[party.slug])

    return fill(
        request,
        form,
        act,
        done=f"Het oordeel over {party} is vastgelegd.",
        template="instruments/uniformity/uniformity_assess.html",
        context={"party": party, "package": package},
    )


def _csv_cells(found: Matrix) -> list[CsvCell]:
    return [
        CsvCell(
            party=row.party.name,
            instrument=one.column.name,
            standing=one.standing.label,
            difference=one.row.difference if one.row and not one.why else "",
            since=one.row.since if one.row and not one.why else None,
            regulation=one.row.regulation.title if one.row and one.row.regulation else "",
            why=one.why,
            is_example=bool(one.row and one.row.is_example),
        )
        for row in found.rows
        for one in row.cells
    ]


def _chart(past: list[Any]) -> BarChart:
    """Equal cells per year as percent of all, rounded down; the exact figures stand in the table."""
    first, last = past[0], past[-1]
    return bar_chart(
        "Uniformiteit van de regio per jaar, in procenten",
        f"Zeker gelijk aan het pakket: {first.figure.certain_in_words} in {first.on.year}, "
        f"{last.figure.certain_in_words} in {last.on.year}.",
        ("zeker gelijk", "zeker of misschien gelijk"),
        [BarRow(_year(year.on), (_whole(year.figure.lowest), _whole(year.figure.highest))) for year in past],
    )


def _year(on: date) -> str:
    return f"{on.year}" if (on.month, on.day) == (12, 31) else f"{on.year} (tot nu)"


def _whole(percent: Any) -> int | None:
    return None if percent is None else int(as_decimal(percent, 0))
