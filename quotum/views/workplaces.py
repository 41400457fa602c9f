"""Workplaces per sector and year, with their source; and taking over a file of CBS: read, look, then all or nothing."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.views.preparing import person_of
from quotum.actions.workplaces import accept_workplaces, figures_of, stage_workplaces
from quotum.domain.delimited import MAX_BYTES
from quotum.domain.workplace_file import WorkplaceFile
from quotum.domain.workplace_rows import DEFINITIONS
from quotum.forms.sources import WorkplacesForm
from quotum.imports.workplaces import read_workplaces
from quotum.models import WorkplaceDraft
from quotum.permissions import can_import_workplaces, visible_workplace_drafts
from quotum.queries import workplace_figures as queries
from quotum.views.staged import accept_staged, discard_or_404
from quotum.views.years import chosen_year
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther


@require_safe
@login_required
def workplace_list(request: HttpRequest) -> HttpResponse:
    """One year (?jaar=) of the latest revision that has it, or of another (?uitgave=)."""
    years = queries.workplace_years()
    year = chosen_year(request, years)
    asked = request.GET.get("uitgave", "")
    revision = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    context = {
        "year": year,
        "years": years,
        "found": queries.workplace_year(year, revision),
        "revisions": queries.revisions(),
        "may_import": can_import_workplaces(request.user),
    }
    return render(request, "quotum/workplaces/workplace_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_import_workplaces)
def workplace_import(request: HttpRequest) -> HttpResponse:
    """Read a file: with errors it is refused and nothing of it is kept, without it goes on to the preview."""
    if request.method != "POST":
        return _import_page(request, WorkplacesForm(), None)
    form = WorkplacesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, None, status=422)
    values = form.cleaned_data
    if (values["file"].size or 0) > MAX_BYTES:
        form.add_error("file", "Het bestand is groter dan 5 MB. Kies alleen de regio Twente (CR12).")
        return _import_page(request, form, None, status=422)
    parsed = read_workplaces(values.pop("file"))
    if not parsed.is_good:
        return _import_page(request, form, parsed, status=422)
    try:
        draft = stage_workplaces(
            parsed, by=person_of(request), **values | {"source": values["source"].strip() or parsed.source}
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _import_page(request, form, None, status=422)
    return SeeOther(reverse("quotum:workplace_preview", args=[draft.pk]))


def _import_page(
    request: HttpRequest, form: WorkplacesForm, parsed: WorkplaceFile | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "parsed": parsed,
        "definitions": DEFINITIONS,
        "waiting": queries.waiting_workplaces(request.user, timezone.now()),
    }
    return render(request, "quotum/workplaces/workplace_import.html", context, status=status)


@require_safe
@allowed(can_import_workplaces)
def workplace_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What taking over would bring, beside what counts now."""
    draft = get_object_or_404(visible_workplace_drafts(request.user), pk=uuid)
    context = {
        "draft": draft,
        "preview": queries.preview(figures_of(draft), draft.scheme, draft.definition),
        "expired": draft.expires_at <= timezone.now(),
    }
    return render(request, "quotum/workplaces/workplace_preview.html", context)


@require_POST
@allowed(can_import_workplaces)
def workplace_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over the whole file as a new revision. A second click finds nothing to do and says so."""

    def take_over(draft: WorkplaceDraft) -> str:
        return accept_workplaces(draft, by=person_of(request)).get_absolute_url()

    return accept_staged(
        request,
        visible_workplace_drafts(request.user).filter(pk=uuid).first(),
        take_over,
        again="quotum:workplace_import",
        gone="quotum:workplace_list",
        done="De arbeidsplaatsen zijn overgenomen. Eerdere uitgaven blijven bewaard.",
    )


@require_POST
@allowed(can_import_workplaces)
def workplace_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a file that was read away, without taking anything over."""
    drafts = visible_workplace_drafts(request.user)
    return discard_or_404(request, drafts, uuid, again="quotum:workplace_import")
