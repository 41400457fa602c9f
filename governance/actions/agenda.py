"""The agenda while it is a draft: items in order, with their papers. Nothing here once the chair has convened."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from governance.actions.proposals import unlink_drafts
from governance.actions.writing import TextMoved, clean_words
from governance.domain.numbering import AgendaRow, end_of_block, move_agenda_row
from governance.enums import WITH_PROPOSAL, Visibility
from governance.models import AgendaItem, Meeting, Paper, Person
from governance.queries.order import agenda_rows
from werkbedrijf.lib.errors import Conflict, DomainError

LARGEST_PAPER = 25 * 1024 * 1024  # bytes


class AgendaFrozen(Conflict):
    """The agenda has been sent."""


def lock_editable(meeting_id: int) -> Meeting:
    """The meeting, locked, whose agenda may still change; AgendaFrozen once it is convened."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if not meeting.is_agenda_editable:
        raise AgendaFrozen(
            "De vergadering is bijeengeroepen: de agenda ligt vast. Wijzigen kan nog met een nazending."
        )
    return meeting


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    kind: str,
    title: str,
    explanation: str = "",
    under: AgendaItem | None = None,
    before: AgendaItem | None = None,
    **fields: Any,
) -> AgendaItem:
    """A new item at the end of the agenda or in front of the item `before`; or a part, at the end of the item `under`.

    fields: minutes_planned, responsible_seat, visibility, confidential_reason, continues.
    """
    lock_editable(meeting.pk)
    item = insert_item(
        meeting,
        None if under else before,
        kind=kind,
        title=title,
        explanation=explanation,
        is_sub=under is not None,
        **fields,
    )
    if under is not None:
        renumber(meeting, [row.key for row in _behind(meeting, item, under)])
        item.refresh_from_db()
    return item


def insert_item(meeting: Meeting, before: AgendaItem | None, **fields: Any) -> AgendaItem:
    """A new item in front of the item `before`, or at the end of the agenda, for who has locked the meeting."""
    _refuse_half_confidential(fields)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, **fields)
    if before is not None:
        place = meeting.items.filter(pk=before.pk, is_sub=False).values_list("position", flat=True).first()
        if place is None:
            raise Conflict(
                "Het agendapunt waar dit voor zou komen, staat daar niet meer. Kies opnieuw de plaats."
            )
        rows = move_agenda_row(agenda_rows(meeting.items.order_by("position")), item.pk, place)
        renumber(meeting, [row.key for row in rows])
        item.refresh_from_db(fields=["position"])
    return item


def _behind(meeting: Meeting, item: AgendaItem, under: AgendaItem) -> list[AgendaRow]:
    """The agenda with `item` as the last part of `under`, or of the item that `under` is a part of."""
    rows = [row for row in agenda_rows(meeting.items.order_by("position")) if row.key != item.pk]
    place = next((n for n, row in enumerate(rows) if row.key == under.pk), None)
    if place is None:
        raise Conflict("Het agendapunt waar dit een onderdeel van wordt, staat niet meer op deze agenda.")
    place += 1
    while place < len(rows) and rows[place].is_sub:
        place += 1
    return [*rows[:place], AgendaRow(item.pk, True), *rows[place:]]


@transaction.atomic
def change_item(item: AgendaItem, *, version: int | None = None, **fields: Any) -> AgendaItem:
    """Change the fields of an item. A proposal stays only under an item to decide on.

    version: of the item that the writer had before their eyes; raises TextMoved, with the explanation as it stands,
    when it was changed since. None: whatever stands there.
    """
    lock_editable(item.meeting_id)
    if fields.get("kind", item.kind) not in WITH_PROPOSAL and hasattr(item, "proposal"):
        raise DomainError(
            "Dit agendapunt heeft een voorstel. Verwijder eerst het voorstel of laat het ter besluitvorming."
        )
    _refuse_half_confidential(fields)
    if fields.get("is_sub") and not item.meeting.items.filter(position__lt=item.position).exists():
        raise DomainError("Het eerste agendapunt kan geen onderdeel zijn: er staat niets boven.")
    stored = AgendaItem.objects.get(pk=item.pk)
    if "explanation" in fields:
        fields["explanation"] = clean_words(fields["explanation"])
    changed = any(getattr(stored, name) != value for name, value in fields.items())
    if changed and version is not None and version != stored.version:
        raise TextMoved(stored.explanation, stored.version)
    item.version = stored.version + changed
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=[*fields, "version"])  # not the place: somebody may have moved the item meanwhile
    return item


def _refuse_half_confidential(fields: dict[str, Any]) -> None:
    """A reason belongs to a confidential item, and to no other; the reason of one that is opened up goes."""
    if "visibility" not in fields:
        return
    if fields["visibility"] != Visibility.CONFIDENTIAL:
        fields["confidential_reason"] = ""
    elif not fields.get("confidential_reason", "").strip():
        raise DomainError("Geef de reden waarom dit punt vertrouwelijk is.")


@transaction.atomic
def delete_item(item: AgendaItem) -> None:
    """Remove an item from the draft agenda; drafts under its proposal become free, its parts become items."""
    meeting = lock_editable(item.meeting_id)
    if hasattr(item, "proposal"):
        unlink_drafts(item.proposal)
    for paper in item.papers.filter(replaced_by=None):  # earlier versions go with the one that replaced them
        delete_paper(paper)
    rows = agenda_rows(meeting.items.order_by("position"))
    if not item.is_sub:
        place = next(n for n, row in enumerate(rows) if row.key == item.pk)
        parts = [row.key for row in rows[place + 1 : end_of_block(rows, place)]]
        meeting.items.filter(pk__in=parts).update(is_sub=False)
    gone = item.pk
    item.delete()
    renumber(meeting, [row.key for row in rows if row.key != gone])


@transaction.atomic
def move_item(item: AgendaItem, position: int) -> None:
    """Put an item, with its parts, at `position` (1 is first; beyond the ends means first or last)."""
    meeting = lock_editable(item.meeting_id)
    rows = move_agenda_row(agenda_rows(meeting.items.order_by("position")), item.pk, position)
    renumber(meeting, [row.key for row in rows])
    item.refresh_from_db(fields=["position"])


def renumber(meeting: Meeting, keys: list[int]) -> None:
    """Number the items 1, 2, 3 …: first out of the way, since SQLite checks uniqueness row by row."""
    offset = 1000
    for place, key in enumerate(keys, start=1):
        AgendaItem.objects.filter(pk=key).update(position=offset + place)
    for place, key in enumerate(keys, start=1):
        AgendaItem.objects.filter(pk=key).update(position=place)


@transaction.atomic
def add_paper(
    item: AgendaItem, *, title: str, file: UploadedFile[Any], by: Person, replaces: Paper | None = None
) -> Paper:
    """Store a PDF under an item of a draft agenda, `replaces`: as the next version of this paper.

    What is refused, see `store_paper`; also a paper that has a next version already.
    """
    lock_editable(item.meeting_id)
    if replaces is not None and (
        replaces.item_id != item.pk or Paper.objects.filter(replaces=replaces).exists()
    ):
        raise Conflict("Dit stuk is al vervangen. Kies het stuk dat nu op de agenda staat.")
    return store_paper(item, title=title, file=file, by=by, replaces=replaces)


def store_paper(
    item: AgendaItem, *, title: str, file: UploadedFile[Any], by: Person, replaces: Paper | None = None
) -> Paper:
    """Store a PDF under an item whose meeting the caller has locked; `replaces`: the paper that it stands for.

    Refused with a Dutch sentence: another kind of file, empty, not complete, or above 25 MB.
    """
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
    paper = Paper(
        item=item,
        title=title,
        file=file,
        sha256=digest.hexdigest(),
        size=size,
        uploaded_by=by,
        replaces=replaces,
    )
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
    """Take a paper off the draft agenda with its earlier versions; the files go when the transaction stands."""
    lock_editable(paper.item.meeting_id)
    if Paper.objects.filter(replaces=paper).exists():
        raise Conflict("Dit stuk is vervangen door een nieuwere versie. Verwijder die.")
    earlier = paper.replaces
    storage, name = paper.file.storage, paper.file.name or ""
    paper.delete()
    transaction.on_commit(lambda: storage.delete(name))
    if earlier is not None:
        delete_paper(earlier)
