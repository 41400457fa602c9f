"""The public package: what applied on a day, for who does not sign in; a draft is never shown."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from instruments.domain.catalogue_csv import lines
from instruments.enums import Provider
from instruments.models import Catalogue, InstrumentSide
from instruments.queries.catalogues import stood_between
from tests.printing import vera
from werkbedrijf.lib.dates import date_words

pytestmark = pytest.mark.django_db

OPEN = reverse("instruments:open_package")
JSON = reverse("instruments:open_package_json", args=[1])
CSV = reverse("instruments:open_package_csv", args=[1])


def start(catalogue: Catalogue) -> date:
    assert catalogue.in_force_from is not None
    return catalogue.in_force_from


def test_adopted_package_is_read_without_signing_in(client: Client, adopted: Catalogue) -> None:
    response = client.get(OPEN)
    assert response.status_code == 200
    names = list(adopted.entries.values_list("name", flat=True))
    assert [name for name in names if f'aria-label="UWV: {name}"' not in response.text] == []


def test_day_before_the_first_package_says_so(client: Client, adopted: Catalogue) -> None:
    response = client.get(OPEN, {"datum": f"{start(adopted) - timedelta(days=1):%Y-%m-%d}"})
    assert "Op deze datum was er geen basispakket van kracht." in response.text
    assert "Jobcoach" not in response.text


def test_first_day_of_the_package_shows_it(client: Client, adopted: Catalogue) -> None:
    assert "Jobcoach" in client.get(OPEN, {"datum": f"{start(adopted):%Y-%m-%d}"}).text


def test_what_is_no_day_is_named_and_kept(client: Client, adopted: Catalogue) -> None:
    response = client.get(OPEN, {"datum": "ooit"})
    assert response.status_code == 200
    assert "Dit is geen datum." in response.text
    assert 'value="ooit"' in response.text


@pytest.mark.parametrize("address", [JSON, CSV])
def test_draft_is_no_open_data(client: Client, draft: Catalogue, address: str) -> None:
    assert client.get(address).status_code == 404
    assert "Jobcoach" not in client.get(OPEN).text


def test_json_is_what_was_adopted(client: Client, adopted: Catalogue) -> None:
    response = client.get(JSON)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json()["entries"] == adopted.full()["entries"]
    assert not any(
        entry["is_described"] for entry in response.json()["entries"]
    )  # 2014: only the instruments
    assert response.json()["in_force_from"] == start(adopted).isoformat()


def test_csv_has_a_line_for_each_side(client: Client, adopted: Catalogue) -> None:
    text = client.get(CSV).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 16
    assert {row["aanbieder"] for row in rows} == {"gemeente", "UWV"}
    assert rows[0]["duur"] == "Ten hoogste 3 maanden."


def test_cell_that_a_spreadsheet_would_carry_out_is_text() -> None:
    side: dict[str, str | None] = {
        "provider": "uwv",
        "purpose": "=1+1",
        "for_whom": "",
        "conditions": "",
        "duration": "",
    }
    side |= {"amount": "", "legal_source": "", "valid_from": None, "valid_to": None}
    side |= dict.fromkeys(InstrumentSide.LATER_TERMS, "")
    entry = {"slug": "a", "name": "A", "relation": "", "replaces": "", "is_described": True, "sides": [side]}
    (line,) = lines({"number": 1, "entries": [entry]}, {"uwv": "UWV"})
    assert line[4] == "'=1+1"


def test_takes_as_many_queries_for_thirty_instruments_as_for_one(client: Client, adopted: Catalogue) -> None:
    adopted.entries.exclude(slug="jobcoach").delete()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(OPEN).status_code == 200
        return len(captured)

    one = queries()
    for number in range(10, 39):
        entry = adopted.entries.create(slug=f"i-{number}", name=f"I{number}", position=number, summary="x")
        entry.sides.create(provider=Provider.UWV, purpose="x", for_whom="x")
    assert queries() == one


@pytest.mark.rendering
def test_pdf_is_for_everybody_and_passes_verapdf(client: Client, adopted: Catalogue, tmp_path: Path) -> None:
    answer = client.get(reverse("instruments:open_package_pdf", args=[1]))
    path = tmp_path / "pakket.pdf"
    path.write_bytes(answer.content)
    for flavour in ("ua1", "3a"):
        assert vera.check(path, flavour).failures == ()
    assert client.get(reverse("instruments:open_package_pdf", args=[1])).content == answer.content
    assert client.get(reverse("instruments:open_package_pdf", args=[2])).status_code == 404


DAY = reverse("instruments:open_package_day")


def test_days_between_two_changes_are_one_document(adopted: Catalogue) -> None:
    first, last = start(adopted), start(adopted) + timedelta(30)
    InstrumentSide.objects.filter(entry__slug="jobcoach").update(valid_to=last)
    assert stood_between(adopted, first) == (first, last)
    assert stood_between(adopted, last) == (first, last)
    assert stood_between(adopted, last + timedelta(1)) == (last + timedelta(1), None)


@pytest.mark.parametrize("asked", ["ooit", "2013-01-01"])
def test_pdf_of_a_day_without_a_package_does_not_exist(
    client: Client, adopted: Catalogue, asked: str
) -> None:
    assert client.get(DAY, {"datum": asked}).status_code == 404


@pytest.mark.rendering
def test_pdf_of_a_day_says_until_when_it_held_and_what_had_ended(client: Client, adopted: Catalogue) -> None:
    last = start(adopted) + timedelta(30)
    InstrumentSide.objects.update(valid_to=None)
    InstrumentSide.objects.filter(entry__slug="jobcoach").update(valid_to=last)

    def words(on: date) -> str:
        reader = PdfReader(io.BytesIO(client.get(DAY, {"datum": f"{on:%Y-%m-%d}"}).content))
        return " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    before = words(start(adopted))
    assert f"tot en met {date_words(last)}" in before
    assert "(vervallen)" not in before
    after = words(last + timedelta(1))
    assert f"van {date_words(last + timedelta(1))} tot nu" in after
    assert "Jobcoach (vervallen)" in after
    same = client.get(DAY, {"datum": f"{last + timedelta(9):%Y-%m-%d}"})
    assert same.content == client.get(DAY, {"datum": f"{last + timedelta(1):%Y-%m-%d}"}).content
    assert same.headers["Content-Disposition"].startswith('inline; filename="basispakket-op-')
