"""Drafting an allocation (article 7): the shares are computed and stored with their inputs. The board adopts it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.drafts import lock_draft
from governance.actions.ledger import append_event, take_ledger_head
from governance.enums import AdoptableState
from governance.models import Person
from quotum.actions.deviations import apply_deviations
from quotum.domain.apportionment import ApportionmentError, apportion
from quotum.domain.apportionment import Method as DomainMethod
from quotum.enums import Method, Tie
from quotum.models import (
    Allocation,
    AllocationShare,
    RegionalTarget,
    Sector,
    SectorList,
    WorkplaceRevision,
)
from quotum.models.allocation import other_list_applies
from quotum.queries.workplaces import published_year
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError

FIRST_YEAR, LAST_YEAR = 2014, 2100
MAX_TOTAL = 100_000  # the whole country's target for the market; a region's year is far below it


@transaction.atomic
def draft_allocation(
    *,
    year: int,
    total: int,
    target_source: str,
    sector_list: SectorList,
    workplace_revision: WorkplaceRevision,
    workplace_year: int,
    by: Person,
    method: str = Method.HAMILTON,
    market: int | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> Allocation:
    """A draft that divides `total` extra jobs in `year` over the sectors, in the ratio of workplaces.

    market: of these, at market employers, where the board tells them from government; it does not change the shares.
    The same draft sent twice (a second click) is one draft: the one that is already there comes back.
    Raises DomainError: a year or total out of range, no source, another list of sectors than the one of that year, or a
    sector whose workplaces were not published.
    """
    take_ledger_head()  # so that two clicks at once see each other
    same = Allocation.objects.filter(
        state=AdoptableState.DRAFT,
        decision_point=None,
        deviations=None,
        year=year,
        total=total,
        target__source=target_source.strip(),
        target__market=market,
        sector_list=sector_list,
        workplace_revision=workplace_revision,
        workplace_year=workplace_year,
        method=method,
        is_example=is_example,
    ).first()
    if same is not None:
        return same
    allocation = Allocation(subject=str(year))
    _write(
        allocation,
        year,
        total,
        target_source,
        sector_list,
        workplace_revision,
        workplace_year,
        method,
        market,
        is_example,
        by,
        day_of(now or timezone.now()),
    )
    append_event("allocation_drafted", by, {"allocation": allocation.pk, "year": year, "total": total}, now)
    return allocation


@transaction.atomic
def change_allocation(
    allocation: Allocation,
    *,
    year: int,
    total: int,
    target_source: str,
    sector_list: SectorList,
    workplace_revision: WorkplaceRevision,
    workplace_year: int,
    by: Person,
    method: str = Method.HAMILTON,
    market: int | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> Allocation:
    """Change a draft and compute its shares anew. Raises Conflict when it is no draft, else as for drafting."""
    locked = lock_draft(allocation)
    earlier = locked.target
    _write(
        locked,
        year,
        total,
        target_source,
        sector_list,
        workplace_revision,
        workplace_year,
        method,
        market,
        is_example,
        by,
        day_of(now or timezone.now()),
    )
    _drop_unused(earlier)
    append_event("allocation_changed", by, {"allocation": locked.pk, "year": year, "total": total}, now)
    return locked


@transaction.atomic
def delete_allocation(allocation: Allocation, *, by: Person, now: datetime | None = None) -> None:
    """Delete a draft that no proposal carries. Raises Conflict otherwise."""
    locked = lock_draft(allocation)
    if locked.decision_point_id is not None:
        raise Conflict("Deze verdeling staat in een voorstel. Haal haar daar eerst uit.")
    number, year, target = locked.pk, locked.year, locked.target
    locked.delete()
    _drop_unused(target)
    append_event("allocation_deleted", by, {"allocation": number, "year": year}, now)


def _drop_unused(target: RegionalTarget) -> None:
    """A total that was entered for a draft only goes when no allocation refers to it any more."""
    if not target.allocations.exists():
        target.delete()


def workplaces_of(
    sector_list: SectorList, revision: WorkplaceRevision, year: int
) -> list[tuple[Sector, int]]:
    """The workplaces of every sector of the list in `year`; raises DomainError naming the sectors without a figure."""
    sectors = list(sector_list.sectors.all())
    if revision.scheme != sector_list.scheme:
        raise DomainError(
            f"De sectorindeling volgt {sector_list.scheme} en de arbeidsplaatsen {revision.scheme}: dezelfde letter "
            "kan iets anders betekenen. Kies een bron met dezelfde indeling."
        )
    if not sectors:
        raise DomainError("Deze sectorindeling heeft geen sectoren. Kies een andere.")
    weights = published_year(revision, year).weights(sector.code for sector in sectors)
    absent = [sector for sector, weight in zip(sectors, weights, strict=True) if weight.jobs is None]
    if absent:
        names = ", ".join(f"{sector.name} ({sector.code})" for sector in absent)
        raise DomainError(
            f"Voor {year} zijn geen arbeidsplaatsen gepubliceerd van: {names}. Niet gepubliceerd is geen 0. "
            "Kies een ander jaar."
        )
    return [(sector, weight.jobs or 0) for sector, weight in zip(sectors, weights, strict=True)]


def _write(
    allocation: Allocation,
    year: int,
    total: int,
    target_source: str,
    sector_list: SectorList,
    revision: WorkplaceRevision,
    workplace_year: int,
    method: str,
    market: int | None,
    is_example: bool,
    by: Person,
    day: date,
) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(f"Een verdeling geldt voor een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.")
    if not 1 <= total <= MAX_TOTAL:
        raise DomainError(f"Het aantal te verdelen banen ligt tussen 1 en {MAX_TOTAL}.")
    if market is not None and not 0 <= market <= total:
        raise DomainError(
            f"Het deel bij marktwerkgevers ligt tussen 0 en {total}. Pas dat deel of het totaal aan."
        )
    if not target_source.strip():
        raise DomainError(
            "Noem de bron van het aantal: er is geen wettelijk regionaal quotum, het bestuur stelt het zelf."
        )
    if not sector_list.is_adopted:
        raise DomainError(
            f"De sectorindeling “{sector_list}” is nog niet vastgesteld. "
            "Kies een indeling die het bestuur heeft vastgesteld."
        )
    if why := other_list_applies(year, sector_list, day):
        raise DomainError(why)
    weights = workplaces_of(sector_list, revision, workplace_year)
    allocation.year, allocation.subject, allocation.total = year, str(year), total
    allocation.target, _ = RegionalTarget.objects.get_or_create(
        year=year,
        jobs=total,
        source=target_source.strip(),
        market=market,
        is_example=is_example,
        defaults={"entered_by": by},
    )
    allocation.sector_list, allocation.workplace_revision = sector_list, revision
    allocation.workplace_year, allocation.method = workplace_year, Method(method)
    allocation.is_example = is_example
    allocation.save()
    allocation.shares.all().delete()
    AllocationShare.objects.bulk_create(compute_shares(allocation, weights))
    apply_deviations(allocation)


def compute_shares(allocation: Allocation, weights: list[tuple[Sector, int]]) -> list[AllocationShare]:
    """The shares of every sector, unsaved; they add up to the total exactly. Raises DomainError."""
    try:
        result = apportion(
            DomainMethod(allocation.method), allocation.total, {sector.code: jobs for sector, jobs in weights}
        )
    except ApportionmentError as error:
        raise DomainError(str(error)) from error
    other = [code for group in result.ties for code in group]
    shares = []
    for (sector, _), share in zip(weights, result.sectors, strict=True):
        tie = Tie.NONE
        if sector.code in other:
            # In a Hamilton tie the winner stands one above its floor; with Webster the fraction is exactly a half.
            tie = Tie.WON if share.jobs > share.floor else Tie.LOST
        shares.append(
            AllocationShare(
                allocation=allocation,
                sector=sector,
                workplaces=share.weight,
                base=share.floor,
                remainder=share.weight * allocation.total % share.total_weight,
                denominator=share.total_weight,
                jobs=share.jobs,
                tie=tie,
            )
        )
    return shares
