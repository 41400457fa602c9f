"""What instruments adds to pages of the whole: its place in the navigation, numbers of the law that run out."""

from __future__ import annotations

from django.http import HttpRequest

from governance.models import Party
from governance.permissions import today
from instruments.permissions import can_keep_loonwaarde
from instruments.permissions.supply import can_keep_supply
from instruments.queries.loonwaarde import amounts_running_out
from instruments.queries.notices import notices_on, notices_to_act_on
from instruments.queries.supply import evaluations_due, supply_lines
from instruments.queries.uniformity import row_of
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


@register_panel("overview", 28)
def notices_wait(request: HttpRequest) -> Panel | None:
    """For who speaks for a party that was spoken to, and for the secretariat once it answered or is late."""
    lines = notices_to_act_on(request.user, today())
    if not lines:
        return None
    return Panel("instruments/panels/notices_to_act_on.html", {"notices_to_act_on": lines}, asks=True)


@register_panel("party", 55)
def uniformity_here(request: HttpRequest, party: Party) -> Panel | None:
    """How a municipality stands against the package, and what the board spoke to a party about."""
    row, notices = row_of(party, today()), list(notices_on(request.user, party))
    agreements = supply_lines(request.user, today(), party=party)
    if row is None and not notices and not agreements:
        return None
    return Panel(
        "instruments/panels/uniformity_here.html",
        {
            "uniformity_party": party,
            "uniformity_row": row,
            "uniformity_notices": notices,
            "supply_here": agreements,
        },
    )


@register_panel("overview", 62)
def supply_to_evaluate(request: HttpRequest) -> Panel | None:
    """For the secretariat: agreements on supply whose evaluation is near or late."""
    if not can_keep_supply(request.user):
        return None
    lines = evaluations_due(request.user, today())
    if not lines:
        return None
    return Panel("instruments/panels/supply_evaluations.html", {"evaluations_due": lines}, asks=True)
