"""Targets: the national series beside what the board divides per year."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quotum import queries
from quotum.permissions import can_draft_allocation


@require_safe
@login_required
def target_list(request: HttpRequest) -> HttpResponse:
    """What is a stock and what is extra in a year, each with its source."""
    context = {
        "national": queries.national_targets(),
        "regional": queries.regional_targets(request.user),
        "may_draft": can_draft_allocation(request.user),
    }
    return render(request, "quotum/targets/target_list.html", context)
