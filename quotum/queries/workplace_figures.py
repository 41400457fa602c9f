"""Reads of workplaces for their own pages: one year with its source, and what a file that was read would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from governance.permissions import today
from quotum.domain.classification import Section
from quotum.domain.workplace_file import TOTAL, Figure
from quotum.enums import WorkplaceDefinition, WorkplaceKind
from quotum.models import Allocation, SectorList, WorkplaceDraft, WorkplaceRevision, Workplaces
from quotum.permissions import visible_workplace_drafts
from quotum.queries.workplaces import code_name, letters_of, sections_named

MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class WorkplaceLine:
    """One sector or group in one year. jobs: None when it was not published. is_part: of a group that is there too.

    earlier: what an earlier revision said, where that was something else (as words; "" when nothing differs).
    """

    code: str
    name: str
    jobs: int | None
    kind: str
    is_part: bool
    earlier: str = ""

    @property
    def kind_words(self) -> str:
        return WorkplaceKind(self.kind).label


@dataclass(frozen=True, slots=True)
class WorkplaceYear:
    """What one revision publishes for one year, with the revision, and the others that have this year too."""

    year: int
    revision: WorkplaceRevision
    lines: tuple[WorkplaceLine, ...]
    others: tuple[WorkplaceRevision, ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that a file would give another value, or that is new or gone. None: no figure."""

    year: int
    code: str
    name: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class WorkplacePreview:
    """What taking over would bring: the years, those that are new, and figures that become another number."""

    years: tuple[int, ...]
    new_years: tuple[int, ...]
    changes: tuple[FigureChange, ...]
    more_changes: int
    missing: tuple[str, ...]
    figures: int
    lost: int  # figures that count now, of years in the file, and that the file does not have


def workplace_years() -> list[int]:
    """Every year with workplaces, the newest first."""
    found = Workplaces.objects.order_by("-year").values_list("year", flat=True).distinct()
    return list(found)


def workplace_year(year: int, revision_pk: int | None = None) -> WorkplaceYear | None:
    """One year of one revision; None when no revision has it. Seven queries.

    Default: the latest that has it by the first definition, since a later count of something else replaces nothing.
    """
    rows = Workplaces.objects.filter(year=year).order_by().values_list("revision_id", flat=True).distinct()
    revisions = list(WorkplaceRevision.objects.filter(pk__in=rows).select_related("imported_by"))
    revisions.sort(key=lambda row: row.definition != WorkplaceDefinition.JOBS)
    if not revisions:
        return None
    revision = next((row for row in revisions if row.pk == revision_pk), revisions[0])
    others = tuple(row for row in revisions if row != revision)
    older = [
        row for row in revisions[revisions.index(revision) + 1 :] if row.definition == revision.definition
    ]
    before = next(iter(older), None)
    figures = {row.sector_code: row for row in revision.workplaces.filter(year=year)}
    earlier = {row.sector_code: row.jobs for row in before.workplaces.filter(year=year)} if before else {}
    sections = sections_named(revision.scheme)
    return WorkplaceYear(
        year, revision, tuple(_lines(figures, earlier, sections, _sector_names(revision.scheme))), others
    )


def _sector_names(scheme: str) -> dict[str, str]:
    """Code to name of the list in use, when it follows this classification: shorter than the names of its sections."""
    in_use = SectorList.objects.in_force(today())
    if in_use is None or in_use.scheme != scheme:
        return {}
    return dict(in_use.sectors.values_list("code", "name"))


def _lines(
    figures: dict[str, Workplaces],
    earlier: dict[str, int | None],
    sections: Sequence[Section],
    names: dict[str, str],
) -> Iterable[WorkplaceLine]:
    letters = letters_of(figures, list(sections))
    order = [section.letter for section in sections]

    def place(code: str) -> tuple[int, int, str]:
        if code not in letters:
            return (-1 if code == TOTAL else len(order), 0, code)
        return (min(order.index(letter) for letter in letters[code]), -len(letters[code]), code)

    for code in sorted(figures, key=place):
        own = letters.get(code, frozenset())
        is_part = any(own and own < other for other in letters.values())
        row = figures[code]
        was = ""
        if code in earlier and earlier[code] != row.jobs:
            old = earlier[code]
            was = "niet gepubliceerd" if old is None else f"{old:,}".replace(",", ".")
        yield WorkplaceLine(
            code, names.get(code) or code_name(code, sections), row.jobs, row.kind, is_part, was
        )


def revisions() -> list[WorkplaceRevision]:
    """Every revision, the newest first."""
    return list(WorkplaceRevision.objects.select_related("imported_by"))


def newer_edition(allocation: Allocation) -> WorkplaceRevision | None:
    """The latest edition that gives other figures for the year that this allocation was made with, or None.

    Of the same definition; other figures: for one of the codes that both have. Two queries.
    """
    own = allocation.workplace_revision
    later = WorkplaceRevision.objects.filter(
        imported_at__gte=own.imported_at,
        definition=own.definition,
        workplaces__year=allocation.workplace_year,
    )
    latest = later.exclude(pk=own.pk).order_by("-imported_at", "-pk").first()
    if latest is None:
        return None
    rows = Workplaces.objects.filter(revision__in=[own, latest], year=allocation.workplace_year)
    figures: dict[int, dict[str, int | None]] = {own.pk: {}, latest.pk: {}}
    for revision, code, jobs in rows.values_list("revision_id", "sector_code", "jobs"):
        figures[revision][code] = jobs
    before, after = figures[own.pk], figures[latest.pk]
    return latest if any(before[code] != jobs for code, jobs in after.items() if code in before) else None


def latest_figures(
    definition: str = WorkplaceDefinition.JOBS.value,
) -> dict[tuple[int, str], int | None]:
    """Year and code to the number, as the latest revision of this definition with that year has it. Two queries."""
    revisions = WorkplaceRevision.objects.filter(definition=definition).order_by("imported_at", "pk")
    rank = {pk: place for place, pk in enumerate(revisions.values_list("pk", flat=True))}
    rows = list(
        Workplaces.objects.filter(revision__definition=definition)
        .order_by()
        .values_list("revision_id", "year", "sector_code", "jobs")
    )
    newest: dict[int, int] = {}
    for revision, year, _, _ in rows:
        if year not in newest or rank[revision] > rank[newest[year]]:
            newest[year] = revision
    return {(year, code): jobs for revision, year, code, jobs in rows if newest[year] == revision}


def preview(
    figures: Sequence[Figure], scheme: str, definition: str = WorkplaceDefinition.JOBS.value
) -> WorkplacePreview:
    """What these figures would change in what counts now by the same definition."""
    now = latest_figures(definition)
    known = {year for year, _ in now}
    years = sorted({figure.year for figure in figures})
    sections = sections_named(scheme)
    after = {(figure.year, figure.code): figure.jobs for figure in figures}
    keys = sorted(
        key
        for key in {*after, *(key for key in now if key[0] in years)}
        if key[0] in known and now.get(key) != after.get(key)
    )
    changes = [
        FigureChange(year, code, code_name(code, sections), now.get((year, code)), after.get((year, code)))
        for year, code in keys
    ]
    missing = [
        f"{code_name(code, sections)} ({code}) in {year}"
        for (year, code), jobs in after.items()
        if jobs is None
    ]
    return WorkplacePreview(
        tuple(years),
        tuple(year for year in years if year not in known),
        tuple(changes[:MOST_CHANGES]),
        max(len(changes) - MOST_CHANGES, 0),
        tuple(sorted(missing)),
        sum(figure.jobs is not None for figure in figures),
        sum(change.before is not None and change.after is None for change in changes),
    )


def waiting_workplaces(user: Any, at: datetime) -> WorkplaceDraft | None:
    """The newest file of this person that was read and waits to be taken over."""
    return visible_workplace_drafts(user).waiting(at).first()
