"""Zo telt dit bestuur: the rule set in plain words, what would come out if…, the versions, and a draft of the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from governance.actions.agreement import delete_rule_set, draft_rule_set
from governance.domain.rules import QUORUM_RULE, allowed_values, rule_sentence
from governance.domain.simulation import Simulated, examples, simulate
from governance.domain.tally import TallyError
from governance.forms.agreement import NextRuleSetForm
from governance.forms.simulation import SimulationForm, example_query, is_filled_in
from governance.models import RuleSet, Seat
from governance.permissions import is_secretariat, today, vice_chair_seat
from governance.queries.agreement import agreement_on, rule_set_on, visible_rule_sets
from governance.views.preparing import person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out


@require_safe
@login_required
def rule_set_detail(request: HttpRequest) -> HttpResponse:
    """How this board counts today. ?zetel-…= sets what each seat does, and shows the outcome with its steps."""
    return _show(request, rule_set_on(today()))


@require_safe
@login_required
def rule_set_version(request: HttpRequest, number: str) -> HttpResponse:
    """One version of the rules, by its number: in force, earlier, or a draft for who may see it."""
    return _show(request, get_object_or_404(visible_rule_sets(request.user), number=int(number)))


@require_POST
@allowed(is_secretariat)
def rule_set_draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version, in which the quorum takes its one other value."""
    form = NextRuleSetForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(reverse("governance:rule_set_detail"))
    values = {QUORUM_RULE: form.cleaned_data["quorum"]}
    try:
        draft = draft_rule_set(values, person_of(request), in_force_from=form.cleaned_data["in_force_from"])
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("governance:rule_set_detail"))
    messages.success(
        request, f"{draft} staat klaar als concept. Kies het bij een beslispunt van een voorstel."
    )
    return SeeOther(draft.get_absolute_url())


@require_POST
@allowed(is_secretariat)
def rule_set_delete(request: HttpRequest, number: str) -> HttpResponse:
    """Take a draft away."""
    rule_set = get_object_or_404(RuleSet, number=int(number))
    return carry_out(
        request,
        lambda: delete_rule_set(rule_set, person_of(request)),
        f"Het concept {str(rule_set).lower()} is verwijderd.",
        reverse("governance:rule_set_detail"),
    )


def _show(request: HttpRequest, rule_set: RuleSet | None) -> HttpResponse:
    day = today()
    version = agreement_on(day)
    current = rule_set_on(day)
    context: dict[str, Any] = {
        "rule_set": rule_set,
        "current": current,
        "rules": rule_set.rules().rows if rule_set else (),
        "versions": visible_rule_sets(request.user).select_related("decision").order_by("-number"),
        "voting_article": version.articles.select_related("version").filter(number=6).first()
        if version
        else None,
        "may_draft": is_secretariat(request.user),
        "next_form": NextRuleSetForm(),
        "other_values": [
            (value, rule_sentence(QUORUM_RULE, value))
            for value in allowed_values(QUORUM_RULE)
            if current and value != current.rules().row(QUORUM_RULE).value
        ],
    }
    seats = list(Seat.objects.order_by("position"))
    chair = next((seat for seat in seats if seat.is_chair), None)
    if rule_set and chair and len(seats) > 1:
        context |= _simulation(request, rule_set, seats, chair)
    return render(request, "governance/rule_sets/rule_set_detail.html", context)


def _simulation(request: HttpRequest, rule_set: RuleSet, seats: list[Seat], chair: Seat) -> dict[str, Any]:
    vice = vice_chair_seat(today())
    vice_slug = vice.slug if vice else None
    form = SimulationForm(
        request.GET if is_filled_in(request.GET) else None, seats=seats, vice_chair=vice_slug
    )
    simulated: Simulated | None = None
    refused = ""
    if form.is_bound and form.is_valid():
        try:
            simulated = simulate(
                rule_set.rules(),
                form.states(),
                chair.slug,
                form.vice_chair,
                chair_by_deputy=form.has_deputy("voorzitter"),
                vice_chair_by_deputy=form.has_deputy("vicevoorzitter") and form.vice_chair is not None,
                deciding_vote=form.deciding_vote,
            )
        except TallyError as error:
            refused = str(error)
    slugs = tuple(seat.slug for seat in seats)
    return {
        "simulation": form,
        "simulated": simulated,
        "simulation_refused": refused,
        "examples": [(one.title, example_query(one, vice_slug)) for one in examples(slugs, chair.slug)],
    }
