"""Entering realised numbers: template, upload, errors at row and column, preview, and taking over once."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quotum.imports import LARGEST_FILE, read_realisation
from quotum.models import ImportDraft, RealisationRevision
from tests.quotum.factories import Quotum, csv_file, make_delivery

IMPORT = reverse("quotum:realisation_import")
LIST = reverse("quotum:realisation_list")
GOOD = csv_file("2024;3;sector;A;nieuw;banen;12", "2024;3;gemeente;Enschede;nieuw;banen;12")
BSN = "111222333"


def upload(client: Client, quotum: Quotum, content: bytes, **changes: Any) -> Any:
    client.force_login(quotum.uwv_staff)
    fields = {
        "file": SimpleUploadedFile("cijfers.csv", content, "text/csv"),
        "source": "UWV",
        "published_on": "2025-02-01",
    }
    return client.post(IMPORT, {k: v for k, v in (fields | changes).items() if v is not None})


def test_good_file_goes_to_the_preview_and_stores_no_figures(client: Client, quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 2, {"A": 41})
    response = upload(client, quotum, GOOD)
    draft = ImportDraft.objects.get()
    preview = reverse("quotum:realisation_preview", args=[draft.pk])
    assert (response.status_code, response.headers["Location"]) == (302, preview)
    text = client.get(preview).text
    assert "Er is nog niets overgenomen" in text
    assert "41" in text
    assert RealisationRevision.objects.filter(quarter=3).count() == 0


def test_taking_over_shows_the_figures_on_the_monitor(client: Client, quotum: Quotum) -> None:
    upload(client, quotum, GOOD)
    accept = reverse("quotum:realisation_accept", args=[ImportDraft.objects.get().pk])
    response = client.post(accept)
    assert response.headers["Location"] == reverse("quotum:monitor") + "?jaar=2024"
    page = client.get(response.headers["Location"])
    assert "De cijfers zijn overgenomen" in page.text
    assert [line.realised for line in page.context["lines"] if line.realised is not None] == [12]
    again = client.post(accept)
    assert (again.status_code, RealisationRevision.objects.count()) == (303, 2)
    assert "al overgenomen of verwijderd" in client.get(again.headers["Location"]).text


def test_discarding_leaves_nothing(client: Client, quotum: Quotum) -> None:
    upload(client, quotum, GOOD)
    client.post(reverse("quotum:realisation_discard", args=[ImportDraft.objects.get().pk]))
    assert not ImportDraft.objects.exists()
    assert not RealisationRevision.objects.exists()


def test_errors_stand_at_row_and_column_and_nothing_is_kept(client: Client, quotum: Quotum) -> None:
    response = upload(
        client, quotum, csv_file("2024;3;sector;Z;nieuw;banen;12", "2024;3;sector;A;nieuw;banen;1,5")
    )
    assert response.status_code == 422
    assert [(e.line, e.column) for e in response.context["parsed"].errors] == [(2, "code"), (3, "aantal")]
    assert "“Z” kan hier niet" in response.text
    assert "Er is niets opgeslagen" in response.text
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "Het bestand is leeg"),
        (b"PK\x03\x04" + b"\0" * 400, "Excel"),
        (b"%PDF-1.7\n", "Dit is een PDF"),
        (GOOD + b"\0", "nul-bytes"),
        (b"x" * 3_000_000, "langer dan"),
        (b"x" * (LARGEST_FILE + 1), "groter dan 60 MB"),
    ],
    ids=["empty", "xlsx", "pdf", "nul", "one line", "too large"],
)
def test_hostile_file_gets_a_sentence(client: Client, quotum: Quotum, content: bytes, part: str) -> None:
    response = upload(client, quotum, content)
    assert response.status_code == 422
    assert part in response.text
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        csv_file(f"2024;3;sector;{BSN};nieuw;banen;12"),
        csv_file(f"2024;3;sector;A;nieuw;banen;{BSN}"),
        csv_file(
            f"2024;3;sector;A;nieuw;banen;12;{BSN};Voorbeeldpersoon",
            header="jaar;kwartaal;soort;code;maat;eenheid;aantal;bsn;naam",
        ),
    ],
    ids=["cell", "count", "columns"],
)
def test_personal_data_is_refused_not_kept_not_shown_not_logged(
    client: Client, quotum: Quotum, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    response = upload(client, quotum, content)
    assert response.status_code == 422
    for place in (response.text, caplog.text, str(client.session.items())):
        assert BSN not in place
        assert "Voorbeeldpersoon" not in place
    assert not ImportDraft.objects.exists()


def test_same_file_again_is_recognised(client: Client, quotum: Quotum) -> None:
    upload(client, quotum, GOOD)
    client.post(reverse("quotum:realisation_accept", args=[ImportDraft.objects.get().pk]))
    response = upload(client, quotum, GOOD)
    assert response.status_code == 422
    assert "al overgenomen op" in response.text


def test_preview_says_that_the_figures_are_the_same_and_marks_what_differs(
    client: Client, quotum: Quotum
) -> None:
    make_delivery(quotum, 2024, 3, {"A": 12})
    upload(client, quotum, csv_file("2024;3;sector;A;nieuw;banen;12"))
    same = client.get(reverse("quotum:realisation_preview", args=[ImportDraft.objects.get().pk])).text
    assert "Deze cijfers zijn gelijk aan de levering die nu telt." in same
    assert ">anders<" not in same
    ImportDraft.objects.all().delete()
    upload(client, quotum, csv_file("2024;3;sector;A;nieuw;banen;13"))
    other = client.get(reverse("quotum:realisation_preview", args=[ImportDraft.objects.get().pk])).text
    assert "Over dit kwartaal zijn al cijfers." in other
    assert ">anders<" in other


def test_wrong_day_tells_to_choose_the_file_again(client: Client, quotum: Quotum) -> None:
    assert "Kies ook het bestand opnieuw" in upload(client, quotum, GOOD, published_on="morgen").text


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"file": None}, "Kies een bestand met cijfers."),
        ({"source": ""}, "Noem de bron van de cijfers"),
        ({"published_on": ""}, "Vul de dag in waarop de bron de cijfers gaf."),
        ({"published_on": "morgen"}, "Vul een dag in zoals 31-12-2026."),
        ({"published_on": "2999-01-01"}, "in de toekomst"),
        ({"published_on": "2024-09-30"}, "vóór het einde van kwartaal 3 van 2024"),
    ],
)
def test_form_says_what_is_missing(
    client: Client, quotum: Quotum, changes: dict[str, Any], part: str
) -> None:
    response = upload(client, quotum, GOOD, **changes)
    assert response.status_code == 422
    assert part in response.text
    assert not ImportDraft.objects.exists()


def test_template_lists_what_to_fill_in_and_asks_for_the_counts(client: Client, quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1})
    client.force_login(quotum.uwv_staff)
    response = client.get(reverse("quotum:realisation_template"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="realisatie-2024-kwartaal-2.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "jaar;kwartaal;soort;code;maat;eenheid;aantal"
    assert len(lines) == 1 + 10 + 2 + 5 + 2 + 1
    parsed = read_realisation(response.content)
    assert {(error.column, error.message[:21]) for error in parsed.errors} == {
        ("aantal", "Hier ontbreekt het aa")
    }
    filled = (
        response.content.decode()
        .replace("banen;\r\n", "banen;1\r\n")
        .replace("totaal;;nieuw;banen;1", "sector;A;stand;banen;1")
    )
    assert read_realisation(filled.encode()).errors == ()


def test_list_says_measure_unit_source_and_age(client: Client, quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 5})
    make_delivery(quotum, 2024, 1, {"A": 70}, measure="stock", unit="people")
    client.force_login(quotum.reader)
    text = client.get(LIST).text
    assert "Nieuw in het kwartaal, in banen, per sector" in text
    assert "Stand aan het einde van het kwartaal, in personen, per sector" in text
    assert "de kwartalen worden niet opgeteld" in text
    assert "dagen oud" in text
    assert "01-02-2025" in text


def test_list_without_figures_says_so(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.reader)
    assert "nog geen realisatiecijfers" in client.get(LIST).text
