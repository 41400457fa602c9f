"""The database itself refuses to touch the parts of an allocation from proposed on, whoever asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from quotum.actions import add_deviation
from quotum.models import Allocation, AllocationDeviation, AllocationShare
from tests.quotum.factories import (
    Quotum,
    make_adopted_allocation,
    make_draft_allocation,
    make_proposed_allocation,
)
from werkbedrijf.db_guards import check_guards, drop_guards, install_guards


def add_share(allocation: Allocation) -> None:
    share = allocation.shares.earliest("pk")
    AllocationShare.objects.create(
        allocation=allocation, sector=share.sector, workplaces=1, base=0, remainder=0, denominator=1, jobs=1
    )


def write_deviation(allocation: Allocation) -> None:
    first, second = (share.sector for share in allocation.shares.all()[:2])
    AllocationDeviation.objects.create(
        allocation=allocation, number=9, giver=first, receiver=second, jobs=1, reason="omdat"
    )


TOUCHES: dict[str, Callable[[Allocation], object]] = {
    "a share is added": add_share,
    "a share is changed": lambda allocation: allocation.shares.update(jobs=F("jobs") + 1),
    "a share is deleted": lambda allocation: allocation.shares.all().delete(),
    "a deviation is added": write_deviation,
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
@pytest.mark.parametrize(
    "make", [make_proposed_allocation, make_adopted_allocation], ids=["proposed", "adopted"]
)
def test_parts_are_fixed_from_proposed_on(
    quotum: Quotum, make: Callable[[Quotum], Allocation], touch: Callable[[Allocation], object]
) -> None:
    allocation = make(quotum)
    with pytest.raises(DatabaseError, match="fixed: what this row hangs on"), transaction.atomic():
        touch(allocation)


def test_deviation_that_was_voted_on_is_neither_changed_nor_deleted(quotum: Quotum) -> None:
    draft = make_draft_allocation(quotum)
    giver, receiver = (share.sector for share in draft.shares.filter(jobs__gt=5)[:2])
    add_deviation(draft, giver=giver, receiver=receiver, jobs=2, reason="omdat", by=quotum.uwv_staff)
    allocation = make_adopted_allocation(quotum, draft)
    for touch in (lambda rows: rows.update(jobs=3), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
            touch(allocation.deviations.all())


def test_share_cannot_be_moved_out_of_an_adopted_allocation(quotum: Quotum) -> None:
    allocation, other = make_adopted_allocation(quotum), make_draft_allocation(quotum, year=2025)
    other.shares.all().delete()
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        allocation.shares.update(allocation=other)


def test_draft_changes_as_before(quotum: Quotum) -> None:
    draft = make_draft_allocation(quotum)
    draft.shares.update(shift=0)
    draft.shares.all().delete()
    assert not draft.shares.exists()


def test_missing_guard_of_the_parts_is_named(db: None) -> None:
    drop_guards(connection)
    try:
        messages = [problem.msg for problem in check_guards(databases=["default"])]
    finally:
        install_guards(connection)
    wanted = 3 if connection.vendor == "sqlite" else 4
    assert f"quotum_allocationshare has 0 of its {wanted} guards." in messages
