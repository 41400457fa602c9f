"""Totals per sector and per municipality that differ: found, dated, and said on the preview and on the monitor."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quotum import queries
from quotum.actions import stage_import
from quotum.enums import Dimension
from quotum.imports import read_realisation
from tests.quotum.factories import Quotum, csv_file, make_delivery, rows

FIRST, LATER = date(2025, 2, 1), date(2025, 4, 1)


def deliver(quotum: Quotum, count: int, *, kind: str, on: date = FIRST, at: datetime | None = None) -> None:
    code = "A" if kind == "sector" else "GM0153"
    make_delivery(quotum, 2024, 1, {code: count}, kind=kind, published_on=on, now=at)


def both(quotum: Quotum) -> None:
    deliver(quotum, 11, kind="sector", at=timezone.now() - timedelta(days=9))
    deliver(quotum, 11, kind="municipality", at=timezone.now() - timedelta(days=8))


def test_equal_totals_say_nothing(quotum: Quotum) -> None:
    both(quotum)
    assert queries.disagreements(2024) == []


def test_one_dimension_without_the_other_says_nothing(quotum: Quotum) -> None:
    deliver(quotum, 11, kind="sector")
    assert queries.disagreements(2024) == []


def test_a_later_delivery_of_one_dimension_is_named(quotum: Quotum) -> None:
    both(quotum)
    deliver(quotum, 14, kind="sector", on=LATER)
    (found,) = queries.disagreements(2024)
    assert (found.by_sector, found.by_municipality, found.newer) == (14, 11, Dimension.SECTOR)
    assert found.sentence == (
        "Kwartaal 1 van 2024: per sector 14 banen, per gemeente 11; een verschil van 3. "
        "De cijfers per sector zijn nieuwer: gepubliceerd op 01-04-2025, die per gemeente op 01-02-2025."
    )


def test_totals_that_came_together_have_no_newer(quotum: Quotum) -> None:
    at = timezone.now()
    deliver(quotum, 11, kind="sector", at=at)
    deliver(quotum, 12, kind="municipality", at=at)
    (found,) = queries.disagreements(2024)
    assert (found.newer, found.difference) == (None, -1)
    assert found.sentence.endswith("een verschil van 1. Beide kwamen in dezelfde levering.")


def test_a_file_of_one_dimension_is_held_against_what_is_there(quotum: Quotum) -> None:
    both(quotum)
    file = rows(2024, 1, {"GM0153": 9}, kind="municipality")
    (found,) = queries.disagreements_after(file, LATER)
    assert (found.newer, found.newer_on, found.older_on) == (Dimension.MUNICIPALITY, LATER, FIRST)
    assert (found.by_sector, found.by_municipality) == (11, 9)
    assert queries.disagreements_after(rows(2024, 1, {"GM0153": 11}, kind="municipality"), LATER) == []
    assert queries.disagreements_after(rows(2024, 2, {"GM0153": 9}, kind="municipality"), LATER) == []
    assert queries.disagreements_after(rows(2024, 1, {"A": 9}, measure="stock"), LATER) == []


def test_a_file_of_both_is_held_against_itself(quotum: Quotum) -> None:
    both(quotum)
    file = [*rows(2024, 1, {"A": 15}), *rows(2024, 1, {"GM0153": 9}, kind="municipality")]
    (found,) = queries.disagreements_after(file, LATER)
    assert (found.newer, found.difference) == (None, 6)


def test_preview_and_both_tables_say_so(client: Client, quotum: Quotum) -> None:
    both(quotum)
    parsed = read_realisation(csv_file("2024;1;sector;A;nieuw;banen;14"))
    draft = stage_import(parsed, by=quotum.uwv_staff, source="UWV", published_on=LATER)
    client.force_login(quotum.uwv_staff)
    monitor = reverse("quotum:monitor") + "?jaar=2024"
    assert "verschil van 3" not in client.get(monitor).text
    assert "een verschil van 3" in client.get(reverse("quotum:realisation_preview", args=[draft.pk])).text
    client.post(reverse("quotum:realisation_accept", args=[draft.pk]))
    assert client.get(monitor).text.count("een verschil van 3") == 2
