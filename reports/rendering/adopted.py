"""What the board decides on of reports, as a PDF among its papers: plan, edition of the verslag, public version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from governance.models import Seat
from governance.rendering.adopted import NOT_READABLE, AdoptedPaper, register_adopted, stored
from reports.models import MarketPlanPart, PublicVersion, Ratification
from reports.permissions import can_follow_reports, visible_deliveries
from reports.permissions.market_plan import visible_plans
from reports.queries.market_plan import plan_document
from reports.rendering.market_plan import print_plan


@register_adopted("reports.MarketPlanPart")
def plan_paper(part: MarketPlanPart, reader: Any, now: datetime) -> AdoptedPaper:
    """The whole plan, whichever part the point is about."""
    plan, key = part.plan, f"plan-{part.plan_id}"
    if not visible_plans(reader).filter(pk=plan.pk).exists():
        return AdoptedPaper(key, str(plan), reason=NOT_READABLE)
    on = timezone.localtime(now).date()
    return AdoptedPaper(key, str(plan), print_plan(plan_document(reader, plan, on), on))


@register_adopted("reports.Ratification")
def verslag_paper(ratification: Ratification, reader: Any, now: datetime) -> AdoptedPaper:
    """The reader's own copy; for who reads them all the chair's, which differs in its cover and last chapter only."""
    report, key = ratification.report, f"verslag-{ratification.report_id}"
    title = str(ratification)
    if not report.is_for_board:
        return AdoptedPaper(key, title, reason="Deze editie is nog niet opgemaakt.")
    chair = set(Seat.objects.filter(is_chair=True).values_list("parties", flat=True))
    copies = list(
        visible_deliveries(reader).filter(report=report).select_related("party").order_by("party__name")
    )
    copy = min(copies, key=lambda one: one.party_id not in chair, default=None)
    if copy is None:
        return AdoptedPaper(key, title, reason=NOT_READABLE)
    return stored(key, f"{title} (exemplaar van {copy.party.name})", copy)


@register_adopted("reports.PublicVersion")
def public_paper(version: PublicVersion, reader: Any, now: datetime) -> AdoptedPaper:
    """The very file that the board decides on."""
    key, title = f"public-{version.pk}", version.effect_sentence()
    if not can_follow_reports(reader):
        return AdoptedPaper(key, title, reason=NOT_READABLE)
    return stored(key, title, version)
