"""Allocations: the list, one with how it was computed, and drafting one for the board to adopt."""

from __future__ import annotations

import csv
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.enums import MeetingState
from governance.models import Meeting, Person
from governance.permissions import is_secretariat, sees_confidential, visible_meetings
from quotum import actions, queries
from quotum.forms.allocation import AllocationForm, OtherTotalForm
from quotum.models import Allocation
from quotum.permissions import (
    can_attach_annex,
    can_change_allocation,
    can_draft_allocation,
    visible_allocations,
)
from quotum.queries.branches import divided_sectors
from quotum.queries.workplace_figures import newer_edition
from quotum.rendering.charts import allocation_chart
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.lib.spreadsheets import plain_cell
from werkbedrijf.web.access import allowed

TIE_WORDS = {"": "nee", "won": "gekregen", "lost": "niet gekregen"}
RELATED = (
    "decision",
    "decision_point__proposal__item__meeting",
    "target",
    "sector_list",
    "workplace_revision",
)


@require_safe
@login_required
def allocation_list(request: HttpRequest) -> HttpResponse:
    """Every allocation that this person may see, and which one counts for its year."""
    context = {
        "lines": queries.allocation_lines(request.user),
        "may_draft": can_draft_allocation(request.user),
    }
    return render(request, "quotum/allocations/allocation_list.html", context)


@require_safe
@login_required
def allocation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Why does my sector get this many? The computation, the other method, and the walk back to the decision."""
    allocation = get_object_or_404(visible_allocations(request.user).select_related(*RELATED), pk=pk)
    table = queries.allocation_table(allocation)
    asked = OtherTotalForm(request.GET if "totaal" in request.GET else None)
    total = asked.cleaned_data["totaal"] if asked.is_valid() else allocation.total + 1
    return render(
        request,
        "quotum/allocations/allocation_detail.html",
        {
            "allocation": allocation,
            "table": table,
            "chart": allocation_chart(allocation, table),
            "withheld": _is_withheld(request, allocation),
            "lost": _lost(request, allocation),
            "same_year": [] if allocation.is_adopted else queries.same_year(request.user, allocation),
            "agendas": _agendas(request, allocation),
            "superseded_by": queries.superseding(allocation),
            "may_change": can_change_allocation(request.user, allocation),
            "may_attach": can_attach_annex(request.user, allocation),
            "deviations": list(allocation.deviations.select_related("giver", "receiver")),
            "newer_edition": newer_edition(allocation),
            "unready": allocation.unready() if allocation.is_draft else "",
            "divided": divided_sectors(allocation),
            "questions": queries.questions(request.user, allocation, total),
            "asked": asked,
        },
    )


def _lost(request: HttpRequest, allocation: Allocation) -> dict[str, Any] | None:
    """The last vote that did not adopt this allocation, and whether it has been changed since."""
    lost = queries.lost_votes(request.user, [allocation]).get(allocation.pk)
    return {"vote": lost, "is_changed": allocation.compute_hash() != lost.sha256} if lost else None


def _agendas(request: HttpRequest, allocation: Allocation) -> list[Meeting] | None:
    """The agendas in preparation on which a free draft can be put, for who prepares them; else None."""
    if not allocation.is_draft or allocation.decision_point is not None or not is_secretariat(request.user):
        return None
    return list(visible_meetings(request.user).filter(state=MeetingState.DRAFT).order_by("starts_at"))


def _is_withheld(request: HttpRequest, allocation: Allocation) -> bool:
    """Whether the item that this allocation is proposed under is confidential, and this person may not read it."""
    point = allocation.decision_point
    return point is not None and point.proposal.item.is_confidential and not sees_confidential(request.user)


@require_safe
@login_required
def allocation_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of an allocation with their inputs, to recompute elsewhere."""
    allocation = get_object_or_404(visible_allocations(request.user).select_related(*RELATED), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="verdeling-{allocation.year}-{allocation.pk}.csv"'
    )
    response.write("\ufeff")  # so that a spreadsheet reads it as UTF-8
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        ["jaar", "code", "sector", "arbeidsplaatsen", "jaar arbeidsplaatsen", "alle arbeidsplaatsen",
         "te verdelen", "naar beneden afgerond", "teller van het overschot", "volgens de methode",
         "afwijking", "garantiebanen", "methode", "gelijk overschot", "indeling", "bron arbeidsplaatsen",
         "afgerond op", "voorbeeldcijfer"]
    )  # fmt: skip
    for share in allocation.shares.select_related("sector"):
        writer.writerow(
            [allocation.year, plain_cell(share.sector.code), plain_cell(share.sector.name), share.workplaces,
             allocation.workplace_year, share.denominator, allocation.total, share.base, share.remainder,
             share.jobs, share.shift, share.assigned, allocation.method, TIE_WORDS[share.tie],
             allocation.sector_list.scheme, plain_cell(allocation.workplace_revision.source),
             allocation.workplace_revision.rounded_to, "ja" if allocation.is_example else "nee"]
        )  # fmt: skip
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_draft_allocation)
def allocation_create(request: HttpRequest) -> HttpResponse:
    """Draft an allocation; its shares are computed and shown at once."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_draft_allocation)
def allocation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft; what was proposed or adopted is refused."""
    allocation = get_object_or_404(visible_allocations(request.user).select_related(*RELATED), pk=pk)
    if not can_change_allocation(request.user, allocation):
        raise PermissionDenied
    return _edit(request, allocation)


def _edit(request: HttpRequest, allocation: Allocation | None) -> HttpResponse:
    form = AllocationForm(request.POST or None, allocation=allocation)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = _save(request, form, allocation)
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(
                    request, f"De verdeling voor {saved.year} is berekend en bewaard als concept."
                )
                return redirect(saved)
    context = {"form": form, "allocation": allocation, "national": queries.national_targets()}
    return render(request, "quotum/allocations/allocation_edit.html", context, status=status)


def _save(request: HttpRequest, form: AllocationForm, allocation: Allocation | None) -> Allocation:
    person = cast(Person, request.user)
    if allocation is None:
        return actions.draft_allocation(**form.inputs(), by=person)
    return actions.change_allocation(allocation, **form.inputs(), by=person)


@require_POST
@allowed(can_draft_allocation)
def allocation_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    allocation = get_object_or_404(visible_allocations(request.user), pk=pk)
    try:
        actions.delete_allocation(allocation, by=cast(Person, request.user))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(allocation)
    messages.success(request, f"Het concept voor {allocation.year} is verwijderd.")
    return redirect("quotum:allocation_list")
