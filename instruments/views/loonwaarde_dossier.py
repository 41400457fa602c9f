"""How the region came to its choice: what was asked, advised and tendered, with the documents."""

from __future__ import annotations

import logging
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.views.papers import PDF_POLICY
from governance.views.preparing import person_of
from instruments.actions.dossier import delete_entry, write_entry
from instruments.forms.dossier import DossierForm
from instruments.models import DossierEntry
from instruments.permissions import can_keep_loonwaarde, visible_dossier
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.printing.files import FileDamaged, read_checked
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once

log = logging.getLogger(__name__)


@require_safe
@login_required
def dossier(request: HttpRequest) -> HttpResponse:
    """Every line that this person may see, in the order of the days."""
    context = {
        "entries": visible_dossier(request.user).select_related("entered_by"),
        "may_write": can_keep_loonwaarde(request.user),
    }
    return render(request, "instruments/loonwaarde/dossier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def dossier_create(request: HttpRequest) -> HttpResponse:
    """Add a line."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_loonwaarde)
def dossier_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a line."""
    return _write(request, get_object_or_404(visible_dossier(request.user), pk=pk))


@require_POST
@allowed(can_keep_loonwaarde)
def dossier_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a line that was written by mistake."""
    entry = get_object_or_404(visible_dossier(request.user), pk=pk)
    return carry_out(
        request,
        lambda: delete_entry(entry, person_of(request)),
        "De regel is verwijderd.",
        reverse("instruments:dossier"),
    )


@require_safe
@login_required
def dossier_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a line, to read, as long as it is what was stored; 404 while there is none."""
    entry = get_object_or_404(visible_dossier(request.user), pk=pk)
    if not entry.document:
        raise Http404
    try:
        content = read_checked(Path(entry.document.path), entry.sha256)
    except FileDamaged:
        log.error("document of dossier entry %s is missing or is not what was uploaded", entry.pk)
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(entry.title)[:80] or "stuk"}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_POLICY
    response["Cache-Control"] = "private, no-store"
    return response


def _write(request: HttpRequest, entry: DossierEntry | None) -> HttpResponse:
    form = DossierForm(request.POST or None, request.FILES or None, entry=entry)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = values.pop("form_key")

        def act() -> str:
            return write_entry(person_of(request), entry=entry, **values).get_absolute_url()

        try:
            address = once(request, key, act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De regel is opgeslagen.")
            return SeeOther(address)
    status = 422 if form.is_bound else 200
    context = {"form": form, "entry": entry}
    return render(request, "instruments/loonwaarde/dossier_edit.html", context, status=status)
