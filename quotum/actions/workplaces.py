"""Workplaces, of CBS or others: a file is staged after it was read without errors, and taken over whole or not.

A correction is a new revision beside the earlier one: an allocation keeps the revision that it was made with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from quotum.actions.staging import check_delivery, check_rows, refuse_taken, stage, take
from quotum.domain.cbs_files import TABLE
from quotum.domain.workplace_file import Figure, WorkplaceFile
from quotum.enums import WorkplaceDefinition, WorkplaceKind
from quotum.models import WorkplaceDraft, WorkplaceRevision, Workplaces

SOURCE = f"CBS StatLine {TABLE}, regio Twente (CR12)"


@transaction.atomic
def stage_workplaces(
    parsed: WorkplaceFile,
    *,
    by: Person,
    source: str,
    published_on: date,
    is_example: bool = False,
    now: datetime | None = None,
) -> WorkplaceDraft:
    """Keep the figures of a good file until its owner takes them over. Clears what has expired.

    Raises DomainError for a file with errors, without source or from the future; Conflict when it was imported before.
    """
    at = now or timezone.now()
    check_rows(parsed.figures, is_good=parsed.is_good)
    check_delivery(source, published_on, timezone.localtime(at).date())
    refuse_taken(already_imported(parsed.sha256))
    return stage(
        WorkplaceDraft,
        parsed.figures,
        by=by,
        source=source,
        sha256=parsed.sha256,
        at=at,
        notes=list(parsed.notes),
        scheme=parsed.scheme,
        rounded_to=parsed.rounded_to,
        definition=parsed.definition,
        reference=parsed.reference,
        published_on=published_on,
        is_example=is_example,
    )


@transaction.atomic
def accept_workplaces(draft: WorkplaceDraft, *, by: Person, now: datetime | None = None) -> WorkplaceRevision:
    """Take over a staged file, once. Raises Conflict when it expired or was taken over already."""
    at = now or timezone.now()
    locked = take(draft, by=by, at=at)
    revision = import_workplaces(
        figures_of(locked),
        by=by,
        source=locked.source,
        scheme=locked.scheme,
        rounded_to=locked.rounded_to,
        definition=locked.definition,
        reference=locked.reference,
        is_example=locked.is_example,
        published_on=locked.published_on,
        sha256=locked.sha256,
        now=at,
    )
    locked.delete()
    return revision


def figures_of(draft: WorkplaceDraft) -> list[Figure]:
    """The figures of a staged file."""
    return [Figure(**row) for row in draft.rows]


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
    definition: str = WorkplaceDefinition.JOBS.value,
    reference: str = "december",
    is_example: bool = False,
    now: datetime | None = None,
) -> WorkplaceRevision:
    """A new revision with these figures; earlier revisions stay. by: None for the download command.

    definition: what all figures count (a WorkplaceDefinition). reference: the moment in the year, "" if unknown.

    Raises Conflict when this file was taken over before, DomainError without figures or source.
    """
    at = now or timezone.now()
    take_ledger_head()  # one at a time, so that two clicks at once see each other
    check_rows(figures)
    check_delivery(source, published_on, timezone.localtime(at).date())
    refuse_taken(already_imported(sha256))
    revision = WorkplaceRevision.objects.create(
        source=source.strip(),
        measure=WorkplaceDefinition(definition).measure(reference),
        definition=definition,
        reference=reference,
        is_example=is_example,
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


def already_imported(sha256: str) -> WorkplaceRevision | None:
    """The revision that came from exactly this file, or None."""
    return WorkplaceRevision.objects.filter(sha256=sha256).first()
