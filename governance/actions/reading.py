"""What a person reads and notes for oneself. Neither stands in the ledger or in a log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.models import AgendaItem, Paper, PaperReading, Person, PrivateNote
from governance.permissions import is_board_member
from werkbedrijf.lib.errors import NotAllowed


@transaction.atomic
def note_reading(paper: Paper, person: Person, *, now: datetime | None = None) -> None:
    """Remember that this person opened the paper, and when first."""
    PaperReading.objects.get_or_create(
        paper=paper, person=person, defaults={"first_at": now or timezone.now()}
    )


@transaction.atomic
def write_note(item: AgendaItem, person: Person, text: str) -> PrivateNote | None:
    """Keep a member's own note on an item in the place of the one before; an empty one is taken away."""
    if not is_board_member(person):
        raise NotAllowed("Alleen wie een zetel in het bestuur heeft, maakt hier eigen aantekeningen.")
    if not text.strip():
        PrivateNote.objects.filter(item=item, person=person).delete()
        return None
    note, _ = PrivateNote.objects.update_or_create(item=item, person=person, defaults={"text": text[:10_000]})
    return note
