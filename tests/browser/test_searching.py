"""A member asks, on a phone and by keyboard alone, what was decided on something and whether it still holds."""

from __future__ import annotations

from django.test import Client
from playwright.sync_api import Browser, expect

from governance.models import Person
from instruments.models import Catalogue
from tests.example import load_example


def test_member_finds_whether_the_no_riskpolis_still_holds(browser: Browser, live_site: str) -> None:
    load_example()
    session = Client()
    session.force_login(
        Person.objects.get(name="Portefeuillehouder Hengelo"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": live_site}]
    )
    page = context.new_page()
    page.goto(live_site)
    for _ in range(4):  # past the link to the content, the name of the site and signing out
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Zoeken", exact=True)).to_be_visible()
    page.get_by_role("link", name="Zoeken", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wat zoekt u?")).to_be_focused()
    page.keyboard.type("wat besloten wij over de no-riskpolis en geldt het nog")
    page.keyboard.press("Enter")
    hit = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="No-riskpolis", exact=True))
    expect(hit).to_contain_text("geldt")
    decision = Catalogue.objects.get(state="adopted").decision
    assert decision is not None
    why = hit.get_by_role("link", name="Waarom is dit zo?")
    why.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Waarom is dit zo?")).to_be_visible()
    assert page.url == f"{live_site}{decision.get_absolute_url()}#waarom"
    context.close()
