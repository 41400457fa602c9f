"""Signing in by a code that comes by e-mail: to where one was going, the same for every address, and not guessed."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from governance.models import Person
from tests.smtp import mail_server, smtp_at

pytestmark = pytest.mark.django_db
ASK, CONFIRM = reverse("account_request_login_code"), reverse("account_confirm_login_code")
THERE = reverse("privacy")  # some page that a message led to
UNKNOWN = "niemand@voorbeeld.example"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def person() -> Person:
    """A registrar who never chose a password."""
    return Person.objects.create_user("griffie@voorbeeld.example", name="Griffie")


def ask(client: Client, email: str, **fields: str) -> Any:
    return client.post(ASK, {"email": email, **fields})


def code_in(message: Any) -> str:
    found = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", str(message.body))
    assert found is not None
    return found[0]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_code_signs_in_to_where_one_was_going(client: Client, person: Person) -> None:
    page = client.get(f"{reverse('account_login')}?next={THERE}").content.decode()
    assert f'href="{ASK}?next={THERE.replace("/", "%2F")}"' in page
    asked = ask(client, person.email, next=THERE)
    assert asked["Location"] == f"{CONFIRM}?next={THERE.replace('/', '%2F')}"
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("Werkbedrijf Twente: Aanmeldcode", [person.email])
    done = client.post(CONFIRM, {"code": code_in(message), "next": THERE})
    assert done["Location"] == THERE
    assert signed_in(client)


def test_code_typed_in_small_letters_without_the_dash_is_right_too(client: Client, person: Person) -> None:
    ask(client, person.email)
    client.post(CONFIRM, {"code": code_in(mail.outbox[0]).lower().replace("-", " ")})
    assert signed_in(client)


def test_code_works_once(client: Client, person: Person) -> None:
    ask(client, person.email)
    code = code_in(mail.outbox[0])
    client.post(CONFIRM, {"code": code})
    client.logout()
    client.post(CONFIRM, {"code": code})
    assert not signed_in(client)


def test_address_without_an_account_looks_the_same(client: Client, person: Person) -> None:
    known, unknown = ask(client, person.email), ask(Client(), UNKNOWN)
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[person.email], [UNKNOWN]]
    assert "geen account" in str(mail.outbox[1].body)


def test_page_of_the_code_looks_the_same_for_an_address_without_an_account(person: Person) -> None:
    pages = []
    for email in (person.email, UNKNOWN):
        client = Client()
        ask(client, email)
        wrong = client.post(CONFIRM, {"code": "BCDF-GHJK"}).content.decode()
        pages.append(re.sub(r'(nonce|value)="[^"]*"|nonce-\S+', "", wrong.replace(email, "")))
        assert "Deze code klopt niet." in pages[-1]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("code", ["", "-", "BCDF-GHJK", "None"])
def test_no_code_opens_an_address_without_an_account(client: Client, code: str) -> None:
    ask(client, UNKNOWN)
    client.post(CONFIRM, {"code": code})
    assert not signed_in(client)


def test_account_that_may_not_sign_in_gets_no_code(client: Client, person: Person) -> None:
    Person.objects.update(is_active=False)
    asked = ask(client, person.email)
    assert asked["Location"] == CONFIRM
    assert not re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", str(mail.outbox[0].body))


def test_third_wrong_code_ends_it(client: Client, person: Person) -> None:
    ask(client, person.email)
    code = code_in(mail.outbox[0])
    answers = [client.post(CONFIRM, {"code": "BCDF-GHJK"}).status_code for _ in range(3)]
    assert answers == [200, 200, 302]
    client.post(CONFIRM, {"code": code})
    assert not signed_in(client)


def test_code_asked_for_too_often_is_held_up_in_dutch(person: Person) -> None:
    pages = [ask(Client(), person.email) for _ in range(6)]
    assert [page.status_code for page in pages] == [302] * 5 + [200]
    assert "over vijf minuten opnieuw" in pages[-1].content.decode()


def test_code_is_too_old_after_a_quarter_of_an_hour(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, person.email)
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert answer["Location"] == ASK
    assert not signed_in(client)


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("email", ["griffie@voorbeeld.example", UNKNOWN])
def test_mail_server_that_is_down_is_said_for_every_address(
    client: Client, person: Person, name: str, email: str
) -> None:
    with smtp_at(1):
        answer = client.post(reverse(name), {"email": email})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "De e-mail kon nu niet worden verzonden." in page
    assert f'value="{email}"' in page


def test_mail_server_that_refuses_an_address_is_said(client: Client, person: Person) -> None:
    with mail_server() as server:
        server.recipients[person.email] = "550 unknown"
        assert "De e-mail kon nu niet worden verzonden." in ask(client, person.email).content.decode()
    assert not signed_in(client)


def test_pages_speak_to_u(client: Client, person: Person) -> None:
    pages = [client.get(ASK).content.decode()]
    ask(client, person.email)
    pages.append(client.get(CONFIRM).content.decode())
    for page in [*pages, str(mail.outbox[0].body)]:
        assert not re.search(r"\b([Jj]e|[Jj]ouw?|your|you)\b", re.sub(r"<[^>]*>", " ", page))
