"""An allocation computed anew from the inputs that are stored with it, and held against its stored result."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from governance.enums import AdoptableState
from quotum.domain.apportionment import ApportionmentError, apportion
from quotum.domain.apportionment import Method as DomainMethod
from quotum.models import Allocation, AllocationShare
from quotum.queries.workplaces import published_year


def allocations_of(number: str) -> QuerySet[Allocation]:
    """What the decision with this number ("2026-004") adopted, in order; nothing when the number means nothing."""
    year, _, place = number.partition("-")
    if not (year.isascii() and year.isdigit() and place.isascii() and place.isdigit()):
        return Allocation.objects.none()
    found: QuerySet[Allocation] = Allocation.objects.filter(
        decision__year=int(year[:4]), decision__number_in_year=int(place[:6])
    )
    return found.select_related("decision").order_by("pk") if len(year) == 4 else found.none()


def adopted_allocations() -> QuerySet[Allocation]:
    """Everything that a decision adopted, the oldest decision first."""
    found: QuerySet[Allocation] = Allocation.objects.adopted().select_related("decision")
    return found.order_by("decision__year", "decision__number_in_year", "pk")


def differences(allocation: Allocation) -> list[str]:
    """Every difference between what is stored and what its inputs give, as Dutch sentences; empty when equal.

    Computed anew: the method on the stored workplaces and total, the deviations, and the hash of what was voted on.
    The stored workplaces are held against the revision that they came from, the sectors against the list.
    """
    shares = list(allocation.shares.select_related("sector").prefetch_related("branches__branch"))
    return [
        *_inputs(allocation, shares),
        *_results(allocation, shares),
        *_deviations(allocation, shares),
        *_branches(allocation, shares),
        *_content(allocation),
    ]


def _inputs(allocation: Allocation, shares: list[AllocationShare]) -> Iterator[str]:
    listed = list(allocation.sector_list.sectors.values_list("code", flat=True))
    stored = [share.sector.code for share in shares]
    if listed != stored:
        yield f"sectoren: opgeslagen {', '.join(stored)}; de indeling heeft {', '.join(listed)}"
    published = published_year(allocation.workplace_revision, allocation.workplace_year)
    for share, weight in zip(shares, published.weights(stored), strict=True):
        if share.workplaces != weight.jobs:
            found = "niet gepubliceerd" if weight.jobs is None else str(weight.jobs)
            yield f"{share.sector.code}: arbeidsplaatsen opgeslagen {share.workplaces}, in de bron {found}"


def _results(allocation: Allocation, shares: list[AllocationShare]) -> Iterator[str]:
    try:
        result = apportion(
            DomainMethod(allocation.method),
            allocation.total,
            {share.sector.code: share.workplaces for share in shares},
        )
    except ApportionmentError as error:
        yield f"niet te berekenen: {error}"
        return
    tied = {code for group in result.ties for code in group}
    for share, anew in zip(shares, result.sectors, strict=True):
        rest = anew.weight * allocation.total % anew.total_weight
        pairs = [
            ("banen", share.jobs, anew.jobs),
            ("naar beneden afgerond", share.base, anew.floor),
            ("overschot", f"{share.remainder}/{share.denominator}", f"{rest}/{anew.total_weight}"),
            ("gelijk overschot", bool(share.tie), share.sector.code in tied),
        ]
        for words, stored, computed in pairs:
            if stored != computed:
                yield f"{share.sector.code}: {words} opgeslagen {stored}, berekend {computed}"


def _deviations(allocation: Allocation, shares: list[AllocationShare]) -> Iterator[str]:
    shifts: dict[int, int] = {}
    for row in allocation.deviations.all():
        shifts[row.giver_id] = shifts.get(row.giver_id, 0) - row.jobs
        shifts[row.receiver_id] = shifts.get(row.receiver_id, 0) + row.jobs
    for share in shares:
        if share.shift != shifts.get(share.sector_id, 0):
            yield (
                f"{share.sector.code}: afwijking opgeslagen {share.shift}, "
                f"volgens de regels {shifts.get(share.sector_id, 0)}"
            )
    together = sum(share.assigned for share in shares)
    if together != allocation.total:
        yield f"de sectoren krijgen samen {together} banen, te verdelen zijn er {allocation.total}"


def _branches(allocation: Allocation, shares: list[AllocationShare]) -> Iterator[str]:
    for share in shares:
        rows = list(share.branches.all())
        if not rows:
            continue
        weights = {row.branch.code: row.workplaces for row in rows}
        anew = apportion(DomainMethod(allocation.method), share.assigned, weights).shares
        for row in rows:
            if row.jobs != anew[row.branch.code]:
                yield (
                    f"{share.sector.code}, branche {row.branch.code}: banen opgeslagen {row.jobs}, "
                    f"berekend {anew[row.branch.code]}"
                )


def _content(allocation: Allocation) -> Iterator[str]:
    if allocation.state == AdoptableState.DRAFT:
        return
    anew = allocation.compute_hash()
    if anew != allocation.content_sha256:
        yield f"kenmerk van de inhoud opgeslagen {allocation.content_sha256}, berekend {anew}"
