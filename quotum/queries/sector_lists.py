"""Reads of the board's lists of sectors: which one is in use, and what each sector consists of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from governance.permissions import today
from quotum.domain.classification import Section
from quotum.domain.sector_list_text import WrittenBranch, WrittenSector, write_list
from quotum.models import Branch, Classification, Sector, SectorList
from quotum.permissions import visible_sector_lists
from quotum.queries.workplaces import letters_of, sections_named


@dataclass(frozen=True, slots=True)
class SectorListLine:
    """One list among the others: how many sectors it has, and whether it is the one in use."""

    sector_list: SectorList
    sectors: int
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class SectorParts:
    """One sector with the sections that its code stands for, and its branches."""

    sector: Sector
    sections: tuple[Section, ...]
    branches: tuple[Branch, ...]


def sector_list_in_use(on: date | None = None) -> SectorList | None:
    """The list by which something is recorded now, or on another day."""
    return SectorList.objects.in_force(on or today())


def sectors_in_use(on: date | None = None) -> QuerySet[Sector]:
    """The sectors of that list, in order; none when there is no list."""
    return Sector.objects.filter(sector_list=sector_list_in_use(on))


def sector_list_lines(user: Any, on: date | None = None) -> list[SectorListLine]:
    """The lists that this person may see, the newest first. Three queries."""
    in_force = SectorList.objects.in_force(on or today())
    rows = visible_sector_lists(user).select_related("decision").annotate(count=Count("sectors"))
    return [SectorListLine(row, row.count, row == in_force) for row in rows.order_by("-version")]


def sector_parts(sector_list: SectorList) -> list[SectorParts]:
    """Every sector of a list, in order, with its sections and branches."""
    sections = sections_named(sector_list.scheme)
    sectors = list(sector_list.sectors.prefetch_related("branches"))
    letters = letters_of([sector.code for sector in sectors], sections)
    return [
        SectorParts(
            sector,
            tuple(section for section in sections if section.letter in letters.get(sector.code, ())),
            tuple(sector.branches.all()),
        )
        for sector in sectors
    ]


def list_as_text(sector_list: SectorList) -> str:
    """The list as the form takes it."""
    return write_list(
        [
            WrittenSector(
                sector.code,
                sector.name,
                tuple(WrittenBranch(branch.code, branch.name) for branch in sector.branches.all()),
            )
            for sector in sector_list.sectors.prefetch_related("branches")
        ]
    )


def classifications() -> list[tuple[Classification, list[Section]]]:
    """Every standard classification with its sections."""
    rows = Classification.objects.prefetch_related("sections")
    return [(row, [section.as_section() for section in row.sections.all()]) for row in rows]
