"""Every page of quotum against every kind of visitor, and the same number of queries at 1 and at 30 rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.enums import Role
from quotum import urls
from quotum.actions import stage_import
from quotum.actions.workplaces import stage_workplaces
from quotum.domain.cbs import read_cbs
from quotum.imports import read_realisation
from quotum.models import Allocation, FileImport, ImportDraft, SectorList, WorkplaceDraft
from tests.governance.factories import make_person
from tests.quotum.factories import (
    Quotum,
    csv_file,
    make_adopted_allocation,
    make_delivery,
    make_draft_allocation,
    make_proposed_allocation,
)
from tests.quotum.test_domain_cbs import odata, row

# For each address: what UWV staff, the secretariat, the chair and a griffie get. The objects are drafts of UWV staff.
PAGES: dict[str, tuple[str, int, int, int, int]] = {
    "monitor": ("get", 200, 200, 200, 200),
    "allocation_list": ("get", 200, 200, 200, 200),
    "allocation_create": ("get", 200, 200, 403, 403),
    "allocation_detail": ("get", 200, 200, 200, 404),
    "allocation_csv": ("get", 200, 200, 200, 404),
    "allocation_edit": ("get", 200, 200, 403, 403),
    "allocation_delete": ("post", 302, 302, 403, 403),
    "allocation_pdf": ("get", 200, 200, 200, 404),
    "annex_attach": ("post", 403, 403, 403, 403),  # of a draft in no proposal
    "deviation_create": ("get", 200, 200, 403, 403),
    "deviation_delete": ("post", 303, 303, 403, 403),
    "sector_list_list": ("get", 200, 200, 200, 200),
    "sector_list_create": ("get", 200, 200, 403, 403),
    "sector_list_detail": ("get", 200, 200, 200, 404),
    "sector_list_edit": ("get", 200, 200, 403, 403),
    "sector_list_delete": ("post", 303, 303, 403, 403),
    "target_list": ("get", 200, 200, 200, 200),
    "workplace_list": ("get", 200, 200, 200, 200),
    "workplace_import": ("get", 200, 200, 403, 403),
    "workplace_preview": ("get", 200, 404, 403, 403),
    "workplace_accept": ("post", 303, 303, 403, 403),
    "workplace_discard": ("post", 303, 404, 403, 403),
    "realisation_list": ("get", 200, 200, 200, 200),
    "realisation_import": ("get", 200, 403, 403, 403),
    "realisation_template": ("get", 200, 403, 403, 403),
    "realisation_preview": ("get", 200, 403, 403, 403),
    "realisation_accept": ("post", 303, 403, 403, 403),
    "realisation_discard": ("post", 303, 403, 403, 403),
    "detail_template": ("get", 200, 403, 403, 403),
    "file_import": ("get", 200, 403, 403, 403),
    "file_import_progress": ("get", 200, 403, 403, 403),
    "file_import_map": ("get", 302, 403, 403, 403),
    "file_import_accept": ("post", 303, 403, 403, 403),
    "file_import_discard": ("post", 303, 403, 403, 403),
    "breakdown": ("get", 200, 200, 200, 200),
    "signal_list": ("get", 200, 200, 200, 200),
    "threshold_set": ("post", 403, 422, 403, 403),
    "remark_add": ("post", 403, 403, 403, 403),
    "count_list": ("get", 200, 200, 200, 200),
    "count_template": ("get", 200, 403, 403, 403),
    "open_data": ("get", 200, 200, 200, 200),
    "open_data_json": ("get", 404, 404, 404, 404),
    "open_data_csv": ("get", 404, 404, 404, 404),
}
FOR_EVERYBODY = {"open_data", "open_data_json", "open_data_csv"}


# Addresses of which tests/access/rows.py alone says what every role gets.
ELSEWHERE = {
    "commitment_list",
    "commitment_csv",
    "commitment_sectors",
    "commitment_create",
    "commitment_detail",
    "commitment_change",
    "employer_detail",
    "employer_edit",
    "employer_join",
    "employer_part",
    "employer_create",
    "employer_contact_point",
    "works_council_set",
    "works_council_end",
    "contact_point_list",
    "contact_point_create",
    "contact_point_end",
    "cao_list",
    "cao_create",
    "cao_edit",
    "cao_delete",
    "target_group",
    "target_group_csv",
    "target_group_template",
    "target_group_import",
    "target_group_preview",
    "target_group_accept",
    "target_group_discard",
    "served_groups",
    "served_groups_edit",
}


def staged(quotum: Quotum) -> ImportDraft:
    parsed = read_realisation(csv_file("2024;3;sector;A;nieuw;banen;12"))
    return stage_import(parsed, by=quotum.uwv_staff, source="UWV", published_on=date(2025, 2, 1))


def staged_workplaces(quotum: Quotum) -> WorkplaceDraft:
    parsed = read_cbs(odata(row("301000", "2014JJ00", 2.1)))
    return stage_workplaces(parsed, by=quotum.uwv_staff, source="CBS", published_on=date(2025, 2, 1))


def waiting(quotum: Quotum) -> FileImport:
    now = timezone.now()
    return FileImport.objects.create(
        owner=quotum.uwv_staff,
        source="UWV",
        published_on=date(2025, 2, 1),
        sha256="1" * 64,
        created_at=now,
        expires_at=now + timedelta(days=1),
    )


def address(quotum: Quotum, name: str) -> str:
    """The address of a page, about an object that exists."""
    if name.startswith("allocation_") and name not in ("allocation_list", "allocation_create"):
        return reverse(f"quotum:{name}", args=[make_draft_allocation(quotum).pk])
    if name == "deviation_delete":
        return reverse(f"quotum:{name}", args=[make_draft_allocation(quotum).pk, 1])
    if name in ("annex_attach", "deviation_create"):
        return reverse(f"quotum:{name}", args=[make_draft_allocation(quotum).pk])
    if name in ("sector_list_detail", "sector_list_edit", "sector_list_delete"):
        return reverse(f"quotum:{name}", args=[SectorList.objects.create(version=2, title="Proef").version])
    if name in ("workplace_preview", "workplace_accept", "workplace_discard"):
        return reverse(f"quotum:{name}", args=[staged_workplaces(quotum).pk])
    if name in ("realisation_preview", "realisation_accept", "realisation_discard"):
        return reverse(f"quotum:{name}", args=[staged(quotum).pk])
    if name.startswith("file_import"):
        return reverse(f"quotum:{name}", args=[waiting(quotum).pk])
    if name.startswith("open_data_"):
        return reverse(f"quotum:{name}", args=[2024])
    return reverse(f"quotum:{name}")


def test_table_knows_every_address() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(PAGES) | ELSEWHERE


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("visitor", [1, 2, 3, 4], ids=["uwv staff", "secretary", "chair", "griffie"])
def test_page_answers_each_visitor(quotum: Quotum, client: Client, name: str, visitor: int) -> None:
    people = [None, quotum.uwv_staff, quotum.board.secretary, quotum.board.chair, quotum.reader]
    where = address(quotum, name)
    client.force_login(people[visitor])
    assert getattr(client, PAGES[name][0])(where).status_code == PAGES[name][visitor]


@pytest.mark.parametrize("name", sorted(PAGES.keys() - FOR_EVERYBODY))
def test_anonymous_is_sent_to_sign_in(quotum: Quotum, client: Client, name: str) -> None:
    where = address(quotum, name)
    response = getattr(client, PAGES[name][0])(where)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name, row in PAGES.items() if row[0] == "post"])
def test_act_does_not_happen_by_following_a_link(quotum: Quotum, client: Client, name: str) -> None:
    where = address(quotum, name)
    client.force_login(quotum.uwv_staff)
    assert client.get(where).status_code == 405
    if name in ("threshold_set", "remark_add"):
        return
    assert (
        Allocation.objects.exists()
        or ImportDraft.objects.exists()
        or FileImport.objects.exists()
        or WorkplaceDraft.objects.exists()
        or SectorList.objects.filter(version=2).exists()
    )


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("file_import")])
def test_large_file_of_a_colleague_is_not_found(quotum: Quotum, client: Client, name: str) -> None:
    where = address(quotum, name)
    client.force_login(make_person("Collega UWV", Role.UWV_STAFF))
    assert getattr(client, PAGES[name][0])(where).status_code == 404
    assert FileImport.objects.count() == 1


@pytest.mark.parametrize("name", ["realisation_preview", "realisation_discard"])
def test_staged_file_of_a_colleague_is_not_found(quotum: Quotum, client: Client, name: str) -> None:
    where = address(quotum, name)
    client.force_login(make_person("Collega UWV", Role.UWV_STAFF))
    assert getattr(client, PAGES[name][0])(where).status_code == 404
    assert ImportDraft.objects.count() == 1


@pytest.mark.parametrize("maker", [make_draft_allocation, make_proposed_allocation])
def test_allocation_that_is_not_adopted_does_not_leak_to_a_council(
    quotum: Quotum, client: Client, maker: Callable[[Quotum], Allocation]
) -> None:
    allocation = maker(quotum)
    client.force_login(quotum.reader)
    for name in ("allocation_detail", "allocation_csv"):
        assert client.get(reverse(f"quotum:{name}", args=[allocation.pk])).status_code == 404
    listing = client.get(reverse("quotum:allocation_list")).text
    assert allocation.get_absolute_url() not in listing


def query_count(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    return len(queries)


def more_allocations(quotum: Quotum) -> None:
    for total in range(1, 30):
        make_draft_allocation(quotum, total=total)


def more_deliveries(quotum: Quotum) -> None:
    for count in range(1, 30):
        make_delivery(quotum, 2024, 1 + count % 4, {"A": count, "F": count})


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("allocation_list", more_allocations),
        ("target_list", more_allocations),
        ("realisation_list", more_deliveries),
        ("monitor", more_deliveries),
    ],
)
def test_thirty_rows_ask_as_many_queries_as_one(
    quotum: Quotum, client: Client, name: str, more: Callable[[Quotum], Any]
) -> None:
    make_adopted_allocation(quotum)
    make_draft_allocation(quotum, total=31)  # one of each: whether there are drafts at all is one query
    make_delivery(quotum, 2024, 1, {"A": 1})
    client.force_login(quotum.uwv_staff)
    where = reverse(f"quotum:{name}") + "?jaar=2024"
    client.get(where)
    one = query_count(client, where)
    more(quotum)
    assert query_count(client, where) == one
