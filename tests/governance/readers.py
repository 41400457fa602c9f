"""Browsers of people, and people who must not see a board's papers: real rows that could leak."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.enums import Role
from governance.models import Person
from tests.governance.factories import Board, make_person

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def as_(person: Person) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(person)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def make_pdf(content: bytes = PDF, name: str = "stuk.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def make_outsiders(board: Board) -> list[Person]:
    """People with an account and a role, but no part in the meetings; and one who may not sign in any more."""
    return [
        make_person("Griffie Almelo", Role.PARTY_READER, party=board.seats["almelo"].parties.get()),
        make_person("Werkplein Almelo", Role.WERKPLEIN_STAFF),
        make_person("Beheer", Role.ADMINISTRATOR),
    ]


def make_observer() -> Person:
    return make_person("Toehoorder", Role.OBSERVER)


def count_queries(client: Client, address: str) -> int:
    """How many queries a page takes, the second time it is asked for."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def page(person: Person, name: str, *args: object) -> str:
    """The HTML of a page as this person gets it."""
    response = as_(person).get(url(name, *args))
    assert response.status_code == 200
    return str(response.content.decode())


def text(html: str) -> str:
    """The words of a page, so that a test does not depend on its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" ,", ",").replace(" .", ".")
