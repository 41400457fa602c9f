"""Realised numbers: the figures per series, and taking over a file: read, look at the preview, then all or nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.models import Person
from governance.permissions import today
from quotum import actions, imports, queries
from quotum.actions.realisation import count_rows_of, rows_of
from quotum.domain.columns import COLUMNS as LAYOUTS
from quotum.domain.columns import Layout
from quotum.domain.counts_csv import KINDS, ParsedCounts
from quotum.domain.delimited import UnreadableFile
from quotum.domain.realisation_csv import COLUMNS, GROUPS, SIDES, ParsedFile
from quotum.forms.realisation import RealisationForm
from quotum.models import ImportDraft
from quotum.permissions import can_import_realisation, visible_import_drafts
from quotum.views.file_imports import discard_unless_kept, keep_and_read, refused_whole
from quotum.views.staged import accept_staged, discard_or_404
from quotum.views.years import chosen_year
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed

DETAIL_COLUMNS = LAYOUTS[Layout.DETAIL]


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
    try:
        received = imports.receive(form.cleaned_data["file"])
    except UnreadableFile as error:
        return _import_page(request, form, refused_whole(error), status=422)
    try:
        remembered = queries.mapping_of(form.cleaned_data["source"])
        found = imports.sort_out(received, remembered)
        if received.is_packed and found.layout in (Layout.SERIES, Layout.COUNTS):
            received = imports.short(received)
            found = imports.sort_out(received, remembered)
        if found.errors:
            return _import_page(request, form, ParsedFile("", errors=found.errors), status=422)
        if found.layout in (None, Layout.DETAIL):
            return keep_and_read(request, received, found, form.delivery())
        return take_in(request, form, received, found)
    except UnreadableFile as error:
        return _import_page(request, form, refused_whole(error), status=422)
    except DomainError as error:
        form.add_error(None, error.message)
        return _import_page(request, form, None, status=422)
    finally:
        discard_unless_kept(received)


def take_in(
    request: HttpRequest, form: RealisationForm, received: imports.Received, found: imports.Sorted
) -> HttpResponse:
    """A short file: its figures wait for "overnemen", or its errors stand on the page."""
    layout = found.layout or Layout.SERIES
    table = imports.mapped_table(received, layout, found.mapping)
    read = imports.read_table_of_counts if layout == Layout.COUNTS else imports.read_table_of_realisation
    parsed = read(table, received.sha256)
    if not parsed.is_good:
        return _import_page(request, form, parsed, status=422)
    notes = (*received.notes, *([found.note] if found.note else []), *parsed.notes)
    draft = actions.stage_import(
        replace(parsed, notes=notes), by=cast(Person, request.user), **form.delivery()
    )
    return redirect("quotum:realisation_preview", draft.pk)


def _initial() -> dict[str, object]:
    return {"source": "UWV", "published_on": today(), "is_example": settings.DEMO_MODE}


def _import_page(
    request: HttpRequest,
    form: RealisationForm,
    parsed: ParsedFile | ParsedCounts | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "parsed": parsed,
        "columns": COLUMNS,
        "sectors": imports.sector_names(),
        "municipalities": imports.participating_municipalities(),
        "template": queries.template_quarter(today()),
        "expected": queries.expected_next(today()),
        "waiting": queries.waiting_import(request.user, timezone.now()),
        "waiting_file": queries.waiting_file(request.user, timezone.now()),
        "detail_columns": DETAIL_COLUMNS,
        "groups": GROUPS.values(),
        "count_columns": LAYOUTS[Layout.COUNTS],
        "count_kinds": KINDS.values(),
    }
    return render(request, "quotum/realisation/realisation_import.html", context, status=status)


@require_safe
@allowed(can_import_realisation)
def realisation_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What would be taken over, beside the quarter before and the delivery that it follows up."""
    draft = get_object_or_404(visible_import_drafts(request.user), pk=uuid)
    context: dict[str, object] = {"draft": draft, "expired": draft.expires_at <= timezone.now()}
    if draft.layout == Layout.COUNTS:
        context["counts"] = queries.count_previews(count_rows_of(draft))
    else:
        context["previews"] = imports.previews(rows_of(draft))
        context["disagreements"] = queries.disagreements_after(rows_of(draft), draft.published_on)
    return render(request, "quotum/realisation/realisation_preview.html", context)


@require_POST
@allowed(can_import_realisation)
def realisation_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over everything in the file, or nothing. A second click finds nothing to do and says so."""

    def take_over(draft: ImportDraft) -> str:
        revisions = actions.accept_import(draft, by=cast(Person, request.user))
        actions.place_signals()
        page = "quotum:count_list" if draft.layout == Layout.COUNTS else "quotum:monitor"
        return f"{reverse(page)}?jaar={max(r.year for r in revisions)}"

    draft = visible_import_drafts(request.user).filter(pk=uuid).first()
    return accept_staged(
        request, draft, take_over, again="quotum:realisation_import", gone="quotum:realisation_list"
    )


@require_POST
@allowed(can_import_realisation)
def realisation_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a file that was read away, without taking anything over."""
    drafts = visible_import_drafts(request.user)
    return discard_or_404(request, drafts, uuid, again="quotum:realisation_import")


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
        ("sector", imports.sector_names()),
        ("gemeente", imports.participating_municipalities()),
        ("groep", GROUPS.values()),
        ("werkgever", SIDES.values()),
    ):
        for code in codes:
            writer.writerow([quarter.year, quarter.number, kind, code, "nieuw", "banen", ""])
    writer.writerow([quarter.year, quarter.number, "totaal", "", "nieuw", "banen", ""])
    return response


@require_safe
@allowed(can_import_realisation)
def detail_template(request: HttpRequest) -> HttpResponse:
    """The column names of a detailed file with one example row, which has to be replaced: its count is missing."""
    quarter = queries.template_quarter(today()).quarter
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="realisatie-in-detail.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(DETAIL_COLUMNS)
    sector = next(iter(imports.sector_names()), "")
    municipality = next(iter(imports.participating_municipalities()), "")
    writer.writerow(
        [quarter.year, quarter.number, municipality, sector, "Wajong", "markt", "nieuw", "banen", ""]
    )
    return response
