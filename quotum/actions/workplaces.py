"""Workplaces of CBS: a file is staged after it was read without errors, and taken over as a whole or not at all.

A correction by CBS is a new revision beside the earlier one: an allocation keeps the revision that it was made with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import LedgerHead, Person
from quotum.domain.cbs import CbsFile, Figure
from quotum.domain.cbs_files import TABLE
from quotum.enums import WorkplaceKind
from quotum.models import WorkplaceDraft, WorkplaceRevision, Workplaces
from werkbedrijf.lib.errors import Conflict, DomainError

DRAFT_LIFE = timedelta(hours=24)
SOURCE = f"CBS StatLine {TABLE}, regio Twente (CR12)"
MEASURE = "banen van werknemers in december"


@transaction.atomic
def stage_workplaces(
    parsed: CbsFile, *, by: Person, source: str, published_on: date, now: datetime | None = None
) -> WorkplaceDraft:
    """Keep the figures of a good file until its owner takes them over. Clears what has expired.

    Raises DomainError for a file with errors, without source or from the future; Conflict when it was imported before.
    """
    at = now or timezone.now()
    WorkplaceDraft.objects.filter(expires_at__lte=at).delete()
    _check(parsed.is_good, parsed.figures, source, published_on, timezone.localtime(at).date())
    _refuse_same_file(parsed.sha256)
    WorkplaceDraft.objects.filter(owner=by, sha256=parsed.sha256).delete()
    return WorkplaceDraft.objects.create(
        owner=by,
        figures=[asdict(figure) for figure in parsed.figures],
        notes=list(parsed.notes),
        source=source.strip(),
        scheme=parsed.scheme,
        rounded_to=parsed.rounded_to,
        published_on=published_on,
        sha256=parsed.sha256,
        created_at=at,
        expires_at=at + DRAFT_LIFE,
    )


@transaction.atomic
def accept_workplaces(draft: WorkplaceDraft, *, by: Person, now: datetime | None = None) -> WorkplaceRevision:
    """Take over a staged file, once. Raises Conflict when it expired or was taken over already."""
    at = now or timezone.now()
    locked = (
        WorkplaceDraft.objects.select_for_update().filter(pk=draft.pk, owner=by, expires_at__gt=at).first()
    )
    if locked is None:
        raise Conflict("Dit ingelezen bestand is vervallen of al overgenomen. Lees het bestand opnieuw in.")
    revision = import_workplaces(
        figures_of(locked),
        by=by,
        source=locked.source,
        scheme=locked.scheme,
        rounded_to=locked.rounded_to,
        published_on=locked.published_on,
        sha256=locked.sha256,
        now=at,
    )
    locked.delete()
    return revision


@transaction.atomic
def discard_workplaces(draft: WorkplaceDraft, *, by: Person) -> None:
    """Throw a staged file away."""
    WorkplaceDraft.objects.filter(pk=draft.pk, owner=by).delete()


def figures_of(draft: WorkplaceDraft) -> list[Figure]:
    """The figures of a staged file."""
    return [Figure(**row) for row in draft.figures]


@transaction.atomic
def import_workplaces(
    figures: Sequence[Figure],
    *,
    by: Person | None,
    source: str,
    scheme: str,
    rounded_to: int,
    published_on: date,
    sha256: str,
    now: datetime | None = None,
) -> WorkplaceRevision:
    """A new revision with these figures (in jobs); earlier revisions stay. by: None for the download command.

    Raises Conflict when this file was taken over before, DomainError without figures or source.
    """
    at = now or timezone.now()
    LedgerHead.objects.get_or_create(pk=1)
    LedgerHead.objects.select_for_update().get(
        pk=1
    )  # one at a time, so that two clicks at once see each other
    _check(True, figures, source, published_on, timezone.localtime(at).date())
    _refuse_same_file(sha256)
    revision = WorkplaceRevision.objects.create(
        source=source.strip(),
        measure=MEASURE,
        scheme=scheme,
        rounded_to=rounded_to,
        published_on=published_on,
        imported_by=by,
        sha256=sha256,
    )
    Workplaces.objects.bulk_create(
        Workplaces(
            revision=revision,
            year=figure.year,
            sector_code=figure.code,
            jobs=figure.jobs,
            kind=WorkplaceKind(figure.kind),
        )
        for figure in figures
    )
    append_event(
        "workplaces_imported", by, {"revision": revision.pk, "sha256": sha256, "rows": len(figures)}, at
    )
    return revision


def _refuse_same_file(sha256: str) -> None:
    earlier = WorkplaceRevision.objects.filter(sha256=sha256).first()
    if earlier is not None:
        day = timezone.localtime(earlier.imported_at)
        raise Conflict(f"Dit bestand is al overgenomen op {day:%d-%m-%Y}. Er is niets veranderd.")


def _check(good: bool, figures: Sequence[Figure], source: str, published_on: date, day: date) -> None:
    if not good or not figures:
        raise DomainError("Dit bestand heeft fouten of geen cijfers. Verbeter het en lees het opnieuw in.")
    if not source.strip():
        raise DomainError("Noem de bron van de cijfers.")
    if published_on > day:
        raise DomainError(
            "De dag van publicatie ligt in de toekomst. Vul de dag in waarop het CBS de cijfers gaf."
        )
