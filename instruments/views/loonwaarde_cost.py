"""How many measurements, and what do they cost? Scenarios, each in both readings of the memo."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import is_participant, today
from governance.views.preparing import person_of
from instruments.actions.cost import attach_scenario, delete_scenario, write_scenario
from instruments.forms.annexes import AttachForm
from instruments.forms.cost import CostForm
from instruments.models import CostScenario
from instruments.permissions import can_keep_loonwaarde, visible_scenarios
from instruments.queries.cost import worked_out
from instruments.rendering.cost import cost_chart, print_scenario
from instruments.views.annexes import attach
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill


@require_safe
@allowed(is_participant)
def cost_list(request: HttpRequest) -> HttpResponse:
    """Every scenario, with what it comes to."""
    scenarios = visible_scenarios(request.user)
    context = {
        "lines": [(scenario, worked_out(scenario)) for scenario in scenarios],
        "may_write": can_keep_loonwaarde(request.user),
    }
    return render(request, "instruments/loonwaarde/cost_list.html", context)


@require_safe
@login_required
def cost_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One scenario, year by year."""
    scenario = get_object_or_404(visible_scenarios(request.user).select_related("written_by"), pk=pk)
    readings, may_write = worked_out(scenario), can_keep_loonwaarde(request.user)
    context = {
        "scenario": scenario,
        "readings": readings,
        "chart": cost_chart(scenario, readings),
        "may_write": may_write,
        "attach": AttachForm() if may_write else None,
    }
    return render(request, "instruments/loonwaarde/cost_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def cost_create(request: HttpRequest) -> HttpResponse:
    """Begin with the figures of the memo; what a measurement costs is for the secretariat to find out."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def cost_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a scenario."""
    return _write(request, get_object_or_404(visible_scenarios(request.user), pk=pk))


@require_POST
@allowed(can_keep_loonwaarde)
def cost_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scenario away."""
    scenario = get_object_or_404(visible_scenarios(request.user), pk=pk)
    return carry_out(
        request,
        lambda: delete_scenario(scenario, person_of(request)),
        f"Het scenario “{scenario}” is verwijderd.",
        reverse("instruments:cost_list"),
    )


@require_safe
@login_required
def cost_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The scenario on paper, made on request."""
    scenario = get_object_or_404(visible_scenarios(request.user), pk=pk)
    pdf = print_scenario(scenario, timezone.now().isoformat(timespec="seconds"))
    response = HttpResponse(pdf.content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="kosten-loonwaarde-{scenario.pk}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@allowed(can_keep_loonwaarde)
def cost_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the PDF under an agenda item, in place of the one that was there."""
    scenario = get_object_or_404(visible_scenarios(request.user), pk=pk)
    return attach(
        request,
        lambda item: attach_scenario(scenario, item, person_of(request)),
        scenario.get_absolute_url(),
        "Het scenario",
    )


def _write(request: HttpRequest, scenario: CostScenario | None) -> HttpResponse:
    return fill(
        request,
        CostForm(request.POST or None, scenario=scenario, year=today().year),
        lambda values: write_scenario(person_of(request), scenario=scenario, **values).get_absolute_url(),
        done="Het scenario is opgeslagen en uitgerekend.",
        template="instruments/loonwaarde/cost_edit.html",
        context={"scenario": scenario},
    )
