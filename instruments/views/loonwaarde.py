"""What do we require, which method do we use, and since when? The first page of the loonwaarde."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.permissions import is_participant, today
from instruments.domain.requirements import NATIONAL_METHOD_SOURCE
from instruments.permissions import can_keep_loonwaarde
from instruments.queries.requirements import choice_lines, method_on, requirement_sets


@require_safe
@login_required
def loonwaarde_overview(request: HttpRequest) -> HttpResponse:
    """The method of today, what the region chose and required before, and the file behind it."""
    context = {
        "now": method_on(today()),
        "law": NATIONAL_METHOD_SOURCE,
        "choices": choice_lines(request.user),
        "requirement_sets": requirement_sets(request.user),
        "reads_papers": is_participant(request.user),
        "may_write": can_keep_loonwaarde(request.user),
    }
    return render(request, "instruments/loonwaarde/loonwaarde_overview.html", context)
