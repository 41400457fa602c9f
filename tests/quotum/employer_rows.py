"""Rows about employers that the database refuses, by the name of the constraint; for tests/quotum/test_models.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from quotum.models import (
    CaoAgreement,
    Commitment,
    CommitmentEntry,
    ContactPoint,
    Employer,
    EmployerJoining,
    WorksCouncil,
)
from tests.quotum.employers import make_location
from tests.quotum.factories import Quotum

NOW = datetime(2025, 2, 1, tzinfo=UTC)
DAY = date(2025, 2, 1)


def employer(**changes: Any) -> Employer:
    return Employer(**({"name": "Een", "name_key": "een"} | changes))


def joining(quotum: Quotum, **changes: Any) -> EmployerJoining:
    values: dict[str, Any] = {
        "employer": Employer.objects.create(name="Een", name_key="een"),
        "reason": "zelfde KvK", "by": quotum.board.secretary, "at": NOW,
    }  # fmt: skip
    return EmployerJoining(**values | changes)


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


def contact(quotum: Quotum, kind: type[ContactPoint] | type[WorksCouncil], **changes: Any) -> Any:
    values: dict[str, Any] = {
        "office": "Team", "phone": "053 123 45 67", "starts_on": DAY, "recorded_at": NOW,
        "recorded_by": quotum.board.secretary,
    }  # fmt: skip
    if kind is ContactPoint:
        values |= {"location": make_location(), "sector": quotum.sector_list.sectors.get(code="A")}
    else:
        values["employer"] = Employer.objects.get_or_create(name="Een", name_key="een")[0]
    return kind(**values | changes)


def of_employer(quotum: Quotum) -> ContactPoint:
    organisation = Employer.objects.get_or_create(name="Een", name_key="een")[0]
    point: ContactPoint = contact(quotum, ContactPoint, sector=None, employer=organisation)
    return point


def cao(quotum: Quotum, **changes: Any) -> CaoAgreement:
    values: dict[str, Any] = {
        "sector": quotum.sector_list.sectors.get(code="A"), "title": "Cao", "agreement": "Banen",
        "reference": "artikel 1", "valid_from": DAY, "recorded_at": NOW, "recorded_by": quotum.board.secretary,
    }  # fmt: skip
    return CaoAgreement(**values | changes)


EARLIER = date(2025, 1, 1)

EMPLOYER_CASES: dict[str, Callable[[Quotum], list[models.Model]]] = {
    "employer_kvk_unique": lambda q: [employer(kvk_number="12345678"), employer(kvk_number="12345678")],
    "employer_has_name": lambda q: [employer(name="")],
    "employer_joined_to_another": lambda q: [employer(pk=901, joined_to_id=901)],
    "employer_joining_has_reason": lambda q: [joining(q, reason="")],
    "commitment_has_jobs": lambda q: [commitment(q, jobs=0)],
    "commitment_one_place": lambda q: [commitment(q, municipality=None)],
    "commitment_entry_fits_kind": lambda q: [entry(q, kind="withdrawn", jobs=3)],
    "contactpoint_can_be_reached": lambda q: [contact(q, ContactPoint, phone="")],
    "contactpoint_ends_after_start": lambda q: [contact(q, ContactPoint, ended_on=EARLIER)],
    "contact_point_one_subject": lambda q: [contact(q, ContactPoint, sector=None)],
    "contact_point_one_per_employer": lambda q: [of_employer(q), of_employer(q)],
    "contact_point_one_per_sector_and_location": lambda q: [contact(q, ContactPoint) for _ in range(2)],
    "workscouncil_can_be_reached": lambda q: [contact(q, WorksCouncil, phone="")],
    "workscouncil_ends_after_start": lambda q: [contact(q, WorksCouncil, ended_on=EARLIER)],
    "works_council_one_per_employer": lambda q: [contact(q, WorksCouncil) for _ in range(2)],
    "cao_ends_after_start": lambda q: [cao(q, valid_to=EARLIER)],
    "cao_says_what_and_where": lambda q: [cao(q, reference="")],
}
