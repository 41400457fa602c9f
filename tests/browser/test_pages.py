"""Every page that a person can reach by following links opens, fits a small phone, and is accessible by axe-core.

The links are followed, not listed: a page that somebody adds is looked at from then on. Of every kind of page (the
name of its address) one is opened per person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page

from governance.models import Person
from tests.example import load_example

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
FILES = {
    "governance:ledger_export",
    "governance:paper_download",
    "governance:publication_download",
    "instruments:cost_pdf",
    "instruments:dossier_document",
    "instruments:regulation_document",
    "reports:delivery_download",
    "reports:information_template",
    "reports:public_report_pdf",
    "reports:public_version_download",
    "reports:report_preview",
}
EVERYBODY = {
    "governance:decision_detail",
    "governance:party_detail",
    "governance:article_detail",
    "governance:meeting_decision_list",
    "quotum:monitor",
    "quotum:commitment_detail",
    "quotum:contact_point_list",
    "quotum:cao_list",
    "quotum:target_group",
    "quotum:served_groups",
}
# Who walks, and some pages that prove the walk got where this person works.
PEOPLE = {
    "Secretariaat": EVERYBODY
    | {
        "governance:meeting_prepare",
        "governance:item_create",
        "governance:minutes_write",
        "governance:minutes_version",
        "quotum:commitment_create",
        "quotum:employer_edit",
        "quotum:works_council_set",
        "quotum:contact_point_create",
        "quotum:cao_edit",
        "quotum:target_group_import",
        "quotum:served_groups_edit",
        "reports:market_plan_version",
        "reports:market_plan_write",
        "reports:plan_chapter",
        "reports:plan_action_detail",
    },
    "Voorzitter (portefeuillehouder Enschede)": EVERYBODY | {"governance:meeting_run"},
    "Medewerker UWV": EVERYBODY | {"quotum:realisation_import"},
    "Griffie gemeenteraad Almelo": EVERYBODY,
}
# Pages that nobody links to: where signing in, forgetting and mistakes lead.
OUTSIDE = (
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_inactive",
    "accessibility",
    "privacy",
)


def _kind_of(address: str) -> str | None:
    """The name of the address; None for another site, a place on the same page, or a file."""
    parts = urlsplit(address)
    if (
        parts.scheme
        or parts.netloc
        or not parts.path.startswith("/")
        or parts.path.endswith((".csv", ".json", ".pdf", ".ics"))
    ):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return f"broken link to {parts.path}"  # opened all the same, and found out
    return None if match.view_name in FILES or "admin" in match.namespaces else str(match.view_name)


# What axe-core has seen in this run, whoever was signed in: contents, and kinds of page.
LOOKED_AT: set[str] = set()


def _content(page: Page) -> str:
    """The page without its frame, and without what differs at every request. The frame is the same on all pages of a
    person, and the overview, where each begins, is everybody's own.
    """
    html: str = page.evaluate("document.querySelector('main').outerHTML")
    return re.sub(r'(?:name="(?:csrfmiddlewaretoken|request_key)" value|nonce)="[^"]*"', "", html)


def _look(page: Page, address: str, axe: Callable[[Page], None]) -> list[str]:
    """Open a page wide, make it narrow, and look at it both times; gives its links, fails with the address."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.set_viewport_size(WIDE)
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, f"{address}: {response.status}"
    assert page.locator("h1:visible").count() == 1, f"{address}: not one h1"
    content, kind = _content(page), str(_kind_of(urlsplit(address).path))
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{address}: {over} px too wide at {size['width']}"
        # The same page for somebody else needs axe-core no more; another one of a kind only on a phone.
        if content not in LOOKED_AT and (size is NARROW or kind not in LOOKED_AT):
            axe(page)
    LOOKED_AT.update({content, kind})
    assert not complaints, f"{address}: {complaints}"
    hrefs: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")
    return hrefs


def _walk(page: Page, site: str, axe: Callable[[Page], None]) -> set[str]:
    """Follow the links from the overview to one page of every kind; the kinds that were opened."""
    seen, waiting = {"overview", "search"}, ["/", reverse("search") + "?q=verdeling"]  # a form leads there
    while waiting:
        for href in _look(page, site + waiting.pop(0), axe):
            kind = _kind_of(href)
            if kind is not None and kind not in seen:
                seen.add(kind)
                waiting.append(href.split("#")[0])
    return seen


def test_every_page_outside_opens_fits_and_is_accessible(
    page: Page, live_site: str, axe: Callable[[Page], None]
) -> None:
    load_example()
    for name in OUTSIDE:
        _look(page, live_site + reverse(name), axe)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_within_reach_opens_fits_and_is_accessible(
    page: Page, live_site: str, axe: Callable[[Page], None], who: str
) -> None:
    load_example()
    session = Client()
    session.force_login(
        Person.objects.get(name=who), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page.context.add_cookies(
        [{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": live_site}]
    )
    must_reach, seen = PEOPLE[who], _walk(page, live_site, axe)
    assert must_reach <= seen, f"{who} does not reach {must_reach - seen}"
