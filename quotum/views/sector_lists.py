"""The board's lists of sectors: which one is in use, what it consists of, and drafting the next one."""

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
from quotum.actions import change_sector_list, delete_sector_list, draft_sector_list
from quotum.actions.sector_lists import NoPartition
from quotum.forms.sources import SectorListForm
from quotum.models import Classification, SectorList
from quotum.permissions import can_change_sector_list, can_draft_sector_list, visible_sector_lists
from quotum.queries import sector_lists as queries
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out

RELATED = ("decision", "decision_point__proposal__item__meeting")


@require_safe
@login_required
def sector_list_list(request: HttpRequest) -> HttpResponse:
    """Every list that this person may see, and which one is in use."""
    context = {
        "lines": queries.sector_list_lines(request.user),
        "may_draft": can_draft_sector_list(request.user),
    }
    return render(request, "quotum/sector_lists/sector_list_list.html", context)


@require_safe
@login_required
def sector_list_detail(request: HttpRequest, version: int) -> HttpResponse:
    """One list: each sector with the sections and branches that it consists of."""
    sector_list = get_object_or_404(
        visible_sector_lists(request.user).select_related(*RELATED), version=version
    )
    return render(
        request,
        "quotum/sector_lists/sector_list_detail.html",
        {
            "sector_list": sector_list,
            "parts": queries.sector_parts(sector_list),
            "in_force": SectorList.objects.in_force(today()),
            "may_change": can_change_sector_list(request.user, sector_list),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_draft_sector_list)
def sector_list_create(request: HttpRequest) -> HttpResponse:
    """Draft the next version, beginning from the list in use."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_draft_sector_list)
def sector_list_edit(request: HttpRequest, version: int) -> HttpResponse:
    """Change a draft; what was proposed or adopted is refused."""
    sector_list = get_object_or_404(
        visible_sector_lists(request.user).select_related(*RELATED), version=version
    )
    if not can_change_sector_list(request.user, sector_list):
        raise PermissionDenied
    return _edit(request, sector_list)


def _edit(request: HttpRequest, sector_list: SectorList | None) -> HttpResponse:
    form = SectorListForm(request.POST or None, initial=_initial(sector_list))
    if form.is_bound and form.is_valid():
        try:
            saved = _save(request, form, sector_list)
        except NoPartition as refusal:
            for sentence in refusal.errors:
                form.add_error("text", sentence)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"De indeling is bewaard als concept, versie {saved.version}.")
            return SeeOther(saved.get_absolute_url())
    return render(
        request,
        "quotum/sector_lists/sector_list_edit.html",
        {"form": form, "sector_list": sector_list, "classifications": queries.classifications()},
        status=422 if form.is_bound else 200,
    )


def _initial(sector_list: SectorList | None) -> dict[str, Any]:
    begin = sector_list or SectorList.objects.in_force(today())
    if begin is None:
        return {}
    return {
        "title": sector_list.title if sector_list else "",
        "classification": Classification.objects.named(begin.scheme),
        "text": queries.list_as_text(begin),
        "starts_on": sector_list.chosen_start if sector_list else None,
        "is_example": sector_list.is_example if sector_list else settings.DEMO_MODE,
    }


def _save(request: HttpRequest, form: SectorListForm, sector_list: SectorList | None) -> SectorList:
    by = person_of(request)
    if sector_list is None:
        return draft_sector_list(**form.cleaned_data, by=by)
    return change_sector_list(sector_list, **form.cleaned_data, by=by)


@require_POST
@allowed(can_draft_sector_list)
def sector_list_delete(request: HttpRequest, version: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    sector_list = get_object_or_404(visible_sector_lists(request.user), version=version)
    return carry_out(
        request,
        lambda: delete_sector_list(sector_list, by=person_of(request)),
        f"Het concept van versie {sector_list.version} is verwijderd.",
        reverse("quotum:sector_list_list"),
    )
