"""Drafting the next version of the base package: its head, its instruments, and the notes beside them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from governance.actions.writing import WholeMoved, text_key
from governance.permissions import today
from governance.views.preparing import person_of
from governance.views.writing import STORED, merge_of_whole
from instruments.actions.catalogues import (
    add_note,
    change_catalogue,
    delete_catalogue,
    delete_entry,
    delete_note,
    draft_catalogue,
    move_entry,
    write_entry,
)
from instruments.actions.own_instruments import take_into_draft
from instruments.forms.catalogue import CatalogueForm, EntryForm, NoteForm
from instruments.models import Catalogue, InstrumentEntry
from instruments.permissions import can_keep_catalogue, visible_catalogues
from instruments.queries.catalogues import earlier_instruments, entry_text
from instruments.queries.own_instruments import to_bring_in
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.filling import fill


@require_POST
@allowed(can_keep_catalogue)
def catalogue_draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version from the last, and go on to write it."""
    try:
        drafted = draft_catalogue(person_of(request), today(), is_example=settings.DEMO_MODE)
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("instruments:catalogue_current"))
    messages.success(request, f"Versie {drafted.number} staat klaar als concept. Pas de instrumenten aan.")
    return SeeOther(drafted.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_catalogue)
def catalogue_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change the head of a draft."""
    catalogue = _draft(request, number)

    def act(values: dict[str, Any]) -> str:
        return change_catalogue(catalogue, person_of(request), **values).get_absolute_url()

    return fill(
        request,
        CatalogueForm(request.POST or None, initial=CatalogueForm.initial_of(catalogue)),
        act,
        done="De titel, bron en inleiding zijn opgeslagen.",
        template="instruments/catalogues/catalogue_edit.html",
        context={"catalogue": catalogue},
    )


@require_POST
@allowed(can_keep_catalogue)
def catalogue_delete(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a draft that no proposal carries."""
    catalogue = _draft(request, number)
    return carry_out(
        request,
        lambda: delete_catalogue(catalogue, person_of(request)),
        f"Het concept van versie {number} is verwijderd.",
        reverse("instruments:catalogue_current"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_catalogue)
def entry_create(request: HttpRequest, number: int) -> HttpResponse:
    """Add an instrument to a draft."""
    return _entry(request, _draft(request, number), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_catalogue)
def entry_edit(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Write an instrument of a draft; who saves after somebody else sees what was stored, and loses nothing."""
    catalogue = _draft(request, number)
    return _entry(request, catalogue, _entry_of(catalogue, slug))


@require_POST
@allowed(can_keep_catalogue)
def entry_move(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One place up or down (act=up or down)."""
    catalogue = _draft(request, number)
    entry, steps = _entry_of(catalogue, slug), 1 if request.POST.get("act") == "down" else -1
    return carry_out(
        request,
        lambda: move_entry(entry, person_of(request), steps),
        f"“{entry}” is verplaatst.",
        f"{catalogue.get_absolute_url()}#{slug}",
    )


@require_POST
@allowed(can_keep_catalogue)
def entry_delete(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Take an instrument out of a draft."""
    catalogue = _draft(request, number)
    entry = _entry_of(catalogue, slug)
    return carry_out(
        request,
        lambda: delete_entry(entry, person_of(request)),
        f"“{entry}” staat niet meer in dit concept. In eerdere versies blijft het te lezen.",
        catalogue.get_absolute_url(),
    )


@require_POST
@allowed(can_keep_catalogue)
def entry_take(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Take what a municipality is to bring in into the draft."""
    catalogue = _draft(request, number)
    instrument = get_object_or_404(to_bring_in(), pk=pk)
    return carry_out(
        request,
        lambda: take_into_draft(instrument, catalogue, person_of(request)),
        f"“{instrument}” staat in het concept. Beschrijf het voor de hele regio.",
        catalogue.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_catalogue)
def note_create(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Note beside an instrument, in whichever version, what became of it since."""
    entry = _entry_of(_visible(request, number), slug)
    back = f"{entry.get_absolute_url()}?versie={number}"

    def act(values: dict[str, Any]) -> str:
        add_note(entry, person_of(request), **values)
        return back

    return fill(
        request,
        NoteForm(request.POST or None),
        act,
        done="De toelichting staat erbij.",
        template="instruments/catalogues/note_create.html",
        context={"catalogue": entry.catalogue, "entry": entry, "back": back},
    )


@require_POST
@allowed(can_keep_catalogue)
def note_delete(request: HttpRequest, number: int, slug: str, pk: int) -> HttpResponse:
    """Take back a note."""
    entry = _entry_of(_visible(request, number), slug)
    note = get_object_or_404(entry.changes, pk=pk)
    return carry_out(
        request,
        lambda: delete_note(note, person_of(request)),
        "De toelichting is verwijderd.",
        f"{entry.get_absolute_url()}?versie={number}",
    )


def _visible(request: HttpRequest, number: int) -> Catalogue:
    found: Catalogue = get_object_or_404(visible_catalogues(request.user), number=number)
    return found


def _draft(request: HttpRequest, number: int) -> Catalogue:
    found = _visible(request, number)
    if not found.is_draft:
        raise PermissionDenied
    return found


def _entry_of(catalogue: Catalogue, slug: str) -> InstrumentEntry:
    found: InstrumentEntry = get_object_or_404(catalogue.entries.prefetch_related("sides"), slug=slug)
    return found


def _entry(request: HttpRequest, catalogue: Catalogue, entry: InstrumentEntry | None) -> HttpResponse:
    if request.POST.get("choice") == STORED:
        return SeeOther(catalogue.get_absolute_url())
    sides = {side.provider: side for side in entry.sides.all()} if entry else {}
    initial = EntryForm.initial_of(entry) if entry else {"is_described": True}
    form = EntryForm(
        request.POST or None, earlier=earlier_instruments(catalogue, entry), sides=sides, initial=initial
    )
    seen = request.POST.get("seen") or (text_key(entry_text(entry.full())) if entry else "")
    context: dict[str, Any] = {"catalogue": catalogue, "entry": entry, "seen": seen}

    def act(_: dict[str, Any]) -> str:
        try:
            write_entry(catalogue, person_of(request), entry=entry, seen=seen, **form.values())
        except WholeMoved as moved:
            merge = merge_of_whole(entry_text(form.typed()), moved)
            context.update(merge=merge, seen=merge["seen"])
            raise
        return catalogue.get_absolute_url()

    return fill(
        request,
        form,
        act,
        done="Het instrument is opgeslagen.",
        template="instruments/catalogues/entry_edit.html",
        context=context,
    )
