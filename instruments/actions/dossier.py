"""The file of the choice, kept by the secretariat."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from governance.actions.ledger import append_event
from governance.actions.parties import pdf_sha256
from governance.models import Person
from instruments.actions.loonwaarde import refuse_others
from instruments.enums import DossierKind
from instruments.models import DossierEntry
from werkbedrijf.lib.errors import Conflict, DomainError


@transaction.atomic
def write_entry(
    by: Person,
    *,
    kind: DossierKind,
    day: date,
    title: str,
    text: str = "",
    source: str = "",
    link: str = "",
    document: UploadedFile[Any] | None = None,
    is_example: bool = False,
    entry: DossierEntry | None = None,
    now: datetime | None = None,
) -> DossierEntry:
    """Add a line to the file, or correct one; a new document replaces the earlier one.

    Raises NotAllowed; Conflict for a line of the system; DomainError for a line that says nothing, or for a document
    that is no PDF.
    """
    refuse_others(by)
    if entry is not None:
        written = _own(entry)
    else:
        written = DossierEntry(entered_by=by)
    written.kind, written.day, written.title = kind, day, title.strip()
    written.text, written.source, written.link, written.is_example = (
        text.strip(),
        source.strip(),
        link,
        is_example,
    )
    storage, old = written.document.storage, written.document.name or ""
    if not written.title or not (written.text or old or document is not None):
        raise DomainError("Geef een titel, en een tekst of een document.")
    if document is not None:
        written.sha256 = pdf_sha256(document)
        written.document.save("stuk.pdf", document, save=False)
        if old:
            transaction.on_commit(lambda: storage.delete(old))
    written.save()
    facts = {"entry": written.pk, **({"sha256": written.sha256} if document is not None else {})}
    append_event("dossier_changed" if entry else "dossier_added", by, facts, now)
    return written


@transaction.atomic
def delete_entry(entry: DossierEntry, by: Person, *, now: datetime | None = None) -> None:
    """Take away a line that was written by mistake, with its document. Raises NotAllowed, Conflict."""
    refuse_others(by)
    own = _own(entry)
    storage, old = own.document.storage, own.document.name or ""
    append_event("dossier_deleted", by, {"entry": own.pk}, now)
    own.delete()
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def _own(entry: DossierEntry) -> DossierEntry:
    locked = DossierEntry.objects.select_for_update().get(pk=entry.pk)
    if locked.entered_by_id is None:
        raise Conflict("Deze regel hoort bij het systeem en verandert niet. Voeg een eigen regel toe.")
    return locked
