"""What the page of an allocation answers: the sum, another total, rounding, another list, last year; and its PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from governance.models import Paper
from quotum.actions import add_deviation, draft_sector_list
from quotum.actions.annexes import attach_annex
from quotum.enums import Method
from quotum.models import Allocation, Classification
from quotum.queries.sector_lists import list_as_text
from quotum.rendering.allocations import print_allocation
from tests.governance.factories import draft_board_meeting
from tests.governance.readers import count_queries, text
from tests.governance.test_views_packs import bookmarks
from tests.printing import vera
from tests.quotum.factories import (
    Quotum,
    make_adopted_allocation,
    make_draft_allocation,
    make_proposed_allocation,
)
from tests.quotum.test_actions_allocation import tied_list
from werkbedrijf.lib.errors import Conflict


def words(client: Client, allocation: Allocation, query: str = "") -> str:
    return text(client.get(allocation.get_absolute_url() + query).text)


@pytest.fixture
def staff(client: Client, quotum: Quotum) -> Client:
    client.force_login(quotum.uwv_staff)
    return client


def test_share_can_be_recomputed_by_hand(staff: Client, quotum: Quotum) -> None:
    page = words(staff, make_draft_allocation(quotum))
    assert "1.900 × 500 ÷ 269.200 = 3 met overschot 0,53" in page
    assert "Overschot nummer 3 van 10: bij de eerste 4, dus 3 + 1 = 4" in page


def test_webster_can_be_recomputed_by_hand(staff: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum, method=Method.WEBSTER)
    page = words(staff, allocation)
    assert "arbeidsplaatsen ÷" in page and "gewoon afgerond" in page
    assert "het gemiddelde per baan is 269.200 ÷ 500 = 538,40" in page


def test_one_job_more_is_answered_without_asking(staff: Client, quotum: Quotum) -> None:
    page = words(staff, make_draft_allocation(quotum))
    assert "… het totaal 501 is, en niet 500?" in page


def test_alabama_names_the_sector_that_loses(staff: Client, quotum: Quotum) -> None:
    """Of the first totals with this paradox on the figures of 2014."""
    for total in range(1, 400):
        allocation = Allocation(total=total)
        answer = _paradox(quotum, allocation)
        if answer:
            break
    page = words(staff, make_draft_allocation(quotum, total=total))
    assert f"{answer} verliest dan 1 baan" in page
    assert "Alabama-paradox" in page
    webster = words(staff, make_draft_allocation(quotum, total=total, method=Method.WEBSTER))
    assert "verliest dan" not in webster


def _paradox(quotum: Quotum, allocation: Allocation) -> str:
    from quotum.domain.apportionment import Method as DomainMethod
    from quotum.domain.what_if import other_total
    from quotum.queries.workplaces import published_year

    sectors = {sector.code: sector.name for sector in quotum.sector_list.sectors.all()}
    weights = {w.code: w.jobs or 0 for w in published_year(quotum.workplaces, 2014).weights(sectors)}
    found = other_total(DomainMethod.HAMILTON, allocation.total, weights, allocation.total + 1).paradox
    return sectors[found[0].sector] if found else ""


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("?totaal=100", "… het totaal 100 is, en niet 500?"),
        ("?totaal=abc", "Vul een heel getal in van 1 tot en met 100.000."),
        ("?totaal=0", "Vul een heel getal in van 1 tot en met 100.000."),
        ("?totaal=", "Vul een totaal in."),
        ("?totaal=500", "Dan verandert er niets."),
    ],
)
def test_another_total_from_the_address(staff: Client, quotum: Quotum, asked: str, part: str) -> None:
    assert part in words(staff, make_draft_allocation(quotum), asked)


def test_rounding_of_the_source_is_answered(staff: Client, quotum: Quotum) -> None:
    page = words(staff, make_draft_allocation(quotum))
    assert "De bron rondt af op 100 arbeidsplaatsen: elk cijfer kan er 50 naast liggen" in page
    assert "van 1.000 proeven" in page


def test_as_fine_as_published_stands_beside_it(staff: Client, quotum: Quotum) -> None:
    """The answer of the domain facts: ten groups give A 4 and K 10, eighteen sectors give A 3 and K 9."""
    page = words(staff, make_draft_allocation(quotum))
    assert "Zo fijn als de bron publiceert: 18 sectoren" in page
    assert "Landbouw, bosbouw en visserij (A) 4 Landbouw, bosbouw en visserij (A) 3 -1" in page


def test_another_list_of_the_board_stands_beside_it(staff: Client, quotum: Quotum) -> None:
    body = (
        list_as_text(quotum.sector_list).replace("K: Financiële dienstverlening\n", "").replace("J:", "J-K:")
    )
    sbi = Classification.objects.get(scheme="SBI", version="2008")
    other = draft_sector_list(title="Negen sectoren", classification=sbi, text=body, by=quotum.uwv_staff)
    allocation = make_draft_allocation(quotum)
    assert "Negen sectoren (versie 2)" in words(staff, allocation)
    staff.force_login(quotum.reader)
    adopted = make_adopted_allocation(quotum, allocation=allocation)
    assert other.title not in words(staff, adopted)


def test_last_year_stands_beside_it(staff: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum, year=2025)
    assert allocation.get_absolute_url()
    assert "In 2024" not in words(staff, allocation)
    make_adopted_allocation(quotum, total=400)
    page = words(staff, allocation)
    assert "In 2024" in page
    assert "de verdeling van 400 banen die nu voor dat jaar geldt" in page


def test_page_asks_as_much_at_one_list_as_at_many(staff: Client, quotum: Quotum) -> None:
    allocation, sbi = make_draft_allocation(quotum), Classification.objects.get(scheme="SBI", version="2008")
    counts = []
    for size in (1, 8):
        for _ in range(size):
            draft_sector_list(
                title="Proef", classification=sbi, text=list_as_text(quotum.sector_list), by=quotum.uwv_staff
            )
        counts.append(count_queries(staff, allocation.get_absolute_url()))
    assert counts[0] == counts[1]


def deviation_fields(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    sectors = {sector.code: sector.pk for sector in quotum.sector_list.sectors.all()}
    return {
        "giver": sectors["O-Q"], "receiver": sectors["F"], "jobs": 2, "reason": "Toezegging van de bouw."
    } | changes  # fmt: skip


def test_deviation_is_added_shown_and_removed(staff: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    url = reverse("quotum:deviation_create", args=[allocation.pk])
    assert staff.get(url).status_code == 200
    assert staff.post(url, deviation_fields(quotum)).status_code == 303
    page = words(staff, allocation)
    assert "2 banen van Overheid, onderwijs en zorg naar Bouwnijverheid" in page
    assert "Toezegging van de bouw." in page
    assert "2 erbij door afwijking" in page
    staff.post(reverse("quotum:deviation_delete", args=[allocation.pk, 1]))
    assert "Toezegging" not in words(staff, allocation)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"reason": ""}, "Schrijf waarom het bestuur van de verdeelsleutel zou afwijken."),
        ({"jobs": 0}, "Vul een heel getal van 1 of meer in."),
        ({"jobs": 400}, "kan er geen 400 afgeven"),
        ({"giver": ""}, "Kies de sector die banen afgeeft."),
    ],
)
def test_bad_deviation_keeps_what_was_typed(
    staff: Client, quotum: Quotum, changes: dict[str, Any], part: str
) -> None:
    allocation = make_draft_allocation(quotum)
    url = reverse("quotum:deviation_create", args=[allocation.pk])
    response = staff.post(url, deviation_fields(quotum, **changes))
    assert response.status_code == 422
    assert part in response.text
    assert changes.get("reason") == "" or "Toezegging van de bouw." in response.text


def test_deviation_of_what_is_proposed_is_forbidden(staff: Client, quotum: Quotum) -> None:
    allocation = make_proposed_allocation(quotum)
    assert staff.get(reverse("quotum:deviation_create", args=[allocation.pk])).status_code == 403
    assert staff.post(reverse("quotum:deviation_delete", args=[allocation.pk, 1])).status_code == 403


@pytest.mark.rendering
def test_annex_is_accessible_and_holds_the_sum_and_the_deviation(
    client: Client, quotum: Quotum, tmp_path: Any
) -> None:
    allocation = make_draft_allocation(quotum, is_example=True)
    sectors = {sector.code: sector for sector in quotum.sector_list.sectors.all()}
    add_deviation(
        allocation,
        giver=sectors["O-Q"],
        receiver=sectors["F"],
        jobs=2,
        reason="Toezegging.",
        by=quotum.uwv_staff,
    )
    printed = print_allocation(allocation, "2026-11-01T10:00:00+01:00")
    assert printed == print_allocation(allocation, "2026-11-01T10:00:00+01:00")
    path = tmp_path / "bijlage.pdf"
    path.write_bytes(printed.content)
    assert {flavour: vera.check(path, flavour).failures for flavour in ("ua1", "3a")} == {"ua1": (), "3a": ()}
    read = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    for part in ("1.900 × 500 ÷ 269.200", "voorbeeldcijfer", "Toezegging.", allocation.compute_hash()[:16]):
        assert part in read


@pytest.mark.rendering
def test_annex_goes_under_the_item_and_replaces_the_one_before(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    with pytest.raises(Conflict, match="niet in een voorstel"):
        attach_annex(allocation, by=quotum.board.secretary)
    meeting = draft_board_meeting(quotum.board, adopts=[allocation])
    allocation.refresh_from_db()
    client.force_login(quotum.board.secretary)
    attach = reverse("quotum:annex_attach", args=[allocation.pk])
    assert attach in client.get(allocation.get_absolute_url()).text
    client.post(attach)
    client.post(attach)
    first, second = Paper.objects.order_by("pk")
    assert second.replaces == first
    assert second.title == "Berekening: garantiebanen 2024 over sectoren"
    assert second.item == meeting.items.get(proposal__isnull=False)


@pytest.mark.rendering
def test_computation_is_in_the_bundle_once_placed_as_a_paper_or_not(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    meeting = draft_board_meeting(quotum.board, adopts=[allocation])
    client.force_login(quotum.board.secretary)
    bundle = reverse("governance:meeting_pack", args=[meeting.pk])
    for place in (lambda: None, lambda: client.post(reverse("quotum:annex_attach", args=[allocation.pk]))):
        place()
        reader = PdfReader(BytesIO(client.get(bundle).getvalue()))
        found = [title for title, _ in bookmarks(reader) if title.startswith("Berekening")]
        assert found == ["Berekening: garantiebanen 2024 over sectoren"]


@pytest.mark.rendering
def test_annex_is_downloaded_by_who_may_see_the_allocation(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    url = reverse("quotum:allocation_pdf", args=[allocation.pk])
    client.force_login(quotum.reader)
    assert client.get(url).status_code == 404
    client.force_login(quotum.uwv_staff)
    response = client.get(url)
    assert response.headers["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(response.content)).metadata.title == "Verdeling garantiebanen 2024"  # type: ignore[union-attr]


def test_tie_says_who_won_and_how(staff: Client, quotum: Quotum) -> None:
    inputs = tied_list(quotum, {"X": 6, "Y": 6, "Z": 8})
    page = words(staff, make_draft_allocation(quotum, total=5, **inputs))
    assert "Sector X (X) Gelijk overschot: kreeg de baan door de regel voor gelijke overschotten" in page
    assert (
        "Sector Y (Y) 6 × 5 ÷ 20 = 1 met overschot 0,50 Overschot nummer 2 van 3: niet bij de eerste 1"
        in page
    )
    webster = words(staff, make_draft_allocation(quotum, total=5, method=Method.WEBSTER, **inputs))
    assert "Twee sectoren komen precies op een half uit" in webster
    assert "arbeidsplaatsen ÷ 4 , gewoon afgerond" in webster or "arbeidsplaatsen ÷ 4, gewoon" in webster
