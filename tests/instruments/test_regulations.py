"""The register of regulations: who enters what of which municipality, and what the region agreed beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.enums import Role
from governance.queries.comparison import differences
from instruments.actions.regulations import agree_on_topic, delete_regulation
from instruments.enums import Topic
from instruments.models import Catalogue, Regulation, TopicAgreement
from tests.governance.factories import Board, make_person
from tests.governance.readers import PDF, as_, count_queries, make_pdf
from tests.instruments.regulations import hold, make_municipality, make_regulation
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("instruments:regulation_list"), reverse("instruments:regulation_create")
FORM = {
    "kind": "policy_rule",
    "topic": "reintegration",
    "title": "Beleidsregel scholing",
    "in_force_from": "2020-01-01",
}


def test_own_account_enters_the_rules_of_its_own_municipality_only(board: Board) -> None:
    losser, wierden = make_municipality(), make_municipality("Wierden")
    griffie = make_person("Griffie Losser", Role.PARTY_READER, party=losser)
    make_regulation(griffie, losser)
    with pytest.raises(NotAllowed):
        make_regulation(griffie, wierden)
    other = make_regulation(board.secretary, wierden)
    with pytest.raises(NotAllowed):
        make_regulation(griffie, losser, regulation=other)
    assert as_(griffie).get(reverse("instruments:regulation_edit", args=[other.pk])).status_code == 403
    assert "Wierden" not in as_(griffie).get(NEW).text
    assert as_(make_person("Werkplein", Role.WERKPLEIN_STAFF)).get(NEW).status_code == 403


def test_holder_of_a_seat_keeps_the_rules_of_its_municipality(board: Board) -> None:
    hengelo = board.seats["hengelo"].parties.get()
    assert make_regulation(board.holders["hengelo"], hengelo).party == hengelo


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "titel"),
        ({"in_force_to": date(2014, 1, 1)}, "eindigt op of na"),
        ({"document": make_pdf(b"geen pdf")}, "geen .volledige. PDF"),
    ],
)
def test_regulation_is_refused(board: Board, changes: Any, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        make_regulation(board.secretary, make_municipality(), **changes)
    assert not Regulation.objects.exists()


def test_regulation_with_a_judgement_stays(board: Board, adopted: Catalogue) -> None:
    losser = make_municipality()
    regulation = make_regulation(board.secretary, losser)
    hold(board, losser, "g", day_of(adopted.decision.decided_at))
    with pytest.raises(Conflict, match="rust een oordeel"):
        delete_regulation(regulation, board.secretary)


def test_pages_enter_correct_and_take_away_and_the_ledger_agrees(board: Board) -> None:
    losser, client = make_municipality(), as_(board.secretary)
    answer = client.post(NEW, FORM | {"party": losser.pk, "in_force_to": "2019-01-01"})
    assert answer.status_code == 422 and "Beleidsregel scholing" in answer.text
    assert client.post(NEW, FORM | {"party": losser.pk, "document": make_pdf()}).status_code == 303
    regulation = Regulation.objects.get()
    document = reverse("instruments:regulation_document", args=[regulation.pk])
    assert regulation.title in client.get(LIST).text
    assert document in client.get(regulation.get_absolute_url()).text
    assert client.get(document).content == PDF
    edit = reverse("instruments:regulation_edit", args=[regulation.pk])
    client.post(edit, FORM | {"party": losser.pk, "in_force_to": "2024-12-31"})
    regulation.refresh_from_db()
    assert regulation.in_force_to == date(2024, 12, 31) and regulation.document
    assert [line for line in differences() if line.startswith("Regeling")] == []
    Regulation.objects.update(in_force_to=None)
    assert len([line for line in differences() if line.startswith("Regeling")]) == 1
    client.post(reverse("instruments:regulation_delete", args=[regulation.pk]))
    assert not Regulation.objects.exists()


def test_what_the_region_agreed_stands_beside_rules_of_no_instrument(board: Board) -> None:
    make_regulation(board.secretary, make_municipality(), topic=Topic.REINTEGRATION, title="Beleid scholing")
    agree_on_topic(board.secretary, topic=Topic.REINTEGRATION, text="Eerst zo.")
    client = as_(board.secretary)
    page = reverse("instruments:topic_agreement", args=["reintegration"])
    assert client.post(page, {"text": " "}).status_code == 422
    assert client.post(page, {"text": "Nu anders."}).status_code == 303
    shown = client.get(LIST).text
    assert shown.index("Nu anders.") < shown.index("Eerst zo.") < shown.index("Beleid scholing")
    assert TopicAgreement.objects.count() == 2
    assert client.get(reverse("instruments:topic_agreement", args=["instruments"])).status_code == 404
    with pytest.raises(NotAllowed):
        agree_on_topic(board.chair, topic=Topic.MARKET, text="x")


def test_constraints(board: Board) -> None:
    make_regulation(board.secretary, make_municipality())
    for values, name in (
        ({"title": ""}, "regulation_has_title"),
        ({"in_force_to": date(2000, 1, 1)}, "regulation_ends_after_start"),
        ({"sha256": "0" * 64}, "regulation_document_has_hash"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Regulation.objects.update(**values)


def test_queries_do_not_grow_with_the_register(board: Board) -> None:
    client, counts, party = as_(board.secretary), [], make_municipality()
    for size in (1, 30):
        for _ in range(size):
            make_regulation(board.secretary, party)
        counts.append(count_queries(client, LIST))
    assert counts[0] == counts[1]
