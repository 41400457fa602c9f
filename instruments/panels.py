"""What instruments adds to pages of the whole: its place in the navigation, numbers of the law that run out."""

from __future__ import annotations

from django.http import HttpRequest

from governance.permissions import today
from instruments.permissions import can_keep_loonwaarde
from instruments.queries.loonwaarde import amounts_running_out
from werkbedrijf.web.panels import Panel, register_nav, register_panel

register_nav(40, "Instrumenten", "instruments:catalogue_current", prefixes=("/instrumenten/",))


@register_panel("overview", 60)
def legal_amounts_running_out(request: HttpRequest) -> Panel | None:
    """For who keeps them: numbers of the law that nothing follows yet: the calculator falls silent then."""
    if not can_keep_loonwaarde(request.user):
        return None
    lines = amounts_running_out(today())
    if not lines:
        return None
    return Panel("instruments/panels/amounts_running_out.html", {"amounts_running_out": lines}, asks=True)
