"""Reads of allocations: the list, one with its shares and the other method beside it, what a draft starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from governance.enums import AdoptableState
from governance.permissions import today
from governance.queries.standings import in_force_ids
from quotum.domain.apportionment import Method as DomainMethod
from quotum.domain.apportionment import SectorShare, apportion
from quotum.domain.what_if import MOST_DECIMALS, common_divisor
from quotum.enums import Method, Tie
from quotum.models import (
    Allocation,
    AllocationShare,
    Sector,
    WorkplaceRevision,
    Workplaces,
)
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

    exact: the share before rounding, in 2 decimals. remainder: what rounding down leaves, in 2 decimals. rank: its
    place among the remainders, the largest first, by the tie rule. jobs: by the method; assigned: with the deviations.
    other: what the other method would give. last_year: what the sector got in the year before; None when there is none.
    """

    sector: Sector
    workplaces: int
    exact: Decimal
    base: int
    remainder: Decimal
    rank: int
    jobs: int
    shift: int
    other: int
    tie: str
    numerator: int
    denominator: int
    last_year: int | None = None
    divisor: Decimal | None = None

    @property
    def exact_remainder(self) -> Fraction:
        """What rounding down leaves, exactly."""
        return Fraction(self.numerator, self.denominator)

    @property
    def quotient(self) -> Decimal | None:
        """The workplaces by the common divisor of Webster."""
        return Decimal(self.workplaces) / self.divisor if self.divisor else None

    @property
    def shift_words(self) -> str:
        """The deviations in words: "2 erbij door afwijking" or "1 eraf door afwijking"."""
        return f"{abs(self.shift)} {'erbij' if self.shift > 0 else 'eraf'} door afwijking"

    @property
    def assigned(self) -> int:
        return self.jobs + self.shift

    @property
    def growth(self) -> int | None:
        """What the sector gets more than in the year before, in jobs."""
        return None if self.last_year is None else self.assigned - self.last_year

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
    last_year: Allocation | None = None
    counted_otherwise: str = (
        ""  # what last year's allocation counted as workplaces, when it was something else
    )
    divisor: Decimal | None = None  # for Webster: by which every sector's workplaces, rounded, give its jobs

    @property
    def average(self) -> Fraction:
        """Workplaces per job."""
        return Fraction(self.workplaces, self.jobs)

    @property
    def has_shift(self) -> bool:
        """Whether deviations give a sector another number than the method does."""
        return any(line.shift for line in self.lines)

    @property
    def decimals(self) -> int:
        """How many decimals show which remainder is the last that gets a job: 2, or more when 2 look the same."""
        ranked = sorted(self.lines, key=lambda line: line.rank)
        if not 0 < self.left_over < len(ranked):
            return 2
        last, first_without = ranked[self.left_over - 1], ranked[self.left_over]
        if last.numerator == first_without.numerator:
            return 2  # a tie: no number of decimals tells them apart
        for decimals in range(2, MOST_DECIMALS):
            unit = Decimal(1).scaleb(-decimals)
            if round_half_up(last.numerator, last.denominator, unit) != round_half_up(
                first_without.numerator, first_without.denominator, unit
            ):
                return decimals
        return MOST_DECIMALS

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


def last_years_shares(
    allocation: Allocation, on: date | None = None
) -> tuple[Allocation | None, dict[str, int]]:
    """The allocation in force for the year before, and the jobs per sector code; nothing by another classification."""
    before: Allocation | None = (
        Allocation.objects.select_related("sector_list", "decision", "workplace_revision")
        .filter(sector_list__scheme=allocation.sector_list.scheme)
        .in_force(on or today(), subject=str(allocation.year - 1))
    )
    if before is None:
        return None, {}
    return before, {share.sector.code: share.assigned for share in before.shares.select_related("sector")}


def _counted_otherwise(allocation: Allocation, before: Allocation | None) -> str:
    if before is None or before.workplace_revision.definition == allocation.workplace_revision.definition:
        return ""
    return before.workplace_revision.measure


def allocation_table(allocation: Allocation, on: date | None = None) -> AllocationTable:
    """The stored shares, recomputed by the other method from the stored workplaces only, beside the year before."""
    shares = list(allocation.shares.select_related("sector"))
    order = sorted(
        range(len(shares)), key=lambda place: (-shares[place].remainder, -shares[place].workplaces)
    )
    ranks = {place: rank for rank, place in enumerate(order, start=1)}
    before, last_year = last_years_shares(allocation, on)
    divisor = _divisor(allocation, shares)
    other_method = Method.WEBSTER if allocation.method == Method.HAMILTON else Method.HAMILTON
    other = apportion(
        DomainMethod(other_method), allocation.total, {s.sector.code: s.workplaces for s in shares}
    ).shares
    lines = tuple(
        ShareLine(
            sector=share.sector,
            workplaces=share.workplaces,
            exact=two_decimals(share.base * share.denominator + share.remainder, share.denominator),
            base=share.base,
            remainder=two_decimals(share.remainder, share.denominator),
            rank=ranks[place],
            jobs=share.jobs,
            shift=share.shift,
            other=other[share.sector.code],
            tie=share.tie,
            numerator=share.remainder,
            denominator=share.denominator,
            last_year=last_year.get(share.sector.code),
            divisor=divisor,
        )
        for place, share in enumerate(shares)
    )
    return AllocationTable(
        lines=lines,
        workplaces=sum(line.workplaces for line in lines),
        base=sum(line.base for line in lines),
        jobs=sum(line.jobs for line in lines),
        other=sum(line.other for line in lines),
        other_method=other_method,
        last_year=before,
        counted_otherwise=_counted_otherwise(allocation, before),
        divisor=divisor,
    )


def _divisor(allocation: Allocation, shares: Sequence[AllocationShare]) -> Decimal | None:
    """By which Webster's result can be recomputed by hand, with as few decimals as do; None for another method."""
    if allocation.method != Method.WEBSTER:
        return None
    found = common_divisor(
        [SectorShare(s.sector.code, s.workplaces, s.jobs, s.denominator, allocation.total) for s in shares]
    )
    return (
        round_half_up(found.numerator, found.denominator, Decimal(1).scaleb(-MOST_DECIMALS))
        if found
        else None
    )


def two_decimals(numerator: int, denominator: int) -> Decimal:
    """The quotient in two decimals, a half away from zero."""
    return round_half_up(numerator, denominator, Decimal("0.01"))


def round_half_up(numerator: int, denominator: int, unit: Decimal) -> Decimal:
    """The quotient in whole units, a half away from zero."""
    return (Decimal(numerator) / denominator).quantize(unit, ROUND_HALF_UP)


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
    """What an allocation can start from: "revision:year" with its words, the newest first.

    One edition counts one thing: an allocation can choose what, and never divides by two definitions at once.
    """
    revisions = {revision.pk: revision for revision in WorkplaceRevision.objects.all()}
    years = Workplaces.objects.order_by("-revision_id", "-year").values_list("revision_id", "year").distinct()
    return [
        (f"{pk}:{year}", f"{year}, {revisions[pk].get_definition_display()} ({revisions[pk].edition})")
        for pk, year in years
    ]
