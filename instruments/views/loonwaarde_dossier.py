"""How the region came to its choice: what was asked, advised and tendered, with the documents."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.views.preparing import person_of
from instruments.actions.dossier import delete_entry, write_entry
from instruments.forms.dossier import DossierForm
from instruments.models import DossierEntry
from instruments.permissions import can_keep_loonwaarde, visible_dossier
from instruments.views.documents import stored_document
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill


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
    return stored_document(entry.document, entry.sha256, entry.title)


def _write(request: HttpRequest, entry: DossierEntry | None) -> HttpResponse:
    return fill(
        request,
        DossierForm(request.POST or None, request.FILES or None, entry=entry),
        lambda values: write_entry(person_of(request), entry=entry, **values).get_absolute_url(),
        done="De regel is opgeslagen.",
        template="instruments/loonwaarde/dossier_edit.html",
        context={"entry": entry},
    )
