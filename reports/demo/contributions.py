"""Invented hours per party (article 11): what each party promised and delivered. All examples."""

from __future__ import annotations

from governance.enums import PartyKind
from governance.models import Party
from reports.actions import record_contribution
from reports.actions.contributions import confirm_contribution
from reports.demo.calendar import Calendar, moment
from reports.demo.people import Board

MEETINGS, SECRETARIAT, MONITORING = (
    "Voorbereiden en vergaderen",
    "Secretariaat",
    "Cijfers verzamelen en toelichten",
)


def create_contributions(calendar: Calendar, board: Board) -> None:
    """Last year promised, delivered and confirmed; this year promised, of a few parties not confirmed yet."""
    parties = list(Party.objects.order_by("name"))
    for year in (calendar.last_year, calendar.this_year):
        for place, party in enumerate(parties):
            for work, planned in _promised(party).items():
                # A few parties deliver more than promised, a few less: between 80 and 115 percent.
                delivered = planned * (80 + place * 7 % 36) // 100
                recorded = record_contribution(
                    party,
                    year,
                    work,
                    planned_hours=planned,
                    delivered_hours=delivered if year == calendar.last_year else None,
                    is_example=True,
                    by=board.secretariat,
                    now=moment(calendar.today, 8, 15),
                )
                if year == calendar.last_year or place % 6:
                    confirm_contribution(recorded, board.secretariat, now=moment(calendar.today, 8, 15))


def _promised(party: Party) -> dict[str, int]:
    """Hours a year by kind of work: a municipality by its size, the board's own parties more."""
    if party.kind == PartyKind.UWV:
        return {MEETINGS: 120, MONITORING: 200}
    if party.kind == PartyKind.MUNICIPALITY:
        hours = {MEETINGS: 20 + (party.inhabitants or 0) // 2_000}
        if party.slug == "enschede":
            hours[SECRETARIAT] = 400  # the chair's municipality keeps the secretariat
        return hours
    return {MEETINGS: 60}
