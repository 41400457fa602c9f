"""The page Logboek: the head for everybody, the export for who may hand it to an auditor."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from governance.actions import close_meeting
from governance.actions.publications import make_publication
from governance.enums import Role
from governance.models import Meeting, OwedPublication, Publication
from governance.queries.ledger import ledger_head
from tests.governance.factories import Board, make_board, make_meeting, make_person
from tests.verification.exports import verdict

pytestmark = pytest.mark.django_db
PAGE, EXPORT = "governance:ledger", "governance:ledger_export"


@pytest.fixture
def board(db: None) -> Board:
    """A board that began with this system: all that it decided is in the ledger."""
    return make_board(vice_chair=None)


@pytest.fixture
def closed(board: Board, settings: Any, tmp_path: Path) -> Meeting:
    settings.MEDIA_ROOT = tmp_path / "media"
    return close_meeting(make_meeting(board), board.secretary)


def test_page_shows_the_head_and_to_a_member_no_export(closed: Meeting, board: Board, client: Client) -> None:
    client.force_login(board.holders["almelo"])
    page = client.get(reverse(PAGE)).content.decode()
    assert ledger_head().sha256 in page
    assert reverse(EXPORT) not in page


def test_ledger_is_found_from_the_register_and_from_the_administration(board: Board, client: Client) -> None:
    client.force_login(make_person("Beheerder", Role.ADMINISTRATOR))
    for start in ("governance:decision_list", "admin:index"):
        assert f'href="{reverse(PAGE)}"' in client.get(reverse(start)).content.decode()
    page = client.get(reverse(PAGE)).content.decode()
    assert re.search(r'aria-current="(true|page)"[^>]*>Besluiten<', page)


def test_table_of_the_technical_administration_has_dutch_heads(board: Board, client: Client) -> None:
    client.force_login(make_person("Beheerder", Role.ADMINISTRATOR))
    page = client.get(reverse("admin:index")).content.decode()
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert set(heads) == {"Soort gegevens", "Toevoegen", "Bekijken of wijzigen"}


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_export_is_one_that_verifies(role: Role, closed: Meeting, client: Client, tmp_path: Path) -> None:
    client.force_login(make_person(f"Iemand {role}", role))
    assert reverse(EXPORT) in client.get(reverse(PAGE)).content.decode()
    answer = client.get(reverse(EXPORT))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="logboek-')
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]  # a file
        files = {name: archive.read(name) for name in archive.namelist()}
    assert verdict(files, tmp_path / "export", ledger_head().sha256) == []


def test_a_document_that_was_changed_stops_the_export_with_a_sentence(
    closed: Meeting, board: Board, client: Client
) -> None:
    assert make_publication(OwedPublication.objects.get(meeting=closed).pk)
    Publication.objects.get().path.write_bytes(b"%PDF-1.7")
    client.force_login(board.secretary)
    answer = client.get(reverse(EXPORT), follow=True)
    assert answer.redirect_chain == [(reverse(PAGE), 303)]
    assert "niet meer zoals het is gemaakt" in answer.content.decode()
