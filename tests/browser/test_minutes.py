"""Writing minutes in a real browser: saved while typing, by two people, without a connection, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from governance.actions.minutes import start_minutes
from governance.models import Minutes
from tests.governance.factories import Board, make_board, make_meeting
from tests.governance.minutes import text_of
from tests.governance.readers import url

Axe = Callable[[Page], None]


@pytest.fixture
def board(transactional_db: None) -> Board:
    return make_board()


@pytest.fixture
def minutes(board: Board) -> Minutes:
    return start_minutes(make_meeting(board, present=("voorzitter", "uwv")), board.secretary)


def sign_in(board: Board, context: BrowserContext, site: str) -> None:
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(board.secretary)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def test_two_secretaries_write_one_text_and_a_lost_connection_loses_nothing(
    board: Board, minutes: Minutes, browser: Browser, live_site: str, axe: Axe
) -> None:
    pages = []
    for width in (1280, 390):
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_site)
        sign_in(board, context, live_site)
        pages.append(context.new_page())
    first, second = pages
    row = text_of(minutes)
    for page in pages:
        page.goto(url("minutes_write", minutes.meeting_id))
        page.locator("main details").evaluate_all("all => all.forEach(d => d.open = true)")
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        )
        axe(page)
    forms = [page.locator(f"#tekst-{row.pk} form") for page in pages]
    fields = [form.get_by_role("textbox") for form in forms]
    fields[0].fill("De voorzitter opent.")
    expect(forms[0].locator("[data-writing-said]")).to_contain_text("Opgeslagen om ")

    fields[1].fill("De vergadering begint.")
    merge = forms[1].locator(".merge")
    expect(merge).to_contain_text("De voorzitter opent.")
    expect(fields[1]).to_have_value("De vergadering begint.")
    axe(second)
    fields[1].fill("De voorzitter opent; de vergadering begint.")
    merge.get_by_role("button", name="Tekst in het veld bewaren").click()
    expect(forms[1].locator("[data-writing-said]")).to_contain_text("Opgeslagen om ")
    row.refresh_from_db()
    assert row.text == "De voorzitter opent; de vergadering begint."

    first.reload()
    first.context.set_offline(True)
    fields[0].fill("Zonder verbinding geschreven.")
    expect(forms[0].locator("[data-writing-said]")).to_contain_text("geen verbinding")
    first.context.set_offline(False)
    expect(forms[0].locator("[data-writing-said]")).to_contain_text("Opgeslagen om ", timeout=10_000)
    row.refresh_from_db()
    assert row.text == "Zonder verbinding geschreven."
    for page in pages:
        page.context.close()


def test_minutes_are_written_without_script(
    board: Board, minutes: Minutes, browser: Browser, live_site: str
) -> None:
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    sign_in(board, context, live_site)
    page, row = context.new_page(), text_of(minutes)
    page.goto(url("minutes_write", minutes.meeting_id))
    form = page.locator(f"#tekst-{row.pk} form")
    form.get_by_role("textbox").fill("Met de knop.")
    form.get_by_role("button").click()
    expect(page.get_by_text("De tekst is opgeslagen.")).to_be_visible()
    row.refresh_from_db()
    assert row.text == "Met de knop."
    context.close()
