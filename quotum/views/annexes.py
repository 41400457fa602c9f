"""The computation of an allocation as a PDF: to read, and as a paper under the item that proposes it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from governance.permissions import is_secretariat
from governance.views.preparing import person_of
from quotum.actions.annexes import attach_annex
from quotum.permissions import can_attach_annex, visible_allocations
from quotum.rendering.allocations import print_allocation
from quotum.views.allocations import RELATED
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out


@require_safe
@login_required
def allocation_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The allocation with its computation, made on request."""
    allocation = get_object_or_404(visible_allocations(request.user).select_related(*RELATED), pk=pk)
    pdf = print_allocation(allocation, timezone.now().isoformat(timespec="seconds"))
    response = HttpResponse(pdf.content, content_type="application/pdf")
    response["Content-Disposition"] = (
        f'attachment; filename="verdeling-{allocation.year}-{allocation.pk}.pdf"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@allowed(is_secretariat)
def annex_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the PDF under the agenda item whose proposal carries this draft, in place of the one that was there."""
    allocation = get_object_or_404(visible_allocations(request.user).select_related(*RELATED), pk=pk)
    if not can_attach_annex(request.user, allocation):
        raise PermissionDenied
    return carry_out(
        request,
        lambda: attach_annex(allocation, by=person_of(request)),
        "De berekening staat als bijlage bij het agendapunt.",
        allocation.get_absolute_url(),
    )
