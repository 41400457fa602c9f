"""Two people write one chapter of the marktbewerkingsplan in a real browser; one of them without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from governance.models import Person
from reports.actions.market_plan import give_chapter, start_market_plan
from reports.models import MarketPlan
from tests.reports.factories import Twente, make_twente
from tests.reports.plans import YEAR, chapter_of

Axe = Callable[[Page], None]


@pytest.fixture
def twente(transactional_db: None) -> Twente:
    return make_twente()


@pytest.fixture
def plan(twente: Twente) -> MarketPlan:
    plan = start_market_plan(YEAR, twente.secretary)
    give_chapter(chapter_of(plan, "brand"), twente.secretary, twente.member)
    return plan


def sign_in(person: Person, context: BrowserContext, site: str) -> Page:
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(person)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    return context.new_page()


def test_author_and_secretariat_write_one_chapter_and_lose_nothing(
    twente: Twente, plan: MarketPlan, browser: Browser, live_site: str, axe: Axe
) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 900}, base_url=live_site)
    plain = browser.new_context(base_url=live_site, java_script_enabled=False)
    member, secretary = sign_in(twente.member, phone, live_site), sign_in(twente.secretary, plain, live_site)
    address = reverse("reports:plan_chapter", args=[YEAR, 1, 2])
    for page in (member, secretary):
        page.goto(address)
    axe(member)
    member.get_by_label("Tekst van dit hoofdstuk").fill("De tekst van het lid.")
    expect(member.locator("[data-writing-said]")).to_contain_text("Opgeslagen om ")

    secretary.get_by_label("Tekst van dit hoofdstuk").fill("De tekst van het secretariaat.")
    secretary.get_by_role("button", name="Opslaan").click()
    expect(secretary.locator(".merge")).to_contain_text("De tekst van het lid.")
    secretary.get_by_role("textbox").fill("De tekst van beiden.")
    secretary.get_by_role("button", name="Tekst in het veld bewaren").click()
    assert chapter_of(plan, "brand").text == "De tekst van beiden."
    secretary.get_by_role("button", name="Hoofdstuk klaar melden").click()
    assert chapter_of(plan, "brand").is_ready

    member.get_by_label("Tekst van dit hoofdstuk").fill("De tekst van het lid, verder geschreven.")
    expect(member.locator("[data-writing-said]")).to_contain_text("klaar gemeld")
    expect(member.get_by_label("Tekst van dit hoofdstuk")).to_have_value(
        "De tekst van het lid, verder geschreven."
    )
    for context in (phone, plain):
        context.close()


def test_two_writers_see_each_other_and_the_list_shows_the_state_of_now(
    twente: Twente, plan: MarketPlan, browser: Browser, live_site: str, axe: Axe
) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 900}, base_url=live_site)
    desk = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=live_site)
    member, secretary = sign_in(twente.member, phone, live_site), sign_in(twente.secretary, desk, live_site)
    address = reverse("reports:plan_chapter", args=[YEAR, 1, 2])
    member.goto(reverse("reports:market_plan_write", args=[YEAR, 1]))
    row = member.get_by_role("row").filter(has=member.locator(f'a[href="{address}"]'))
    expect(row).to_contain_text("te doen")
    row.get_by_role("link").click()
    expect(member.get_by_label("Tekst van dit hoofdstuk")).to_be_visible()
    secretary.goto(address)
    others = secretary.locator("[data-writing-others]")
    expect(others).to_have_text(f"Ook hier: {twente.member}.")

    member.get_by_label("Tekst van dit hoofdstuk").fill("De tekst van het lid.")
    expect(member.locator("[data-writing-said]")).to_contain_text("Opgeslagen om ")
    look_again(secretary)
    expect(others).to_contain_text(f"{twente.member}, laatst getypt om ")
    expect(others).to_contain_text(f"{twente.member} heeft om ")
    axe(secretary)
    secretary.get_by_label("Tekst van dit hoofdstuk").fill("De tekst van het secretariaat.")
    expect(secretary.locator(".merge")).to_contain_text("De tekst van het lid.")
    look_again(secretary)  # both texts stand there now: it is no news any more
    expect(others).not_to_contain_text("heeft om ")
    secretary.get_by_role("button", name="Tekst in het veld bewaren").click()
    expect(secretary.locator("[data-writing-said]")).to_contain_text("Opgeslagen om ")
    assert chapter_of(plan, "brand").text == "De tekst van het secretariaat."

    member.go_back()
    expect(row).to_contain_text("wordt geschreven")
    for context in (phone, desk):
        context.close()


def look_again(page: Page) -> None:
    """What the page does every fifteen seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
