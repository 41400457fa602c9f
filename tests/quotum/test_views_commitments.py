"""The pages of commitments: narrowed by the address, the question about a double one, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotum.actions.commitments import fulfil_commitment, withdraw_commitment
from quotum.models import Commitment
from quotum.queries.promised import promised_by_sector
from tests.governance.readers import as_, count_queries
from tests.quotum.employers import START, employers_seat, make_commitment, make_location, sector_of
from tests.quotum.factories import Quotum, make_adopted_allocation, make_delivery

LIST = reverse("quotum:commitment_list")
NEW = reverse("quotum:commitment_create")
SECTORS = reverse("quotum:commitment_sectors")
ON = date(2024, 4, 1)


def typed(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    """What somebody fills in for a new commitment."""
    return {
        "employer_name": "Bouwbedrijf Oost",
        "sector": sector_of(quotum).pk,
        "place": "gemeente-gm0153",
        "jobs": 10,
        "starts_on": "2024-03-01",
        "source": "brief",
    } | changes


def names(client: Client, query: str = "") -> list[str]:
    return [row.employer.name for row, _ in client.get(LIST + query).context["lines"]]


def test_empty_list_says_where_commitments_come_from(quotum: Quotum) -> None:
    text = as_(quotum.reader).get(LIST).text
    assert "Er zijn nog geen toezeggingen" in text
    assert NEW not in text
    assert NEW in as_(employers_seat(quotum)).get(LIST).text


def test_address_narrows_and_sorts(quotum: Quotum) -> None:
    make_commitment(quotum)
    west = make_commitment(
        quotum, employer_name="West", jobs=2, place=make_location(), starts_on=date(2023, 5, 1)
    )
    north = make_commitment(quotum, employer_name="Noord", sector=sector_of(quotum, "A"), jobs=1)
    fulfil_commitment(north, quotum.board.secretary, jobs=1, on=ON)
    withdraw_commitment(west, quotum.board.secretary, on=ON, note="x")
    client = as_(quotum.reader)
    assert names(client) == ["Noord", "Bouwbedrijf Oost B.V.", "West"]
    assert names(client, "?jaar=2023") == ["West"]
    assert names(client, "?sector=A") == ["Noord"]
    assert names(client, "?plaats=werkplein-hengelo") == ["West"]
    assert names(client, "?plaats=gemeente-gm0153&stand=loopt") == ["Bouwbedrijf Oost B.V."]
    assert names(client, "?stand=ingevuld") == ["Noord"]
    assert names(client, "?stand=ingetrokken") == ["West"]
    assert names(client, "?zoek=bouwbedrijf-OOST") == ["Bouwbedrijf Oost B.V."]
    assert names(client, "?volgorde=open")[0] == "Bouwbedrijf Oost B.V."
    assert names(client, "?volgorde=werkgever")[-1] == "West"
    assert names(client, "?jaar=onzin&sector=%00&stand=x&volgorde=y&plaats=z") == names(client)
    sums = client.get(LIST).context["sums"]
    assert (sums.promised, sums.fulfilled, sums.open) == (11, 1, 10)


def test_csv_holds_what_the_list_shows_and_no_formula(quotum: Quotum) -> None:
    make_commitment(quotum, employer_name="=Som(1)")
    make_commitment(quotum, employer_name="Noord", sector=sector_of(quotum, "A"))
    answer = as_(quotum.reader).get(reverse("quotum:commitment_csv") + "?sector=F")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=Som(1);;F;" in lines[1]


def test_new_commitment_is_recorded_once_however_often_it_is_sent(quotum: Quotum) -> None:
    client = as_(employers_seat(quotum))
    form = client.get(NEW).context["form"]
    data = typed(quotum, form_key=form["form_key"].value())
    first, second = client.post(NEW, data), client.post(NEW, data)
    made = Commitment.objects.get()
    assert {first.headers["Location"], second.headers["Location"]} == {made.get_absolute_url()}


def test_question_keeps_what_was_typed_and_the_answer_records_it(quotum: Quotum) -> None:
    first = make_commitment(quotum)
    client = as_(quotum.board.secretary)
    asked = client.post(NEW, typed(quotum, jobs=3))
    assert asked.status_code == 409
    assert "Is dit dezelfde toezegging?" in asked.text
    assert first.get_absolute_url() in asked.text
    assert 'value="3"' in asked.text
    assert Commitment.objects.count() == 1
    client.post(NEW, typed(quotum, jobs=3, andere=str(first.pk)))
    assert Commitment.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"employer_name": ""}, "Vul de naam van de organisatie in"),
        ({"employer_name": "!"}, "met letters of cijfers"),
        ({"kvk_number": "123"}, "acht cijfers"),
        ({"sector": ""}, "Kies de sector"),
        ({"place": "gemeente-nergens"}, "Kies een plaats"),
        ({"jobs": "0"}, "van 1 tot en met"),
        ({"starts_on": "gisteren"}, "geen datum"),
        ({"source": ""}, "hoe de werkgever"),
    ],
)
def test_form_says_what_is_missing(quotum: Quotum, changes: dict[str, Any], part: str) -> None:
    answer = as_(quotum.board.secretary).post(NEW, typed(quotum, **changes))
    assert answer.status_code == 422
    assert part in answer.text
    assert not Commitment.objects.exists()


def test_refused_line_stays_open_with_what_was_typed(quotum: Quotum) -> None:
    made = make_commitment(quotum)
    client = as_(quotum.board.secretary)
    change = reverse("quotum:commitment_change", args=[made.pk, "invullen"])
    refused = client.post(change, {"jobs": "11", "on": "2024-04-01", "note": "eerste ploeg"})
    assert (refused.status_code, "nog 10 van de 10" in refused.text, "eerste ploeg" in refused.text) == (
        422,
        True,
        True,
    )
    client.post(change, {"jobs": "4", "on": "2024-04-01"})
    page = client.get(made.get_absolute_url())
    assert "4 banen ingevuld op 1 april 2024" in page.text
    assert page.context["standing"].open == 6
    assert client.post(reverse("quotum:commitment_change", args=[made.pk, "onzin"])).status_code == 404
    assert as_(quotum.reader).post(change).status_code == 403
    assert "Ingevulde banen vastleggen" not in as_(quotum.reader).get(made.get_absolute_url()).text


def test_employer_page_shows_its_commitments_and_starts_a_new_one(quotum: Quotum) -> None:
    made = make_commitment(quotum, kvk_number="12345678")
    make_commitment(quotum, employer_name="Ander")
    client = as_(quotum.board.secretary)
    page = client.get(made.employer.get_absolute_url())
    assert [row for row, _ in page.context["lines"]] == [made]
    begun = client.get(f"{NEW}?werkgever={made.employer.pk}").text
    assert 'value="12345678"' in begun
    edit = reverse("quotum:employer_edit", args=[made.employer.pk])
    client.post(edit, {"employer_name": "Oost Bouw", "kvk_number": "1234 5678"})
    assert "Oost Bouw" in client.get(made.employer.get_absolute_url()).text


def test_promised_stands_beside_allocated_and_realised(quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"F": 7})
    made = make_commitment(quotum)
    fulfil_commitment(made, quotum.board.secretary, jobs=4, on=ON)
    older = make_commitment(quotum, employer_name="West", jobs=5, starts_on=date(2023, 1, 1))
    fulfil_commitment(older, quotum.board.secretary, jobs=2, on=date(2023, 12, 31))
    line = next(line for line in promised_by_sector(quotum.reader, 2024).lines if line.sector.code == "F")
    assert (line.promised, line.filled, line.open, line.realised) == (10, 4, 9, 7)
    assert line.allocated is not None
    assert line.short == line.allocated - 10
    text = as_(quotum.reader).get(SECTORS + "?jaar=2024").text
    assert "Nog toe te zeggen" in text
    assert "de twee worden niet opgeteld" in text


def test_sectors_without_allocation_still_show_promises(quotum: Quotum) -> None:
    make_commitment(quotum)
    promised = promised_by_sector(quotum.reader, 2024)
    assert (promised.allocated, promised.promised, promised.short, promised.furthest_short) == (
        None,
        10,
        None,
        None,
    )
    assert "geen verdeling" in as_(quotum.reader).get(SECTORS + "?jaar=2024").text


def test_employers_are_found_by_name_and_number(quotum: Quotum) -> None:
    made = make_commitment(quotum, kvk_number="12345678")
    client = as_(quotum.reader)
    for words in ("bouwbedrijf", "12345678"):
        assert made.employer.get_absolute_url() in client.get(reverse("search"), {"q": words}).text


def test_queries_do_not_grow_with_the_list(quotum: Quotum) -> None:
    client, made = as_(quotum.board.secretary), make_commitment(quotum, starts_on=START)
    addresses = [LIST, SECTORS + "?jaar=2024", made.get_absolute_url(), made.employer.get_absolute_url()]
    counts = []
    for size in (1, 30):
        for number in range(size - 1):
            other = make_commitment(quotum, employer_name=f"Werkgever {number}")
            make_commitment(
                quotum, starts_on=date(2015 + number % 9, 1 + number % 12, 1), distinct_from=range(1, 99_999)
            )
            fulfil_commitment(other, quotum.board.secretary, jobs=1, on=ON)
        fulfil_commitment(made, quotum.board.secretary, jobs=1, on=ON)
        counts.append([count_queries(client, address) for address in addresses])
    assert counts[0] == counts[1]
