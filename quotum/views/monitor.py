"""The monitor: are we going to make it? Allocated against realised, per sector and per municipality."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quotum import queries
from quotum.domain.pace import QUARTERS, furthest_behind_first
from quotum.permissions import can_draft_allocation, can_import_realisation
from quotum.rendering.charts import monitor_chart
from quotum.views.years import chosen_year

WORST_FIRST = "achterstand"  # the word in the address


@require_safe
@login_required
def monitor(request: HttpRequest) -> HttpResponse:
    """One year; ?jaar= chooses which and ?volgorde=achterstand the order, so that a view can be sent to somebody."""
    years = queries.years_with_figures()
    year = chosen_year(request, years)
    lines = queries.realised_by_sector(year)
    municipalities = queries.realised_by_municipality(year)
    totals = queries.totals(lines)
    behind = queries.furthest_behind(lines)
    worst_first = request.GET.get("volgorde") == WORST_FIRST and totals.pace is not None
    deliveries = queries.deliveries(request.user, year)
    counting = [line for line in deliveries if line.is_counting and line.revision.is_comparable]
    return render(
        request,
        "quotum/monitor/monitor.html",
        {
            "year": year,
            "years": years,
            "allocation": queries.allocation_in_force(year),
            "lines": furthest_behind_first(lines) if worst_first else lines,
            "worst_first": worst_first,
            "order": WORST_FIRST if worst_first else "",
            "totals": totals,
            "behind": behind,
            "has_whole_year": totals.pace is not None and totals.pace.quarters == QUARTERS,
            "chart": monitor_chart(year, lines, totals, behind),
            "municipalities": municipalities,
            "municipal_total": sum(line.realised or 0 for line in municipalities),
            "has_municipal": any(line.realised is not None for line in municipalities),
            "as_of": queries.figures_as_of(year),
            "deliveries": counting,
            "disagreements": queries.disagreements(year),
            "other_list_quarters": queries.other_list_quarters(year),
            "is_example": any(line.revision.is_example for line in counting),
            "national": queries.national_targets(),
            "may_draft": can_draft_allocation(request.user),
            "may_import": can_import_realisation(request.user),
        },
    )
