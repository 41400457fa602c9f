"""What do cao's say on jobs for the target group, and until when? And how works councils are reached."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.views.preparing import person_of
from quotum.actions.cao import delete_cao, write_cao
from quotum.forms.cao import CaoFilterForm, CaoForm
from quotum.models import CaoAgreement
from quotum.permissions.employers import can_record_cao, can_record_contacts, visible_caos
from quotum.queries.cao import caos_by_sector, running_out
from quotum.queries.contacts import works_councils
from quotum.queries.sector_lists import sectors_in_use
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once


@require_safe
@login_required
def cao_list(request: HttpRequest) -> HttpResponse:
    """Per sector; ?sector= and ?stand= narrow it. What runs out without another after it stands on top."""
    form = CaoFilterForm(request.GET)
    code, state = form.chosen()
    return render(
        request,
        "quotum/cao/cao_list.html",
        {
            "form": form,
            "is_narrowed": bool(code or state),
            "sectors": caos_by_sector(code, state),
            "running_out": running_out(),
            "councils": works_councils(request.user),
            "may_write": can_record_cao(request.user),
            "may_add": can_record_contacts(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_cao)
def cao_create(request: HttpRequest) -> HttpResponse:
    """Write an agreement down; ?sector= chooses its sector."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_cao)
def cao_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written down."""
    return _write(request, get_object_or_404(visible_caos(request.user).select_related("sector"), pk=pk))


@require_POST
@allowed(can_record_cao)
def cao_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was written down by mistake."""
    cao = get_object_or_404(visible_caos(request.user), pk=pk)
    return carry_out(
        request,
        lambda: delete_cao(cao, person_of(request)),
        "De afspraak is verwijderd.",
        reverse("quotum:cao_list"),
    )


def _write(request: HttpRequest, cao: CaoAgreement | None) -> HttpResponse:
    sector = sectors_in_use().filter(code=request.GET.get("sector", "")).first()
    form = CaoForm(request.POST or None, cao=cao, initial={"sector": sector})
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = values.pop("form_key")

        def act() -> str:
            return write_cao(person_of(request), cao=cao, **values).get_absolute_url()

        try:
            address = once(request, key, act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De afspraak is opgeslagen.")
            return SeeOther(address)
    return render(
        request, "quotum/cao/cao_edit.html", {"form": form, "cao": cao}, status=422 if form.is_bound else 200
    )
