"""A real browser against a real server: uvicorn in a thread, with the database of the test, and Debian's Chromium.

Not Django's live_server: that is WSGI, in which the endless stream of a live page never lets go of its thread.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.people import DESK, PHONE, Enter
from tests.chromium import find_chromium
from werkbedrijf.asgi import application

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Playwright's synchronous interface keeps an event loop in this thread, which makes Django refuse ordinary queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test, whether or not its author wrote so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; give every person in a journey their own `browser.new_context()`."""
    path = find_chromium()
    if path is None:
        pytest.fail(
            "Geen Chromium gevonden: bin/setup --test installeert die, of zet CHROMIUM op het pad ervan."
        )
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to work for root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=[*sandbox, "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def live_site(transactional_db: None) -> Iterator[str]:
    """The address of the running site, with the test database behind it; stops with the test."""
    cache.clear()  # a site that starts knows nothing of who wrote in the one before
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 15
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            pytest.fail("uvicorn did not start")
        time.sleep(0.02)
    address = f"http://localhost:{listener.getsockname()[1]}"
    before, settings.SITE_URL = settings.SITE_URL, address
    yield address
    settings.SITE_URL = before
    server.should_exit = True
    thread.join(timeout=10)
    assert not thread.is_alive(), "uvicorn did not stop: some request never ended"
    listener.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One page at 1280 × 900 in a context of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


# What a live page fetches anew is dimmed for that moment: the page is judged in a stretch in which nothing was.
AT_REST = """async () => {
    const waits = () => document.querySelector("[data-live-waits]") !== null;
    for (let attempt = 1; ; attempt++) {
        while (waits()) await new Promise((resolve) => setTimeout(resolve, 50));
        let disturbed = false;
        const watch = new MutationObserver(() => { disturbed = true; });
        watch.observe(document, { subtree: true, attributeFilter: ["data-live-waits"] });
        const { violations } = await axe.run(document, {resultTypes: ["violations"], preload: false});
        watch.disconnect();
        if (!disturbed || attempt === 5) return violations;
    }
}"""


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` runs axe-core on the page as it is now and fails on any violation, naming rule and element."""
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # Evaluated by the debugger, so the page's own script policy stays as strict as it is; once in a document.
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        violations = page.evaluate(AT_REST)
        found = [
            f"{violation['id']} ({violation['impact']}): {violation['help']} – {node['html'][:160]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert not found, f"axe-core on {page.url}:\n" + "\n".join(found)

    return check


@pytest.fixture
def enter(browser: Browser, live_site: str) -> Iterator[Enter]:
    """`enter(name, phone=False)`: a browser of one's own, signed in as that demo person."""
    contexts = []

    def sign_in(name: str, *, phone: bool = False) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            base_url=live_site,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/aanmelden/")
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Overzicht")
        return page

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture
def look(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """`look(page)`: no accessibility violations, and nothing that sticks out sideways."""

    def check(page: Page) -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url

    return check
