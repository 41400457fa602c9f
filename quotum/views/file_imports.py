"""A large file on its way in: its columns, how far it has been read, what is in it, and taking it over."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.models import Person
from quotum import actions, imports, queries
from quotum.domain.columns import Layout
from quotum.domain.delimited import FileError, UnreadableFile
from quotum.domain.realisation_csv import ParsedFile
from quotum.enums import FileState
from quotum.forms.realisation import MappingForm
from quotum.imports.uploads import open_text
from quotum.models import FileImport
from quotum.permissions import can_import_realisation, visible_file_imports
from quotum.tasks import read_waiting_file
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.nudge import nudge

READ_AT_ONCE = 150_000  # bytes, about 3,000 rows: read while the reader waits
WAITS = (
    "Het bestand wacht: de achtergrondverwerking is nu niet bereikbaar. Het lezen begint vanzelf zodra dat weer kan; "
    "u hoeft niets te doen."
)


def refused_whole(error: UnreadableFile) -> ParsedFile:
    """A file that could not be read at all, as the page of errors shows it."""
    return ParsedFile("", errors=(FileError(0, "", str(error)),))


def discard_unless_kept(received: imports.Received) -> None:
    """Remove the text of a file of which no row of the database knows."""
    if not FileImport.objects.filter(file=received.file).exists():
        received.discard()


def keep_and_read(
    request: HttpRequest, received: imports.Received, found: imports.Sorted, delivery: dict[str, Any]
) -> HttpResponse:
    """A detailed file, or one whose columns are not known yet: kept, and read at once when it is small."""
    file = actions.keep_file(
        received,
        by=cast(Person, request.user),
        mapping=dict(found.mapping),
        needs_mapping=found.layout is None
        and not received.is_packed,  # which says so itself, once it is unpacked
        **delivery,
    )
    _start_reading(request, file)
    return redirect(file.get_absolute_url())


def _start_reading(request: HttpRequest, file: FileImport) -> None:
    if file.state != FileState.WAITING:
        return
    if file.size <= READ_AT_ONCE and not file.is_packed:
        actions.read_file(file.pk, pause=0)
    elif not nudge(read_waiting_file, str(file.pk)):
        messages.warning(request, WAITS)


def _file_or_404(request: HttpRequest, uuid: UUID) -> FileImport:
    return get_object_or_404(visible_file_imports(request.user), pk=uuid)


@require_safe
@allowed(can_import_realisation)
def file_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where this file stands: its columns to be mapped, being read, read, or refused with its errors."""
    file = _file_or_404(request, uuid)
    if file.state == FileState.MAPPING:
        return redirect("quotum:file_import_map", file.pk)
    return render(request, "quotum/file_imports/file_import.html", _context(file))


def _context(file: FileImport) -> dict[str, Any]:
    return {
        "file": file,
        "is_read": file.state == FileState.READ,
        "is_refused": file.state == FileState.REFUSED,
        "is_taken": file.state == FileState.TAKEN,
        "is_failed": file.state == FileState.FAILED,
        "lines": queries.quarter_lines(file) if file.state == FileState.READ else [],
    }


@require_safe
@allowed(can_import_realisation)
def file_import_progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The part of the page that changes while the file is read; a full reload is asked for when it is done."""
    file = _file_or_404(request, uuid)
    if not file.is_busy:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "quotum/file_imports/file_progress.html", {"file": file})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_import_realisation)
def file_import_map(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which column is which: remembered for the source, and then the file is read."""
    file = _file_or_404(request, uuid)
    if file.state != FileState.MAPPING:
        return redirect(file.get_absolute_url())
    layout = _layout(request)
    try:
        with open_text(file.path) as text:
            header = text.header.cells
    except (OSError, UnreadableFile):
        raise Http404 from None
    form = MappingForm(request.POST or None, layout=layout, header=header)
    if request.method == "POST" and form.is_valid():
        return _mapped(request, file, form)
    status = 422 if request.method == "POST" else 200
    context = {"file": file, "form": form, "layout": layout.value, "layouts": LAYOUT_WORDS}
    return render(request, "quotum/file_imports/file_map.html", context, status=status)


LAYOUT_WORDS = {
    Layout.DETAIL.value: "elke regel noemt gemeente, sector, groep of werkgever",
    Layout.SERIES.value: "elke regel noemt één soort en één code",
    Layout.COUNTS.value: "tellingen uit WBS/Sonar",
}


def _layout(request: HttpRequest) -> Layout:
    asked = request.GET.get("indeling", Layout.DETAIL.value)
    if asked not in LAYOUT_WORDS:
        raise BadRequest("Onbekende indeling.")
    return Layout(asked)


def _mapped(request: HttpRequest, file: FileImport, form: MappingForm) -> HttpResponse:
    person = cast(Person, request.user)
    try:
        if form.layout == Layout.DETAIL:
            actions.map_file(file, form.mapping(), by=person)
            file.refresh_from_db()
            _start_reading(request, file)
            return redirect(file.get_absolute_url())
        received = imports.Received(file.file, file.sha256, file.size, tuple(file.notes))
        table = imports.mapped_table(received, form.layout, form.mapping())
        is_counts = form.layout == Layout.COUNTS
        read = imports.read_table_of_counts if is_counts else imports.read_table_of_realisation
        parsed = read(table, file.sha256)
        if not parsed.is_good:
            context = {"file": file, "parsed": parsed, "form": form, "layout": form.layout.value}
            return render(
                request,
                "quotum/file_imports/file_map.html",
                {**context, "layouts": LAYOUT_WORDS},
                status=422,
            )
        actions.save_mapping(file.source, form.layout, form.mapping(), by=person)
        draft = actions.stage_import(
            parsed,
            by=person,
            source=file.source,
            published_on=file.published_on,
            is_example=file.is_example,
        )
        actions.discard_file(file, by=person)
    except (DomainError, UnreadableFile) as error:
        messages.error(request, str(error))
        return redirect("quotum:realisation_import")
    return redirect("quotum:realisation_preview", draft.pk)


@require_POST
@allowed(can_import_realisation)
def file_import_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over everything in the file, or nothing. A second click finds nothing to do and says so."""
    file = _file_or_404(request, uuid)
    if file.state == FileState.TAKEN:
        messages.info(request, "Dit bestand is al overgenomen.")
        return SeeOther(reverse("quotum:monitor"))

    def act() -> None:
        actions.take_over_file(file, by=cast(Person, request.user))
        actions.place_signals()

    return carry_out(
        request,
        act,
        "De cijfers zijn overgenomen. Eerdere leveringen blijven bewaard.",
        file.get_absolute_url(),
    )


@require_POST
@allowed(can_import_realisation)
def file_import_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a file away that was not taken over."""
    file = _file_or_404(request, uuid)
    return carry_out(
        request,
        lambda: actions.discard_file(file, by=cast(Person, request.user)),
        "Het bestand is verwijderd. Er is niets overgenomen.",
        reverse("quotum:realisation_import"),
    )
