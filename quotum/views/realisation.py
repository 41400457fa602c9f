"""Realised numbers: the figures per series, and taking over a file: read, look at the preview, then all or nothing."""

from __future__ import annotations

import csv
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.models import Person
from governance.permissions import today
from quotum import actions, imports, queries
from quotum.actions.realisation import rows_of
from quotum.domain.realisation_csv import COLUMNS, ParsedFile
from quotum.forms import RealisationForm
from quotum.models import ImportDraft
from quotum.permissions import can_import_realisation, visible_import_drafts
from quotum.views.years import chosen_year
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed


@require_safe
@login_required
def realisation_list(request: HttpRequest) -> HttpResponse:
    """All series of one year (?jaar=), each with its measure and unit, and every delivery they come from."""
    years = queries.years_with_figures()
    year = chosen_year(request, years)
    return render(
        request,
        "quotum/realisation/realisation_list.html",
        {
            "year": year,
            "years": years,
            "tables": queries.series_tables(request.user, year),
            "deliveries": queries.deliveries(request.user, year),
            "may_import": can_import_realisation(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_import_realisation)
def realisation_import(request: HttpRequest) -> HttpResponse:
    """Read a file: with errors it is refused and nothing of it is kept, without it goes on to the preview."""
    if request.method != "POST":
        return _import_page(request, RealisationForm(initial=_initial()), None)
    form = RealisationForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, None, status=422)
    values = form.cleaned_data
    parsed = imports.read_realisation(values["file"].read())
    if not parsed.is_good:
        return _import_page(request, form, parsed, status=422)
    try:
        draft = actions.stage_import(
            parsed,
            by=cast(Person, request.user),
            source=values["source"],
            published_on=values["published_on"],
            is_example=values["is_example"],
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _import_page(request, form, None, status=422)
    return redirect("quotum:realisation_preview", draft.pk)


def _initial() -> dict[str, object]:
    return {"source": "UWV", "published_on": today(), "is_example": settings.DEMO_MODE}


def _import_page(
    request: HttpRequest, form: RealisationForm, parsed: ParsedFile | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "parsed": parsed,
        "columns": COLUMNS,
        "sectors": imports.sectors_in_use(),
        "municipalities": imports.participating_municipalities(),
        "template": queries.template_quarter(today()),
        "expected": queries.expected_next(today()),
        "waiting": queries.waiting_import(request.user, timezone.now()),
    }
    return render(request, "quotum/realisation/realisation_import.html", context, status=status)


def _draft_or_404(request: HttpRequest, uuid: UUID) -> ImportDraft:
    return get_object_or_404(visible_import_drafts(request.user), pk=uuid)


@require_safe
@allowed(can_import_realisation)
def realisation_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What would be taken over, beside the quarter before and the delivery that it follows up."""
    draft = _draft_or_404(request, uuid)
    context = {
        "draft": draft,
        "previews": imports.previews(rows_of(draft)),
        "disagreements": queries.disagreements_after(rows_of(draft), draft.published_on),
        "expired": draft.expires_at <= timezone.now(),
    }
    return render(request, "quotum/realisation/realisation_preview.html", context)


@require_POST
@allowed(can_import_realisation)
def realisation_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over everything in the file, or nothing. A second click finds nothing to do and says so."""
    draft = visible_import_drafts(request.user).filter(pk=uuid).first()
    if draft is None:
        messages.info(request, "Dit bestand is al overgenomen of verwijderd.")
        return redirect("quotum:realisation_list")
    try:
        revisions = actions.accept_import(draft, by=cast(Person, request.user))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("quotum:realisation_import")
    messages.success(request, "De cijfers zijn overgenomen. Eerdere leveringen blijven bewaard.")
    return redirect(f"{reverse('quotum:monitor')}?jaar={max(r.year for r in revisions)}")


@require_POST
@allowed(can_import_realisation)
def realisation_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a file that was read away, without taking anything over."""
    actions.discard_import(_draft_or_404(request, uuid), by=cast(Person, request.user))
    messages.success(request, "Het ingelezen bestand is verwijderd. Er is niets overgenomen.")
    return redirect("quotum:realisation_import")


@require_safe
@allowed(can_import_realisation)
def realisation_template(request: HttpRequest) -> HttpResponse:
    """An empty file for a quarter that has ended: every sector and municipality, the counts to be filled in."""
    quarter = queries.template_quarter(today()).quarter
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="realisatie-{quarter.year}-kwartaal-{quarter.number}.csv"'
    )
    response.write("\ufeff")  # so that a spreadsheet reads it as UTF-8
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS)
    for kind, codes in (
        ("sector", imports.sectors_in_use()),
        ("gemeente", imports.participating_municipalities()),
    ):
        for code in codes:
            writer.writerow([quarter.year, quarter.number, kind, code, "nieuw", "banen", ""])
    writer.writerow([quarter.year, quarter.number, "totaal", "", "nieuw", "banen", ""])
    return response
