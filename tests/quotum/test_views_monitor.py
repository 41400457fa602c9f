"""The monitor and the panels: are we going to make it, and how old is what we know?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from quotum import panels
from quotum.actions import stage_import
from quotum.imports import read_realisation
from tests.governance.factories import Person
from tests.quotum.factories import Quotum, csv_file, make_adopted_allocation, make_delivery
from werkbedrijf.templatetags.board import number, percent

MONITOR = reverse("quotum:monitor")


def request_of(person: Person) -> Any:
    request = RequestFactory().get("/")
    request.user = person
    return request


def test_monitor_without_figures_says_what_comes(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.reader)
    text = client.get(MONITOR).text
    assert "nog geen cijfers over dit jaar" in text
    assert reverse("quotum:allocation_create") not in text


def test_monitor_shows_allocated_realised_and_the_walk_back(client: Client, quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 1, "F": 10})
    make_delivery(quotum, 2024, 1, {"GM0153": 11}, kind="municipality")
    client.force_login(quotum.reader)
    page = client.get(MONITOR + "?jaar=2024")
    assert (page.context["totals"].allocated, page.context["totals"].realised) == (500, 11)
    assert "2,2\u00a0%" in page.text
    assert allocation.decision.get_absolute_url() in page.text
    assert quotum.enschede.get_absolute_url() in page.text
    assert "cijfers over kwartaal 1 van 2024 (bron: UWV, gepubliceerd op 01-02-2025)" in page.text


def test_year_in_the_address_chooses(client: Client, quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1})
    make_delivery(quotum, 2023, 1, {"A": 2})
    client.force_login(quotum.reader)
    assert client.get(MONITOR).context["year"] == 2024
    assert client.get(MONITOR + "?jaar=2023").context["year"] == 2023


@pytest.mark.parametrize("asked", ["", "x", "1999", "-1", "²⁰²³", "99999999999999999999", "2023; DROP"])
def test_unknown_year_falls_back_to_one_with_figures(client: Client, quotum: Quotum, asked: str) -> None:
    make_delivery(quotum, 2023, 1, {"A": 2})
    client.force_login(quotum.reader)
    page = client.get(MONITOR, {"jaar": asked})
    assert (page.status_code, page.context["year"]) == (200, 2023)


def test_example_figures_are_marked(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum, is_example=True)
    client.force_login(quotum.reader)
    assert client.get(MONITOR + "?jaar=2024").text.count('class="example-badge"') == 1


def test_only_uwv_finds_the_button_to_import(client: Client, quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1})
    for person, found in (
        (quotum.uwv_staff, True),
        (quotum.board.holders["uwv"], True),
        (quotum.reader, False),
    ):
        client.force_login(person)
        assert (reverse("quotum:realisation_import") in client.get(MONITOR).text) is found


def test_overview_has_the_quotum_in_one_line(quotum: Quotum) -> None:
    assert panels.quotum_in_one_line(request_of(quotum.reader)) is None
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"F": 20})
    panel = panels.quotum_in_one_line(request_of(quotum.reader))
    assert panel is not None
    assert (panel.context["quotum_year"], panel.asks) == (2024, False)
    assert (panel.context["quotum_totals"].allocated, panel.context["quotum_totals"].realised) == (500, 20)


def test_overview_tells_uwv_which_quarter_is_due(quotum: Quotum) -> None:
    assert panels.realisation_expected(request_of(quotum.board.chair)) is None
    make_delivery(quotum, 2024, 1, {"F": 20})
    panel = panels.realisation_expected(request_of(quotum.uwv_staff))
    assert panel is not None
    assert (str(panel.context["expected"].quarter), panel.asks) == ("kwartaal 2 van 2024", True)


def test_overview_reminds_of_a_file_that_waits(quotum: Quotum) -> None:
    parsed = read_realisation(csv_file("2024;3;sector;A;nieuw;banen;12"))
    draft = stage_import(parsed, by=quotum.uwv_staff, source="UWV", published_on=date(2025, 2, 1))
    panel = panels.realisation_expected(request_of(quotum.uwv_staff))
    assert panel is not None
    assert (panel.context["waiting"], panel.asks) == (draft, True)
    colleague = panels.realisation_expected(request_of(quotum.board.holders["uwv"]))
    assert colleague is not None
    assert colleague.context["waiting"] is None


def test_party_page_has_figures_of_a_municipality_only(quotum: Quotum) -> None:
    uwv = quotum.board.seats["uwv"].parties.get()
    assert panels.realised_here(request_of(quotum.reader), uwv) is None
    panel = panels.realised_here(request_of(quotum.reader), quotum.enschede)
    assert panel is not None
    assert panel.context["municipal_lines"] == []


def test_panels_are_drawn_on_the_overview(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    client.force_login(quotum.uwv_staff)
    text = client.get(reverse("overview")).text
    assert 'id="paneel-quotum"' in text
    assert 'id="paneel-realisatie"' in text


def test_invented_figures_are_marked_wherever_they_stand(client: Client, quotum: Quotum) -> None:
    today = timezone.localdate()
    year = today.year - 1
    published = {"published_on": today}
    make_delivery(quotum, year, 1, {"A": 5}, is_example=True, **published)
    make_delivery(quotum, year, 1, {"GM0153": 5}, kind="municipality", is_example=True, **published)
    client.force_login(quotum.reader)
    pages = [
        reverse("overview"),
        quotum.enschede.get_absolute_url(),
        MONITOR,
        reverse("quotum:realisation_list"),
    ]
    for page in pages:
        assert 'class="example-badge"' in client.get(page).text, page


def test_real_figures_are_not_marked(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 5})
    client.force_login(quotum.reader)
    for page in (MONITOR, reverse("quotum:realisation_list")):
        assert 'class="example-badge"' not in client.get(page).text, page


def test_monitor_says_who_is_behind_and_by_how_much(client: Client, quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    shares = {share.sector.code: share.jobs for share in allocation.shares.select_related("sector")}
    for quarter in (1, 2, 3):
        make_delivery(quotum, 2024, quarter, {c: jobs if c != "F" else quarter for c, jobs in shares.items()})
    client.force_login(quotum.reader)
    page = client.get(MONITOR + "?jaar=2024")
    expected = Fraction(shares["F"] * 3, 4)
    gap = expected - 6
    words = f"{number(gap, 1)} banen ({percent(gap * 100 / expected)})"
    assert f"Het verst achter op schema: Bouwnijverheid, {words}" in page.text
    assert (
        f'data-label="Naar rato" class="utrecht-table__cell numeric">{number(expected, 1)}</td>' in page.text
    )
    assert page.context["lines"][0].sector.code == "A"
    assert "volgorde=achterstand#per-sector" in page.text
    sorted_page = client.get(MONITOR + "?jaar=2024&volgorde=achterstand")
    assert sorted_page.context["lines"][0].sector.code == "F"
    assert 'aria-sort="ascending"' in sorted_page.text
    assert "volgorde=achterstand#per-sector" not in sorted_page.text


def test_who_is_behind_stands_before_anything_else(client: Client, quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    shares = {share.sector.code: share.jobs for share in allocation.shares.select_related("sector")}
    for quarter in (1, 2):
        ahead = {code: jobs for code, jobs in shares.items() if code not in ("F", "J")}
        make_delivery(quotum, 2024, quarter, ahead | {"F": 0, "J": 1})
    client.force_login(quotum.reader)
    page = client.get(MONITOR + "?jaar=2024")
    assert [one.line.sector.code for one in page.context["behind_lines"]] == ["F", "J"]
    answer, rest = page.text.index("Wie loopt achter?"), page.text.index("Gerealiseerd van verdeeld")
    assert answer < page.text.index("Ook achter:") < rest
    assert "sinds kwartaal 1 van 2024" in page.text[answer:rest]


def test_order_is_kept_when_another_year_is_chosen(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 1})
    make_delivery(quotum, 2023, 1, {"A": 1})
    client.force_login(quotum.reader)
    hidden = '<input type="hidden" name="volgorde" value="achterstand">'
    assert hidden in client.get(MONITOR + "?jaar=2024&volgorde=achterstand").text
    assert hidden not in client.get(MONITOR + "?jaar=2024&volgorde=%22%3E").text
    assert hidden not in client.get(MONITOR + "?jaar=2023&volgorde=achterstand").text  # nothing to order by


def test_a_whole_year_is_held_against_the_whole_allocation(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    for quarter in (1, 2, 3, 4):
        make_delivery(quotum, 2024, quarter, {"F": 1})
    client.force_login(quotum.reader)
    text = client.get(MONITOR + "?jaar=2024").text
    assert "Het verst achter op de verdeling: Bouwnijverheid" in text
    assert "Naar rato" not in text
