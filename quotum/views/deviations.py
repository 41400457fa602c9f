"""Deviations of a draft allocation: a line with its reason, added and taken out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from governance.views.preparing import person_of
from quotum import queries
from quotum.actions import add_deviation, remove_deviation
from quotum.forms.allocation import DeviationForm
from quotum.models import Allocation
from quotum.permissions import can_change_allocation, can_draft_allocation, visible_allocations
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out


def _draft_or_403(request: HttpRequest, pk: int) -> Allocation:
    found = visible_allocations(request.user).select_related("sector_list", "decision_point__proposal__item")
    allocation = get_object_or_404(found, pk=pk)
    if not can_change_allocation(request.user, allocation):
        raise PermissionDenied
    return allocation


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_draft_allocation)
def deviation_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Move jobs from one sector to another, with the reason."""
    allocation = _draft_or_403(request, pk)
    form = DeviationForm(request.POST or None, allocation=allocation)
    if form.is_bound and form.is_valid():
        try:
            deviation = add_deviation(allocation, by=person_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"De afwijking staat bij het concept: {deviation}.")
            return SeeOther(f"{allocation.get_absolute_url()}#afwijkingen")
    return render(
        request,
        "quotum/allocations/deviation_create.html",
        {"form": form, "allocation": allocation, "table": queries.allocation_table(allocation)},
        status=422 if form.is_bound else 200,
    )


@require_POST
@allowed(can_draft_allocation)
def deviation_delete(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a deviation out of the draft."""
    allocation = _draft_or_403(request, pk)
    return carry_out(
        request,
        lambda: remove_deviation(allocation, number, by=person_of(request)),
        "De afwijking is verwijderd.",
        f"{allocation.get_absolute_url()}#afwijkingen",
    )
