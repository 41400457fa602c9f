"""The pages for what cannot be answered: Dutch, and complete in themselves."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from werkbedrijf.urls import handler400, handler500
from werkbedrijf.urls import urlpatterns as site_urls
from werkbedrijf.web.errors import server_error


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("zegt niemand iets")


def nonsense(request: HttpRequest) -> HttpResponse:
    raise BadRequest("onzin")


urlpatterns = [path("kapot/", broken), path("onzin/", nonsense), *site_urls]
__all__ = ["handler400", "handler500", "urlpatterns"]


@pytest.mark.urls(__name__)
def test_server_error_says_what_to_do_and_shows_no_trace() -> None:
    response = Client(raise_request_exception=False).get("/kapot/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in text
    assert "zegt niemand iets" not in text


@pytest.mark.urls(__name__)
def test_server_error_has_the_nonce_that_its_policy_allows() -> None:
    response = Client(raise_request_exception=False).get("/kapot/")
    nonce = response.content.decode().split('nonce="')[1].split('"')[0]
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]


def test_server_error_before_the_policy_is_set_up_is_plain() -> None:
    response = server_error(RequestFactory().get("/"))
    assert "<style" not in response.content.decode()


@pytest.mark.urls(__name__)
def test_bad_request_is_dutch(client: Client) -> None:
    response = client.get("/onzin/")
    assert response.status_code == 400
    assert "niet te begrijpen" in response.content.decode()


@pytest.mark.django_db
def test_unknown_page_is_dutch_and_keeps_the_frame(client: Client) -> None:
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()
    assert "Werkbedrijf Twente" in response.content.decode()


@pytest.mark.django_db
def test_expired_form_says_that_nothing_was_saved() -> None:
    response = Client(enforce_csrf_checks=True).post("/aanmelden/demo/", {"person": "1"})
    assert response.status_code == 403
    assert "Er is niets opgeslagen" in response.content.decode()


@pytest.mark.parametrize("address", ["/toegankelijkheid/", "/privacy/"])
def test_statements_are_readable_without_an_account(client: Client, address: str, db: None) -> None:
    assert client.get(address).status_code == 200
