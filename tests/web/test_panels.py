"""The register of panels and of the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from werkbedrijf.web import panels
from werkbedrijf.web.layout import Layout
from werkbedrijf.web.panels import Panel, panels_for, register_nav, register_panel


@pytest.fixture(autouse=True)
def _empty_registers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(panels, "_panels", {place: [] for place in panels.PLACES})
    monkeypatch.setattr(panels, "_nav", {})
    return


def _request(path: str = "/") -> HttpRequest:
    return RequestFactory().get(path)


def test_panels_that_ask_something_stand_first_then_by_order() -> None:
    def named(name: str, asks: bool = False) -> Any:
        def function(request: HttpRequest) -> Panel:
            return Panel(name, asks=asks)

        function.__qualname__ = name
        return function

    register_panel("overview", 30)(named("late question", asks=True))
    register_panel("overview", 20)(named("second"))
    register_panel("overview", 10)(named("first"))
    register_panel("overview", 5)(lambda request: None)
    assert [p.template for p in panels_for("overview", _request())] == ["late question", "first", "second"]


def test_panel_receives_the_context_of_its_place() -> None:
    register_panel("party", 10)(lambda request, party: Panel("x", {"party": party}))
    assert panels_for("party", _request(), party="Almelo")[0].context == {"party": "Almelo"}


def test_same_function_registered_twice_shows_once() -> None:
    def function(request: HttpRequest) -> Panel:
        return Panel("x")

    register_panel("overview", 10)(function)
    register_panel("overview", 10)(function)
    assert len(panels_for("overview", _request())) == 1


def test_register_panel_refuses_an_unknown_place() -> None:
    with pytest.raises(ValueError, match="Er is geen plaats 'footer'"):
        register_panel("footer", 10)


class SignedIn:
    is_authenticated = True


def _nav_at(path: str) -> dict[str, str]:
    register_nav(30, "Besluiten", "governance:decision_list", prefixes=("/besluiten/",))
    register_nav(10, "Overzicht", "overview", prefixes=("/",))
    register_nav(20, "Verborgen", "governance:party_list", visible=lambda user: False)
    request = _request(path)
    request.user = SignedIn()  # type: ignore[assignment]  # the navigation asks only whether somebody is signed in
    return {link.label: link.current for link in Layout(request).nav}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", {"Overzicht": "page", "Besluiten": ""}),
        ("/besluiten/", {"Overzicht": "", "Besluiten": "page"}),
        ("/besluiten/2027-001/", {"Overzicht": "", "Besluiten": "true"}),
        ("/privacy/", {"Overzicht": "", "Besluiten": ""}),
    ],
)
def test_navigation_marks_the_current_entry_and_hides_what_is_not_for_me(
    path: str, expected: dict[str, str]
) -> None:
    assert _nav_at(path) == expected


def test_navigation_of_a_visitor_is_empty() -> None:
    register_nav(10, "Overzicht", "overview", prefixes=("/",))
    request = _request()
    request.user = AnonymousUser()
    assert Layout(request).nav == []
