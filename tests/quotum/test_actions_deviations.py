"""Deviations: a line with a reason, the total exact, part of what is voted on, and reproducible afterwards."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from governance.models import LedgerEvent
from quotum.actions import add_deviation, change_allocation, remove_deviation
from quotum.models import Allocation, AllocationDeviation, AllocationShare
from quotum.queries import allocation_table, realised_by_sector
from tests.quotum.factories import (
    Quotum,
    allocation_inputs,
    make_adopted_allocation,
    make_draft_allocation,
    make_proposed_allocation,
)
from werkbedrijf.db_guards import drop_guards, install_guards
from werkbedrijf.lib.errors import Conflict, DomainError


def deviate(quotum: Quotum, allocation: Allocation, **changes: Any) -> AllocationDeviation:
    sectors = {sector.code: sector for sector in quotum.sector_list.sectors.all()}
    values: dict[str, Any] = {
        "giver": sectors["O-Q"], "receiver": sectors["F"], "jobs": 3, "reason": "Bouw heeft plaatsen beloofd.",
        "by": quotum.uwv_staff,
    }  # fmt: skip
    return add_deviation(allocation, **values | changes)


def assigned(allocation: Allocation) -> dict[str, int]:
    return {share.sector.code: share.assigned for share in allocation.shares.select_related("sector")}


def test_deviation_moves_jobs_and_keeps_total_and_computation(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    before = assigned(allocation)
    deviate(quotum, allocation)
    after = assigned(allocation)
    assert (after["F"], after["O-Q"]) == (before["F"] + 3, before["O-Q"] - 3)
    assert sum(after.values()) == 500
    table = allocation_table(allocation)
    assert table.has_shift
    assert {line.sector.code: line.jobs for line in table.lines} == before


def test_deviation_is_part_of_what_is_voted_on(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    bare = allocation.compute_hash()
    assert "deviations" not in allocation.content()
    deviate(quotum, allocation)
    with_line = allocation.compute_hash()
    assert with_line != bare
    remove_deviation(allocation, 1, by=quotum.uwv_staff)
    assert allocation.compute_hash() == bare
    deviate(quotum, allocation, reason="Een andere reden.")
    assert allocation.compute_hash() not in (bare, with_line)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"reason": "  "}, "Schrijf waarom"),
        ({"jobs": 0}, "ten minste 1"),
        ({"jobs": 155}, "kan er geen 155 afgeven"),
    ],
)
def test_bad_deviation_is_refused(quotum: Quotum, changes: dict[str, Any], part: str) -> None:
    allocation = make_draft_allocation(quotum)
    with pytest.raises(DomainError, match=part):
        deviate(quotum, allocation, **changes)
    assert not AllocationDeviation.objects.exists()


def test_deviation_between_a_sector_and_itself_is_refused(quotum: Quotum) -> None:
    allocation, sector = make_draft_allocation(quotum), quotum.sector_list.sectors.get(code="F")
    with pytest.raises(DomainError, match="twee verschillende"):
        deviate(quotum, allocation, giver=sector)


def test_change_keeps_deviations_that_fit_and_refuses_those_that_do_not(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    deviate(quotum, allocation, jobs=100)
    change_allocation(allocation, **allocation_inputs(quotum, total=501))
    assert sum(assigned(allocation).values()) == 501
    with pytest.raises(DomainError, match="Verwijder eerst de afwijkingen"):
        change_allocation(allocation, **allocation_inputs(quotum, total=10))
    assert sum(assigned(allocation).values()) == 501


def test_proposed_allocation_takes_no_deviation(quotum: Quotum) -> None:
    allocation = make_proposed_allocation(quotum)
    with pytest.raises(Conflict, match="ligt vast"):
        deviate(quotum, allocation)
    with pytest.raises(Conflict, match="ligt vast"):
        remove_deviation(allocation, 1, by=quotum.uwv_staff)


def test_deviation_removed_twice_is_said(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    with pytest.raises(Conflict, match="al verwijderd"):
        remove_deviation(allocation, 1, by=quotum.uwv_staff)


def test_draft_with_a_deviation_is_not_the_same_as_one_without(quotum: Quotum) -> None:
    first = make_draft_allocation(quotum)
    deviate(quotum, first)
    assert make_draft_allocation(quotum) != first


def test_acts_are_in_the_ledger(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    deviate(quotum, allocation)
    remove_deviation(allocation, 1, by=quotum.uwv_staff)
    kinds = list(LedgerEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == ["allocation_deviation_added", "allocation_deviation_removed"]


def reproduce(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("reproduce_allocation", *arguments, stdout=out, **options)
    return out.getvalue()


def tamper(allocation: Allocation, code: str, **changes: int) -> None:
    """What somebody with the database in hands does, its guards removed."""
    drop_guards(connection)
    try:
        AllocationShare.objects.filter(allocation=allocation, sector__code=code).update(**changes)
    finally:
        install_guards(connection)


def test_adopted_allocation_with_deviation_counts_and_is_reproduced(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    deviate(quotum, allocation)
    allocation = make_adopted_allocation(quotum, allocation=allocation)
    allocated = {line.sector.code: line.allocated for line in realised_by_sector(2024)}
    assert (allocated["F"], allocated["O-Q"]) == (30, 151)
    said = reproduce(allocation.decision.number)
    assert f"Besluit {allocation.decision.number}" in said and "gelijk, 500 banen" in said
    assert "Nagerekend: 1." in reproduce(all=True)


def test_difference_is_named_and_the_status_is_1(quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    tamper(allocation, "F", jobs=28)
    out = StringIO()
    with pytest.raises(CommandError, match="1 verdeling komt niet uit") as refused:
        call_command("reproduce_allocation", allocation.decision.number, stdout=out)
    assert refused.value.returncode == 1
    assert "F: banen opgeslagen 28, berekend 27" in out.getvalue()
    assert "samen 501 banen, te verdelen zijn er 500" in out.getvalue()
    assert "kenmerk van de inhoud opgeslagen" in out.getvalue()


def test_workplaces_that_are_not_those_of_the_source_are_named(quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    tamper(allocation, "A", workplaces=1901)
    with pytest.raises(CommandError):
        reproduce(allocation.decision.number)


@pytest.mark.parametrize("number", ["2024-999", "iets", "2024", "99999-1", "²024-001"])
def test_decision_without_allocation_has_another_status(quotum: Quotum, number: str) -> None:
    with pytest.raises(CommandError, match="stelde geen verdeling vast") as refused:
        reproduce(number)
    assert refused.value.returncode == 2
