"""What parties of the example did with the base package: some took it over, employers and unions were asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from governance.actions.follow_up import answer_consent, ask_consent, record_uptake
from governance.enums import ConsentState, PartyKind, UptakeKind
from governance.models import Party
from instruments.models import Catalogue
from reports.demo.people import Board
from werkbedrijf.lib.dates import day_of

# Weeks after the decision in which these took it over; of the others nothing is recorded, as it often is.
TAKEN_OVER = (
    ("hengelo", UptakeKind.COLLEGE, 3),
    ("enschede", UptakeKind.COLLEGE, 4),
    ("almelo", UptakeKind.REGULATION, 7),
    ("uwv", UptakeKind.OWN, 5),
)


def follow_base_package(board: Board, at: datetime) -> None:
    """Record it as the secretariat would, on the day of the example; nothing that lies ahead of that day."""
    catalogue = Catalogue.objects.in_force(day_of(at), "catalogue")
    if catalogue is None or catalogue.decision is None:
        return
    decided = day_of(catalogue.decision.decided_at)
    for slug, kind, weeks in TAKEN_OVER:
        day = decided + timedelta(weeks=weeks)
        if day <= day_of(at):
            party = Party.objects.get(slug=slug)
            record_uptake(
                catalogue.decision,
                party,
                board.secretariat,
                kind=kind,
                taken_on=day,
                reference=f"Voorbeeldkenmerk {day:%Y}-{weeks:03d}",
                now=at,
            )
    others = list(Party.objects.filter(kind__in=(PartyKind.EMPLOYERS, PartyKind.UNION)).order_by("slug"))
    asked = ask_consent(catalogue.decision, others, board.secretariat, asked_on=decided, now=at)
    answer_consent(
        asked[0],
        board.secretariat,
        state=ConsentState.AGREED,
        answered_on=decided + timedelta(weeks=2),
        remark="Voorbeeldgegeven.",
        now=at,
    )
