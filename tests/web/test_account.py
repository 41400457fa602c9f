"""Signing in, out and choosing a password: in Dutch, in the u-form, and the same whether or not an account exists."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from governance.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "Zonnebloem-aan-zee-9"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user("secretaris@voorbeeld.example", PASSWORD, name="Secretaris")


def _text(response: object) -> str:
    return getattr(response, "content").decode()  # noqa: B009 (a test client's response has no common type)


def test_sign_in_with_the_right_password_opens_the_overview(client: Client, person: Person) -> None:
    response = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert response["Location"] == reverse("overview")


def test_sign_in_page_stands_at_its_dutch_address() -> None:
    assert (reverse("account_login"), reverse("account_logout")) == ("/aanmelden/", "/afmelden/")


@pytest.mark.parametrize("login", ["secretaris@voorbeeld.example", "niemand@voorbeeld.example"])
def test_sign_in_that_fails_says_the_same_about_every_address(
    client: Client, person: Person, login: str
) -> None:
    response = client.post(reverse("account_login"), {"login": login, "password": "verkeerd"})
    assert "horen niet bij elkaar" in _text(response)


def test_sign_in_tried_too_often_is_held_up_in_dutch(client: Client, person: Person) -> None:
    for _ in range(6):
        response = client.post(reverse("account_login"), {"login": person.email, "password": "verkeerd"})
    assert "over vijf minuten opnieuw" in _text(response)


def test_sign_out_by_get_asks_first(client: Client, person: Person) -> None:
    client.force_login(person)
    assert "Wilt u zich afmelden?" in _text(client.get(reverse("account_logout")))
    assert client.get("/").status_code == 200


def test_sign_up_is_closed(client: Client) -> None:
    assert "U kunt zelf geen account maken" in _text(client.get(reverse("account_signup")))


def test_forgotten_password_is_chosen_anew_by_e_mail(client: Client, person: Person) -> None:
    client.post(reverse("account_reset_password"), {"email": person.email})
    (message,) = mail.outbox
    assert message.subject == "Werkbedrijf Twente: Nieuw wachtwoord kiezen"
    link = re.search(r"http://testserver(/account/wachtwoord/nieuw/\S+)", str(message.body))
    assert link is not None
    form = client.get(link[1], follow=True)
    address = form.request["PATH_INFO"]
    short = client.post(address, {"password1": "kort", "password2": "kort"})
    assert "te kort. Neem minstens 12 tekens" in _text(short)
    differ = client.post(address, {"password1": PASSWORD + "!", "password2": PASSWORD + "?"})
    assert "niet gelijk. Typ ze allebei opnieuw" in _text(differ)
    client.post(address, {"password1": PASSWORD + "!", "password2": PASSWORD + "!"})
    person.refresh_from_db()
    assert person.check_password(PASSWORD + "!")
    assert "werkt niet meer" in _text(client.get(link[1], follow=True))


def test_forgotten_password_of_an_unknown_address_looks_the_same(client: Client, person: Person) -> None:
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.example"})
    assert known["Location"] == unknown["Location"]
    assert [message.to for message in mail.outbox] == [[person.email], ["niemand@voorbeeld.example"]]
    assert "geen account" in str(mail.outbox[1].body)


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_email",
        "account_reauthenticate",
        "account_email_verification_sent",
        "account_inactive",
    ],
)
def test_account_page_speaks_to_u(client: Client, person: Person, name: str) -> None:
    client.force_login(person)
    text = _text(client.get(reverse(name), follow=True))
    assert not re.search(r"\b([Jj]e|[Jj]ouw?|your|you)\b", re.sub(r"<[^>]*>", " ", text))
