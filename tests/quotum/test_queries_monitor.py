"""The monitor's reads: outlook, parts with share and pace, what a later delivery changed, cuts, and open data."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotum import queries
from quotum.actions import add_deviation, keep_file, read_file, take_over_file
from quotum.domain.columns import COLUMNS, Layout
from quotum.domain.forecast import Forecast
from quotum.domain.quarters import Quarter
from quotum.enums import Dimension
from quotum.imports import receive
from quotum.queries import Cut
from quotum.queries.breakdown import FIELDS
from tests.quotum.factories import Quotum, make_adopted_allocation, make_delivery, make_draft_allocation

MONITOR = reverse("quotum:monitor") + "?jaar=2024"
CUT = reverse("quotum:breakdown") + "?jaar=2024"


def test_outlook_of_sectors_and_of_the_region(quotum: Quotum) -> None:
    """27 jobs for F in 2024 (6.75 a quarter) and 4 for A."""
    make_adopted_allocation(quotum)
    for year, quarter, counts in (
        (2023, 3, {"F": 9, "A": 1}),
        (2023, 4, {"F": 5, "A": 3}),
        (2024, 1, {"F": 7, "A": 1}),
        (2024, 2, {"F": 6, "A": 1}),
    ):
        make_delivery(quotum, year, quarter, counts)
    lines = queries.realised_by_sector(2024)
    outlook = queries.year_outlook(2024, lines)
    found = {one.line.sector.code: one.outlook for one in outlook.of(lines)}
    assert found["F"].forecast == Forecast(13 + 2 * 5, 13 + 2 * 9, quarters=2, seen=4)
    assert (found["F"].since, found["F"].verdict) == (Quarter(2024, 2), "kan gehaald worden")
    assert (found["A"].since, found["A"].verdict) == (None, "wordt gehaald")
    assert (found["J"].forecast, found["J"].since, found["J"].verdict) == (None, None, "")
    assert outlook.region.forecast == Forecast(15 + 2 * 7, 15 + 2 * 10, quarters=2, seen=4)


def test_outlook_is_held_against_what_was_assigned_deviations_and_all(quotum: Quotum) -> None:
    """27 jobs for F by the key; 10 of them go to A, so 17 are assigned and 13 + 2 × 5 is enough."""
    draft = make_draft_allocation(quotum)
    of = {sector.code: sector for sector in quotum.sector_list.sectors.all()}
    add_deviation(draft, giver=of["F"], receiver=of["A"], jobs=10, reason="X", by=quotum.board.secretary)
    make_adopted_allocation(quotum, draft)
    for year, quarter, count in ((2023, 3, 9), (2023, 4, 5), (2024, 1, 7), (2024, 2, 6)):
        make_delivery(quotum, year, quarter, {"F": count, "A": 1})
    lines = queries.realised_by_sector(2024)
    found = {one.line.sector.code: one.outlook for one in queries.year_outlook(2024, lines).of(lines)}
    assert (found["F"].since, found["F"].verdict) == (None, "wordt gehaald")
    assert found["A"].verdict == "wordt niet gehaald"


def test_parts_have_quarters_share_pace_and_the_year_before(quotum: Quotum) -> None:
    make_delivery(quotum, 2023, 1, {"GM0153": 2, "GM0141": 4}, kind="municipality")
    make_delivery(quotum, 2024, 1, {"GM0153": 5, "GM0141": 4}, kind="municipality")
    make_delivery(quotum, 2024, 2, {"GM0153": 0, "GM0141": 3}, kind="municipality")
    table = queries.part_table(2024, Dimension.MUNICIPALITY)
    enschede = next(line for line in table.lines if line.code == "GM0153")
    assert (enschede.counts, enschede.realised) == ((5, 0, None, None), 5)
    assert (enschede.share, enschede.per_quarter) == (Decimal("41.7"), Decimal("2.5"))
    assert (enschede.before, enschede.growth) == (None, None)  # no second quarter in 2023
    assert (table.counts, table.total) == ([9, 3, None, None], 12)
    assert queries.part_table(2025, Dimension.MUNICIPALITY).has_figures is False


def test_growth_is_over_the_same_quarters(quotum: Quotum) -> None:
    for year, count in ((2023, 2), (2024, 5)):
        make_delivery(quotum, year, 1, {"wajong": count}, kind="group")
    make_delivery(quotum, 2023, 2, {"wajong": 90}, kind="group")
    line = next(one for one in queries.part_table(2024, Dimension.GROUP).lines if one.code == "wajong")
    assert (line.before, line.growth) == (2, 3)


def test_later_delivery_says_what_it_changed(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1, "F": 5, "J": 2})
    assert queries.restatements(2024) == []
    make_delivery(quotum, 2024, 1, {"A": 1, "F": 7, "K": 1})
    change = queries.restatements(2024)[0]
    assert (change.title, change.difference, change.earlier.number) == (
        "Kwartaal 1 van 2024, per sector",
        1,
        1,
    )
    assert [(one.name[-2], one.before, one.after, one.difference) for one in change.figures] == [
        ("F", 5, 7, 2),
        ("J", 2, None, -2),
        ("K", None, 1, 1),
    ]


@pytest.fixture
def detailed(quotum: Quotum, tmp_path: Path, settings: Any) -> Quotum:
    """Figures in detail over two quarters."""
    settings.MEDIA_ROOT = tmp_path
    lines = (
        "2024;1;Enschede;A;Wajong;markt;nieuw;banen;7",
        "2024;1;Enschede;F;Participatiewet;overheid;nieuw;banen;5",
        "2024;2;GM0141;F;Wajong;markt;nieuw;banen;4",
        "2024;2;Enschede;;Wajong;markt;nieuw;banen;2",
        "2024;2;Enschede;F;Wajong;markt;stand;banen;900",
    )
    content = "\n".join([";".join(COLUMNS[Layout.DETAIL]), *lines, ""]).encode()
    file = keep_file(
        receive(SimpleUploadedFile("d.csv", content)),
        by=quotum.uwv_staff,
        source="UWV",
        published_on=date(2025, 2, 1),
    )
    read_file(file.pk, pause=0)
    take_over_file(file, by=quotum.uwv_staff)
    return quotum


def cut(rows: Dimension, **limits: str) -> queries.CutTable:
    names = {dimension: queries.names_of(dimension) for dimension in FIELDS}
    asked = {Dimension(word): code for word, code in limits.items()}
    return queries.cut_table(2024, Cut(rows, asked), names)


def test_cut_combines_what_totals_cannot(detailed: Quotum) -> None:
    table = cut(Dimension.SECTOR, municipality="GM0153", group="wajong")
    assert [(line.name, line.counts) for line in table.lines if line.total] == [
        ("Landbouw, bosbouw en visserij (A)", (7, None, None, None)),
        ("niet bekend", (None, 2, None, None)),
    ]
    assert (table.total, table.counts) == (9, [7, 2, None, None])
    by_place = cut(Dimension.MUNICIPALITY, side="market")
    assert {line.name: line.total for line in by_place.lines} == {"Enschede": 9, "Gemeente Almelo": 4}


def test_cut_is_in_the_address_and_as_a_file(client: Client, detailed: Quotum) -> None:
    client.force_login(detailed.reader)
    page = client.get(f"{CUT}&per=gemeente&groep=wajong")
    assert "Nieuwe banen per gemeente in 2024: Wajong" in page.text
    assert page.context["table"].total == 13
    content = client.get(f"{CUT}&per=gemeente&groep=wajong&vorm=csv").content.decode("utf-8-sig")
    assert content.splitlines()[2:4] == ["Enschede;7;2;;;9", "Gemeente Almelo;;4;;;4"]
    assert client.get(f"{CUT}&per=x&groep=x&sector=x").context["table"].total == 18


def test_cut_says_what_it_leaves_out_and_what_was_corrected_since(client: Client, detailed: Quotum) -> None:
    client.force_login(detailed.reader)
    assert (cut(Dimension.SECTOR).only_totals, cut(Dimension.SECTOR).overtaken) == ((), ())
    make_delivery(detailed, 2024, 3, {"A": 9})
    make_delivery(detailed, 2024, 1, {"A": 8, "F": 6}, published_on=date(2025, 3, 1))
    page = client.get(CUT).text
    assert "hier niet meegeteld: kwartaal 3." in " ".join(page.split())
    assert "zonder detail: 14 banen, tegen 12 in deze uitsnede." in page
    content = client.get(f"{CUT}&vorm=csv").content.decode("utf-8-sig")
    assert "Alleen als totaal bekend: kwartaal 3" in content
    assert "Kwartaal 1 is later gecorrigeerd zonder detail: 14 banen" in content


def test_cut_without_details_says_what_is_missing(client: Client, quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1})
    client.force_login(quotum.reader)
    assert "geen cijfers in detail" in client.get(CUT).text


def test_public_figures_are_rounded_everywhere_and_say_so(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 2, "F": 13})
    make_delivery(quotum, 2024, 1, {"GM0153": 14, "GM0141": 1}, kind="municipality", is_example=True)
    page = client.get(reverse("quotum:open_data") + "?jaar=2024")
    assert "afgerond op vijftallen" in page.text
    assert "voorbeeldcijfer" in page.text
    answer = client.get(reverse("quotum:open_data_json", args=[2024]))
    figures = json.loads(answer.content)
    assert (figures["rounded_to"], figures["allocated"], figures["realised"]) == (5, 500, 15)
    assert {one["code"]: one["realised"] for one in figures["sectors"] if one["realised"] is not None} == {
        "A": 0,
        "F": 15,
    }
    assert figures["is_example"] is True
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    text = client.get(reverse("quotum:open_data_csv", args=[2024])).content.decode("utf-8-sig")
    assert "2024;gemeente;GM0153;Enschede;;15" in text.splitlines()
    assert "Voorbeeldcijfers" in text
    assert "F;27;13" not in text


def test_monitor_says_where_the_year_is_heading(client: Client, quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    for quarter, count in ((1, 9), (2, 6), (3, 3)):
        make_delivery(quotum, 2024, quarter, {"F": count})
    make_delivery(quotum, 2024, 1, {"F": 8}, published_on=date(2025, 3, 1))
    client.force_login(quotum.reader)
    text = client.get(MONITOR).text
    assert "20 tot 25" in text
    assert "wordt niet gehaald" in text
    assert "de laatste 8 kwartalen" in text
    assert "Bouwnijverheid (F): van 9 naar 8" in text
    assert "sinds kwartaal 3 van 2024" in text


def asked(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(where).status_code == 200
        return len(found.captured_queries)


def ten_years(quotum: Quotum) -> None:
    for year in range(2015, 2024):
        for quarter in (1, 2, 3, 4):
            make_delivery(quotum, year, quarter, {"A": quarter, "F": 5})


@pytest.mark.parametrize("where", [MONITOR, reverse("quotum:open_data") + "?jaar=2024", CUT])
def test_ten_years_ask_as_many_queries_as_one_quarter(client: Client, quotum: Quotum, where: str) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 1})
    client.force_login(quotum.reader)
    client.get(where)
    one = asked(client, where)
    ten_years(quotum)
    assert asked(client, where) == one
