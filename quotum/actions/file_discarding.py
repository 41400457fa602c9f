"""What nobody takes over goes: at once when its owner says so, after a day otherwise, rows, texts and all."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from governance.models import Person
from quotum.actions.staging import DRAFT_LIFE
from quotum.enums import FileState
from quotum.imports.uploads import FOLDER
from quotum.models import DetailFigure, FileImport
from quotum.models.file_imports import MAX_ATTEMPTS
from werkbedrijf.lib.errors import Conflict

CHUNK = 5_000  # rows in one transaction
# Seconds between chunks. With SQLite a writer who waits looks again every 100 ms at most: this and what is done between
# two chunks together are longer, so that whoever waits goes first.
PAUSE = 0.05


def throw_away_rows(file: FileImport) -> int:
    """Delete the hidden rows of a file that does not count, a chunk at a time; how many."""
    gone = 0
    while keys := list(DetailFigure.objects.filter(file_import=file).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            DetailFigure.objects.filter(file_import=file, pk__gte=min(keys), pk__lte=max(keys)).delete()
        gone += len(keys)
        time.sleep(PAUSE)
    return gone


@transaction.atomic
def discard_file(file: FileImport, *, by: Person) -> None:
    """Its owner throws a file away that was not taken over: the text goes now, its rows with the next sweep."""
    path = file.path if file.file else None
    found = FileImport.objects.filter(pk=file.pk, owner=by).exclude(state=FileState.TAKEN)
    if not found.update(
        state=FileState.FAILED,
        expires_at=F("created_at") + timedelta(microseconds=1),
        file="",
        lease=None,
        leased_until=None,
    ):
        raise Conflict("Dit bestand is al overgenomen. Er is niets veranderd.")
    if path is not None:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def purge_abandoned(now: datetime | None = None) -> int:
    """Throw away what nobody took over: rows, texts, and after a day the files themselves; how many rows went.

    Also a worker's third death in the same place counts as failed, and a text that no row knows of goes after a day.
    """
    at = now or timezone.now()
    FileImport.objects.filter(
        state=FileState.READING, leased_until__lt=at, attempts__gte=MAX_ATTEMPTS
    ).update(state=FileState.FAILED, lease=None, leased_until=None)
    gone = 0
    for file in FileImport.objects.abandoned(at):
        if file.file:
            file.path.unlink(missing_ok=True)
            FileImport.objects.filter(pk=file.pk).update(file="")
        gone += throw_away_rows(file)
        if file.expires_at <= at:
            FileImport.objects.filter(pk=file.pk).exclude(state=FileState.TAKEN).delete()
    _remove_forgotten_texts(at)
    return gone


def _remove_forgotten_texts(at: datetime) -> None:
    known = set(FileImport.objects.exclude(file="").values_list("file", flat=True))
    for path in (Path(settings.MEDIA_ROOT) / FOLDER).glob("*"):
        if f"{FOLDER}/{path.name}" not in known and path.stat().st_mtime < (at - DRAFT_LIFE).timestamp():
            path.unlink(missing_ok=True)
