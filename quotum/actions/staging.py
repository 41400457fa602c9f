"""Between choosing a file and "overnemen": its figures wait for their owner, a day, and are taken over once.

The same for every kind of file that is read while its owner waits: `stage`, then `take` within the act that makes the
figures count, or `discard_staged`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone

from governance.models import Person
from quotum.models.staged import StagedFile
from werkbedrijf.lib.errors import Conflict, DomainError

DRAFT_LIFE = timedelta(hours=24)

Kind = TypeVar("Kind", bound=StagedFile)


def stage(
    kind: type[Kind], rows: Sequence[Any], *, by: Person, source: str, sha256: str, at: datetime, **rest: Any
) -> Kind:
    """Keep these figures (dataclasses) for `by`, in the place of the same file read earlier; clears what expired."""
    kind._default_manager.filter(expires_at__lte=at).delete()
    kind._default_manager.filter(owner=by, sha256=sha256).delete()
    staged: Any = kind._default_manager.create(
        owner=by,
        rows=[asdict(row) for row in rows],
        source=source.strip(),
        sha256=sha256,
        created_at=at,
        expires_at=at + DRAFT_LIFE,
        **rest,
    )
    return cast(Kind, staged)


def take(draft: Kind, *, by: Person, at: datetime) -> Kind:
    """The staged file, locked; the act deletes it. Raises Conflict: it expired, or was taken over already."""
    waiting = type(draft)._default_manager.select_for_update().filter(expires_at__gt=at)
    locked: Any = waiting.filter(pk=draft.pk, owner=by).first()
    if locked is None:
        raise Conflict("Dit ingelezen bestand is vervallen of al overgenomen. Lees het bestand opnieuw in.")
    return cast(Kind, locked)


@transaction.atomic
def discard_staged(draft: StagedFile, *, by: Person) -> None:
    """Throw a staged file away."""
    type(draft)._default_manager.filter(pk=draft.pk, owner=by).delete()


def check_delivery(source: str, published_on: date, day: date) -> None:
    """Raises DomainError for figures without a source, or published after today."""
    if not source.strip():
        raise DomainError("Noem de bron van de cijfers.")
    if published_on > day:
        raise DomainError(
            "De dag van publicatie ligt in de toekomst. Vul de dag in waarop de bron de cijfers gaf."
        )


def check_rows(rows: Sequence[Any], *, is_good: bool = True) -> None:
    """Raises DomainError for a file with errors, or without figures."""
    if not is_good or not rows:
        raise DomainError("Dit bestand heeft fouten of geen cijfers. Verbeter het en lees het opnieuw in.")


def refuse_taken(earlier: Any) -> None:
    """Raises Conflict when there is a delivery (None: there is not) that came from exactly the same file."""
    if earlier is not None:
        day = timezone.localtime(earlier.imported_at)
        raise Conflict(f"Dit bestand is al overgenomen op {day:%d-%m-%Y}. Er is niets veranderd.")
