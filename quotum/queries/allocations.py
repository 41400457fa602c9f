"""Reads of allocations: the list, one with its shares and the other method beside it, what a draft starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from governance.enums import AdoptableState
from governance.permissions import today
from governance.queries.standings import in_force_ids
from quotum.domain.apportionment import Method as DomainMethod
from quotum.domain.apportionment import apportion
from quotum.enums import Method, Tie
from quotum.models import Allocation, NationalTarget, Sector, WorkplaceRevision, Workplaces
from quotum.permissions import visible_allocations
from quotum.queries.lost_votes import LostVote, lost_votes


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """One allocation in the list: whether it counts for its year, and the last vote that did not adopt it."""

    allocation: Allocation
    is_in_force: bool
    lost: LostVote | None = None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One sector of an allocation as a reader can recompute it, in jobs.

    exact: the share before rounding, in 2 decimals. remainder: what rounding down leaves, in 2 decimals.
    other: what the other method would give.
    """

    sector: Sector
    workplaces: int
    exact: Decimal
    fraction: str
    base: int
    remainder: Decimal
    jobs: int
    other: int
    tie: str

    @property
    def rounded_up(self) -> bool:
        return self.jobs > self.base

    @property
    def differs(self) -> bool:
        """Whether the other method would give another number."""
        return self.other != self.jobs

    @property
    def tie_sentence(self) -> str:
        return Tie(self.tie).label if self.tie else ""


@dataclass(frozen=True, slots=True)
class AllocationTable:
    """The lines of an allocation with their sums."""

    lines: tuple[ShareLine, ...]
    workplaces: int
    base: int
    jobs: int
    other: int
    other_method: Method

    @property
    def left_over(self) -> int:
        """Jobs that rounding down leaves, and that the method hands out."""
        return self.jobs - self.base

    @property
    def has_tie(self) -> bool:
        return any(line.tie for line in self.lines)

    @property
    def differing(self) -> list[ShareLine]:
        return [line for line in self.lines if line.differs]


@dataclass(frozen=True, slots=True)
class NationalLine:
    """A national target: a stock at the end of the year, and its growth in the year (None without the year before)."""

    target: NationalTarget
    growth: int | None


def allocation_lines(user: Any, on: date | None = None) -> list[AllocationLine]:
    """The allocations that this person may see, newest year first."""
    found = visible_allocations(user).select_related("decision", "sector_list", "target")
    rows = list(found.order_by("-year", "-in_force_from", "-pk"))
    in_force = in_force_ids(Allocation, on or today())
    lost = lost_votes(user, rows)
    return [AllocationLine(row, row.pk in in_force, lost.get(row.pk)) for row in rows]


def same_year(user: Any, allocation: Allocation) -> list[Allocation]:
    """The other allocations for the same year that this person may see, for who is about to propose one more."""
    found = visible_allocations(user).filter(year=allocation.year).exclude(pk=allocation.pk)
    return list(found.order_by("-pk"))


def first_free_year(on: date | None = None) -> int:
    """The first year, from this one on, without an adopted or proposed allocation."""
    taken = set(Allocation.objects.exclude(state=AdoptableState.DRAFT).values_list("year", flat=True))
    year = (on or today()).year
    while year in taken:
        year += 1
    return year


def allocation_table(allocation: Allocation) -> AllocationTable:
    """The stored shares, recomputed by the other method from the stored workplaces only."""
    shares = list(allocation.shares.select_related("sector"))
    other_method = Method.WEBSTER if allocation.method == Method.HAMILTON else Method.HAMILTON
    other = apportion(
        DomainMethod(other_method), allocation.total, {s.sector.code: s.workplaces for s in shares}
    ).shares
    lines = tuple(
        ShareLine(
            sector=share.sector,
            workplaces=share.workplaces,
            exact=_two_decimals(share.base * share.denominator + share.remainder, share.denominator),
            fraction=f"{share.workplaces} × {allocation.total} / {share.denominator}",
            base=share.base,
            remainder=_two_decimals(share.remainder, share.denominator),
            jobs=share.jobs,
            other=other[share.sector.code],
            tie=share.tie,
        )
        for share in shares
    )
    return AllocationTable(
        lines=lines,
        workplaces=sum(line.workplaces for line in lines),
        base=sum(line.base for line in lines),
        jobs=sum(line.jobs for line in lines),
        other=sum(line.other for line in lines),
        other_method=other_method,
    )


def _two_decimals(numerator: int, denominator: int) -> Decimal:
    return (Decimal(numerator) / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def superseding(allocation: Allocation, on: date | None = None) -> Allocation | None:
    """The allocation that took the place of this adopted one for the same year; None: it counts, or was withdrawn."""
    day = on or today()
    begun = Allocation.objects.adopted().not_withdrawn(day).filter(pk=allocation.pk, in_force_from__lte=day)
    if not begun.exists():
        return None
    current: Allocation | None = Allocation.objects.select_related("decision").in_force(
        day, subject=allocation.subject
    )
    return current if current != allocation else None


def workplace_choices() -> list[tuple[str, str]]:
    """What an allocation can start from: "revision:year" with its words, the newest first."""
    revisions = {revision.pk: revision for revision in WorkplaceRevision.objects.all()}
    years = Workplaces.objects.order_by("-revision_id", "-year").values_list("revision_id", "year").distinct()
    return [(f"{pk}:{year}", f"{year} ({revisions[pk].source})") for pk, year in years]


def national_targets() -> list[NationalLine]:
    """The national series, oldest first, each with what came on top in that year."""
    lines: list[NationalLine] = []
    for target in NationalTarget.objects.all():
        before = lines[-1].target if lines else None
        follows = before is not None and before.year == target.year - 1
        lines.append(NationalLine(target, target.together - before.together if before and follows else None))
    return lines
