"""Article 5 on the first page: each seat sees the duty that is its own, with the page for it, and no other's."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from governance.enums import PartyKind, SeatCapacity
from governance.models import Person, Seat, SeatTerm
from governance.permissions import today
from tests.governance.factories import Board, make_person
from tests.governance.readers import as_, text

WATCH, EMPLOYERS, SECTORS = (
    "Bewaakt het quotum.",
    "Aanspreekpunt voor werkgevers.",
    "Aanspreekpunt voor sectoren.",
)
CHAIRS = "Roept de vergadering bijeen."


@pytest.fixture
def duties(board: Board) -> Board:
    """The duties of article 5 on the seats, and parties of the kinds that carry them."""
    for slug, kind, duty in (
        ("uwv", PartyKind.UWV, WATCH),
        ("werkgevers", PartyKind.EMPLOYERS, EMPLOYERS),
        ("werknemers", PartyKind.UNION, SECTORS),
        ("voorzitter", PartyKind.MUNICIPALITY, CHAIRS),
    ):
        board.seats[slug].parties.update(kind=kind)
        Seat.objects.filter(slug=slug).update(duty=duty)
    return board


def _overview(person: Person) -> str:
    return str(as_(person).get(reverse("overview")).content.decode())


@pytest.mark.parametrize(
    ("slug", "duty", "page"),
    [
        ("uwv", WATCH, "quotum:realisation_list"),
        ("werkgevers", EMPLOYERS, "quotum:monitor"),
        ("werknemers", SECTORS, "quotum:monitor"),
        ("voorzitter", CHAIRS, "governance:meeting_list"),
    ],
)
def test_seat_sees_its_own_duty_with_its_page_and_no_other(
    duties: Board, slug: str, duty: str, page: str
) -> None:
    shown = _overview(duties.holders[slug])
    panel = shown.split('id="panel-taak"')[1].split("</section>")[0]
    assert duty in panel
    assert f'href="{reverse(page)}"' in panel
    assert reverse("governance:article_detail", args=[1, 5]) in panel
    assert [other for other in (WATCH, EMPLOYERS, SECTORS, CHAIRS) if other in shown] == [duty]


def test_vice_chair_sees_that_the_chair_is_replaced(duties: Board) -> None:
    assert "U vervangt de voorzitter bij afwezigheid" in text(_overview(duties.vice_chair))


def test_seat_without_a_duty_and_the_secretariat_see_none(duties: Board) -> None:
    for person in (duties.holders["almelo"], duties.secretary):
        assert "De taak van uw zetel" not in _overview(person)


def test_duty_of_a_seat_ends_with_the_term(duties: Board) -> None:
    SeatTerm.objects.filter(seat=duties.seats["uwv"]).update(ends_on=date(2020, 1, 1))
    assert "De taak van uw zetel" not in _overview(duties.holders["uwv"])


def test_duty_of_the_chair_does_not_pass_to_the_deputy(duties: Board) -> None:
    deputy = make_person("Plaatsvervanger")
    SeatTerm.objects.create(
        seat=duties.seats["voorzitter"], person=deputy, capacity=SeatCapacity.DEPUTY, starts_on=today()
    )
    assert CHAIRS not in _overview(deputy)
