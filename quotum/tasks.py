"""Background work: a task finds rows that say what is owed and does each once; run twice, it finds nothing."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from quotum.actions.file_discarding import purge_abandoned
from quotum.actions.file_imports import read_file
from quotum.actions.signals import place_signals, raise_late_figures
from quotum.models import FileImport

# A file that takes longer goes on in a next task where this one was: what is stored stays.
LIMITS = {"soft_time_limit": 200, "time_limit": 230}


@shared_task(ignore_result=True, expires=300, **LIMITS)
def read_waiting_file(pk: str) -> bool:
    """Read one file; nothing happens when it has been read or somebody is at it."""
    return read_file(UUID(pk))


@shared_task(ignore_result=True, expires=60)
def read_waiting_files() -> int:
    """Hand out the files that wait and those that a dead worker left; how many. Throws away what was abandoned."""
    pks = [str(pk) for pk in FileImport.objects.claimable(timezone.now()).values_list("pk", flat=True)]
    for pk in pks:
        read_waiting_file.delay(pk)
    return len(pks)


@shared_task(ignore_result=True, **LIMITS)
def purge_abandoned_files() -> int:
    """Throw away rows and texts of files that nobody took over; how many rows."""
    return purge_abandoned()


@shared_task(ignore_result=True)
def place_waiting_signals() -> int:
    """Put signals on the next agenda that is being drafted; how many. They wait while there is none."""
    return place_signals()


@shared_task(ignore_result=True)
def look_for_late_figures() -> int:
    """Note figures that are later than the board wants, once per quarter; how many signals."""
    return len(raise_late_figures(timezone.localdate()))
