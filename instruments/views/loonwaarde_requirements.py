"""The requirements that a method must meet: a version to read, and drafting the next one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.requirements import (
    change_requirement_set,
    delete_requirement,
    delete_requirement_set,
    draft_requirement_set,
    write_requirement,
)
from instruments.domain.requirements import law_sentence
from instruments.forms.loonwaarde import RequirementForm, RequirementSetForm
from instruments.models import Requirement, RequirementSet
from instruments.permissions import (
    can_assess,
    can_change_draft,
    can_keep_loonwaarde,
    visible_requirement_sets,
)
from instruments.queries.requirements import comparison
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.filling import fill

RELATED = ("decision", "decision_point__proposal__item__meeting")


@require_safe
@login_required
def requirement_set_detail(request: HttpRequest, version: int) -> HttpResponse:
    """One version, with how the methods do on it as far as this person may see."""
    requirement_set = _visible(request, version)
    context = {
        "requirement_set": requirement_set,
        "requirements": list(requirement_set.requirements.all()),
        "law_sentence": law_sentence(today()),
        "in_force": RequirementSet.objects.in_force(today()),
        "comparison": comparison(request.user, requirement_set),
        "may_change": can_change_draft(request.user, requirement_set),
        "may_assess": can_assess(request.user, requirement_set),
    }
    return render(request, "instruments/loonwaarde/requirement_set_detail.html", context)


@require_POST
@allowed(can_keep_loonwaarde)
def requirement_set_draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version from the last, and go on to change it."""
    try:
        drafted = draft_requirement_set(person_of(request), is_example=settings.DEMO_MODE)
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("instruments:loonwaarde_overview"))
    messages.success(request, f"Versie {drafted.version} staat klaar als concept. Pas de eisen aan.")
    return SeeOther(drafted.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def requirement_set_edit(request: HttpRequest, version: int) -> HttpResponse:
    """Change the head of a draft."""
    requirement_set = _draft(request, version)
    initial = {name: getattr(requirement_set, name) for name in ("title", "introduction", "is_example")}

    def act(values: dict[str, Any]) -> str:
        return change_requirement_set(requirement_set, person_of(request), **values).get_absolute_url()

    return fill(
        request,
        RequirementSetForm(request.POST or None, initial=initial),
        act,
        done="De titel en inleiding zijn opgeslagen.",
        template="instruments/loonwaarde/requirement_set_edit.html",
        context={"requirement_set": requirement_set},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def requirement_create(request: HttpRequest, version: int) -> HttpResponse:
    """Add a requirement to a draft."""
    return _requirement(request, _draft(request, version), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def requirement_edit(request: HttpRequest, version: int, pk: int) -> HttpResponse:
    """Change a requirement of a draft."""
    requirement_set = _draft(request, version)
    return _requirement(request, requirement_set, get_object_or_404(requirement_set.requirements, pk=pk))


@require_POST
@allowed(can_keep_loonwaarde)
def requirement_delete(request: HttpRequest, version: int, pk: int) -> HttpResponse:
    """Take a requirement out of a draft."""
    requirement_set = _draft(request, version)
    requirement = get_object_or_404(requirement_set.requirements, pk=pk)
    return carry_out(
        request,
        lambda: delete_requirement(requirement, person_of(request)),
        "De eis is verwijderd.",
        requirement_set.get_absolute_url(),
    )


@require_POST
@allowed(can_keep_loonwaarde)
def requirement_set_delete(request: HttpRequest, version: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    requirement_set = _visible(request, version)
    return carry_out(
        request,
        lambda: delete_requirement_set(requirement_set, person_of(request)),
        f"Het concept van versie {version} is verwijderd.",
        reverse("instruments:loonwaarde_overview"),
    )


def _visible(request: HttpRequest, version: int) -> RequirementSet:
    found: RequirementSet = get_object_or_404(
        visible_requirement_sets(request.user).select_related(*RELATED), version=version
    )
    return found


def _draft(request: HttpRequest, version: int) -> RequirementSet:
    found = _visible(request, version)
    if not can_change_draft(request.user, found):
        raise PermissionDenied
    return found


def _requirement(
    request: HttpRequest, requirement_set: RequirementSet, requirement: Requirement | None
) -> HttpResponse:
    initial = RequirementForm.initial_of(requirement) if requirement else {}

    def act(values: dict[str, Any]) -> str:
        write_requirement(requirement_set, person_of(request), requirement=requirement, **values)
        return requirement_set.get_absolute_url()

    return fill(
        request,
        RequirementForm(request.POST or None, initial=initial),
        act,
        done="De eis is opgeslagen.",
        template="instruments/loonwaarde/requirement_edit.html",
        context={"requirement_set": requirement_set, "requirement": requirement},
    )
