"""The agenda while it is a draft: items in order, with their papers. Nothing here once the chair has convened."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from governance.actions.proposals import unlink_drafts
from governance.models import AgendaItem, Meeting, Paper, Person
from werkbedrijf.lib.errors import Conflict, DomainError

LARGEST_PAPER = 25 * 1024 * 1024  # bytes


class AgendaFrozen(Conflict):
    """The agenda has been sent."""


def lock_editable(meeting_id: int) -> Meeting:
    """The meeting, locked, whose agenda may still change; AgendaFrozen once it is convened."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if not meeting.is_agenda_editable:
        raise AgendaFrozen(
            "De vergadering is bijeengeroepen: de agenda ligt vast. Zet een wijziging op de volgende agenda."
        )
    return meeting


@transaction.atomic
def add_item(meeting: Meeting, *, kind: str, title: str, explanation: str = "") -> AgendaItem:
    """A new item, at the end of the agenda."""
    lock_editable(meeting.pk)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, position=last + 1, kind=kind, title=title, explanation=explanation
    )


@transaction.atomic
def change_item(item: AgendaItem, **fields: Any) -> AgendaItem:
    """Change kind, title or explanation of an item. A proposal stays only under an item to decide on."""
    lock_editable(item.meeting_id)
    if fields.get("kind", item.kind) != item.kind and hasattr(item, "proposal"):
        raise DomainError(
            "Dit agendapunt heeft een voorstel. Verwijder eerst het voorstel of laat het ter besluitvorming."
        )
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=list(fields))  # not the place: somebody may have moved the item meanwhile
    return item


@transaction.atomic
def delete_item(item: AgendaItem) -> None:
    """Remove an item from the draft agenda; drafts under its proposal become free again."""
    meeting = lock_editable(item.meeting_id)
    if hasattr(item, "proposal"):
        unlink_drafts(item.proposal)
    for paper in item.papers.all():
        delete_paper(paper)
    item.delete()
    _renumber(meeting, list(meeting.items.order_by("position")))


@transaction.atomic
def move_item(item: AgendaItem, position: int) -> None:
    """Put an item at `position` (1 is first; beyond the ends means first or last); the others move up or down."""
    meeting = lock_editable(item.meeting_id)
    items = [other for other in meeting.items.order_by("position") if other.pk != item.pk]
    items.insert(max(0, min(position - 1, len(items))), item)
    _renumber(meeting, items)


def _renumber(meeting: Meeting, items: list[AgendaItem]) -> None:
    """Number the items 1, 2, 3 …: first out of the way, since SQLite checks uniqueness row by row."""
    offset = 1000
    for place, item in enumerate(items, start=1):
        AgendaItem.objects.filter(pk=item.pk).update(position=offset + place)
    for place, item in enumerate(items, start=1):
        AgendaItem.objects.filter(pk=item.pk).update(position=place)
        item.position = place


@transaction.atomic
def add_paper(item: AgendaItem, *, title: str, file: UploadedFile[Any], by: Person) -> Paper:
    """Store a PDF under an item. Refused with a Dutch sentence: another kind of file, empty, or above 25 MB."""
    lock_editable(item.meeting_id)
    size = file.size or 0
    if size == 0:
        raise DomainError("Het bestand is leeg. Kies het PDF-bestand opnieuw.")
    if size > LARGEST_PAPER:
        raise DomainError("Het bestand is groter dan 25 MB. Verklein de PDF of splits het stuk.")
    head = file.read(1024)
    file.seek(max(0, size - 2048))
    tail = file.read()
    if b"%PDF-" not in head:
        raise DomainError("Dit is geen PDF. Sla het stuk op als PDF en kies dat bestand.")
    if b"%%EOF" not in tail:
        raise DomainError(
            "De PDF is niet compleet (het einde ontbreekt). Maak het bestand opnieuw en kies het nogmaals."
        )
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    paper = Paper(item=item, title=title, file=file, sha256=digest.hexdigest(), size=size, uploaded_by=by)
    try:
        with transaction.atomic():
            paper.save()
    except Exception:
        if getattr(
            paper.file, "_committed", False
        ):  # written before the row was refused: leave no file that no row knows
            paper.file.storage.delete(paper.file.name or "")
        raise
    return paper


@transaction.atomic
def delete_paper(paper: Paper) -> None:
    """Take a paper off the draft agenda; its file goes when the transaction stands."""
    lock_editable(paper.item.meeting_id)
    storage, name = paper.file.storage, paper.file.name or ""
    paper.delete()
    transaction.on_commit(lambda: storage.delete(name))
