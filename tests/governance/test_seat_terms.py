"""Terms on seats never overlap: held by the database, said in Dutch by the form."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from governance.enums import Role, SeatCapacity
from governance.models import Person, SeatTerm
from tests.governance.factories import Board, make_person
from werkbedrijf.db_guards import check_guards, drop_overlap_guards, install_guards


@pytest.fixture
def ended(board: Board) -> Board:
    """The board, with the term on Almelo's seat over 2015 and 2016 only."""
    SeatTerm.objects.filter(seat=board.seats["almelo"]).update(ends_on=date(2016, 12, 31))
    return board


def term(
    board: Board, person: Person, starts_on: date, ends_on: date | None = None, **fields: str
) -> SeatTerm:
    return SeatTerm(
        seat=board.seats[fields.pop("slug", "almelo")],
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        **fields,
    )


OVERLAPS = [
    (date(2016, 12, 31), None),
    (date(2016, 12, 31), date(2016, 12, 31)),
    (date(2014, 1, 1), date(2015, 1, 1)),
    (date(2014, 1, 1), None),
    (date(2014, 1, 1), date(2020, 1, 1)),
    (date(2015, 5, 1), date(2015, 6, 1)),
]


@pytest.mark.parametrize(("starts_on", "ends_on"), OVERLAPS)
def test_second_holder_on_one_of_the_same_days_is_refused_by_the_database(
    ended: Board, starts_on: date, ends_on: date | None
) -> None:
    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        term(ended, make_person("Opvolger"), starts_on, ends_on).save()


@pytest.mark.parametrize(("starts_on", "ends_on"), OVERLAPS)
def test_form_says_who_has_the_seat_then(ended: Board, starts_on: date, ends_on: date | None) -> None:
    sentence = "De zetel Almelo heeft van 1 januari 2015 tot en met 31 december 2016 al een lid"
    with pytest.raises(ValidationError, match=sentence):
        term(ended, make_person("Opvolger"), starts_on, ends_on).clean()


def test_one_person_on_two_seats_is_refused(ended: Board) -> None:
    twice = term(ended, ended.holders["uwv"], date(2017, 1, 1), date(2017, 2, 1))
    with pytest.raises(ValidationError, match="al lid op de zetel UWV"):
        twice.clean()
    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        twice.save()


def test_holder_who_is_also_a_deputy_elsewhere_is_refused(board: Board) -> None:
    deputy = term(
        board,
        board.holders["uwv"],
        date(2017, 1, 1),
        date(2017, 2, 1),
        capacity=SeatCapacity.DEPUTY,
    )
    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        deputy.save()


def test_successor_from_the_next_day_on_and_a_deputy_beside_the_holder_are_fine(ended: Board) -> None:
    following = term(ended, make_person("Opvolger"), date(2017, 1, 1))
    beside = term(ended, make_person("Vervanger"), date(2015, 1, 1), capacity=SeatCapacity.DEPUTY)
    for new in (following, beside):
        new.clean()
        new.save()
    assert ended.seats["almelo"].terms.count() == 3


def test_term_moved_onto_another_is_refused_but_can_be_saved_as_it_is(ended: Board) -> None:
    following = term(ended, make_person("Opvolger"), date(2017, 1, 1))
    following.save()
    following.full_clean()
    following.save()
    following.starts_on = date(2016, 12, 31)
    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        following.save()


@pytest.mark.django_db
def test_check_is_silent_with_the_guards_and_names_the_table_without() -> None:
    assert check_guards(databases=["default"]) == []
    drop_overlap_guards(connection)
    try:
        found = list(check_guards(databases=["default"]))
    finally:
        install_guards(connection)
    assert [problem.id for problem in found] == ["werkbedrijf.E002"] * 3
    assert found[0].msg.startswith("governance_seatterm has no guard against overlap")
    assert check_guards(databases=["default"]) == []


def post_terms(client: Client, person: Person, *rows: tuple[str, str, str]) -> str:
    """Save the administration's page of this person with these new terms (seat, from, until); returns what it says."""
    data = {
        "name": person.name,
        "email": person.email,
        "is_active": "on",
        "roles-TOTAL_FORMS": "0",
        "roles-INITIAL_FORMS": "0",
        "seat_terms-TOTAL_FORMS": str(len(rows)),
        "seat_terms-INITIAL_FORMS": "0",
    }
    for number, (seat, starts_on, ends_on) in enumerate(rows):
        prefix = f"seat_terms-{number}"
        data |= {
            f"{prefix}-seat": seat,
            f"{prefix}-capacity": "holder",
            f"{prefix}-starts_on": starts_on,
            f"{prefix}-ends_on": ends_on,
        }
    answer = client.post(reverse("admin:governance_person_change", args=[person.pk]), data)
    return str(answer.content.decode()) if answer.status_code == 200 else ""


def test_administration_says_it_in_dutch_and_saves_nothing(ended: Board, client: Client) -> None:
    client.force_login(make_person("Beheer", Role.ADMINISTRATOR))
    almelo, successor = str(ended.seats["almelo"].pk), make_person("Opvolger")
    assert "heeft van 1 januari 2015" in post_terms(client, successor, (almelo, "31-12-2016", ""))
    together = post_terms(
        client, successor, (almelo, "01-01-2017", "31-12-2017"), (almelo, "31-12-2017", "01-02-2018")
    )
    assert "Twee termijnen hebben dagen gemeen" in together
    assert not successor.seat_terms.exists()
    assert post_terms(client, successor, (almelo, "01-01-2017", "31-12-2017")) == ""
    assert successor.seat_terms.count() == 1
