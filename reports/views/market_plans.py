"""The marktbewerkingsplan to read: which there are, one as a whole, on paper; and its way to the board."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.queries.minutes import next_agendas
from governance.views.minutes_files import WAIT, press
from governance.views.preparing import person_of, prepare_url
from reports.actions.market_plan import delete_market_plan, start_market_plan
from reports.actions.market_plan_course import propose_market_plan, ready_market_plan, reopen_market_plan
from reports.enums import Treatment
from reports.forms.market_plan import BoardForm, StartPlanForm
from reports.models import MarketPlan
from reports.permissions.market_plan import can_follow_plans, can_keep_plans, visible_plans
from reports.queries.market_plan import (
    PlanDocument,
    figures_moved,
    plan_document,
    plan_line,
    plan_lines,
    plan_to_show,
    unfinished,
)
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.filling import fill
from werkbedrijf.web.pdf import shown_safely

FORM = "reports/market_plans/market_plan_form.html"


@require_safe
@login_required
def market_plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan that this person may see, the newest first."""
    context = {"lines": plan_lines(request.user, today()), "may_start": can_keep_plans(request.user)}
    return render(request, "reports/market_plans/market_plan_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_plans)
def market_plan_start(request: HttpRequest) -> HttpResponse:
    """Begin the plan of a year, or its next version."""

    def act(values: dict[str, Any]) -> str:
        plan = start_market_plan(values["year"], person_of(request), is_example=settings.DEMO_MODE)
        return write_url(plan)

    return fill(
        request,
        StartPlanForm(request.POST or None, initial={"year": today().year + 1}),
        act,
        done="Het plan staat klaar. Verdeel de hoofdstukken.",
        template=FORM,
        context={
            "heading": "Plan beginnen",
            "button": "Plan beginnen",
            "cancel": reverse("reports:market_plan_list"),
        },
    )


@require_safe
@login_required
def market_plan_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The plan that counts for a year, else the newest."""
    plan = plan_to_show(request.user, year, today())
    if plan is None:
        raise Http404
    return _read(request, plan)


@require_safe
@login_required
def market_plan_version(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """One version of the plan of a year."""
    return _read(request, plan_of(request, year, version))


@require_safe
@login_required
def market_plan_pdf(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """The same on paper, made for this request and kept nowhere."""
    plan = plan_of(request, year, version)
    document = plan_document(request.user, plan, today())
    if not press.acquire(timeout=WAIT):
        messages.error(request, "Het is nu druk. Probeer het over een minuut opnieuw.")
        return SeeOther(plan.get_absolute_url())
    try:
        from reports.rendering.market_plan import print_plan  # WeasyPrint: only who makes a PDF waits for it

        content = print_plan(document, today())
    finally:
        press.release()
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="marktbewerkingsplan-{year}-v{version}.pdf"'
    return shown_safely(response)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_plans)
def market_plan_board(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Put the plan ready for the board, on an agenda or not yet."""
    plan = plan_of(request, year, version)
    line = plan_line(request.user, plan, today())

    def act(values: dict[str, Any]) -> str:
        by = person_of(request)
        if line.is_open:
            ready_market_plan(plan, by, Treatment(values["treatment"]))
        if values["meeting"] is None:
            return plan.get_absolute_url()
        item = propose_market_plan(plan, values["meeting"], by)
        return prepare_url(item.meeting_id, item.pk)

    return fill(
        request,
        BoardForm(request.POST or None, agendas=next_agendas(), asks=line.is_open),
        act,
        done="Het plan staat klaar voor het bestuur, met de cijfers van vandaag."
        if line.is_open
        else "Het plan staat op de agenda.",
        template=FORM,
        context={
            "plan": plan,
            "heading": f"{plan} naar het bestuur",
            "lead": "De cijfers worden nu vastgelegd, en niemand schrijft verder tot u het plan weer opent."
            if line.is_open
            else "",
            "remarks": unfinished(plan),
            "button": "Klaarzetten voor het bestuur" if line.is_open else "Op de agenda zetten",
            "cancel": plan.get_absolute_url(),
        },
    )


@require_POST
@allowed(can_keep_plans)
def market_plan_reopen(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Let it be written in again."""
    plan = plan_of(request, year, version)
    return carry_out(
        request,
        lambda: reopen_market_plan(plan, person_of(request)),
        "Het plan is weer open; de cijfers lopen mee met hun bron.",
        write_url(plan),
    )


@require_POST
@allowed(can_keep_plans)
def market_plan_delete(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Delete a plan that was never before the board."""
    plan = plan_of(request, year, version)
    return carry_out(
        request,
        lambda: delete_market_plan(plan, person_of(request)),
        f"{plan} is verwijderd.",
        reverse("reports:market_plan_list"),
    )


def plan_of(request: HttpRequest, year: int, version: int) -> MarketPlan:
    return get_object_or_404(visible_plans(request.user), year=year, version=version)


def write_url(plan: MarketPlan) -> str:
    """The page on which the plan is written."""
    return reverse("reports:market_plan_write", args=[plan.year, plan.version])


def _read(request: HttpRequest, plan: MarketPlan) -> HttpResponse:
    document = plan_document(request.user, plan, today())
    context = {
        "document": document,
        "plan": plan,
        "others": [line for line in plan_lines(request.user, today()) if _is_other(line.plan, plan)],
        "follows": can_follow_plans(request.user),
        **course_of(request, document),
    }
    return render(request, "reports/market_plans/market_plan_detail.html", context)


def _is_other(one: MarketPlan, plan: MarketPlan) -> bool:
    return one.year == plan.year and one != plan


def course_of(request: HttpRequest, document: PlanDocument) -> dict[str, Any]:
    """For the secretariat: what can be done with the plan as it stands (…/market_plan_course.html)."""
    if not can_keep_plans(request.user):
        return {}
    parts = [line.part for line in document.line.parts]
    free = [part for part in parts if part.is_draft and part.decision_point_id is None]
    ready = [part for part in free if not part.is_open]
    return {
        "course": {
            "is_open": document.line.is_open,
            "is_ready": bool(ready),
            "is_on_agenda": any(part.is_draft and part.decision_point_id for part in parts),
            "may_delete": len(free) == len(parts),
            "moved": figures_moved(request.user, document, today()) if ready else [],
        }
    }
