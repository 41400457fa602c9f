"""Signing in with one click: only in the example environment, only as an example person."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from governance.enums import Role
from governance.models import Party, Person
from governance.queries.demo import demo_groups
from tests.governance.factories import Board, add_deputy, make_person

pytestmark = pytest.mark.django_db
ADDRESS = "/aanmelden/demo/"


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO_MODE = True


@pytest.fixture
def example() -> Person:
    return make_person("Voorbeeld", Role.OBSERVER, is_demo=True)


def _signed_in(client: Client) -> str:
    return str(getattr(get_user(client), "name", ""))  # type: ignore[arg-type]  # a client has the session it needs


def test_demo_login_signs_in_the_example_person(client: Client, example: Person) -> None:
    response = client.post(ADDRESS, {"person": example.pk})
    assert response.status_code == 302
    assert response["Location"] == reverse("overview")
    assert _signed_in(client) == "Voorbeeld"


def test_demo_login_goes_on_to_a_page_of_this_site_only(client: Client, example: Person) -> None:
    inside = client.post(ADDRESS, {"person": example.pk, "next": "/besluiten/"})
    outside = client.post(ADDRESS, {"person": example.pk, "next": "https://elders.example/"})
    assert (inside["Location"], outside["Location"]) == ("/besluiten/", "/")


def test_demo_login_changes_person(client: Client, example: Person) -> None:
    other = make_person("Ander", is_demo=True)
    client.post(ADDRESS, {"person": other.pk})
    client.post(ADDRESS, {"person": example.pk})
    assert _signed_in(client) == "Voorbeeld"


def test_demo_login_outside_demo_mode_is_not_found(
    client: Client, example: Person, settings: Settings
) -> None:
    settings.DEMO_MODE = False
    assert client.post(ADDRESS, {"person": example.pk}).status_code == 404
    assert _signed_in(client) == ""


def test_demo_login_as_a_real_person_is_not_found(client: Client) -> None:
    real = make_person("Echt", Role.OBSERVER)
    assert client.post(ADDRESS, {"person": real.pk}).status_code == 404
    assert _signed_in(client) == ""


def test_demo_login_as_a_closed_account_is_not_found(client: Client) -> None:
    closed = make_person("Gesloten", is_demo=True, is_active=False)
    assert client.post(ADDRESS, {"person": closed.pk}).status_code == 404


def test_demo_login_by_get_is_not_found(client: Client, example: Person) -> None:
    assert client.get(ADDRESS, {"person": example.pk}).status_code == 404


@pytest.mark.parametrize("person", ["", "x", "-1", "1e3", "9" * 30, "²"])
def test_demo_login_as_nobody_is_not_found(client: Client, person: str) -> None:
    assert client.post(ADDRESS, {"person": person}).status_code == 404


def test_demo_login_needs_the_form_of_this_site(example: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"person": example.pk}).status_code == 403


def test_sign_in_page_offers_example_people_in_groups(client: Client, board: Board) -> None:
    add_deputy(board, "uwv")
    party = Party.objects.get(slug="almelo")
    make_person("Griffie Almelo", Role.PARTY_READER, party=party)
    Person.objects.update(is_demo=True)
    make_person("Echt", Role.SECRETARIAT)
    groups = {group.title: [person.name for person in group.people] for group in demo_groups()}
    assert list(groups) == [
        "Bestuur",
        "Secretariaat en toezicht",
        "Gemeenteraden",
        "Plaatsvervangers in het bestuur",
    ]
    assert groups["Bestuur"][0] == "Lid voorzitter"
    assert len(groups["Bestuur"]) == 8
    assert groups["Secretariaat en toezicht"] == ["Secretaris"]
    text = client.get(reverse("account_login")).content.decode()
    assert "Griffie Almelo" in text
    assert ">Echt<" not in text


def test_sign_in_page_outside_demo_mode_names_nobody(
    client: Client, example: Person, settings: Settings
) -> None:
    settings.DEMO_MODE = False
    text = client.get(reverse("account_login")).content.decode()
    assert "Voorbeeld" not in text
    assert "E-mailadres" in text
