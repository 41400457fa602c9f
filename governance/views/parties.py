"""The parties of the agreement, the seats of the board, and one party with what concerns it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.models import Party
from governance.permissions import today
from governance.queries.parties import board_seats, party_groups
from werkbedrijf.web.panels import panels_for


@require_safe
@login_required
def party_list(request: HttpRequest) -> HttpResponse:
    """Who takes part today, by kind, and who sits in the board."""
    day = today()
    return render(
        request,
        "governance/parties/party_list.html",
        {"groups": party_groups(day), "seats": board_seats(day), "day": day},
    )


@require_safe
@login_required
def party_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: its own decision to take part, its seats, and the panels of the other apps."""
    party = get_object_or_404(Party, slug=slug)
    return render(
        request,
        "governance/parties/party_detail.html",
        {
            "party": party,
            "seats": board_seats(today(), party),
            "panels": panels_for("party", request, party=party),
        },
    )
