"""Agreements in cao's: per sector with where they stand, and a warning for what runs out without another after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.urls import reverse

from governance.permissions import today
from quotum import panels
from quotum.actions.cao import delete_cao, write_cao
from quotum.models import CaoAgreement
from quotum.queries.cao import caos_by_sector, running_out
from tests.governance.readers import as_, count_queries
from tests.quotum.employers import sector_of
from tests.quotum.factories import Quotum
from tests.quotum.test_contacts import unions_seat
from werkbedrijf.lib.errors import DomainError, NotAllowed

LIST = reverse("quotum:cao_list")
NEW = reverse("quotum:cao_create")


def cao_values(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "sector": sector_of(quotum),
        "title": "Cao bouw",
        "agreement": "Honderd banen",
        "valid_from": date(2020, 1, 1),
        "valid_to": today() + timedelta(days=30),
        "reference": "artikel 12",
    }
    return values | changes


def make_cao(quotum: Quotum, **changes: Any) -> CaoAgreement:
    return write_cao(quotum.board.secretary, **cao_values(quotum, **changes))


def test_what_runs_out_is_named_until_another_follows(quotum: Quotum) -> None:
    ending = make_cao(quotum)
    assert [line.cao for line in running_out()] == [ending]
    assert "loopt af zonder opvolger" in as_(quotum.reader).get(LIST).text
    make_cao(quotum, title="CAO Bouw", valid_from=today() + timedelta(days=31), valid_to=None)
    assert running_out() == []


def test_panel_is_for_who_records_cao(quotum: Quotum) -> None:
    make_cao(quotum)
    union = unions_seat(quotum)
    for person, shown in ((union, True), (quotum.board.secretary, True), (quotum.reader, False)):
        request: Any = RequestFactory().get("/")
        request.user = person
        assert (panels.cao_running_out(request) is not None) is shown


def test_list_is_narrowed_by_sector_and_state(quotum: Quotum) -> None:
    make_cao(quotum)
    make_cao(quotum, sector=sector_of(quotum, "A"), title="Cao groen", valid_to=date(2021, 1, 1))
    titles = {
        (code, state): [line.cao.title for entry in caos_by_sector(code, state) for line in entry.lines]
        for code, state in (("", ""), ("A", ""), ("", "nu"), ("", "verlopen"), ("A", "nu"))
    }
    assert titles == {
        ("", ""): ["Cao groen", "Cao bouw"],
        ("A", ""): ["Cao groen"],
        ("", "nu"): ["Cao bouw"],
        ("", "verlopen"): ["Cao groen"],
        ("A", "nu"): [],
    }
    assert "Geen afspraak gevonden" in as_(quotum.reader).get(LIST + "?sector=A&stand=nu").text


def test_only_the_employees_seat_and_the_secretariat_write(quotum: Quotum) -> None:
    cao = write_cao(unions_seat(quotum), **cao_values(quotum))
    for person in (quotum.uwv_staff, quotum.board.holders["hengelo"]):
        with pytest.raises(NotAllowed):
            write_cao(person, **cao_values(quotum))
        with pytest.raises(NotAllowed):
            delete_cao(cao, person)
    with pytest.raises(DomainError, match="vóór de eerste"):
        make_cao(quotum, valid_to=date(2019, 1, 1))


def test_form_writes_corrects_and_takes_away(quotum: Quotum) -> None:
    client = as_(quotum.board.secretary)
    data = cao_values(quotum, sector=sector_of(quotum).pk, jobs="", link="cao.example/tekst")
    assert client.post(NEW, data | {"valid_to": "2019-01-01"}).status_code == 422
    assert client.post(NEW, data | {"title": ""}).status_code == 422
    client.post(NEW, data)
    cao = CaoAgreement.objects.get()
    assert (cao.link, cao.jobs) == ("https://cao.example/tekst", None)
    client.post(reverse("quotum:cao_edit", args=[cao.pk]), data | {"jobs": "100"})
    cao.refresh_from_db()
    assert cao.jobs == 100
    assert "100 banen volgens de cao" in client.get(LIST).text
    client.post(reverse("quotum:cao_delete", args=[cao.pk]))
    assert not CaoAgreement.objects.exists()


def test_cao_is_found_by_its_words(quotum: Quotum) -> None:
    cao = make_cao(quotum)
    text = as_(quotum.reader).get(reverse("search"), {"q": "honderd"}).text
    assert cao.get_absolute_url() in text
    assert "verloopt binnenkort" in text


def test_constraint_cao_ends_after_start(quotum: Quotum) -> None:
    cao = make_cao(quotum)
    with pytest.raises(IntegrityError, match="cao_ends_after_start"), transaction.atomic():
        CaoAgreement.objects.filter(pk=cao.pk).update(valid_to=date(2019, 1, 1))


def test_queries_do_not_grow_with_the_list(quotum: Quotum) -> None:
    client, counts = as_(quotum.board.secretary), []
    for size in (1, 30):
        for number in range(size):
            make_cao(quotum, title=f"Cao {size} {number}")
        counts.append(count_queries(client, LIST))
    assert counts[0] == counts[1]
