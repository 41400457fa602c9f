"""From a written plan to one before the board: put ready with its figures stored, put on an agenda, opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions import PointDraft, add_item, write_proposal
from governance.actions.agenda import change_item, lock_editable
from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event
from governance.enums import AgendaItemKind
from governance.models import AgendaItem, AgreementVersion, Meeting, Person
from reports.actions.market_plan import refuse_others
from reports.enums import ChapterState, PlanPartKind, Treatment
from reports.models import MarketPlan, MarketPlanPart, PlanComment
from reports.queries.plan_figures import plan_figures
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError

PLAN_ARTICLE = 7
POINTS = {
    Treatment.ADOPT: "De {what} van het marktbewerkingsplan {year} worden vastgesteld.",
    Treatment.NOTE: "Het bestuur neemt kennis van de {what} van het marktbewerkingsplan {year}.",
}


@transaction.atomic
def ready_market_plan(
    plan: MarketPlan, by: Person, treatment: Treatment, *, now: datetime | None = None
) -> list[MarketPlanPart]:
    """Put every part that is still open ready for the board, with the figures as they are now.

    treatment: what the board is asked to do with the rest; the garantiebanen are adopted. Raises NotAllowed; Conflict
    while a chapter is not ready or a comment waits, and when nothing is open.
    """
    refuse_others(by)
    at = now or timezone.now()
    found = list(plan.parts.filter(state="draft", figures_at=None).order_by("kind").select_related("plan"))
    parts = [lock_draft(part) for part in found]
    if not parts:
        raise Conflict("Dit plan staat al klaar voor het bestuur.")
    _refuse_unfinished(parts)
    for part in parts:
        for chapter in part.chapters.select_for_update():
            chapter.figures = plan_figures(by, plan.year, chapter.kind, day_of(at))
            chapter.save(update_fields=["figures"])
        part.figures_at = at
        part.treatment = treatment.value if part.kind == PlanPartKind.REST else Treatment.ADOPT.value
        part.save(update_fields=["figures_at", "treatment"])
        facts = {"part": part.pk, "treatment": part.treatment, "content_sha256": part.compute_hash()}
        append_event("plan_part_readied", by, facts, at)
    return parts


@transaction.atomic
def reopen_market_plan(plan: MarketPlan, by: Person, *, now: datetime | None = None) -> None:
    """Let what stands ready be written in again; its figures go along with their sources from then on.

    Raises NotAllowed; Conflict when a proposal carries it, or when nothing stands ready.
    """
    refuse_others(by)
    found = plan.parts.filter(state="draft", figures_at__isnull=False).order_by("kind").select_related("plan")
    parts = [lock_draft(part) for part in found]
    if not parts:
        raise Conflict("Er staat niets klaar dat weer open kan.")
    for part in parts:
        refuse_carried(part)
        part.figures_at = None
        part.save(update_fields=["figures_at"])
        part.chapters.update(figures=None)
        append_event("plan_part_reopened", by, {"part": part.pk}, now)


@transaction.atomic
def propose_market_plan(
    plan: MarketPlan, meeting: Meeting, by: Person, *, now: datetime | None = None
) -> AgendaItem:
    """Put what stands ready on an agenda in preparation: one item, a decision point for each part.

    An item of this name that waits for its proposal (the agenda suggests one) is the item.

    Raises NotAllowed; Conflict when nothing stands ready or it stands on an agenda already.
    """
    refuse_others(by)
    lock_editable(meeting.pk)
    ready = plan.parts.filter(state="draft", figures_at__isnull=False, decision_point=None)
    parts = [lock_draft(part) for part in ready.order_by("kind").select_related("plan")]
    if not parts:
        raise Conflict("Er staat niets klaar voor een agenda, of het staat er al op.")
    article = AgreementVersion.objects.in_force(meeting.day).articles.filter(number=PLAN_ARTICLE).first()
    if article is None:
        raise DomainError("De overeenkomst heeft geen artikel over het plan. Schrijf het voorstel zelf.")
    item = _item_for(plan, meeting)
    write_proposal(
        item,
        title=str(plan),
        article=article,
        considerations="Het onderdeel garantiebanen stelt het bestuur vast (artikel 7). De cijfers in het plan zijn "
        "die van de dag waarop het is klaargezet.",
        points=[PointDraft(str(place), _point_text(part), (part,)) for place, part in enumerate(parts, 1)],
        by=by,
    )
    facts = {"plan": plan.pk, "meeting": meeting.pk, "item": item.pk, "parts": [part.pk for part in parts]}
    append_event("market_plan_proposed", by, facts, now)
    return item


def _item_for(plan: MarketPlan, meeting: Meeting) -> AgendaItem:
    waiting = (
        meeting.items.filter(title=str(plan), proposal=None, postponed_at=None).order_by("position").first()
    )
    if waiting is None:
        return add_item(meeting, kind=AgendaItemKind.DECIDE, title=str(plan))
    return change_item(waiting, kind=AgendaItemKind.DECIDE)


def _point_text(part: MarketPlanPart) -> str:
    if part.kind == PlanPartKind.JOBS:
        return f"Het onderdeel garantiebanen van het marktbewerkingsplan {part.plan.year} wordt vastgesteld."
    return POINTS[Treatment(part.treatment)].format(what="overige hoofdstukken", year=part.plan.year)


def _refuse_unfinished(parts: list[MarketPlanPart]) -> None:
    missing = [
        str(chapter)
        for part in parts
        for chapter in part.chapters.order_by("pk")
        if chapter.state != ChapterState.READY
    ]
    if missing:
        raise Conflict(f"Nog niet klaar gemeld: {'; '.join(missing)}. Schrijf die eerst af.")
    waiting = PlanComment.objects.filter(chapter__part__in=parts, settled_at=None).count()
    if waiting:
        words = "1 opmerking is" if waiting == 1 else f"{waiting} opmerkingen zijn"
        raise Conflict(f"{words} nog niet afgehandeld. Doe dat eerst.")
