"""A request that is larger than anything we take is refused before it is read."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client


def test_request_above_the_limit_is_refused_in_dutch() -> None:
    answer = Client().post(
        "/aanmelden/",
        data=b"",
        content_type="text/plain",
        headers={"Content-Length": str(settings.LARGEST_REQUEST + 1)},
    )
    assert answer.status_code == 413
    assert "Dit is te groot om te ontvangen" in answer.content.decode()


def test_request_at_the_limit_goes_on() -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/privacy/",
        data=b"",
        content_type="text/plain",
        headers={"Content-Length": str(settings.LARGEST_REQUEST)},
    )
    assert answer.status_code == 403  # the next in line: no token


def test_length_that_is_no_number_goes_on() -> None:
    assert Client().get("/gezond/", headers={"Content-Length": "veel"}).status_code == 200


@pytest.mark.django_db
def test_address_of_a_button_opened_as_a_page_says_so_in_dutch() -> None:
    answer = Client().get("/vergaderingen/1/sluiten/")
    assert answer.status_code == 405
    assert "Dit adres is geen pagina" in answer.content.decode()
