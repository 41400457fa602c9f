"""The choice of a method: a choice with what it rests on, and drafting one for a proposal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.choices import delete_choice, write_choice
from instruments.domain.requirements import law_sentence
from instruments.forms.loonwaarde import MethodChoiceForm
from instruments.models import MethodChoice, RequirementSet
from instruments.permissions import can_change_draft, can_keep_loonwaarde, visible_choices
from instruments.queries.requirements import choice_lines
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.filling import fill

RELATED = ("decision", "decision_point__proposal__item__meeting", "method", "requirement_set")


@require_safe
@login_required
def choice_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One choice: what, on which ground, when it counted, and what it lacks before a proposal can carry it."""
    choice = get_object_or_404(visible_choices(request.user).select_related(*RELATED), number=number)
    line = next(one for one in choice_lines(request.user) if one.choice == choice)
    context = {
        "choice": choice,
        "days": line.days,
        "law_sentence": law_sentence(today()),
        "unready": choice.unready() if choice.is_draft else "",
        "may_change": can_change_draft(request.user, choice),
    }
    return render(request, "instruments/loonwaarde/choice_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def choice_create(request: HttpRequest) -> HttpResponse:
    """Draft a choice, when there are requirements to choose by."""
    if not RequirementSet.objects.exists():
        messages.error(request, "Er zijn nog geen eisen. Stel eerst eisen op.")
        return SeeOther(reverse("instruments:loonwaarde_overview"))
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def choice_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a draft."""
    choice = get_object_or_404(visible_choices(request.user).select_related(*RELATED), number=number)
    if not can_change_draft(request.user, choice):
        raise PermissionDenied
    return _write(request, choice)


@require_POST
@allowed(can_keep_loonwaarde)
def choice_delete(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    choice = get_object_or_404(visible_choices(request.user), number=number)
    return carry_out(
        request,
        lambda: delete_choice(choice, person_of(request)),
        "Het concept van de keuze is verwijderd.",
        reverse("instruments:loonwaarde_overview"),
    )


def _write(request: HttpRequest, choice: MethodChoice | None) -> HttpResponse:
    by = person_of(request)
    return fill(
        request,
        MethodChoiceForm(request.POST or None, by=by, choice=choice),
        lambda values: write_choice(by, choice=choice, **values).get_absolute_url(),
        done="De keuze is bewaard als concept.",
        template="instruments/loonwaarde/choice_edit.html",
        context={"choice": choice},
    )
