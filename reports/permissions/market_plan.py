"""Who reads the marktbewerkingsplan, who writes which chapter of it, and who tells how its actions stand."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from governance.enums import AdoptableState
from governance.permissions import is_participant, is_secretariat
from governance.permissions.actions import own_actions
from reports.models import MarketPlan, MarketPlanPart, PlanAction, PlanChapter, PlanComment
from reports.permissions.information import is_werkplein_staff


def can_follow_plans(user: Any) -> bool:
    """Reads a plan that is being written: who takes part in the board's work, and the staff of the locations."""
    return is_participant(user) or is_werkplein_staff(user)


def visible_plan_parts(user: Any) -> QuerySet[MarketPlanPart]:
    """What the board dealt with is for everybody who signs in; before that, for who follows the writing."""
    if not user.is_authenticated or not user.is_active:
        return MarketPlanPart.objects.none()
    if can_follow_plans(user):
        return MarketPlanPart.objects.all()
    return MarketPlanPart.objects.filter(state=AdoptableState.ADOPTED)


def visible_plans(user: Any) -> QuerySet[MarketPlan]:
    """The plans of which this person may see a part."""
    return MarketPlan.objects.filter(pk__in=visible_plan_parts(user).values("plan"))


def can_keep_plans(user: Any) -> bool:
    """Begins a plan, gives its chapters to writers, and brings it to the board: the secretariat."""
    return is_secretariat(user)


def writes_chapter(user: Any, chapter: PlanChapter) -> bool:
    """Has this chapter: who it was given to, and the secretariat. Whether it is open is another question."""
    return can_follow_plans(user) and (chapter.author_id == user.pk or is_secretariat(user))


def can_write_chapter(user: Any, chapter: PlanChapter) -> bool:
    """Writes in it now."""
    return chapter.part.is_open and writes_chapter(user, chapter)


def can_comment_plan(user: Any, part: MarketPlanPart) -> bool:
    """Everybody who follows the writing, as long as it goes on."""
    return part.is_open and can_follow_plans(user)


def visible_plan_comments(user: Any) -> QuerySet[PlanComment]:
    """For who follows the writing."""
    return PlanComment.objects.all() if can_follow_plans(user) else PlanComment.objects.none()


def can_settle_comment(user: Any, comment: PlanComment) -> bool:
    """Who has the chapter, and who made the comment."""
    part = comment.chapter.part
    return part.is_open and (writes_chapter(user, comment.chapter) or comment.person_id == user.pk)


def visible_plan_actions(user: Any) -> QuerySet[PlanAction]:
    """The actions of every plan whose part with them this person may see."""
    parts = visible_plan_parts(user).filter(kind="rest")
    return PlanAction.objects.filter(plan__in=parts.values("plan"))


def own_plan_actions(user: Any) -> Q:
    """What this person does: in person, by seat, or for a party."""
    return own_actions(user)


def can_report_plan_action(user: Any, action: PlanAction) -> bool:
    """Tells how it stands, once the board has had the plan: who does it, and the secretariat."""
    if not action.plan.parts.filter(kind="rest", state=AdoptableState.ADOPTED).exists():
        return False
    return is_secretariat(user) or PlanAction.objects.filter(own_actions(user), pk=action.pk).exists()
