"""The database says no last: every constraint of quotum by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from governance.models import Location
from quotum.models import (
    Allocation,
    AllocationDeviation,
    AllocationShare,
    Branch,
    BranchShare,
    Classification,
    ClassificationSection,
    CountFigure,
    CountRevision,
    DetailFigure,
    FileImport,
    ImportDraft,
    NationalTarget,
    QuarterRemark,
    RealisationFigure,
    RealisationRevision,
    RegionalTarget,
    Sector,
    SectorList,
    Signal,
    SignalThreshold,
    WorkplaceDraft,
    WorkplaceRevision,
    Workplaces,
)
from tests.quotum.employer_rows import EMPLOYER_CASES
from tests.quotum.factories import Quotum, make_draft_allocation
from tests.quotum.target_group_rows import TARGET_GROUP_CASES

NOW = datetime(2025, 2, 1, tzinfo=UTC)


def revision(quotum: Quotum, **changes: Any) -> RealisationRevision:
    values: dict[str, Any] = {
        "year": 2024, "quarter": 1, "measure": "new", "unit": "jobs", "dimension": "sector", "number": 1,
        "sector_list": quotum.sector_list, "total": 1, "source": "UWV", "published_on": date(2025, 2, 1),
        "imported_by": quotum.uwv_staff, "imported_at": NOW, "sha256": "1" * 64,
    }  # fmt: skip
    return RealisationRevision(**values | changes)


def allocation(quotum: Quotum, **changes: Any) -> Allocation:
    target = RegionalTarget.objects.create(year=2024, jobs=9, source="Stuk")
    values: dict[str, Any] = {
        "year": 2024, "subject": "2024", "total": 9, "target": target, "sector_list": quotum.sector_list,
        "workplace_revision": quotum.workplaces, "workplace_year": 2024,
    }  # fmt: skip
    return Allocation(**values | changes)


def share(quotum: Quotum, **changes: Any) -> AllocationShare:
    values: dict[str, Any] = {
        "allocation": Allocation.objects.first() or make_draft_allocation(quotum),
        "sector": quotum.sector_list.sectors.get(code="A"),
        "workplaces": 1, "base": 1, "remainder": 0, "denominator": 2, "jobs": 1,
    }  # fmt: skip
    return AllocationShare(**values | changes)


def new_sector(quotum: Quotum, code: str = "V") -> Sector:
    return Sector.objects.create(sector_list=quotum.sector_list, code=code, name="Nieuw", position=99)


def figures(quotum: Quotum, **fields: Any) -> list[RealisationFigure]:
    delivery = revision(quotum)
    delivery.save()
    return [RealisationFigure(revision=delivery, count=1, **fields) for _ in range(2)]


def workplaces(quotum: Quotum, **changes: Any) -> Workplaces:
    values: dict[str, Any] = {
        "revision": quotum.workplaces, "year": 2024, "sector_code": "Z", "kind": "reported",
    }  # fmt: skip
    return Workplaces(**values | changes)


def import_draft(quotum: Quotum, **changes: Any) -> ImportDraft:
    values: dict[str, Any] = {
        "owner": quotum.uwv_staff, "rows": [], "source": "X", "published_on": date(2025, 1, 1), "created_at": NOW,
    }  # fmt: skip
    return ImportDraft(**values | changes)


def sector_list(**changes: Any) -> SectorList:
    return SectorList(**{"version": 7, "title": "Nieuw"} | changes)


def deviation(quotum: Quotum, **changes: Any) -> AllocationDeviation:
    sectors = {sector.code: sector for sector in quotum.sector_list.sectors.all()}
    values: dict[str, Any] = {
        "allocation": Allocation.objects.first() or make_draft_allocation(quotum),
        "number": 1, "giver": sectors["A"], "receiver": sectors["F"], "jobs": 1, "reason": "X",
    }  # fmt: skip
    return AllocationDeviation(**values | changes)


def branch(quotum: Quotum, **changes: Any) -> Branch:
    values: dict[str, Any] = {"sector": quotum.sector_list.sectors.get(code="A"), "code": "01", "name": "X"}
    return Branch(**values | {"position": 1} | changes)


def branch_shares(quotum: Quotum, **changes: Any) -> list[BranchShare]:
    part = branch(quotum)
    part.save()
    own = make_draft_allocation(quotum).shares.get(sector__code="A")
    values: dict[str, Any] = {"share": own, "branch": part, "workplaces": 1, "base": 1, "remainder": 0}
    return [BranchShare(**values | {"denominator": 2, "jobs": 1} | changes) for _ in range(2)]


def classification(**changes: Any) -> Classification:
    return Classification(**{"scheme": "SBI", "version": "2008", "source": "X"} | changes)


def section(**changes: Any) -> ClassificationSection:
    values = {"classification": Classification.objects.earliest("pk"), "letter": "A", "name": "X"}
    return ClassificationSection(**values | {"position": 99} | changes)


def workplace_draft(quotum: Quotum, **changes: Any) -> WorkplaceDraft:
    values: dict[str, Any] = {
        "owner": quotum.uwv_staff, "rows": [], "source": "X", "scheme": "SBI 2008", "rounded_to": 100,
        "published_on": date(2025, 1, 1), "created_at": NOW,
    }  # fmt: skip
    return WorkplaceDraft(**values | changes)


def file_import(quotum: Quotum, **changes: Any) -> FileImport:
    values: dict[str, Any] = {
        "owner": quotum.uwv_staff, "source": "X", "published_on": date(2025, 1, 1), "sha256": "1" * 64,
        "created_at": NOW, "expires_at": NOW + timedelta(days=1),
    }  # fmt: skip
    return FileImport(**values | changes)


def details(quotum: Quotum) -> list[DetailFigure]:
    file = file_import(quotum)
    file.save()
    return [
        DetailFigure(file_import=file, key=1, year=2024, quarter=1, measure="new", unit="jobs", count=1)
        for _ in range(2)
    ]


def remark(quotum: Quotum, **changes: Any) -> QuarterRemark:
    seat = quotum.board.seats["uwv"]
    values: dict[str, Any] = {
        "year": 2024, "quarter": 1, "text": "X", "seat": seat, "written_by": quotum.uwv_staff, "written_at": NOW,
    }  # fmt: skip
    return QuarterRemark(**values | changes)


def threshold(quotum: Quotum, **changes: Any) -> SignalThreshold:
    values: dict[str, Any] = {
        "kind": "sector_behind", "value": 20, "ground": "X", "set_by": quotum.uwv_staff, "set_at": NOW,
    }  # fmt: skip
    return SignalThreshold(**values | changes)


def signals(quotum: Quotum, **fields: Any) -> list[Signal]:
    limit = threshold(quotum)
    limit.save()
    same = {
        "kind": "sector_behind",
        "year": 2024,
        "quarter": 1,
        "sentence": "X",
        "threshold": limit,
        "raised_at": NOW,
    }
    return [Signal(**same, **fields) for _ in range(2)]


def count_revision(quotum: Quotum, **changes: Any) -> CountRevision:
    values: dict[str, Any] = {
        "year": 2024, "quarter": 1, "kind": "vacancies", "number": 1, "total": 1, "source": "X",
        "published_on": date(2025, 1, 1), "imported_by": quotum.uwv_staff, "imported_at": NOW, "sha256": "1" * 64,
    }  # fmt: skip
    return CountRevision(**values | changes)


def count_figures(quotum: Quotum, **fields: Any) -> list[CountFigure]:
    delivery = count_revision(quotum)
    delivery.save()
    location = Location.objects.create(name="Almelo", slug="almelo-werkplein")
    return [CountFigure(revision=delivery, location=location, count=1, **fields) for _ in range(2)]


CASES: dict[str, Callable[[Quotum], list[models.Model]]] = {
    "sector_code_unique": lambda q: [Sector(sector_list=q.sector_list, code="A", name="Dubbel", position=50)],
    "sector_position_unique": lambda q: [Sector(sector_list=q.sector_list, code="Z", name="Dubbel", position=1)],
    "workplace_revision_once": lambda q: [WorkplaceRevision(source="X", measure="banen", sha256=q.workplaces.sha256)],
    "workplaces_unique": lambda q: [workplaces(q, sector_code="A", jobs=1)],
    "workplaces_missing_is_not_zero": lambda q: [workplaces(q, jobs=0, kind="missing")],
    "regional_target_unique": lambda q: [RegionalTarget(year=2024, jobs=9, source="Stuk") for _ in range(2)],
    "regional_target_split_unique": lambda q: [
        RegionalTarget(year=2024, jobs=9, source="Stuk", market=4) for _ in range(2)
    ],
    "regional_target_split_fits": lambda q: [RegionalTarget(year=2024, jobs=9, source="Stuk", market=10)],
    "regional_target_has_source": lambda q: [RegionalTarget(year=2024, jobs=9, source="")],
    "allocation_total_positive": lambda q: [allocation(q, total=0)],
    "allocation_has_year": lambda q: [allocation(q, subject="")],
    "allocation_adopted_by_decision": lambda q: [allocation(q, state="adopted")],
    "allocation_proposed_on_point": lambda q: [allocation(q, state="proposed")],
    "allocation_share_not_negative": lambda q: [
        share(q, allocation=make_draft_allocation(q), sector=new_sector(q), shift=-2)
    ],
    "allocation_deviation_number_unique": lambda q: [deviation(q), deviation(q)],
    "allocation_deviation_has_reason": lambda q: [deviation(q, reason="")],
    "branch_code_unique": lambda q: [branch(q), branch(q, position=2)],
    "branch_position_unique": lambda q: [branch(q), branch(q, code="02")],
    "branch_named": lambda q: [branch(q, name="")],
    "branch_share_unique": branch_shares,
    "branch_share_remainder": lambda q: branch_shares(q, remainder=2)[:1],
    "sectorlist_adopted_by_decision": lambda q: [sector_list(state="adopted", in_force_from=date(2025, 1, 1))],
    "sectorlist_proposed_on_point": lambda q: [sector_list(state="proposed")],
    "sectorlist_starts_as_chosen": lambda q: [sector_list(chosen_start=date(2025, 1, 1))],
    "classification_unique": lambda q: [classification()],
    "classification_letter_unique": lambda q: [section()],
    "classification_section_named": lambda q: [section(letter="Z", name="")],
    "workplace_draft_expires": lambda q: [workplace_draft(q, expires_at=NOW)],
    "allocation_share_unique": lambda q: [share(q)],
    "allocation_share_remainder": lambda q: [
        share(q, allocation=make_draft_allocation(q), sector=new_sector(q), remainder=2)
    ],
    "realisation_revision_number_unique": lambda q: [revision(q), revision(q)],
    "realisation_quarter_valid": lambda q: [revision(q, quarter=5)],
    "realisation_sectors_have_list": lambda q: [revision(q, sector_list=None)],
    "realisation_figure_one_part": lambda q: figures(q),
    "realisation_detail_has_rows": lambda q: [revision(q, dimension="detail")],
    "realisation_figure_category_unique": lambda q: figures(q, category="wajong"),
    "file_import_expires": lambda q: [file_import(q, expires_at=NOW)],
    "file_import_taken_has_time": lambda q: [file_import(q, state="taken")],
    "file_import_reading_has_lease": lambda q: [file_import(q, state="reading")],
    "file_import_taken_once": lambda q: [file_import(q, state="taken", taken_at=NOW) for _ in range(2)],
    "detail_figure_once": lambda q: details(q),
    "quarter_remark_valid": lambda q: [remark(q, text="")],
    "signal_threshold_valid": lambda q: [threshold(q, value=0)],
    "signal_once_per_sector": lambda q: signals(q, sector=q.sector_list.sectors.get(code="A")),
    "signal_once_per_quarter": lambda q: signals(q),
    "count_revision_number_unique": lambda q: [count_revision(q), count_revision(q)],
    "count_quarter_valid": lambda q: [count_revision(q, quarter=0)],
    "count_figure_sector_unique": lambda q: count_figures(q, sector=q.sector_list.sectors.get(code="A")),
    "count_figure_location_unique": lambda q: count_figures(q),
    "realisation_figure_sector_unique": lambda q: figures(q, sector=q.sector_list.sectors.get(code="A")),
    "realisation_figure_municipality_unique": lambda q: figures(q, municipality=q.almelo),
    "import_draft_expires": lambda q: [import_draft(q, expires_at=NOW)],
    **EMPLOYER_CASES,
    **TARGET_GROUP_CASES,
}  # fmt: skip


def constraint(name: str) -> tuple[type[models.Model], models.BaseConstraint]:
    """The constraint of this name and the model that has it."""
    for model in apps.get_app_config("quotum").get_models():
        for candidate in model._meta.constraints:
            if candidate.name == name:
                return model, candidate
    raise LookupError(name)


@pytest.mark.parametrize("name", CASES)
def test_constraint_refuses_in_the_database(quotum: Quotum, name: str) -> None:
    *stored, last = CASES[name](quotum)
    for row in stored:
        if name != "realisation_figure_one_part":  # there every row is refused
            row.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        last.save(force_insert=True)


@pytest.mark.parametrize("name", CASES)
def test_constraint_refuses_by_its_own_message(quotum: Quotum, name: str) -> None:
    model, found = constraint(name)
    *stored, last = CASES[name](quotum)
    for row in stored:
        if name != "realisation_figure_one_part":  # there every row is refused
            row.save(force_insert=True)
    with pytest.raises(ValidationError) as refusal:
        found.validate(model, last)
    assert refusal.value.messages == [str(found.violation_error_message)]


def test_every_constraint_is_tested_and_speaks_dutch() -> None:
    found = [c for model in apps.get_app_config("quotum").get_models() for c in model._meta.constraints]
    assert {c.name for c in found} == set(CASES)
    assert all(c.violation_error_message != c.default_violation_error_message for c in found)


def test_national_year_is_unique(quotum: Quotum) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalTarget.objects.create(year=2020, market=1, government=1, source="X")
