"""The evaluations of the agreement and their findings: for everybody to read, for the secretariat to record."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.actions.evaluations import delete_finding, write_evaluation, write_finding
from governance.forms.evaluations import EvaluationForm, FindingForm
from governance.models import Evaluation, Finding
from governance.permissions import is_secretariat
from governance.views.preparing import person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once


@require_safe
@login_required
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """All evaluations, the latest first."""
    evaluations = Evaluation.objects.select_related("agreement").annotate(finding_count=Count("findings"))
    return render(
        request,
        "governance/evaluations/evaluation_list.html",
        {"evaluations": evaluations.order_by("-held_on", "-pk"), "may_write": is_secretariat(request.user)},
    )


@require_safe
@login_required
def evaluation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation with its findings, by article."""
    evaluation = get_object_or_404(Evaluation.objects.select_related("agreement"), pk=pk)
    findings = evaluation.findings.select_related("article__version").order_by("article__number", "pk")
    return render(
        request,
        "governance/evaluations/evaluation_detail.html",
        {"evaluation": evaluation, "findings": findings, "may_write": is_secretariat(request.user)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def evaluation_create(request: HttpRequest) -> HttpResponse:
    """Record an evaluation."""
    return _write_evaluation(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def evaluation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is recorded of an evaluation."""
    return _write_evaluation(request, get_object_or_404(Evaluation, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def finding_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a finding of an evaluation."""
    return _write_finding(request, get_object_or_404(Evaluation, pk=pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def finding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a finding."""
    finding = get_object_or_404(Finding.objects.select_related("evaluation"), pk=pk)
    return _write_finding(request, finding.evaluation, finding)


@require_POST
@allowed(is_secretariat)
def finding_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finding away."""
    finding = get_object_or_404(Finding.objects.select_related("evaluation"), pk=pk)
    return carry_out(
        request,
        lambda: delete_finding(finding, person_of(request)),
        "De bevinding is verwijderd.",
        reverse("governance:evaluation_detail", args=[finding.evaluation_id]),
    )


def _write_evaluation(request: HttpRequest, evaluation: Evaluation | None) -> HttpResponse:
    names = ("title", "period", "held_on", "summary")
    initial = {name: getattr(evaluation, name) for name in names} if evaluation else {}
    form = EvaluationForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = values.pop("form_key")

        def act() -> str:
            written = write_evaluation(person_of(request), evaluation=evaluation, **values)
            return reverse("governance:evaluation_detail", args=[written.pk])

        try:
            address = once(request, key, act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De evaluatie is opgeslagen.")
            return SeeOther(address)
    return render(
        request,
        "governance/evaluations/evaluation_edit.html",
        {"form": form, "evaluation": evaluation},
        status=422 if form.is_bound else 200,
    )


def _write_finding(request: HttpRequest, evaluation: Evaluation, finding: Finding | None) -> HttpResponse:
    names = ("article", "text", "follow_up")
    initial = {name: getattr(finding, name) for name in names} if finding else {}
    form = FindingForm(request.POST or None, initial=initial, evaluation=evaluation)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = values.pop("form_key")

        def act() -> str:
            write_finding(evaluation, person_of(request), finding=finding, **values)
            return reverse("governance:evaluation_detail", args=[evaluation.pk])

        try:
            address = once(request, key, act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De bevinding is opgeslagen.")
            return SeeOther(address)
    return render(
        request,
        "governance/evaluations/finding_edit.html",
        {"form": form, "evaluation": evaluation, "finding": finding},
        status=422 if form.is_bound else 200,
    )
