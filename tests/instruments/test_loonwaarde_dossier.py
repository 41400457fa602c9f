"""The file of the choice: what public sources say, what the secretariat adds, and who reads its documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.enums import Role
from governance.queries.comparison import differences
from instruments.actions.dossier import delete_entry, write_entry
from instruments.enums import DossierKind
from instruments.loading import load_dossier
from instruments.models import DossierEntry
from tests.governance.factories import Board, make_person
from tests.governance.readers import PDF, as_, count_queries, make_pdf
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

DOSSIER, NEW = reverse("instruments:dossier"), reverse("instruments:dossier_create")


def make_entry(board: Board, **changes: Any) -> DossierEntry:
    values = {
        "kind": DossierKind.TENDER,
        "day": date(2015, 3, 1),
        "title": "Offertes",
        "text": "Drie ontvangen",
    }
    return write_entry(board.secretary, **(values | changes))


def disagreements() -> list[str]:
    return [line for line in differences() if line.startswith("Dossier")]


def test_what_public_sources_say_is_loaded_once_and_stays(board: Board) -> None:
    load_dossier()
    first = DossierEntry.objects.earliest("pk")
    DossierEntry.objects.filter(pk=first.pk).update(text="Aangepast")
    load_dossier()
    assert DossierEntry.objects.count() == 5
    assert DossierEntry.objects.get(pk=first.pk).text == "Aangepast"
    with pytest.raises(Conflict, match="hoort bij het systeem"):
        delete_entry(first, board.secretary)
    with pytest.raises(Conflict, match="hoort bij het systeem"):
        make_entry(board, entry=first)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "een tekst of een document"),
        ({"text": ""}, "een tekst of een document"),
        ({"document": make_pdf(b"geen pdf")}, "geen .volledige. PDF"),
        ({"document": make_pdf(b"")}, "leeg"),
    ],
)
def test_entry_is_refused(board: Board, changes: Any, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        make_entry(board, **changes)
    assert not DossierEntry.objects.exists()


def test_only_the_secretariat_writes(board: Board) -> None:
    entry = make_entry(board)
    for person in (board.chair, make_person("UWV", Role.UWV_STAFF)):
        with pytest.raises(NotAllowed):
            write_entry(person, kind=DossierKind.ADVICE, day=date(2015, 1, 1), title="x", text="x")
        with pytest.raises(NotAllowed):
            delete_entry(entry, person)


def test_document_is_read_by_who_reads_the_papers_and_only_while_it_is_whole(board: Board) -> None:
    entry = make_entry(board, document=make_pdf())
    document = reverse("instruments:dossier_document", args=[entry.pk])
    werkplein = make_person("Werkplein", Role.WERKPLEIN_STAFF)
    assert as_(board.chair).get(document).content == PDF
    assert as_(werkplein).get(document).status_code == 404
    assert "Offertes" not in as_(werkplein).get(DOSSIER).text
    Path(entry.document.path).write_bytes(b"%PDF-anders")
    assert as_(board.chair).get(document).status_code == 404


def test_new_document_replaces_the_earlier_and_the_ledger_agrees(
    board: Board, django_capture_on_commit_callbacks: Any
) -> None:
    entry = make_entry(board, document=make_pdf())
    old = Path(entry.document.path)
    with django_capture_on_commit_callbacks(execute=True):
        entry = make_entry(board, entry=entry, document=make_pdf(PDF + b"\n%%EOF\n"))
    assert not old.exists() and Path(entry.document.path).exists()
    make_entry(board, entry=entry, title="Andere titel")
    assert disagreements() == []
    DossierEntry.objects.filter(pk=entry.pk).update(sha256="0" * 64)
    assert len(disagreements()) == 1


def test_pages_add_correct_and_take_away(board: Board) -> None:
    client = as_(board.secretary)
    data = {"kind": "advice", "day": "2015-03-01", "title": "Advies", "link": "geen adres"}
    assert client.post(NEW, data).status_code == 422
    data["link"] = ""
    answer = client.post(NEW, data | {"document": make_pdf(b"tekst")})
    assert answer.status_code == 422 and "geen (volledige) PDF" in answer.text
    assert client.post(NEW, data | {"document": make_pdf()}).status_code == 303
    entry = DossierEntry.objects.get()
    assert reverse("instruments:dossier_document", args=[entry.pk]) in client.get(DOSSIER).text
    edit = reverse("instruments:dossier_edit", args=[entry.pk])
    assert "Advies" in client.get(edit).text
    client.post(edit, data | {"title": "Advies van de werkgroep"})
    entry.refresh_from_db()
    assert entry.title == "Advies van de werkgroep" and entry.document
    client.post(reverse("instruments:dossier_delete", args=[entry.pk]))
    assert not DossierEntry.objects.exists()


def test_constraints(board: Board) -> None:
    make_entry(board)
    for values, name in (
        ({"text": ""}, "dossier_says_something"),
        ({"sha256": "0" * 64}, "dossier_document_has_hash"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            DossierEntry.objects.update(**values)


def test_queries_do_not_grow_with_the_list(board: Board) -> None:
    client, counts = as_(board.secretary), []
    for size in (1, 30):
        for _ in range(size):
            make_entry(board)
        counts.append(count_queries(client, DOSSIER))
    assert counts[0] == counts[1]
