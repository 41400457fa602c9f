"""Agreements on supplying and matching candidates: drafted, adopted by decision, evaluated once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.enums import Role
from governance.models import Party
from governance.queries.comparison import differences
from instruments.actions.supply import (
    delete_supply_agreement,
    evaluate_supply_agreement,
    write_supply_agreement,
)
from instruments.models import SupplyAgreement
from tests.governance.factories import Board, make_person
from tests.governance.readers import as_, count_queries
from tests.instruments.loonwaarde import adopt
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("instruments:supply_list"), reverse("instruments:supply_create")


def today() -> date:
    return timezone.localdate()


def make_supply(board: Board, **changes: Any) -> SupplyAgreement:
    values: dict[str, Any] = {
        "title": "Aanlevering van Wajongers",
        "text": "UWV levert aan, Hengelo bemiddelt.",
        "parties": Party.objects.filter(slug__in=["uwv", "hengelo"]),
        "in_force_from": today(),
        "evaluate_on": today() + timedelta(days=300),
    }
    return write_supply_agreement(board.secretary, **(values | changes))


def test_only_a_decision_adopts_and_then_nothing_changes(board: Board) -> None:
    drafted = make_supply(board)
    with pytest.raises(Conflict, match="als de afspraak is vastgesteld"):
        evaluate_supply_agreement(drafted, board.secretary, evaluation="x", evaluated_on=today())
    adopt(board, drafted)
    with pytest.raises(Conflict, match="ligt vast"):
        make_supply(board, agreement=drafted, title="Anders")
    with pytest.raises(Conflict):
        delete_supply_agreement(drafted, board.secretary)
    assert "van kracht" in as_(make_person("Werkplein", Role.WERKPLEIN_STAFF)).get(LIST).text
    assert [line for line in differences() if "anlevering" in line] == []
    drafted.parties.remove(Party.objects.get(slug="uwv"))
    assert [line for line in differences() if "Aanlevering van Wajongers: anders dan" in line]


def test_evaluation_is_asked_in_time_and_given_once(board: Board) -> None:
    drafted = make_supply(board, evaluate_on=today() + timedelta(days=30))
    adopt(board, drafted)
    home = reverse("overview")
    assert "Afspraken om te evalueren" in as_(board.secretary).get(home).text
    assert "Afspraken om te evalueren" not in as_(board.chair).get(home).text
    page = reverse("instruments:supply_evaluate", args=[drafted.number])
    client = as_(board.secretary)
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert client.post(page, {"evaluated_on": tomorrow, "evaluation": "Goed"}).status_code == 422
    data = {"evaluated_on": today().isoformat(), "evaluation": "Het loopt."}
    assert client.post(page, data).status_code == 303
    assert client.get(page).status_code == 403
    assert "Het loopt." in client.get(drafted.get_absolute_url()).text
    assert "Afspraken om te evalueren" not in client.get(home).text
    assert [line for line in differences() if line.startswith("Evaluatie")] == []


def test_draft_is_a_paper_of_the_board(board: Board) -> None:
    drafted = make_supply(board)
    outsider = make_person("Griffie", Role.PARTY_READER, party=Party.objects.get(slug="hengelo"))
    assert as_(board.chair).get(drafted.get_absolute_url()).status_code == 200
    assert as_(outsider).get(drafted.get_absolute_url()).status_code == 404
    assert drafted.title not in as_(outsider).get(LIST).text
    assert drafted.title not in as_(outsider).get("/partijen/hengelo/").text
    assert drafted.title not in as_(outsider).get(reverse("search"), {"q": "wajongers"}).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "titel en een tekst"),
        ({"parties": []}, "minstens twee partijen"),
        ({"ends_on": date(2000, 1, 1)}, "eindigt op of na"),
    ],
)
def test_draft_is_refused(board: Board, changes: Any, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        make_supply(board, **changes)
    assert not SupplyAgreement.objects.exists()


def test_pages_draft_change_and_delete(board: Board) -> None:
    client = as_(board.secretary)
    uwv, hengelo = (Party.objects.get(slug=slug).pk for slug in ("uwv", "hengelo"))
    data = {"title": "A", "text": "B", "in_force_from": "2020-01-01", "evaluate_on": "2021-01-01"}
    assert client.post(NEW, data | {"parties": [uwv]}).status_code == 422
    assert client.post(NEW, data | {"parties": [uwv, hengelo]}).status_code == 303
    drafted = SupplyAgreement.objects.get()
    edit = reverse("instruments:supply_edit", args=[drafted.number])
    assert "B" in client.get(edit).text
    client.post(edit, data | {"parties": [uwv, hengelo], "title": "C"})
    drafted.refresh_from_db()
    assert drafted.title == "C"
    client.post(reverse("instruments:supply_delete", args=[drafted.number]))
    assert not SupplyAgreement.objects.exists()
    with pytest.raises(NotAllowed):
        write_supply_agreement(
            board.chair,
            title="A",
            text="B",
            parties=Party.objects.all(),
            in_force_from=today(),
            evaluate_on=today(),
        )


def test_constraints(board: Board) -> None:
    make_supply(board)
    for values, name in (
        ({"text": ""}, "supplyagreement_says_what"),
        ({"ends_on": date(2000, 1, 1)}, "supplyagreement_ends_after_start"),
        ({"evaluated_on": today()}, "supplyagreement_evaluation_whole"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            SupplyAgreement.objects.update(**values)


def test_queries_do_not_grow_with_the_list(board: Board) -> None:
    client, counts = as_(board.secretary), []
    for size in (1, 30):
        for _ in range(size):
            make_supply(board)
        counts.append(count_queries(client, LIST))
    assert counts[0] == counts[1]
