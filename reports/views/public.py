"""For who does not sign in: the verslag over a year, once the board made it public. And the file it decides on."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from reports.actions.public_versions import draft_public_version
from reports.models import AnnualReport, PublicVersion
from reports.permissions import can_follow_reports, can_make_report
from reports.queries.public_versions import has_later_edition, key_figures, public_versions
from werkbedrijf.printing.files import FileDamaged, read_checked
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out

log = logging.getLogger(__name__)


@require_safe
def public_report_list(request: HttpRequest) -> HttpResponse:
    """Every year of which the verslag is public."""
    return render(request, "reports/public/public_report_list.html", {"versions": public_versions(today())})


@require_safe
def public_report(request: HttpRequest, year: int) -> HttpResponse:
    """One year: the decision, the figures that matter most, and the file."""
    version = _public(year)
    context = {
        "version": version,
        "year": str(year),
        "figures": key_figures(version.report),
        "is_corrected": has_later_edition(version.report),
    }
    return render(request, "reports/public/public_report.html", context)


@require_safe
def public_report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The file that the board decided on."""
    return _file(request, _public(year))


@require_POST
@allowed(can_make_report)
def public_version_draft(request: HttpRequest, year: int, edition: int) -> HttpResponse:
    """Make the public version of an edition, for a proposal to the board."""
    report = get_object_or_404(AnnualReport, year=year, edition=edition)
    return carry_out(
        request,
        lambda: draft_public_version(report, person_of(request)),
        "De openbare versie is gemaakt. Neem haar op in een voorstel: het bestuur besluit of zij openbaar wordt.",
        f"{report.get_absolute_url()}#openbaar",
    )


@require_safe
@allowed(can_follow_reports)
def public_version_download(request: HttpRequest, year: int, edition: int) -> HttpResponse:
    """What the board decides on, before everybody may read it."""
    version = get_object_or_404(
        PublicVersion.objects.select_related("report"), report__year=year, report__edition=edition
    )
    return _file(request, version)


def _public(year: int) -> PublicVersion:
    version = next((one for one in public_versions(today()) if one.report.year == year), None)
    if version is None:
        raise Http404
    return version


def _file(request: HttpRequest, version: PublicVersion) -> HttpResponse:
    """503 when the stored file is not what was made."""
    try:
        content = read_checked(version.path, version.sha256)
    except FileDamaged as error:
        log.error("public version %s is not served: %s", version.pk, error)
        return render(
            request, "reports/deliveries/delivery_unavailable.html", {"delivery": version}, status=503
        )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{version.filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
