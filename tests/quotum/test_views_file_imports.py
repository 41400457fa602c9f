"""From choosing a workbook or a long file to taking it over: progress, columns to be mapped, errors, and figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quotum import queries
from quotum.actions import read_file, save_mapping
from quotum.domain.columns import COLUMNS, Layout, proposed
from quotum.enums import FileState
from quotum.imports import uploads
from quotum.models import FileImport, ImportDraft, RealisationRevision
from quotum.views import file_imports
from tests.quotum.factories import Quotum, csv_file, make_adopted_allocation, make_delivery
from tests.quotum.workbooks import workbook

IMPORT = reverse("quotum:realisation_import")
DETAIL = ";".join(COLUMNS[Layout.DETAIL])
ROWS = (
    "2024;3;Enschede;A;Wajong;markt;nieuw;banen;7",
    "2024;3;Enschede;F;Participatiewet;overheid;nieuw;banen;5",
    "2024;3;GM0141;F;Wajong;markt;nieuw;banen;4",
)


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def choose(client: Client, quotum: Quotum, content: bytes, name: str = "cijfers.csv", **changes: Any) -> Any:
    client.force_login(quotum.uwv_staff)
    fields = {"file": SimpleUploadedFile(name, content), "source": "UWV", "published_on": "2025-02-01"}
    return client.post(IMPORT, fields | changes)


def left_behind(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_workbook_of_a_quarter_goes_to_the_preview(client: Client, quotum: Quotum, tmp_path: Path) -> None:
    content = workbook(
        ["jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal"],
        [2024, 3, "groep", "Wajong", "nieuw", "banen", 12],
        [2024, 3, "sector", "A", "nieuw", "banen", 12],
    )
    response = choose(client, quotum, content, "cijfers.xlsx")
    page = client.get(response.headers["Location"])
    assert "per groep" in page.text
    assert "Wajong" in page.text
    client.post(reverse("quotum:realisation_accept", args=[ImportDraft.objects.get().pk]))
    assert {r.dimension: r.total for r in RealisationRevision.objects.all()} == {"group": 12, "sector": 12}
    assert "al overgenomen op" in choose(client, quotum, content, "cijfers.xlsx").text
    assert left_behind(tmp_path) == []


def test_workbook_with_errors_names_its_rows(client: Client, quotum: Quotum, tmp_path: Path) -> None:
    header = ["jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal"]
    response = choose(
        client, quotum, workbook(header, [], [2024, 3, "sector", "A", "nieuw", "banen", "=1+1"])
    )
    assert response.status_code == 422
    assert [(e.line, e.column) for e in response.context["parsed"].errors] == [(3, "aantal")]
    assert left_behind(tmp_path) == []


def test_small_detailed_file_is_read_at_once_and_taken_over(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 3, {"A": 1})
    page = client.get(choose(client, quotum, csv_file(*ROWS, header=DETAIL)).headers["Location"])
    assert "Klopt dit bestand?" in page.text
    assert [(line.total, line.counting, line.difference) for line in page.context["lines"]] == [(16, 1, 15)]
    file = FileImport.objects.get()
    accept = reverse("quotum:file_import_accept", args=[file.pk])
    assert "De cijfers zijn overgenomen" in client.post(accept, follow=True).text
    assert "al overgenomen" in client.post(accept, follow=True).text
    monitor = client.get(reverse("quotum:monitor") + "?jaar=2024")
    assert [line.realised for line in monitor.context["municipalities"].lines] == [12, 4]
    assert monitor.context["groups"].total == 16


def test_long_file_is_read_in_the_background_with_a_bar(
    client: Client, quotum: Quotum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_imports, "READ_AT_ONCE", 10)
    response = choose(client, quotum, csv_file(*ROWS, header=DETAIL))
    file = FileImport.objects.get()
    page = client.get(response.headers["Location"])
    assert "Uw bestand wordt gelezen" in page.text
    assert "<progress" in page.text
    progress = reverse("quotum:file_import_progress", args=[file.pk])
    assert client.get(progress).status_code == 200
    read_file(file.pk, pause=0)
    done = client.get(progress)
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    assert "wacht een groot bestand" in client.get(IMPORT).text


def test_errors_of_a_long_file_stand_on_its_page(client: Client, quotum: Quotum) -> None:
    content = csv_file(*ROWS, "2024;3;Zwolle;A;Wajong;markt;nieuw;banen;1", header=DETAIL)
    page = client.get(choose(client, quotum, content).headers["Location"])
    assert "Dit bestand is niet ingelezen" in page.text
    assert "CBS-code" in page.text
    assert "Zwolle" not in page.text


def test_unknown_columns_are_mapped_once_and_then_remembered(client: Client, quotum: Quotum) -> None:
    header = "Jaar van meting;KW;Regio;Banen"
    where = choose(client, quotum, csv_file("2024;3;Enschede;7", header=header)).headers["Location"]
    page = client.get(where, follow=True)
    assert "Welke kolom is wat?" in page.text
    mapping_page = page.redirect_chain[-1][0]
    refused = client.post(mapping_page, {"jaar": "Jaar van meting"})
    assert refused.status_code == 422
    assert "Kies de kolom met de aantallen." in refused.text
    answers = {
        "jaar": "Jaar van meting",
        "kwartaal": "KW",
        "gemeente": "Regio",
        "maat_fixed": "nieuw",
        "eenheid_fixed": "banen",
        "aantal": "Banen",
    }
    assert "Klopt dit bestand?" in client.post(mapping_page, answers, follow=True).text
    again = choose(client, quotum, csv_file("2024;2;Enschede;3", header=header))
    assert "Klopt dit bestand?" in client.get(again.headers["Location"]).text


def test_series_can_be_mapped_too(client: Client, quotum: Quotum) -> None:
    header = "periode;kw;sbi;aantal banen"
    where = choose(client, quotum, csv_file("2024;3;A;7", header=header)).headers["Location"]
    mapping_page = client.get(where, follow=True).redirect_chain[-1][0] + "?indeling=series"
    answers = {
        "jaar": "periode",
        "kwartaal": "kw",
        "soort_fixed": "sector",
        "code": "sbi",
        "maat_fixed": "nieuw",
        "eenheid_fixed": "banen",
        "aantal": "aantal banen",
    }
    wrong = client.post(mapping_page, answers | {"soort_fixed": "branche"})
    assert wrong.status_code == 422
    assert "“branche” kan hier niet" in wrong.text
    assert "Er is nog niets overgenomen" in client.post(mapping_page, answers, follow=True).text
    mapped = queries.mapping_of("uwv")
    assert mapped is not None
    assert mapped.layout == Layout.SERIES
    again = choose(client, quotum, csv_file("2024;2;A;5", header=header))
    assert "zoals u die op" in client.get(again.headers["Location"]).text


@pytest.mark.parametrize(
    ("row", "header"),
    [("2024;111222333", "wanneer;wat"), ("2024;Voorbeeldpersoon", "wanneer;achternaam")],
    ids=["BSN", "name column"],
)
def test_file_with_personal_data_does_not_wait_for_its_mapping(
    client: Client, quotum: Quotum, row: str, header: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    response = choose(client, quotum, csv_file(row, header=header))
    assert response.status_code == 422
    for place in (response.text, caplog.text):
        assert "111222333" not in place
        assert "Voorbeeldpersoon" not in place
    assert left_behind(tmp_path) == []
    assert not FileImport.objects.exists()


def test_bsn_beside_the_mapped_columns_is_found(client: Client, quotum: Quotum, tmp_path: Path) -> None:
    columns = {
        "jaar": ("column", "periode"),
        "kwartaal": ("column", "kw"),
        "soort": ("fixed", "sector"),
        "code": ("column", "sbi"),
        "maat": ("fixed", "nieuw"),
        "eenheid": ("fixed", "banen"),
        "aantal": ("column", "aantal banen"),
    }
    save_mapping("UWV", Layout.SERIES, columns, by=quotum.uwv_staff)
    content = csv_file("2024;3;A;7;111222333", header="periode;kw;sbi;aantal banen;kenmerk")
    response = choose(client, quotum, content)
    assert response.status_code == 422
    assert [(e.line, e.column) for e in response.context["parsed"].errors] == [(2, "kenmerk")]
    assert "111222333" not in response.text
    assert left_behind(tmp_path) == []


def test_more_files_than_anybody_needs_are_refused(client: Client, quotum: Quotum, tmp_path: Path) -> None:
    for quarter in (1, 2, 3, 4):
        choose(client, quotum, csv_file(f"2023;{quarter};Enschede;A;;;nieuw;banen;1", header=DETAIL))
    choose(client, quotum, csv_file("2022;1;Enschede;A;;;nieuw;banen;1", header=DETAIL))
    refused = choose(client, quotum, csv_file("2022;2;Enschede;A;;;nieuw;banen;1", header=DETAIL))
    assert refused.status_code == 422
    assert "Er wachten al 5 bestanden van u" in refused.text
    assert left_behind(tmp_path) == []


def test_throwing_a_file_away_takes_nothing_over(client: Client, quotum: Quotum) -> None:
    choose(client, quotum, csv_file(*ROWS, header=DETAIL))
    file = FileImport.objects.get()
    page = client.post(reverse("quotum:file_import_discard", args=[file.pk]), follow=True)
    assert "Er is niets overgenomen" in page.text
    file.refresh_from_db()
    assert file.state == FileState.FAILED
    assert not RealisationRevision.objects.exists()


def test_template_in_detail_asks_for_its_count(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    lines = client.get(reverse("quotum:detail_template")).content.decode("utf-8-sig").splitlines()
    assert lines[0] == DETAIL
    assert lines[1].endswith(";nieuw;banen;")


DETAIL_ROW = [2024, 3, "Enschede", "A", "Wajong", "markt", "nieuw", "banen", 7]


def test_long_workbook_is_unpacked_in_the_background(
    client: Client, quotum: Quotum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(uploads, "UNPACKED_AT_ONCE", 10)
    content = workbook(COLUMNS[Layout.DETAIL], [], DETAIL_ROW)
    response = choose(client, quotum, content, "detail.xlsx")
    file = FileImport.objects.get()
    assert file.is_packed
    assert [path.suffix for path in left_behind(tmp_path)] == [".xlsx"]
    assert "Uw bestand wordt gelezen" in client.get(response.headers["Location"]).text
    assert read_file(file.pk, pause=0)
    assert "Klopt dit bestand?" in client.get(response.headers["Location"]).text
    assert left_behind(tmp_path) == []


def test_long_workbook_waits_for_its_columns_once_it_is_unpacked(
    client: Client, quotum: Quotum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "UNPACKED_AT_ONCE", 10)
    response = choose(client, quotum, workbook(["periode", "banen"], [2024, 7]), "cijfers.xlsx")
    read_file(FileImport.objects.get().pk, pause=0)
    page = client.get(response.headers["Location"], follow=True)
    assert "Welke kolom is wat?" in page.text
    assert "periode" in page.text


def test_long_workbook_with_a_bsn_leaves_nothing(
    client: Client, quotum: Quotum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(uploads, "UNPACKED_AT_ONCE", 10)
    response = choose(client, quotum, workbook(["periode", "wat"], [2024, 111222333]), "cijfers.xlsx")
    read_file(FileImport.objects.get().pk, pause=0)
    page = client.get(response.headers["Location"])
    assert "Dit bestand is niet ingelezen" in page.text
    assert "111222333" not in page.text
    assert left_behind(tmp_path) == []


def test_long_workbook_that_is_no_list_is_refused_in_the_background(
    client: Client, quotum: Quotum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(uploads, "UNPACKED_AT_ONCE", 10)
    rows = [COLUMNS[Layout.DETAIL], DETAIL_ROW, *[[]] * 1_100, DETAIL_ROW]
    response = choose(client, quotum, workbook(*rows), "detail.xlsx")
    read_file(FileImport.objects.get().pk, pause=0)
    assert "lege rijen" in client.get(response.headers["Location"]).text
    assert left_behind(tmp_path) == []


def test_long_workbook_of_a_short_layout_is_read_at_once(
    client: Client, quotum: Quotum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(uploads, "UNPACKED_AT_ONCE", 10)
    content = workbook(
        ["jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal"],
        [2024, 3, "sector", "A", "nieuw", "banen", 12],
    )
    response = choose(client, quotum, content, "cijfers.xlsx")
    assert "per sector" in client.get(response.headers["Location"]).text
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize(
    ("column", "header", "found"),
    [
        ("jaar", ["Jaar", "Verslagjaar"], "Jaar"),  # our own word goes first
        ("jaar", ["Verslagjaar", "Kwartaal"], "Verslagjaar"),
        ("sector", ["SBI-sector", "Gemeente"], "SBI-sector"),
        ("groep", ["Doelgroep"], "Doelgroep"),
        ("aantal", ["Regio", "Banen"], "Banen"),
        ("gemeente", ["Gemeente werk", "Gemeente wonen"], ""),  # in doubt: the reader chooses
        ("kwartaal", ["Maand"], ""),
        ("aantal", ["", ""], ""),
    ],
)
def test_column_is_proposed_when_there_is_no_doubt(column: str, header: list[str], found: str) -> None:
    assert proposed(column, header) == found
