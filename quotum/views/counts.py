"""Counts from WBS/Sonar: vacancies, jobseekers and employer contacts, with the milestones of 2015."""

from __future__ import annotations

import csv

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.models import Location
from governance.permissions import today
from quotum import queries
from quotum.domain.columns import COLUMNS, Layout
from quotum.domain.counts_csv import KINDS
from quotum.domain.milestones import MILESTONES, SOURCE
from quotum.permissions import can_import_realisation
from quotum.views.years import chosen_year
from werkbedrijf.web.access import allowed


@require_safe
@login_required
def count_list(request: HttpRequest) -> HttpResponse:
    """The counts of one year (?jaar=), per location and per sector."""
    years = queries.count_years()
    year = chosen_year(request, years)
    context = {
        "year": year,
        "years": years,
        "tables": queries.count_tables(year),
        "milestones": MILESTONES,
        "milestones_source": SOURCE,
        "may_import": can_import_realisation(request.user),
    }
    return render(request, "quotum/counts/count_list.html", context)


@require_safe
@allowed(can_import_realisation)
def count_template(request: HttpRequest) -> HttpResponse:
    """An empty file for the last quarter that has ended: every location and kind, the counts to be filled in."""
    quarter = queries.template_quarter(today()).quarter
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"tellingen-{quarter.year}-kwartaal-{quarter.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS[Layout.COUNTS])
    for location in Location.objects.all():
        for kind in KINDS.values():
            writer.writerow([quarter.year, quarter.number, location.name, "", kind, ""])
    return response
