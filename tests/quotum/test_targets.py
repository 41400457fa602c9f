"""Targets: a stock is not what is extra in a year; market and government only where the board tells them apart."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotum import queries
from quotum.domain.targets import added_up, growth, paid_hours
from quotum.models import RegionalTarget
from tests.governance.readers import text
from tests.quotum.factories import Quotum, make_adopted_allocation, make_draft_allocation
from werkbedrijf.lib.errors import DomainError

LIST = reverse("quotum:target_list")


@pytest.mark.parametrize(("jobs", "hours"), [(9_000, 998_280), (125_000, 13_865_000), (1, 111), (0, 0)])
def test_jobs_in_paid_hours_as_the_regulation_has_them(jobs: int, hours: int) -> None:
    assert paid_hours(jobs) == hours


def test_growth_is_known_only_beside_the_year_before() -> None:
    assert growth({2016: 20, 2015: 9, 2018: 50}) == {2015: None, 2016: 11, 2018: None}


def test_years_are_added_up_until_there_is_a_gap() -> None:
    assert added_up({2024: 10, 2025: 20, 2027: 5}) == {2024: 10, 2025: 30, 2027: 5}


def test_page_says_both_kinds_each_with_its_source(client: Client, quotum: Quotum) -> None:
    first = make_adopted_allocation(quotum, year=2024, total=300)
    second = make_adopted_allocation(quotum, year=2025, total=310, target_source="Ander stuk", market=200)
    make_draft_allocation(quotum, year=2026, total=320)
    client.force_login(quotum.uwv_staff)
    page = text(client.get(LIST).text)
    assert f"2025, verdeling {second.pk} 310 610 200 110 3,1 %" in page
    assert f"2024, verdeling {first.pk} 300 300 – – 3,0 %" in page
    assert (
        "320 – – – geen groei" in page
    )  # a draft is not added up; the national target does not grow in 2026
    assert "Ander stuk" in page
    assert "2015 6.000 3.000 9.000 998.280 –" in page
    client.force_login(quotum.reader)
    assert "320" not in text(client.get(LIST).text).split("Nederland: de stand")[0].split("Bron", 1)[1]


def test_superseded_total_is_left_out(quotum: Quotum) -> None:
    make_adopted_allocation(quotum, total=300)
    second = make_adopted_allocation(quotum, total=310)
    assert [line.allocation for line in queries.regional_targets(quotum.uwv_staff)] == [second]


def test_page_without_anything(client: Client, db: None, admin_user: Any) -> None:
    client.force_login(admin_user)
    page = client.get(LIST).text
    assert "nog voor geen jaar een aantal vastgesteld" in page
    assert "nog niet geladen" in page


def test_split_is_part_of_what_is_voted_on_and_changes_no_share(quotum: Quotum) -> None:
    plain, split = make_draft_allocation(quotum), make_draft_allocation(quotum, market=400)
    assert split != plain
    assert split.content()["target_market"] == 400
    assert "target_market" not in plain.content()
    assert split.content()["shares"] == plain.content()["shares"]
    assert split.target.government == 100
    assert RegionalTarget.objects.count() == 2


def test_split_larger_than_the_whole_is_refused(quotum: Quotum) -> None:
    with pytest.raises(DomainError, match="tussen 0 en 500"):
        make_draft_allocation(quotum, market=501)
