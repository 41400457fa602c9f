"""Rows about employers that the database refuses, by the name of the constraint; for tests/quotum/test_models.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from quotum.models import Commitment, CommitmentEntry, Employer
from tests.quotum.factories import Quotum

NOW = datetime(2025, 2, 1, tzinfo=UTC)
DAY = date(2025, 2, 1)


def employer(**changes: Any) -> Employer:
    return Employer(**({"name": "Een", "name_key": "een"} | changes))


def commitment(quotum: Quotum, **changes: Any) -> Commitment:
    values: dict[str, Any] = {
        "employer": Employer.objects.create(name="Een", name_key="een"),
        "sector": quotum.sector_list.sectors.get(code="A"),
        "municipality": quotum.enschede, "jobs": 1, "starts_on": DAY, "source": "brief",
        "recorded_by": quotum.board.secretary, "recorded_at": NOW,
    }  # fmt: skip
    return Commitment(**values | changes)


def entry(quotum: Quotum, **changes: Any) -> CommitmentEntry:
    made = commitment(quotum)
    made.save()
    values: dict[str, Any] = {"commitment": made, "on": DAY, "by": quotum.board.secretary, "at": NOW}
    return CommitmentEntry(**values | changes)


EMPLOYER_CASES: dict[str, Callable[[Quotum], list[models.Model]]] = {
    "employer_kvk_unique": lambda q: [employer(kvk_number="12345678"), employer(kvk_number="12345678")],
    "employer_has_name": lambda q: [employer(name="")],
    "commitment_has_jobs": lambda q: [commitment(q, jobs=0)],
    "commitment_one_place": lambda q: [commitment(q, municipality=None)],
    "commitment_entry_fits_kind": lambda q: [entry(q, kind="withdrawn", jobs=3)],
}
