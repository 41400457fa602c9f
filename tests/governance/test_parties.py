"""What is recorded of a party: its own decision with the document, its contact, its leaving, and what it did."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from governance.actions.parties import change_party
from governance.enums import PartyKind, Role
from governance.models import LedgerEvent, Party
from tests.governance.factories import START, Board, make_person
from tests.governance.readers import PDF, as_, make_pdf, page, text, url
from werkbedrijf.lib.errors import DomainError, NotAllowed


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _almelo(board: Board) -> Party:
    return board.seats["almelo"].parties.get()


def test_change_party_records_joining_contact_and_leaving_and_names_the_fields(board: Board) -> None:
    changed = change_party(
        _almelo(board),
        board.secretary,
        joined_on=START,
        joining_reference=" Collegebesluit 2014-112 ",
        contact_function="Griffier",
        contact_email="griffie@almelo.example",
        left_on=date(2020, 1, 1),
    )
    changed.refresh_from_db()
    assert (changed.joining_reference, changed.left_on) == ("Collegebesluit 2014-112", date(2020, 1, 1))
    event = LedgerEvent.objects.get(kind="party_changed")
    assert event.facts["fields"] == ["contact_email", "contact_function", "joining_reference", "left_on"]
    assert "griffie" not in str(event.facts)


def test_change_party_that_changes_nothing_writes_nothing(board: Board) -> None:
    change_party(_almelo(board), board.secretary, joined_on=START)
    assert not LedgerEvent.objects.filter(kind="party_changed").exists()


def test_change_party_that_leaves_before_it_joined_is_refused(board: Board) -> None:
    with pytest.raises(DomainError, match="pas na haar toetreding"):
        change_party(_almelo(board), board.secretary, joined_on=START, left_on=START)


def test_change_party_by_the_administrator_and_not_by_a_member(board: Board) -> None:
    change_party(
        _almelo(board), make_person("Beheer", Role.ADMINISTRATOR), joined_on=START, contact_function="X"
    )
    with pytest.raises(NotAllowed):
        change_party(_almelo(board), board.chair, joined_on=START)


@pytest.mark.parametrize("content", [b"", b"<html>geen pdf</html>", b"%PDF-1.7 zonder einde"])
def test_change_party_with_a_file_that_is_no_whole_pdf_is_refused(board: Board, content: bytes) -> None:
    with pytest.raises(DomainError, match="PDF"):
        change_party(_almelo(board), board.secretary, joined_on=START, document=make_pdf(content))
    assert not _almelo(board).joining_document


def test_party_document_is_served_and_replaced_by_the_next(
    board: Board, django_capture_on_commit_callbacks: Any, tmp_path: Path
) -> None:
    browser = as_(board.secretary)
    assert browser.get(url("party_document", "almelo")).status_code == 404
    change_party(_almelo(board), board.secretary, joined_on=START, document=make_pdf())
    answer = browser.get(url("party_document", "almelo"))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # a FileResponse streams
    assert answer["Content-Type"] == "application/pdf"
    with django_capture_on_commit_callbacks(execute=True):
        change_party(_almelo(board), board.secretary, joined_on=START, document=make_pdf())
    assert len(list((tmp_path / "parties").iterdir())) == 1


def test_party_that_left_keeps_its_page_and_stands_apart_on_the_list(board: Board) -> None:
    change_party(_almelo(board), board.secretary, joined_on=START, left_on=date(2020, 1, 1))
    assert "uitgetreden op 1 januari 2020" in text(page(board.chair, "party_detail", "almelo"))
    response = as_(board.chair).get(url("party_list"))
    assert [party.slug for party in response.context["former"]] == ["almelo"]
    assert "almelo" not in [party.slug for group in response.context["groups"] for party in group.parties]


def test_secretariat_changes_a_party_on_its_page(board: Board) -> None:
    values = {
        "joined_on": "2014-12-12",
        "joining_reference": "Besluit 7",
        "contact_function": "Bestuurssecretaris",
        "contact_email": "post@almelo.example",
        "left_on": "",
        "document": make_pdf(),
    }
    assert as_(board.secretary).post(url("party_edit", "almelo"), values).status_code == 303
    shown = text(page(board.chair, "party_detail", "almelo"))
    assert "Besluit 7" in shown
    assert "Het besluit (PDF)" in shown
    assert "post@almelo.example" in shown
    assert "Gegevens wijzigen" not in shown


def test_party_form_with_a_mistake_keeps_what_was_typed(board: Board) -> None:
    answer = as_(board.secretary).post(
        url("party_edit", "almelo"), {"joined_on": "2015-01-01", "contact_email": "geen adres"}
    )
    assert answer.status_code == 422
    assert "geen adres" in answer.content.decode()


def test_party_left_after_joining_refuses_leaving_on_the_day_of_joining(board: Board) -> None:
    with pytest.raises(IntegrityError, match="party_left_after_joining"), transaction.atomic():
        Party.objects.filter(slug="almelo").update(left_on=START)


def test_party_cbs_code_unique_refuses_a_code_twice(board: Board) -> None:
    Party.objects.filter(slug="almelo").update(cbs_code="GM0141")
    # SQLite names the column of a partial unique index, PostgreSQL its name.
    with pytest.raises(IntegrityError, match="cbs_code"), transaction.atomic():
        Party.objects.create(
            kind=PartyKind.MUNICIPALITY, name="X", slug="x", body="b", cbs_code="GM0141", joined_on=START
        )
