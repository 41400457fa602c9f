"""Who sees and who enters: a table of everybody against everything, with real objects that could leak."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from governance.enums import Role
from quotum.actions import stage_import
from quotum.imports import read_realisation
from quotum.models import ImportDraft
from quotum.permissions import (
    can_change_allocation,
    can_draft_allocation,
    can_import_realisation,
    visible_allocations,
    visible_import_drafts,
    visible_realisation,
)
from tests.governance.factories import add_deputy, make_person
from tests.quotum.factories import (
    Quotum,
    csv_file,
    make_adopted_allocation,
    make_delivery,
    make_draft_allocation,
    make_proposed_allocation,
)

PEOPLE = ("anonymous", "inactive", "chair", "uwv seat", "uwv deputy", "uwv staff", "secretary", "observer",
          "werkplein", "reader", "administrator")  # fmt: skip
PARTICIPANTS = {"chair", "uwv seat", "uwv deputy", "uwv staff", "secretary", "observer"}


def person(quotum: Quotum, who: str) -> Any:
    board = quotum.board
    if who == "inactive":
        quotum.uwv_staff.is_active = False
        quotum.uwv_staff.save()
        return quotum.uwv_staff
    makers: dict[str, Any] = {
        "anonymous": AnonymousUser,
        "chair": lambda: board.chair,
        "uwv seat": lambda: board.holders["uwv"],
        "uwv deputy": lambda: add_deputy(board, "uwv"),
        "uwv staff": lambda: quotum.uwv_staff,
        "secretary": lambda: board.secretary,
        "observer": lambda: make_person("Toehoorder", Role.OBSERVER),
        "werkplein": lambda: make_person("Werkplein", Role.WERKPLEIN_STAFF),
        "reader": lambda: quotum.reader,
        "administrator": lambda: make_person("Beheerder", Role.ADMINISTRATOR),
    }
    return makers[who]()


@pytest.mark.parametrize("who", PEOPLE)
def test_drafts_and_proposals_are_for_participants(quotum: Quotum, who: str) -> None:
    adopted = make_adopted_allocation(quotum)
    proposed, draft = make_proposed_allocation(quotum), make_draft_allocation(quotum)
    user = person(quotum, who)
    seen = set(visible_allocations(user))
    if who in PARTICIPANTS:
        assert seen == {adopted, proposed, draft}
    elif who in ("anonymous", "inactive"):
        assert seen == set()
    else:
        assert seen == {adopted}


@pytest.mark.parametrize("who", PEOPLE)
def test_realised_numbers_are_for_everybody_who_signs_in(quotum: Quotum, who: str) -> None:
    delivery = make_delivery(quotum, 2024, 1, {"A": 1})
    expected = [] if who in ("anonymous", "inactive") else [delivery]
    assert list(visible_realisation(person(quotum, who))) == expected


@pytest.mark.parametrize("who", PEOPLE)
def test_secretariat_and_uwv_staff_draft(quotum: Quotum, who: str) -> None:
    user = person(quotum, who)
    expected = who in ("uwv staff", "secretary")
    assert can_draft_allocation(user) is expected


def test_only_a_draft_changes(quotum: Quotum) -> None:
    adopted = make_adopted_allocation(quotum)
    proposed, draft = make_proposed_allocation(quotum), make_draft_allocation(quotum)
    may = [can_change_allocation(quotum.uwv_staff, row) for row in (adopted, proposed, draft)]
    assert may == [False, False, True]
    assert not can_change_allocation(quotum.board.chair, draft)


@pytest.mark.parametrize("who", PEOPLE)
def test_uwv_imports(quotum: Quotum, who: str) -> None:
    user = person(quotum, who)
    assert can_import_realisation(user) is (who in ("uwv seat", "uwv deputy", "uwv staff"))


@pytest.mark.parametrize("who", PEOPLE)
def test_staged_file_is_its_owners_alone(quotum: Quotum, who: str) -> None:
    parsed = read_realisation(csv_file("2024;3;sector;A;nieuw;banen;12"))
    draft = stage_import(parsed, by=quotum.uwv_staff, source="UWV", published_on=date(2025, 2, 1))
    assert ImportDraft.objects.count() == 1
    expected = [draft] if who == "uwv staff" else []
    assert list(visible_import_drafts(person(quotum, who))) == expected
