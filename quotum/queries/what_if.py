"""What a board member asks of an allocation: another total, the rounding of the source, another list of sectors.

All of it is computed from the inputs that are stored with the allocation, by its method, before deviations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from quotum.domain.apportionment import ApportionmentError, apportion
from quotum.domain.apportionment import Method as DomainMethod
from quotum.domain.classification import finest_partition, shared_groups
from quotum.domain.what_if import RoundedShare, RoundingEffect, other_total, rounding_effect
from quotum.models import Allocation, AllocationShare, Sector
from quotum.permissions import visible_sector_lists
from quotum.queries.allocations import two_decimals
from quotum.queries.workplaces import PublishedYear, code_name, letters_of, published_year


@dataclass(frozen=True, slots=True)
class SectorMove:
    """A sector that would get another number of jobs."""

    sector: Sector
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class TotalAnswer:
    """What another total gives: who gets another number, and who loses although there is more (or gains by less)."""

    jobs: int
    difference: int
    moves: tuple[SectorMove, ...]
    paradox: tuple[SectorMove, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class RoundingLine:
    """One sector within the rounding of the source; exact shares in 2 decimals."""

    sector: Sector
    jobs: int
    margin: int
    share: RoundedShare
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class RoundingAnswer:
    """What the rounding of the source does to the whole allocation, and per sector."""

    effect: RoundingEffect
    rounded_to: int
    lines: tuple[RoundingLine, ...]

    @property
    def half(self) -> int:
        """How far a figure as published can lie from the true one."""
        return self.rounded_to // 2

    @property
    def has_computed(self) -> bool:
        """Whether a figure was computed from several rounded ones, so that it can lie further off."""
        return any(line.margin > self.half for line in self.lines)


@dataclass(frozen=True, slots=True)
class ListGroup:
    """A group of sections that both lists can make, with its jobs by the one and by the other."""

    ours: tuple[tuple[str, int], ...]
    theirs: tuple[tuple[str, int], ...]

    @property
    def jobs(self) -> int:
        return sum(jobs for _, jobs in self.ours)

    @property
    def other(self) -> int:
        return sum(jobs for _, jobs in self.theirs)

    @property
    def difference(self) -> int:
        return self.other - self.jobs


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """What another list of sectors gives with the same total, method and workplaces; `refusal`: why it does not."""

    title: str
    url: str
    groups: tuple[ListGroup, ...] = ()
    refusal: str = ""

    @property
    def moved(self) -> int:
        """Jobs that would be in another group."""
        return sum(max(group.difference, 0) for group in self.groups)


def total_answer(allocation: Allocation, shares: Sequence[AllocationShare], total: int) -> TotalAnswer:
    """What this allocation would be with `total` jobs to divide."""
    sectors = {share.sector.code: share.sector for share in shares}
    weights = {share.sector.code: share.workplaces for share in shares}
    difference = total - allocation.total
    try:
        found = other_total(DomainMethod(allocation.method), allocation.total, weights, total)
    except ApportionmentError as error:
        return TotalAnswer(total, difference, (), (), str(error))
    moves = {move.sector: SectorMove(sectors[move.sector], move.before, move.after) for move in found.moves}
    return TotalAnswer(
        total, difference, tuple(moves.values()), tuple(moves[move.sector] for move in found.paradox)
    )


def rounding_answer(
    allocation: Allocation, shares: Sequence[AllocationShare], published: PublishedYear
) -> RoundingAnswer | None:
    """What the publisher's rounding does; None when the source gives single jobs."""
    revision = allocation.workplace_revision
    if revision.rounded_to <= 1:
        return None
    codes = [share.sector.code for share in shares]
    margins = {weight.code: weight.margin for weight in published.weights(codes)}
    weights = {share.sector.code: share.workplaces for share in shares}
    effect = rounding_effect(DomainMethod(allocation.method), allocation.total, weights, margins)
    lines = tuple(
        RoundingLine(
            share.sector,
            share.jobs,
            margins[share.sector.code],
            row,
            two_decimals(row.lowest.numerator, row.lowest.denominator),
            two_decimals(row.highest.numerator, row.highest.denominator),
        )
        for share, row in zip(shares, effect.shares, strict=True)
    )
    return RoundingAnswer(effect, revision.rounded_to, lines)


def list_answers(
    user: Any, allocation: Allocation, shares: Sequence[AllocationShare], published: PublishedYear
) -> list[ListAnswer]:
    """The same with every other list of the same classification that this person may see, and as fine as published."""
    ours = letters_of([share.sector.code for share in shares], published.sections)
    if len(ours) < len(shares):
        return []
    jobs = {share.sector.code: share.jobs for share in shares}
    names = {share.sector.code: f"{share.sector.name} ({share.sector.code})" for share in shares}
    lists = visible_sector_lists(user).filter(scheme=allocation.sector_list.scheme)
    lists = (
        lists.exclude(pk=allocation.sector_list_id)
        .order_by("-version")
        .prefetch_related(Prefetch("sectors", Sector.objects.order_by("position")))
    )
    own = _Own(allocation, published, jobs, names)
    answers = [
        _list_answer(
            own,
            str(other),
            other.get_absolute_url(),
            {sector.code: f"{sector.name} ({sector.code})" for sector in other.sectors.all()},
        )
        for other in lists
    ]
    tried = [set(ours)] + [{sector.code for sector in other.sectors.all()} for other in lists]
    return answers + _as_fine_as_published(own, tried)


@dataclass(frozen=True, slots=True)
class _Own:
    """The allocation that is compared: its jobs and the words for its sectors, by code."""

    allocation: Allocation
    published: PublishedYear
    jobs: Mapping[str, int]
    names: Mapping[str, str]


def _as_fine_as_published(own: _Own, tried: Sequence[set[str]]) -> list[ListAnswer]:
    """The smallest groups that the source publishes as a list, unless a list of the board is just that."""
    sections = own.published.sections
    finest = finest_partition(own.published.pieces, sections)
    if finest is None or set(finest) in tried:
        return []
    titles = {code: f"{code_name(code, sections)} ({code})" for code in finest}
    return [_list_answer(own, f"Zo fijn als de bron publiceert: {len(finest)} sectoren", "", titles)]


def _list_answer(own: _Own, title: str, url: str, theirs: Mapping[str, str]) -> ListAnswer:
    """theirs: code to words of the other list."""
    weights = own.published.weights(theirs)
    absent = [theirs[weight.code] for weight in weights if weight.jobs is None]
    if absent:
        return ListAnswer(title, url, refusal=f"Niet gepubliceerd voor dit jaar: {', '.join(absent)}.")
    sizes = {weight.code: weight.jobs or 0 for weight in weights}
    try:
        other = apportion(DomainMethod(own.allocation.method), own.allocation.total, sizes).shares
    except ApportionmentError as error:
        return ListAnswer(title, url, refusal=str(error))
    sections = own.published.sections
    groups = shared_groups(letters_of(own.jobs, sections), letters_of(theirs, sections))
    return ListAnswer(
        title,
        url,
        tuple(
            ListGroup(
                tuple((own.names[code], own.jobs[code]) for code in group.ours),
                tuple((theirs[code], other[code]) for code in group.theirs),
            )
            for group in groups
        ),
    )


@dataclass(frozen=True, slots=True)
class Questions:
    """The answers that stand under an allocation."""

    total: TotalAnswer
    rounding: RoundingAnswer | None
    lists: tuple[ListAnswer, ...]


def questions(user: Any, allocation: Allocation, total: int) -> Questions:
    """What if the total is `total`, what does the rounding of the source do, what with another list of sectors."""
    shares = list(allocation.shares.select_related("sector"))
    published = published_year(allocation.workplace_revision, allocation.workplace_year)
    return Questions(
        total_answer(allocation, shares, total),
        rounding_answer(allocation, shares, published),
        tuple(list_answers(user, allocation, shares, published)),
    )
