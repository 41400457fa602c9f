"""Reads of branches: what each branch gets of the jobs of its sector, and which sectors could not be divided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from quotum.models import Allocation, AllocationShare
from quotum.queries.allocations import two_decimals


@dataclass(frozen=True, slots=True)
class BranchLine:
    """One branch: its workplaces, its exact share in 2 decimals, and its jobs."""

    name: str
    code: str
    workplaces: int
    exact: Decimal
    jobs: int
    tie: str


@dataclass(frozen=True, slots=True)
class DividedSector:
    """A sector with branches; no lines when not all of their workplaces were published."""

    share: AllocationShare
    lines: tuple[BranchLine, ...]


def divided_sectors(allocation: Allocation) -> list[DividedSector]:
    """Every sector of the list that has branches, in order. Three queries, whatever the number of sectors."""
    shares = (
        allocation.shares.filter(sector__branches__isnull=False)
        .distinct()
        .select_related("sector")
        .prefetch_related("branches__branch")
        .order_by("sector__position")
    )
    return [
        DividedSector(
            share,
            tuple(
                BranchLine(
                    row.branch.name,
                    row.branch.code,
                    row.workplaces,
                    two_decimals(row.base * row.denominator + row.remainder, row.denominator),
                    row.jobs,
                    row.tie,
                )
                for row in share.branches.all()
            ),
        )
        for share in shares
    ]
