"""Counts from WBS/Sonar: read, previewed, taken over as a whole, and shown per location and sector with their age."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.models import LedgerEvent, Location
from quotum import queries
from quotum.actions import import_counts
from quotum.domain.columns import COLUMNS, Layout
from quotum.domain.counts_csv import CountRow, parse_counts
from quotum.domain.delimited import read_table
from quotum.enums import CountKind
from quotum.models import CountFigure, CountRevision, ImportDraft
from tests.quotum.factories import Quotum, csv_file
from werkbedrijf.lib.errors import Conflict, DomainError

ON = date(2026, 11, 27)
HEADER = ";".join(COLUMNS[Layout.COUNTS])
LOCATIONS = {"almelo": "Almelo", "enschede": "Enschede"}
GOOD = "2026;3;Almelo;F;vacatures;12"
PUBLISHED = date(2026, 10, 20)


def parsed(*lines: str, header: str = HEADER) -> Any:
    return parse_counts(read_table(csv_file(*lines, header=header)), LOCATIONS, {"F": "Bouw"}, ON, "1" * 64)


def test_good_file_has_its_rows_and_says_what_is_absent() -> None:
    found = parsed(GOOD, "2026;3;enschede;;Werkzoekenden;900")
    assert found.rows == (
        CountRow(2026, 3, "vacancies", "almelo", "F", 12),
        CountRow(2026, 3, "jobseekers", "enschede", "", 900),
    )
    assert (
        found.notes[0] == "Van kwartaal 3 van 2026 ontbreken bij werkzoekenden: Almelo. Ontbreken is geen 0."
    )


@pytest.mark.parametrize(
    ("line", "column", "part"),
    [
        ("2013;3;Almelo;F;vacatures;12", "jaar", "2014 tot en met 2026"),
        ("2026;9;Almelo;F;vacatures;12", "kwartaal", "1 tot en met 4"),
        ("2026;4;Almelo;F;vacatures;12", "kwartaal", "nog niet afgelopen"),
        ("2026;3;Zwolle;F;vacatures;12", "locatie", "Almelo of Enschede"),
        ("2026;3;Almelo;Z;vacatures;12", "sector", "of laat de cel leeg"),
        ("2026;3;Almelo;F;klachten;12", "telling", "vacatures, werkzoekenden of werkgeverscontacten"),
        ("2026;3;Almelo;F;vacatures;veel", "aantal", "heel getal"),
        ("2026;3;Almelo;F;vacatures", "", "5 kolommen in plaats van 6"),
        (GOOD, "", "al eerder"),
        ("2026;3;Almelo;F 111222333;vacatures;12", "sector", "burgerservicenummer"),
    ],
)
def test_error_stands_at_row_and_column(line: str, column: str, part: str) -> None:
    found = parsed(GOOD, line)
    assert [(error.line, error.column) for error in found.errors] == [(3, column)]
    assert part in found.errors[0].message
    assert "111222333" not in found.errors[0].message
    assert found.rows == ()


def test_column_about_persons_refuses_the_file() -> None:
    assert [error.column for error in parsed(f"{GOOD};X", header=f"{HEADER};achternaam").errors] == [
        "kolom 7"
    ]


@pytest.fixture
def places(quotum: Quotum) -> Quotum:
    for name in LOCATIONS.values():
        Location.objects.create(name=name, slug=name.lower())
    return quotum


def count(quotum: Quotum, number: int, *, kind: str = "vacancies", quarter: int = 3) -> list[CountRevision]:
    rows = [
        CountRow(2025, quarter, kind, "almelo", "F", number),
        CountRow(2025, quarter, kind, "enschede", "", 5),
    ]
    return import_counts(
        rows,
        by=quotum.uwv_staff,
        source="WBS",
        published_on=date(2026, 1, 20),
        sha256=f"{kind}{quarter}{number}".ljust(64, "0"),
    )


def test_later_delivery_counts_and_the_earlier_stays(places: Quotum) -> None:
    count(places, 7)
    count(places, 9)
    assert [r.number for r in CountRevision.objects.order_by("number")] == [1, 2]
    table = queries.count_tables(2025, date(2026, 1, 30))[0]
    assert [(line.name, line.counts) for line in table.locations] == [
        ("Almelo", (None, None, 9, None)),
        ("Enschede", (None, None, 5, None)),
    ]
    assert [(line.name, line.total) for line in table.sectors] == [
        ("Bouwnijverheid (F)", 9),
        ("sector niet bekend", 5),
    ]
    assert (table.total, table.age_days) == (14, 10)
    assert LedgerEvent.objects.filter(kind="counts_imported").count() == 2


def test_same_file_empty_and_too_early_are_refused(places: Quotum) -> None:
    count(places, 7)
    with pytest.raises(Conflict, match="al overgenomen"):
        count(places, 7)
    row = CountRow(2025, 3, "vacancies", "almelo", "", 1)
    inputs: dict[str, Any] = {"by": places.uwv_staff, "source": "WBS", "sha256": "2" * 64}
    with pytest.raises(DomainError, match="vóór het einde"):
        import_counts([row], published_on=date(2025, 9, 30), **inputs)
    with pytest.raises(DomainError, match="geen tellingen"):
        import_counts([], published_on=PUBLISHED, **inputs)
    with pytest.raises(DomainError, match="Onbekend: Z, zwolle"):
        import_counts([CountRow(2025, 3, "vacancies", "zwolle", "Z", 1)], published_on=PUBLISHED, **inputs)
    assert CountRevision.objects.count() == 1


def test_jobseekers_are_a_stock(places: Quotum) -> None:
    count(places, 7, kind="jobseekers")
    assert not queries.count_tables(2025)[0].is_added
    assert queries.count_tables(2025)[0].kind == CountKind.JOBSEEKERS


def test_page_asks_as_many_queries_for_many_deliveries(client: Client, places: Quotum) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(where).status_code == 200
            return len(found.captured_queries)

    where = reverse("quotum:count_list") + "?jaar=2025"
    client.force_login(places.reader)
    count(places, 1)
    client.get(where)
    one = asked()
    for number in range(2, 12):
        for quarter in (1, 2, 3):
            count(places, number, quarter=quarter, kind="vacancies" if number % 2 else "contacts")
    assert asked() == one


def test_from_file_to_page(client: Client, places: Quotum, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(places.uwv_staff)
    content = csv_file(
        "2025;3;Almelo;F;vacatures;12", "2025;3;Enschede;;werkgeverscontacten;1234", header=HEADER
    )
    fields = {
        "file": SimpleUploadedFile("t.csv", content),
        "source": "WBS/Sonar",
        "published_on": (date(2025, 9, 30) + timedelta(days=20)).isoformat(),
    }
    page = client.post(reverse("quotum:realisation_import"), fields, follow=True)
    assert "Vacatures, Almelo, kwartaal 3 van 2025" in page.text
    assert not CountFigure.objects.exists()
    accept = reverse("quotum:realisation_accept", args=[ImportDraft.objects.get().pk])
    done = client.post(accept, follow=True)
    assert done.redirect_chain[-1][0] == reverse("quotum:count_list") + "?jaar=2025"
    assert "1.234" in done.text
    assert "1 januari 2015" in done.text
    again = client.post(
        reverse("quotum:realisation_import"), fields | {"file": SimpleUploadedFile("t.csv", content)}
    )
    assert "al overgenomen op" in again.text
    lines = client.get(reverse("quotum:count_template")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 2 * 3
