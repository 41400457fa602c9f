"""Who are we looking for work for, and where? The target group, and taking over a file: read, look, all or nothing."""

from __future__ import annotations

import csv
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.models import Party
from governance.permissions import today
from governance.views.preparing import person_of
from quotum.actions.target_group import (
    accept_target_group,
    rows_of,
    stage_target_group,
)
from quotum.domain.delimited import FileError, UnreadableFile
from quotum.domain.target_group_csv import parse_table
from quotum.domain.target_group_rows import COLUMNS, VALUES, ParsedFile
from quotum.enums import Characteristic
from quotum.forms.target_group import TargetGroupForm
from quotum.imports import participating_municipalities, short_table
from quotum.models import TargetGroupDraft
from quotum.permissions.target_group import can_import_target_group, visible_target_group_drafts
from quotum.queries.target_group import (
    target_group_deliveries,
    target_group_preview,
    target_group_profile,
    target_group_years,
    template_rows,
    waiting_target_group,
)
from quotum.views.charts_target_group import breakdown_charts, municipality_chart
from quotum.views.staged import accept_staged, discard_or_404
from quotum.views.years import chosen_year
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther


@require_safe
@login_required
def target_group(request: HttpRequest) -> HttpResponse:
    """One year of the region (?jaar=) or of one municipality (?gemeente=), with what is expected."""
    years = target_group_years(request.user)
    year = chosen_year(request, years)
    municipalities = list(Party.objects.current(today()).municipalities().order_by("name"))
    asked = request.GET.get("gemeente", "")
    municipality = next((party for party in municipalities if party.slug == asked), None)
    profile = target_group_profile(request.user, year, municipality)
    return render(
        request,
        "quotum/target_group/target_group.html",
        {
            "year": year,
            "years": years,
            "municipalities": municipalities,
            "profile": profile,
            "chart": None if municipality else municipality_chart(profile),
            "breakdowns": breakdown_charts(profile),
            "deliveries": target_group_deliveries(request.user, year, municipality),
            "may_import": can_import_target_group(request.user),
        },
    )


@require_safe
@login_required
def target_group_csv(request: HttpRequest) -> HttpResponse:
    """The numbers per municipality of one year with what is expected (?jaar=), for a spreadsheet."""
    year = chosen_year(request, target_group_years(request.user))
    response = _file(f"doelgroep-{year}.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        ["jaar", "gemeente", "geteld", "jaar ervoor", "prognose voor", "prognose", "laagste", "hoogste"]
    )
    for line in target_group_profile(request.user, year).lines:
        next_one = line.expected
        ahead = [next_one.year, next_one.count, next_one.low, next_one.high] if next_one else [""] * 4
        writer.writerow([year, line.party.name, line.count, line.before, *ahead])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_import_target_group)
def target_group_import(request: HttpRequest) -> HttpResponse:
    """Read a file: with errors it is refused and nothing of it is kept, without it goes on to the preview."""
    if request.method != "POST":
        initial = {"published_on": today(), "is_example": settings.DEMO_MODE}
        return _import_page(request, TargetGroupForm(initial=initial), None)
    form = TargetGroupForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, None)
    values = form.cleaned_data
    try:
        table, digest = short_table(values.pop("file"))
    except UnreadableFile as error:
        return _import_page(request, form, ParsedFile("", errors=(FileError(0, "", str(error)),)))
    parsed = parse_table(table, participating_municipalities(), today(), digest)
    if not parsed.is_good:
        return _import_page(request, form, parsed)
    if parsed.has_forecast and not values["method"].strip():
        form.add_error("method", "In dit bestand staat een prognose. Schrijf hoe zij is gemaakt.")
        return _import_page(request, form, None)
    try:
        draft = stage_target_group(parsed, by=person_of(request), **values)
    except DomainError as error:
        form.add_error(None, error.message)
        return _import_page(request, form, None)
    return SeeOther(reverse("quotum:target_group_preview", args=[draft.pk]))


def _import_page(request: HttpRequest, form: TargetGroupForm, parsed: ParsedFile | None) -> HttpResponse:
    context = {
        "form": form,
        "parsed": parsed,
        "groups": VALUES[Characteristic.GROUP],
        "ages": VALUES[Characteristic.AGE],
        "distances": VALUES[Characteristic.DISTANCE],
        "municipalities": participating_municipalities(),
        "waiting": waiting_target_group(request.user, timezone.now()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "quotum/target_group/target_group_import.html", context, status=status)


@require_safe
@allowed(can_import_target_group)
def target_group_preview_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What would be taken over, beside what it takes the place of."""
    draft = get_object_or_404(visible_target_group_drafts(request.user), pk=uuid)
    context = {
        "draft": draft,
        "lines": target_group_preview(rows_of(draft)),
        "expired": draft.expires_at <= timezone.now(),
    }
    return render(request, "quotum/target_group/target_group_preview.html", context)


@require_POST
@allowed(can_import_target_group)
def target_group_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over everything in the file, or nothing. A second click finds nothing to do and says so."""

    def take_over(draft: TargetGroupDraft) -> str:
        accept_target_group(draft, by=person_of(request))
        return reverse("quotum:target_group")

    draft = visible_target_group_drafts(request.user).filter(pk=uuid).first()
    return accept_staged(
        request, draft, take_over, again="quotum:target_group_import", gone="quotum:target_group"
    )


@require_POST
@allowed(can_import_target_group)
def target_group_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a file that was read away, without taking anything over."""
    drafts = visible_target_group_drafts(request.user)
    return discard_or_404(request, drafts, uuid, again="quotum:target_group_import")


@require_safe
@allowed(can_import_target_group)
def target_group_template(request: HttpRequest) -> HttpResponse:
    """An empty file for last year's count: every municipality and characteristic, the numbers to be filled in."""
    year = today().year - 1
    response = _file(f"doelgroep-{year}-sjabloon.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(template_rows(year, participating_municipalities()))
    return response


def _file(name: str) -> HttpResponse:
    """A file for a spreadsheet, which reads it as UTF-8 by the mark at its beginning."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
