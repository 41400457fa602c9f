"""Two agendas laid beside each other: what came, went and changed, per item and paper."""

from __future__ import annotations

from typing import Any

import pytest

from governance.domain.agenda_difference import (
    AgendaDifference,
    Change,
    FieldChange,
    ItemChange,
    PaperChange,
    difference,
)


def paper(key: int, title: str = "Notitie", replaces: int | None = None) -> dict[str, Any]:
    return {"id": key, "title": title, "sha256": f"{key:064}", "replaces": replaces}


def item(key: int, **values: Any) -> dict[str, Any]:
    return {
        "id": key,
        "number": str(key),
        "kind": "ter bespreking",
        "title": f"Punt {key}",
        "explanation": "",
        "visibility": "voor deelnemers",
        "papers": [],
        "proposal": None,
        **values,
    }


def agenda(*items: dict[str, Any]) -> dict[str, Any]:
    return {"items": list(items)}


def test_difference_of_the_same_is_empty() -> None:
    same = agenda(item(1, papers=[paper(1)]), item(2))
    assert difference(same, same) == AgendaDifference(())
    assert difference(same, same).is_empty


def test_item_added() -> None:
    found = difference(agenda(item(1)), agenda(item(1), item(2, papers=[paper(5)])))
    assert found.items == (
        ItemChange(Change.ADDED, 2, "2", "Punt 2", (), (PaperChange(Change.ADDED, "Notitie"),)),
    )
    assert found.sentences == ("Punt 2, Punt 2: toegevoegd",)


def test_item_removed() -> None:
    found = difference(agenda(item(1), item(2)), agenda(item(1)))
    assert found.items == (ItemChange(Change.REMOVED, 2, "2", "Punt 2"),)


@pytest.mark.parametrize(
    ("field", "was", "now", "word"),
    [
        ("kind", "ter informatie", "ter bespreking", "soort"),
        ("title", "Oud", "Nieuw", "titel"),
        ("explanation", "", "Lees dit.", "toelichting"),
        ("visibility", "openbaar", "vertrouwelijk", "openbaarheid"),
    ],
)
def test_item_changed(field: str, was: str, now: str, word: str) -> None:
    found = difference(agenda(item(1, **{field: was})), agenda(item(1, **{field: now})))
    assert found.items[0].change is Change.CHANGED
    assert found.items[0].fields == (FieldChange(word, was, now),)


def test_proposal_changed_by_its_hash() -> None:
    was, now = ({"version": n, "sha256": str(n) * 64, "title": "Voorstel"} for n in (1, 2))
    found = difference(agenda(item(1, proposal=was)), agenda(item(1, proposal=now)))
    assert found.items[0].fields == (FieldChange("voorstel", "versie 1", "versie 2"),)


def test_paper_added_replaced_and_removed() -> None:
    before = agenda(item(1, papers=[paper(1, "Oud"), paper(2, "Weg")]))
    after = agenda(item(1, papers=[paper(3, "Nieuw", replaces=1), paper(4, "Erbij")]))
    found = difference(before, after)
    assert found.items[0].papers == (
        PaperChange(Change.REPLACED, "Nieuw", "Oud"),
        PaperChange(Change.ADDED, "Erbij"),
        PaperChange(Change.REMOVED, "Weg"),
    )
    assert found.sentences == (
        "Punt 1, Punt 1: stuk “Oud” vervangen door “Nieuw”, stuk “Erbij” toegevoegd, stuk “Weg” vervallen",
    )


def test_paper_replaced_under_its_own_title() -> None:
    after = agenda(item(1, papers=[paper(2, replaces=1)]))
    found = difference(agenda(item(1, papers=[paper(1)])), after)
    assert found.items[0].papers[0].sentence == "stuk “Notitie” vervangen"


def test_order_changed() -> None:
    found = difference(agenda(item(1), item(2)), agenda(item(2), item(1)))
    assert (found.items, found.reordered, found.is_empty) == ((), True, False)
    assert found.sentences == ("De volgorde van de punten is gewijzigd",)


def test_item_added_in_between_is_no_other_order() -> None:
    assert not difference(agenda(item(1), item(2)), agenda(item(1), item(3), item(2))).reordered
