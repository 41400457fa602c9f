"""What is recorded of a party: its own decision to take part, its contact, and its leaving (articles 1 and 3d)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from governance.actions.ledger import append_event
from governance.models import Party, Person
from governance.permissions import is_administrator, is_secretariat
from werkbedrijf.lib.errors import DomainError, NotAllowed

LARGEST_DOCUMENT = 25 * 1024 * 1024  # bytes


def can_change_party(user: Any) -> bool:
    return is_secretariat(user) or is_administrator(user)


@transaction.atomic
def change_party(
    party: Party,
    by: Person,
    *,
    joined_on: date,
    joining_reference: str = "",
    contact_function: str = "",
    contact_email: str = "",
    left_on: date | None = None,
    document: UploadedFile[Any] | None = None,
    now: datetime | None = None,
) -> Party:
    """Change what is recorded of a party; a party that left keeps its page, its seats' history and its decisions.

    document: the party's own decision to take part, a PDF that replaces an earlier one. Raises NotAllowed, DomainError
    for a leaving that is not after the joining, or a file that is no PDF. The ledger names the fields that changed.
    """
    if not can_change_party(by):
        raise NotAllowed("Alleen het secretariaat en de beheerder wijzigen een partij.")
    locked = Party.objects.select_for_update().get(pk=party.pk)
    if left_on is not None and left_on <= joined_on:
        raise DomainError("Een partij kan pas na haar toetreding uittreden. Pas een van beide datums aan.")
    values = {
        "joined_on": joined_on,
        "joining_reference": joining_reference.strip(),
        "contact_function": contact_function.strip(),
        "contact_email": contact_email.strip(),
        "left_on": left_on,
    }
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, values[name])
    facts: dict[str, Any] = {"party": locked.slug}
    if document is not None:
        facts["document_sha256"] = pdf_sha256(document)
        _replace_document(locked, document)
        changed.append("joining_document")
    if changed:
        locked.save(update_fields=changed)
        append_event("party_changed", by, {**facts, "fields": sorted(changed)}, now)
    return locked


def _replace_document(party: Party, document: UploadedFile[Any]) -> None:
    """Put the new file in place; the old one goes once the transaction stands."""
    storage, old = party.joining_document.storage, party.joining_document.name or ""
    party.joining_document.save(f"{party.slug}.pdf", document, save=False)
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def pdf_sha256(document: UploadedFile[Any]) -> str:
    """The hash of an upload. Raises DomainError for a file that is empty, too large, or no (whole) PDF."""
    size = document.size or 0
    if size == 0:
        raise DomainError("Het bestand is leeg. Kies het PDF-bestand opnieuw.")
    if size > LARGEST_DOCUMENT:
        raise DomainError("Het bestand is groter dan 25 MB. Verklein de PDF.")
    head = document.read(1024)
    document.seek(max(0, size - 2048))
    tail = document.read()
    document.seek(0)
    if b"%PDF-" not in head or b"%%EOF" not in tail:
        raise DomainError("Dit is geen (volledige) PDF. Sla het op als PDF en kies dat bestand.")
    digest = hashlib.sha256()
    for chunk in document.chunks():
        digest.update(chunk)
    document.seek(0)
    return digest.hexdigest()
