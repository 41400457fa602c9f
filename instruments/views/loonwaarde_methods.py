"""Candidate methods, and judging one of them on the requirements that the board adopted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance.views.preparing import person_of
from instruments.actions.assessments import assess, write_method
from instruments.forms.loonwaarde import AssessmentForm, MethodForm
from instruments.models import LoonwaardeMethod
from instruments.permissions import can_assess, can_keep_loonwaarde, visible_requirement_sets
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.filling import fill


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def method_create(request: HttpRequest) -> HttpResponse:
    """Add a candidate."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def method_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of a method."""
    return _write(request, get_object_or_404(LoonwaardeMethod, slug=slug))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def method_assess(request: HttpRequest, version: int, slug: str) -> HttpResponse:
    """Judge one method on every requirement, with the evidence."""
    requirement_set = get_object_or_404(visible_requirement_sets(request.user), version=version)
    if not can_assess(request.user, requirement_set):
        raise PermissionDenied
    method = get_object_or_404(LoonwaardeMethod, slug=slug, is_national=False)
    form = AssessmentForm(request.POST or None, method=method, requirement_set=requirement_set)
    if form.is_bound and form.is_valid():
        example = form.cleaned_data["is_example"]
        try:
            assess(method, requirement_set, person_of(request), judged=form.judged(), is_example=example)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"De beoordeling van {method} is opgeslagen.")
            return SeeOther(requirement_set.get_absolute_url())
    context = {"form": form, "method": method, "requirement_set": requirement_set}
    status = 422 if form.is_bound else 200
    return render(request, "instruments/loonwaarde/method_assess.html", context, status=status)


def _write(request: HttpRequest, method: LoonwaardeMethod | None) -> HttpResponse:
    initial = (
        {name: getattr(method, name) for name in MethodForm.NAMES}
        if method
        else {"is_example": settings.DEMO_MODE}
    )

    def act(values: dict[str, Any]) -> str:
        write_method(person_of(request), method=method, **values)
        return reverse("instruments:loonwaarde_overview")

    return fill(
        request,
        MethodForm(request.POST or None, initial=initial),
        act,
        done="De methode is opgeslagen.",
        template="instruments/loonwaarde/method_edit.html",
        context={"method": method},
    )
