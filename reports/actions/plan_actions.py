"""The actions of the marktbewerkingsplan: written with it, and during the year how they stand."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.actions.drafts import lock_draft
from governance.actions.ledger import append_event, take_ledger_head
from governance.actions.writing import clean_words, refuse_moved
from governance.models import Owner, Person
from reports.actions.market_plan import refuse_closed
from reports.enums import ChapterKind, PlanPartKind, ProgressState
from reports.models import MarketPlan, MarketPlanPart, PlanAction, PlanActionNote, PlanChapter
from reports.models.market_plan import LONGEST_COMMENT
from reports.permissions.market_plan import can_report_plan_action, writes_chapter
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def write_plan_action(
    plan: MarketPlan,
    by: Person,
    *,
    owner: Owner,
    what: str,
    due_on: date,
    condition: str = "",
    action: PlanAction | None = None,
    seen: str = "",
    now: datetime | None = None,
) -> PlanAction:
    """Add an action to a plan that is being written, or change one.

    seen: of the action as the writer began with it; raises WholeMoved when another was saved since. Raises NotAllowed,
    Conflict; DomainError for one that says nothing, or that is due far from the year of the plan.
    """
    _refuse_others(plan, by)
    words = what.strip()
    if not words:
        raise DomainError("Schrijf wat er moet gebeuren.")
    if due_on.year < plan.year - 1 or due_on.year > plan.year + 1:
        raise DomainError(
            f"Deze dag ligt ver van {plan.year}. Kies een dag in of rond het jaar van het plan."
        )
    _lock_open(plan)
    take_ledger_head()
    written = _found(action) if action else PlanAction(plan=plan, number=_next_number(plan))
    if action:
        refuse_moved(written.as_text(), seen)
    written.give_to(owner)
    written.what, written.due_on, written.condition = words, due_on, condition.strip()
    written.save()
    append_event("plan_action_written", by, written.facts(), now)
    return written


@transaction.atomic
def delete_plan_action(action: PlanAction, by: Person, *, now: datetime | None = None) -> None:
    """Take an action out of a plan that is being written. Raises NotAllowed, Conflict."""
    _refuse_others(action.plan, by)
    _lock_open(action.plan)
    found = _found(action)
    append_event("plan_action_deleted", by, {"plan": found.plan_id, "number": found.number}, now)
    found.delete()


@transaction.atomic
def note_progress(
    action: PlanAction, by: Person, state: ProgressState, note: str = "", *, now: datetime | None = None
) -> PlanActionNote:
    """Tell how an action stands; what was told before stays. The same words twice are told once.

    Raises NotAllowed; DomainError for an action that is dropped without a reason.
    """
    if not can_report_plan_action(by, action):
        raise NotAllowed("Wie de actie doet, of het secretariaat, meldt hoe zij ervoor staat.")
    words = clean_words(note)
    if state == ProgressState.DROPPED and not words:
        raise DomainError("Schrijf waarom de actie vervalt.")
    if len(words) > LONGEST_COMMENT:
        raise DomainError(f"Deze toelichting is langer dan {LONGEST_COMMENT} tekens. Kort haar in.")
    take_ledger_head()
    last = PlanActionNote.objects.filter(action=action).last()
    if last is not None and (last.state, last.note) == (state, words):
        return last
    told = PlanActionNote.objects.create(
        action=action, state=state.value, note=words, by=by, at=now or timezone.now()
    )
    append_event("plan_progress_noted", by, {"note": told.pk, "action": action.pk, "state": state.value}, now)
    return told


def _next_number(plan: MarketPlan) -> int:
    """Never used before in any version for this year."""
    last = PlanAction.objects.filter(plan__year=plan.year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _found(action: PlanAction) -> PlanAction:
    found = PlanAction.objects.select_for_update(of=("self",)).filter(pk=action.pk).first()
    if found is None:
        raise Conflict("Deze actie is intussen verwijderd.")
    return found


def _lock_open(plan: MarketPlan) -> None:
    refuse_closed(lock_draft(MarketPlanPart.objects.get(plan=plan, kind=PlanPartKind.REST)))


def _refuse_others(plan: MarketPlan, by: Person) -> None:
    chapter = PlanChapter.objects.get(part__plan=plan, kind=ChapterKind.ACTIONS)
    if not writes_chapter(by, chapter):
        raise NotAllowed("De acties schrijft wie dat hoofdstuk kreeg, of het secretariaat.")
