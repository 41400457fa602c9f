"""The pages of allocations: drafting, the computation that can be followed by hand, and the walk back."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotum.models import Allocation
from tests.quotum.factories import (
    Quotum,
    make_adopted_allocation,
    make_draft_allocation,
    make_proposed_allocation,
)

CREATE = reverse("quotum:allocation_create")


def fields(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    return {
        "year": 2024,
        "total": 500,
        "target_source": "Voorstel aan het bestuur",
        "sector_list": quotum.sector_list.pk,
        "workplaces": f"{quotum.workplaces.pk}:2014",
        "method": "hamilton",
    } | changes


def test_drafting_goes_to_the_computed_shares(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    response = client.post(CREATE, fields(quotum))
    allocation = Allocation.objects.get()
    assert response.headers["Location"] == allocation.get_absolute_url()
    page = client.get(allocation.get_absolute_url())
    assert page.context["table"].jobs == 500
    assert "berekend en bewaard als concept" in page.text
    assert "3,53" in page.text  # 1900 × 500 / 269200 = 3.529, sector A


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"year": ""}, "Vul het jaar in waarvoor de verdeling geldt."),
        ({"total": ""}, "Vul in hoeveel extra banen er te verdelen zijn."),
        ({"year": 1999}, "van 2014 tot en met 2100"),
        ({"total": -5}, "van 1 tot en met 100.000"),
        ({"target_source": "  "}, "Noem waar het aantal vandaan komt"),
        ({"method": ""}, "Kies hoe er op hele banen wordt afgerond."),
        ({"sector_list": ""}, "Kies een sectorindeling uit de lijst."),
        ({"workplaces": ""}, "Kies uit de lijst van welk jaar de arbeidsplaatsen zijn."),
        ({"workplaces": "1:1999"}, "Kies uit de lijst van welk jaar"),
        ({"workplaces": "x"}, "Kies uit de lijst van welk jaar"),
        ({"method": "dhondt"}, "Kies hoe er op hele banen"),
        ({"sector_list": 999}, "Kies een sectorindeling"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_saved(
    client: Client, quotum: Quotum, changes: dict[str, Any], part: str
) -> None:
    client.force_login(quotum.uwv_staff)
    response = client.post(CREATE, fields(quotum, **changes))
    assert response.status_code == 422
    assert part in response.text
    assert not Allocation.objects.exists()


def test_year_without_published_sector_is_refused_on_the_page(client: Client, quotum: Quotum) -> None:
    quotum.sector_list.sectors.create(code="D", name="Energievoorziening", position=11)
    client.force_login(quotum.uwv_staff)
    response = client.post(CREATE, fields(quotum))
    assert response.status_code == 422
    assert "Energievoorziening (D)" in response.text


def test_draft_is_changed_from_what_it_was(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    edit = reverse("quotum:allocation_edit", args=[allocation.pk])
    client.force_login(quotum.board.secretary)
    assert client.get(edit).context["form"].initial["total"] == 500
    client.post(edit, fields(quotum, total=321))
    assert Allocation.objects.get().total == 321


def test_draft_is_deleted(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    client.force_login(quotum.uwv_staff)
    client.post(reverse("quotum:allocation_delete", args=[allocation.pk]))
    assert not Allocation.objects.exists()


def test_proposed_allocation_cannot_be_changed_or_deleted(client: Client, quotum: Quotum) -> None:
    allocation = make_proposed_allocation(quotum)
    client.force_login(quotum.uwv_staff)
    edit = reverse("quotum:allocation_edit", args=[allocation.pk])
    assert client.get(edit).status_code == 403
    assert client.post(edit, fields(quotum, total=1)).status_code == 403
    client.post(reverse("quotum:allocation_delete", args=[allocation.pk]))
    allocation.refresh_from_db()
    assert allocation.total == 500
    assert edit not in client.get(allocation.get_absolute_url()).text


def test_adopted_allocation_leads_in_one_click_to_why(client: Client, quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    decision = allocation.decision
    client.force_login(quotum.reader)
    for address in (allocation.get_absolute_url(), reverse("quotum:monitor") + "?jaar=2024"):
        text = client.get(address).text
        assert f'{decision.get_absolute_url()}#waarom"' in text
        assert f"op grond van {decision.article}" in text
    chain = client.get(decision.get_absolute_url()).text
    assert 'id="waarom"' in chain
    assert decision.article.get_absolute_url() in chain
    assert allocation.get_absolute_url() in chain


def test_superseded_allocation_says_which_one_counts(client: Client, quotum: Quotum) -> None:
    first, second = make_adopted_allocation(quotum), make_adopted_allocation(quotum, total=600)
    client.force_login(quotum.reader)
    assert second.get_absolute_url() in client.get(first.get_absolute_url()).text
    assert "Vervangen" not in client.get(second.get_absolute_url()).text


def test_example_is_marked_and_real_is_not(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    example = client.get(make_draft_allocation(quotum, is_example=True).get_absolute_url()).text
    real = client.get(make_draft_allocation(quotum).get_absolute_url()).text
    assert example.count('class="example-badge"') == 2  # the total and its source
    assert 'class="example-badge"' not in real


def test_csv_holds_what_is_needed_to_recompute(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    client.force_login(quotum.uwv_staff)
    response = client.get(reverse("quotum:allocation_csv", args=[allocation.pk]))
    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 10
    assert sum(int(row["garantiebanen"]) for row in rows) == 500
    for row in rows:
        whole, rest = divmod(int(row["arbeidsplaatsen"]) * 500, int(row["alle arbeidsplaatsen"]))
        assert (whole, rest) == (int(row["naar beneden afgerond"]), int(row["teller van het overschot"]))


def test_chart_has_its_words_as_direct_child(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    text = client.get(make_draft_allocation(quotum).get_absolute_url()).text
    assert 'role="img"><title>Garantiebanen per sector in 2024. Overheid, onderwijs en zorg krijgt' in text


def test_list_is_empty_with_a_word_about_what_comes(client: Client, quotum: Quotum) -> None:
    make_draft_allocation(quotum)
    client.force_login(quotum.reader)
    assert "nog geen verdelingen" in client.get(reverse("quotum:allocation_list")).text
