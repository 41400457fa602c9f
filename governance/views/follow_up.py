"""Per decision and party: that it was taken over, and what was answered when it was submitted for agreement."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.actions.follow_up import (
    answer_consent,
    ask_consent,
    can_record_for,
    delete_uptake,
    record_uptake,
)
from governance.forms.follow_up import ConsentAnswerForm, ConsentAskForm, UptakeForm
from governance.models import Consent, Decision, Party, Uptake
from governance.permissions import is_secretariat, today, visible_decisions
from governance.queries.follow_up import parties_of
from governance.views.preparing import person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out


@require_safe
@login_required
def decision_party(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """What one party did with one decision, and the forms to write it down, for who may."""
    decision, party = _found(request, number, slug)
    return _show(request, decision, party)


@require_POST
@login_required
def uptake_record(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """Write down that a party took the decision over."""
    decision, party = _found(request, number, slug)
    form = UptakeForm(request.POST, party=party)
    if form.is_valid():
        try:
            record_uptake(decision, party, person_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Vastgelegd dat {party} dit besluit heeft overgenomen.")
            return SeeOther(_back(decision))
    return _show(request, decision, party, uptake_form=form)


@require_POST
@login_required
def uptake_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was recorded by mistake."""
    uptake = get_object_or_404(
        Uptake.objects.select_related("decision", "party"),
        pk=pk,
        decision__in=visible_decisions(request.user),
    )
    if not can_record_for(request.user, uptake.party):
        raise PermissionDenied
    return carry_out(
        request,
        lambda: delete_uptake(uptake, person_of(request)),
        f"De overname door {uptake.party} is verwijderd.",
        _address(uptake.decision, uptake.party),
    )


@require_POST
@login_required
def consent_answer(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """Write down a party's answer."""
    decision, party = _found(request, number, slug)
    consent = get_object_or_404(Consent, decision=decision, party=party)
    form = ConsentAnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_consent(consent, person_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Het antwoord van {party} is vastgelegd.")
            return SeeOther(_back(decision))
    return _show(request, decision, party, answer_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def consent_ask(request: HttpRequest, number: str) -> HttpResponse:
    """Submit a decision to parties for agreement (accordering, B2)."""
    decision = find_decision(request, number)
    choices = parties_of(decision).exclude(consents__decision=decision)
    form = ConsentAskForm(request.POST or None, choices=choices, initial={"asked_on": today()})
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            asked = ask_consent(decision, values["parties"], person_of(request), asked_on=values["asked_on"])
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            whom = "1 partij" if len(asked) == 1 else f"{len(asked)} partijen"
            messages.success(request, f"Vastgelegd dat het besluit is voorgelegd aan {whom}.")
            return SeeOther(_back(decision))
    return render(
        request,
        "governance/follow_up/consent_ask.html",
        {"form": form, "decision": decision},
        status=422 if form.is_bound else 200,
    )


def find_decision(request: HttpRequest, number: str) -> Decision:
    """The decision with this permanent number that this person may read; else 404."""
    year, _, sequence = number.partition("-")
    decision = get_object_or_404(
        visible_decisions(request.user), year=int(year), number_in_year=int(sequence)
    )
    if decision.number != number:
        raise Http404
    return decision


def _found(request: HttpRequest, number: str, slug: str) -> tuple[Decision, Party]:
    """The decision and the party, for who may write down what that party did; else 404 or 403."""
    decision = find_decision(request, number)
    party = get_object_or_404(parties_of(decision), slug=slug)
    if not can_record_for(request.user, party):
        raise PermissionDenied
    return decision, party


def _show(
    request: HttpRequest,
    decision: Decision,
    party: Party,
    *,
    uptake_form: forms.Form | None = None,
    answer_form: forms.Form | None = None,
) -> HttpResponse:
    consent = Consent.objects.filter(decision=decision, party=party).first()
    return render(
        request,
        "governance/follow_up/decision_party.html",
        {
            "decision": decision,
            "party": party,
            "uptakes": Uptake.objects.filter(decision=decision, party=party).order_by("taken_on", "pk"),
            "consent": consent,
            "uptake_form": uptake_form or UptakeForm(party=party),
            "answer_form": answer_form or (ConsentAnswerForm() if consent else None),
        },
        status=422 if uptake_form or answer_form else 200,
    )


def _address(decision: Decision, party: Party) -> str:
    return reverse("governance:decision_party", args=[decision.number, party.slug])


def _back(decision: Decision) -> str:
    return f"{decision.get_absolute_url()}#partijen"
