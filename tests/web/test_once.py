"""A form that is sent twice does its work once, also when both arrive at the same moment."""

from __future__ import annotations

import threading
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest

from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.once import REMEMBERED, once

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


def request_of(session_key: str | None = None) -> HttpRequest:
    request = HttpRequest()
    request.session = SessionStore(session_key)
    if session_key is None:
        request.session.create()
    return request


def test_once_second_time_gives_the_first_address(db: None) -> None:
    request = request_of()
    assert once(request, "k", lambda: "/a/") == "/a/"
    assert once(request_of(request.session.session_key), "k", lambda: "/b/") == "/a/"


def test_once_other_key_other_session_and_no_key_are_new(db: None) -> None:
    request = request_of()
    once(request, "k", lambda: "/a/")
    assert once(request, "l", lambda: "/b/") == "/b/"
    assert once(request_of(), "k", lambda: "/c/") == "/c/"
    assert [once(request, "", lambda: "/d/"), once(request, "", lambda: "/e/")] == ["/d/", "/e/"]


def test_once_refused_act_leaves_the_key_free_and_undoes_its_work(db: None) -> None:
    request = request_of()
    other = request_of()

    def half() -> str:
        Session.objects.filter(session_key=other.session.session_key).delete()
        raise DomainError("Nee.")

    with pytest.raises(DomainError):
        once(request, "k", half)
    assert Session.objects.filter(session_key=other.session.session_key).exists()
    assert once(request, "k", lambda: "/a/") == "/a/"


def test_once_keeps_the_rest_of_the_session(db: None) -> None:
    request = request_of()
    request.session["taal"] = "nl"
    once(request, "k", lambda: "/a/")
    assert request_of(request.session.session_key).session["taal"] == "nl"


def test_once_remembers_a_bounded_number(db: None) -> None:
    request = request_of()
    for number in range(REMEMBERED + 5):
        once(request, f"k{number}", lambda: "/a/")
    assert len(request.session["forms_done"]) == REMEMBERED
    assert once(request, f"k{REMEMBERED + 4}", lambda: "/b/") == "/a/"


def test_once_two_requests_at_the_same_moment(transactional_db: None) -> None:
    key = request_of().session.session_key
    done: list[str] = []
    gate = threading.Barrier(4)

    def submit(name: str) -> None:
        request = request_of(key)
        gate.wait()
        try:
            once(request, "k", lambda: done.append(name) or f"/{name}/")  # type: ignore[func-returns-value]
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
