"""Drafting an allocation: computed and stored with its inputs, changed only as a draft, adopted only by a decision."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from governance.enums import AdoptableState
from governance.models import LedgerEvent
from quotum.actions import change_allocation, delete_allocation
from quotum.enums import Method
from quotum.models import (
    FOUNDING,
    Allocation,
    RegionalTarget,
    Sector,
    SectorList,
    WorkplaceRevision,
    Workplaces,
)
from quotum.queries import allocation_in_force, allocation_table, superseding
from tests.governance.factories import draft_board_meeting
from tests.quotum.factories import (
    Quotum,
    allocation_inputs,
    make_adopted_allocation,
    make_draft_allocation,
    make_proposed_allocation,
)
from werkbedrijf.lib.errors import Conflict, DomainError


def shares(allocation: Allocation) -> dict[str, int]:
    return {share.sector.code: share.jobs for share in allocation.shares.select_related("sector")}


def test_draft_divides_by_largest_remainder_on_the_workplaces_of_cbs(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    assert shares(allocation) == {
        "A": 4, "B-E": 78, "F": 27, "G-I": 128, "J": 10, "K": 10, "L": 4, "M-N": 72, "O-Q": 154, "R-U": 13,
    }  # fmt: skip
    assert sum(shares(allocation).values()) == allocation.total == 500
    assert allocation.state == AdoptableState.DRAFT
    assert allocation.subject == "2024"


def test_share_keeps_what_is_needed_to_recompute_it(quotum: Quotum) -> None:
    share = make_draft_allocation(quotum).shares.get(sector__code="A")
    assert (share.workplaces, share.denominator, share.base, share.remainder) == (1900, 269200, 3, 142400)
    assert share.exact == Fraction(1900 * 500, 269200)


def test_same_draft_sent_twice_is_one_draft(quotum: Quotum) -> None:
    first = make_draft_allocation(quotum)
    assert make_draft_allocation(quotum) == first
    assert make_draft_allocation(quotum, total=501) != first
    assert LedgerEvent.objects.filter(kind="allocation_drafted").count() == 2


def test_draft_in_a_proposal_does_not_stop_a_new_one(quotum: Quotum) -> None:
    first = make_proposed_allocation(quotum)
    assert make_draft_allocation(quotum) != first


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("total", [1, 2, 9, 100, 333, 1000])
def test_shares_add_up_to_the_total(quotum: Quotum, method: str, total: int) -> None:
    allocation = make_draft_allocation(quotum, total=total, method=method)
    assert sum(shares(allocation).values()) == total


def tied_list(quotum: Quotum, sizes: dict[str, int]) -> dict[str, Any]:
    """Inputs with a sector list and workplaces of one's own."""
    sector_list = SectorList.objects.create(
        version=9, title="Proef", in_force_from=date(2020, 1, 1), **FOUNDING
    )
    revision = WorkplaceRevision.objects.create(source="Proef", measure="banen", sha256="9" * 64)
    for position, (code, jobs) in enumerate(sizes.items(), start=1):
        Sector.objects.create(sector_list=sector_list, code=code, name=f"Sector {code}", position=position)
        Workplaces.objects.create(revision=revision, year=2024, sector_code=code, jobs=jobs, kind="reported")
    return {"sector_list": sector_list, "workplace_revision": revision, "workplace_year": 2024}


def test_tie_is_recorded_with_who_won(quotum: Quotum) -> None:
    inputs = tied_list(quotum, {"X": 6, "Y": 6, "Z": 8})
    allocation = make_draft_allocation(quotum, total=5, **inputs)
    assert shares(allocation) == {"X": 2, "Y": 1, "Z": 2}
    assert [share.tie for share in allocation.shares.all()] == ["won", "lost", ""]
    assert allocation_table(allocation).has_tie


def test_without_tie_nothing_is_recorded(quotum: Quotum) -> None:
    assert {share.tie for share in make_draft_allocation(quotum).shares.all()} == {""}


def test_other_method_stands_beside_it(quotum: Quotum) -> None:
    hamilton = allocation_table(make_draft_allocation(quotum))
    webster = allocation_table(make_draft_allocation(quotum, method=Method.WEBSTER))
    assert hamilton.other_method == Method.WEBSTER
    assert [line.other for line in hamilton.lines] == [line.jobs for line in webster.lines]
    assert [line.other for line in webster.lines] == [line.jobs for line in hamilton.lines]
    assert hamilton.other == webster.other == 500


def test_year_in_which_a_sector_is_not_published_is_refused_by_name(quotum: Quotum) -> None:
    inputs = tied_list(quotum, {"X": 6, "Y": 6})
    Workplaces.objects.create(
        revision=inputs["workplace_revision"], year=2023, sector_code="X", jobs=6, kind="reported"
    )
    Workplaces.objects.create(
        revision=inputs["workplace_revision"], year=2023, sector_code="Y", jobs=None, kind="missing"
    )
    with pytest.raises(DomainError, match=r"gepubliceerd van: Sector Y \(Y\)\. Niet gepubliceerd is geen 0"):
        make_draft_allocation(quotum, **inputs | {"workplace_year": 2023})
    assert not Allocation.objects.exists()
    assert not RegionalTarget.objects.exists()


def test_workplaces_of_another_classification_are_refused(quotum: Quotum) -> None:
    other = WorkplaceRevision.objects.create(source="X", measure="banen", scheme="SBI 2025", sha256="8" * 64)
    with pytest.raises(DomainError, match="SBI 2025"):
        make_draft_allocation(quotum, workplace_revision=other)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"total": 0}, "tussen 1 en"),
        ({"total": 100_001}, "tussen 1 en"),
        ({"year": 2013}, "van 2014"),
        ({"year": 2101}, "tot en met 2100"),
        ({"target_source": "  "}, "Noem de bron"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_saved(
    quotum: Quotum, changes: dict[str, Any], part: str
) -> None:
    with pytest.raises(DomainError, match=part):
        make_draft_allocation(quotum, **changes)
    assert not Allocation.objects.exists()


def test_change_computes_anew_and_drops_the_unused_target(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    changed = change_allocation(allocation, **allocation_inputs(quotum, total=100, year=2025))
    assert changed.pk == allocation.pk
    assert (changed.year, changed.subject, changed.total) == (2025, "2025", 100)
    assert sum(shares(changed).values()) == 100
    assert [target.jobs for target in RegionalTarget.objects.all()] == [100]


def test_target_that_another_allocation_uses_stays(quotum: Quotum) -> None:
    first, second = make_draft_allocation(quotum), make_draft_allocation(quotum, method=Method.WEBSTER)
    assert first.target == second.target
    delete_allocation(first, by=quotum.uwv_staff)
    assert Allocation.objects.get() == second
    assert RegionalTarget.objects.count() == 1


def test_delete_removes_a_free_draft(quotum: Quotum) -> None:
    delete_allocation(make_draft_allocation(quotum), by=quotum.uwv_staff)
    assert not Allocation.objects.exists()
    assert not RegionalTarget.objects.exists()


def test_acts_are_in_the_ledger(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    change_allocation(allocation, **allocation_inputs(quotum))
    delete_allocation(allocation, by=quotum.uwv_staff)
    kinds = LedgerEvent.objects.filter(person_id=quotum.uwv_staff.pk).values_list("kind", flat=True)
    assert list(kinds) == ["allocation_drafted", "allocation_changed", "allocation_deleted"]


def test_proposed_allocation_is_fixed(quotum: Quotum) -> None:
    allocation = make_proposed_allocation(quotum)
    assert allocation.state == AdoptableState.PROPOSED
    with pytest.raises(Conflict, match="ligt vast"):
        change_allocation(allocation, **allocation_inputs(quotum, total=1))
    with pytest.raises(Conflict, match="ligt vast"):
        delete_allocation(allocation, by=quotum.uwv_staff)
    assert allocation.shares.count() == 10


def test_draft_in_a_proposal_is_not_deleted(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    draft_board_meeting(quotum.board, adopts=[allocation])
    with pytest.raises(Conflict, match="staat in een voorstel"):
        delete_allocation(allocation, by=quotum.uwv_staff)


def test_adopted_allocation_is_in_force_by_its_decision(quotum: Quotum) -> None:
    assert allocation_in_force(2024) is None
    allocation = make_adopted_allocation(quotum)
    found = allocation_in_force(2024)
    assert found == allocation
    assert found.decision.vote.result == "adopted"
    assert found.content_sha256 == allocation.compute_hash()
    assert allocation_in_force(2025) is None
    assert allocation_in_force(2024, on=date(2020, 1, 1)) is None


def test_later_allocation_takes_the_place_of_the_earlier(quotum: Quotum) -> None:
    first = make_adopted_allocation(quotum)
    assert superseding(first) is None
    second = make_adopted_allocation(quotum, total=600)
    assert allocation_in_force(2024) == second
    assert superseding(first) == second
    assert superseding(second) is None


def test_hash_covers_every_input(quotum: Quotum) -> None:
    hashes = {
        make_draft_allocation(quotum, **changes).compute_hash()
        for changes in ({}, {"total": 501}, {"year": 2025}, {"target_source": "Ander stuk"},
                        {"workplace_year": 2015}, {"method": Method.WEBSTER}, {"is_example": True})
    }  # fmt: skip
    assert len(hashes) == 7
