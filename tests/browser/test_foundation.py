"""What the journeys lean on: a server that serves the style sheet, a strict policy, and a browser that reads both."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from werkbedrijf.health import web_is_well


@pytest.mark.parametrize("width", [390, 1280])
def test_sign_in_page_is_styled_accessible_and_within_its_width(
    live_site: str, page: Page, axe: Callable[[Page], None], width: int
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": width, "height": 900})
    response = page.goto(live_site)
    assert response is not None
    assert response.status == 200
    assert page.url.startswith(live_site + reverse("account_login"))
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Sans 3"')
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).count() == 1
    axe(page)
    assert complaints == []


def test_every_answer_carries_the_policy(live_site: str, page: Page) -> None:
    response = page.goto(live_site)
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    # a nonce only where a page has a script of its own
    assert re.search(r"(^|; )script-src 'self'( 'nonce-[^']{16,}')?(;|$)", policy)
    assert "default-src 'none'" in policy


def test_health_check_of_the_container_asks_the_site(live_site: str) -> None:
    port = urlsplit(live_site).port
    assert port is not None
    assert web_is_well(port)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert not web_is_well(closed.getsockname()[1])


def test_axe_notices_a_broken_page(page: Page, axe: Callable[[Page], None]) -> None:
    page.set_content(
        "<html lang='nl'><title>Proef</title><main><h1>Proef</h1><img src='data:,'></main></html>"
    )
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
