"""The actions of the marktbewerkingsplan: written with it, and during the year how each stands."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from governance.actions.writing import WholeMoved
from governance.permissions import today
from governance.queries.actions import owner_choices, owner_key
from governance.views.preparing import person_of
from reports.actions.plan_actions import delete_plan_action, note_progress, write_plan_action
from reports.enums import ChapterKind, ProgressState
from reports.forms.market_plan import PlanActionForm, ProgressForm
from reports.models import MarketPlan, PlanAction, PlanChapter
from reports.permissions.market_plan import (
    can_follow_plans,
    can_report_plan_action,
    can_write_chapter,
    visible_plan_actions,
)
from reports.queries.market_plan import action_line
from reports.views.market_plan_writing import chapter_url
from reports.views.market_plans import plan_of
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_follow_plans)
def plan_action_create(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Add an action to a plan that is being written."""
    return _write(request, plan_of(request, year, version), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_follow_plans)
def plan_action_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    action = _action(request, pk)
    return _write(request, action.plan, action)


@require_POST
@allowed(can_follow_plans)
def plan_action_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one out."""
    action = _action(request, pk)
    chapter = _open_chapter(request, action.plan)
    return carry_out(
        request,
        lambda: delete_plan_action(action, person_of(request)),
        "De actie is verwijderd.",
        chapter_url(chapter),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_action_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One action with everything that was told of it; who does it tells how it stands."""
    action = _action(request, pk)
    may_report = can_report_plan_action(request.user, action)
    if request.method == "POST" and not may_report:
        raise PermissionDenied

    def act(values: dict[str, Any]) -> str:
        note_progress(action, person_of(request), ProgressState(values["state"]), values["note"])
        return action.get_absolute_url()

    line = action_line(action, today())
    return fill(
        request,
        ProgressForm(request.POST or None, initial={"state": line.state}),
        act,
        done="De stand van de actie is opgeslagen.",
        template="reports/market_plans/plan_action_detail.html",
        context={
            "line": line,
            "action": action,
            "plan": action.plan,
            "may_report": may_report,
            "may_write": can_write_chapter(request.user, _chapter_of(action.plan)),
        },
    )


def _action(request: HttpRequest, pk: int) -> PlanAction:
    found = visible_plan_actions(request.user).select_related("plan", "person", "seat", "party")
    return get_object_or_404(found, pk=pk)


def _chapter_of(plan: MarketPlan) -> PlanChapter:
    chapters = PlanChapter.objects.select_related("part__plan")
    return chapters.get(part__plan=plan, kind=ChapterKind.ACTIONS)


def _open_chapter(request: HttpRequest, plan: MarketPlan) -> PlanChapter:
    """The chapter with the actions, for who writes in it now."""
    chapter = _chapter_of(plan)
    if not can_write_chapter(request.user, chapter):
        raise PermissionDenied
    return chapter


def _write(request: HttpRequest, plan: MarketPlan, action: PlanAction | None) -> HttpResponse:
    chapter = _open_chapter(request, plan)
    form = PlanActionForm(
        request.POST or None,
        initial=PlanActionForm.initial_of(action, owner_key(action.owner)) if action else {},
        owners=owner_choices(today()),
    )

    def act(values: dict[str, Any]) -> str:
        values["owner"] = form.chosen_owner
        try:
            write_plan_action(plan, person_of(request), action=action, **values)
        except WholeMoved as moved:
            form.show_moved(moved)
            raise
        return chapter_url(chapter)

    return fill(
        request,
        form,
        act,
        done="De actie staat in het plan.",
        template="reports/market_plans/market_plan_form.html",
        context={
            "plan": plan,
            "heading": "Actie wijzigen" if action else "Actie toevoegen",
            "button": "Actie opslaan",
            "cancel": chapter_url(chapter),
        },
    )
