"""Workplaces by another definition (werkzame personen): read, kept beside the jobs of CBS, never mixed with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quotum.domain.classification import Section
from quotum.domain.delimited import read_table
from quotum.domain.workplace_file import WorkplaceFile
from quotum.domain.workplace_rows import parse_workplaces
from quotum.enums import WorkplaceDefinition
from quotum.models import WorkplaceDraft, WorkplaceRevision
from quotum.queries import allocation_table, workplace_choices
from quotum.queries.workplace_figures import latest_figures, newer_edition
from tests.governance.readers import text
from tests.quotum.factories import Quotum, csv_file, make_adopted_allocation, make_draft_allocation
from tests.quotum.workbooks import workbook

IMPORT, LIST = reverse("quotum:workplace_import"), reverse("quotum:workplace_list")
HEADER = "jaar;sector;aantal;definitie;bron;peilmoment"
TAIL = "werkzame personen;Voorbeeldregister;1 april"
SECTIONS = {"SBI 2008": [Section(letter, f"Sectie {letter}") for letter in "ABCDEF"]}


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def parse(*lines: str, header: str = HEADER) -> WorkplaceFile:
    return parse_workplaces(read_table(csv_file(*lines, header=header)), SECTIONS, range(1990, 2027), "x")


def take_over(
    client: Client, quotum: Quotum, content: bytes, name: str = "personen.csv"
) -> WorkplaceRevision:
    client.force_login(quotum.uwv_staff)
    values = {"published_on": "2025-06-01", "file": SimpleUploadedFile(name, content)}
    client.post(IMPORT, values)
    client.post(reverse("quotum:workplace_accept", args=[WorkplaceDraft.objects.get().pk]))
    return WorkplaceRevision.objects.get(definition=WorkplaceDefinition.PERSONS)


def all_sectors(quotum: Quotum, count: int = 1_000) -> list[list[Any]]:
    codes = quotum.sector_list.sectors.values_list("code", flat=True)
    return [[2014, code, count, "werkzame personen", "Voorbeeldregister", "1 april"] for code in codes]


def test_file_says_what_it_counts_when_and_by_whom() -> None:
    parsed = parse(
        f"2024;A;1900;{TAIL}", f"2024;b-e;;{TAIL}", f"2024;47;120;{TAIL}", f"2024;totaal;5000;{TAIL}"
    )
    assert (parsed.definition, parsed.reference, parsed.source) == ("persons", "1 april", "Voorbeeldregister")
    assert [(f.code, f.jobs, f.kind) for f in parsed.figures] == [
        ("TOTAL", 5000, "reported"),
        ("47", 120, "reported"),
        ("A", 1900, "reported"),
        ("B-E", None, "missing"),
    ]


@pytest.mark.parametrize(
    ("lines", "column", "part"),
    [
        (
            (f"2024;A;1;{TAIL}", "2024;F;1;banen van werknemers;Voorbeeldregister;1 april"),
            "definitie",
            "regel 2",
        ),
        ((f"2024;A;1;{TAIL}", "2024;F;1;werkzame personen;Ander register;1 april"), "bron", "regel 2"),
        (("2024;A;1;personen;Voorbeeldregister;1 april",), "definitie", "“personen” kan hier niet."),
        (("2024;A;1;werkzame personen;;1 april",), "bron", "leeg"),
        ((f"2024;Z;1;{TAIL}",), "sector", "“Z” kan hier niet."),
        ((f"2024;A;1.900;{TAIL}",), "aantal", "zonder punten"),
        ((f"1066;A;1;{TAIL}",), "jaar", "van 1990 tot en met 2026"),
        ((f"2024;A;1;{TAIL}", f"2024;a;2;{TAIL}"), "", "ook op regel 2"),
        ((f"2024;A;;{TAIL}",), "aantal", "Bij geen enkele regel"),
        (("2024;A;1;werkzame personen;111222333;1 april",), "kolom 5", "burgerservicenummer"),
    ],
)
def test_bad_file_says_where_and_what_to_do(lines: tuple[str, ...], column: str, part: str) -> None:
    (error,) = parse(*lines).errors
    assert (error.column, part in error.message) == (column, True)


def test_missing_column_is_named() -> None:
    assert "ontbreekt: definitie" in parse("2024;A;1;X", header="jaar;sector;aantal;bron").errors[0].message


def test_parts_that_are_not_the_total_are_noted() -> None:
    (note,) = parse(f"2024;A-E;10;{TAIL}", f"2024;F;11;{TAIL}", f"2024;totaal;31;{TAIL}").notes
    assert "samen 21 en het totaal is 31" in note


def test_persons_stand_beside_jobs_and_replace_none(client: Client, quotum: Quotum) -> None:
    before = latest_figures()
    revision = take_over(client, quotum, workbook(HEADER.split(";"), *all_sectors(quotum)), "personen.xlsx")
    assert latest_figures() == before
    assert latest_figures("persons")[2014, "A"] == 1_000
    assert (revision.measure, revision.source) == (
        "werkzame personen, met zelfstandigen, peilmoment 1 april",
        "Voorbeeldregister",
    )
    page = text(client.get(LIST + "?jaar=2014").text)
    assert "Banen van werknemers, december 2014, in banen" in page
    other = text(client.get(f"{LIST}?jaar=2014&uitgave={revision.pk}").text)
    assert "Werkzame personen, met zelfstandigen, 1 april 2014, in personen" in other


def test_allocation_chooses_one_definition_and_says_when_last_year_had_another(
    client: Client, quotum: Quotum
) -> None:
    earlier = make_adopted_allocation(quotum, year=2015)
    revision = take_over(client, quotum, workbook(HEADER.split(";"), *all_sectors(quotum)), "personen.xlsx")
    assert newer_edition(earlier) is None
    label = dict(workplace_choices())[f"{revision.pk}:2014"]
    assert (
        label == "2014, werkzame personen, met zelfstandigen (Voorbeeldregister, gepubliceerd op 01-06-2025)"
    )
    allocation = make_draft_allocation(quotum, year=2016, workplace_revision=revision)
    assert {share.workplaces for share in allocation.shares.all()} == {1_000}
    assert allocation_table(allocation).counted_otherwise == "banen van werknemers in december"
    assert "In 2015 is iets anders geteld" in client.get(allocation.get_absolute_url()).text
