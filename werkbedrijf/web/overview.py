"""The first page after signing in: what waits for me? Composed of the panels that the apps register."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkbedrijf.web.panels import panels_for, register_nav

register_nav(10, "Overzicht", "overview", prefixes=("/",))


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """What asks something of this person first; when nothing does, that, and when the next thing comes."""
    panels = panels_for("overview", request)
    expected = min(
        (panel.expects for panel in panels if panel.expects), key=lambda item: item.at, default=None
    )
    return render(
        request,
        "overview/overview.html",
        {"panels": panels, "nothing_to_do": not any(panel.asks for panel in panels), "expected": expected},
    )
