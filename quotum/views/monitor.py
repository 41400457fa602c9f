"""The monitor: are we going to make it? Allocated against realised per sector, and where the year is heading."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quotum import queries
from quotum.domain.forecast import METHOD
from quotum.domain.pace import QUARTERS, furthest_behind_first
from quotum.enums import Dimension
from quotum.permissions import can_draft_allocation, can_import_realisation
from quotum.rendering.charts import monitor_chart, part_chart, quarter_chart
from quotum.views.years import chosen_year

WORST_FIRST = "achterstand"  # the word in the address


@require_safe
@login_required
def monitor(request: HttpRequest) -> HttpResponse:
    """One year; ?jaar= chooses which and ?volgorde=achterstand the order, so that a view can be sent to somebody."""
    years = queries.years_with_figures()
    year = chosen_year(request, years)
    deliveries = queries.deliveries(request.user, year)
    counting = [line for line in deliveries if line.is_counting and line.revision.is_comparable]
    sectors = _sectors(request, year)
    return render(
        request,
        "quotum/monitor/monitor.html",
        {
            "year": year,
            "years": years,
            "allocation": queries.allocation_in_force(year),
            **sectors,
            **_parts(year),
            "as_of": queries.figures_as_of(year),
            "deliveries": counting,
            "disagreements": queries.disagreements(year),
            "other_list_quarters": queries.other_list_quarters(year),
            "restatements": queries.restatements(year),
            "signals": queries.signals_of(request.user, year, sectors["lines"]),
            "remarks": queries.remarks_of(year),
            "is_example": any(line.revision.is_example for line in counting),
            "national": queries.national_targets(),
            "may_draft": can_draft_allocation(request.user),
            "may_import": can_import_realisation(request.user),
        },
    )


def _sectors(request: HttpRequest, year: int) -> dict[str, Any]:
    """The table per sector with its outlook, in the order that was asked for."""
    lines = queries.realised_by_sector(year)
    totals = queries.totals(lines)
    behind = queries.furthest_behind(lines)
    worst_first = request.GET.get("volgorde") == WORST_FIRST and totals.pace is not None
    outlook = queries.year_outlook(year, lines)
    in_order = furthest_behind_first(lines) if worst_first else lines
    return {
        "lines": in_order,
        "outlook_lines": outlook.of(in_order),
        "region": outlook.region,
        "method": METHOD,
        "worst_first": worst_first,
        "order": WORST_FIRST if worst_first else "",
        "totals": totals,
        "behind": behind,
        "behind_lines": outlook.behind(lines),
        "has_whole_year": totals.pace is not None and totals.pace.quarters == QUARTERS,
        "chart": monitor_chart(year, lines, totals, behind),
    }


def _parts(year: int) -> dict[str, Any]:
    """What was realised per municipality, group, and by market and government."""
    municipalities = queries.part_table(year, Dimension.MUNICIPALITY)
    groups = queries.part_table(year, Dimension.GROUP)
    quarters = queries.quarter_totals(year)
    return {
        "municipalities": municipalities,
        "groups": groups,
        "sides": queries.part_table(year, Dimension.SIDE),
        "municipal_chart": part_chart(f"Gerealiseerde banen per gemeente in {year}", municipalities),
        "group_chart": part_chart(f"Gerealiseerde banen per groep in {year}", groups),
        "quarter_chart": quarter_chart(year, quarters),
        "quarter_totals": quarters,
    }
