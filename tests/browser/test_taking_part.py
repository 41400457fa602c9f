"""Points, hamerstukken, recusals and words beside a vote, in a real browser: live, without errors of accessibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from governance.actions import set_current_item
from governance.enums import AgendaItemKind
from governance.models import AgendaItem, Person, Recusal
from tests.governance.factories import Board, make_board
from tests.governance.matters import make_item
from tests.governance.readers import url

Enter = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.fixture
def board(transactional_db: None) -> Board:
    return make_board()


@pytest.fixture
def enter(browser: Browser, live_site: str) -> Iterator[Enter]:
    """`enter(person, address, width)`: that page in a browser in which the person has signed in."""
    opened: list[BrowserContext] = []

    def sign_in(person: Person, address: str, width: int = 390) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_site)
        opened.append(context)
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site}])
        page = context.new_page()
        page.goto(address)
        return page

    yield sign_in
    for context in opened:
        context.close()


def taken_up(board: Board, kind: AgendaItemKind, *numbers: str) -> AgendaItem:
    item = make_item(board, kind=kind, numbers=numbers)
    set_current_item(item.meeting, item, board.secretary)
    return item


def fits(page: Page, axe: Axe) -> None:
    """Nothing sticks out sideways, and axe finds nothing; with everything unfolded."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_hamerstuk_from_lifting_by_a_member_to_the_vote(
    board: Board, enter: Enter, axe: Axe, width: int
) -> None:
    item = taken_up(board, AgendaItemKind.HAMMER, "1")
    lead = enter(board.secretary, url("meeting_run", item.meeting_id), width)
    member = enter(board.holders["uwv"], url("meeting_vote", item.meeting_id), width)
    expect(lead.locator("summary", has_text="Vaststellen zonder stemming")).to_be_visible()
    fits(lead, axe)
    fits(member, axe)
    member.get_by_role("button", name="Ik vraag om een stemming").click()
    expect(lead.get_by_text("De zetel UWV vroeg om een stemming")).to_be_visible()
    expect(lead.get_by_role("button", name="Stemming openen")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_hamerstuk_adopted_and_dissent_noted_live(board: Board, enter: Enter, axe: Axe, width: int) -> None:
    item = taken_up(board, AgendaItemKind.HAMMER, "1")
    lead = enter(board.secretary, url("meeting_run", item.meeting_id), width)
    member = enter(board.holders["uwv"], url("meeting_vote", item.meeting_id), width)
    lead.locator("summary", has_text="Vaststellen zonder stemming").click()
    lead.get_by_role("button", name="Ja, vaststellen zonder stemming").click()
    expect(member.get_by_text("Aangenomen zonder stemming, als hamerstuk.", exact=True)).to_be_visible()
    member.get_by_text("Ik ben tegen").click()
    member.get_by_label("Toelichting").fill("Te duur.")
    member.get_by_role("button", name="Laten aantekenen").click()
    expect(lead.get_by_text("De zetel UWV wil geacht worden tegen te hebben gestemd")).to_be_visible()
    fits(lead, axe)
    outcome = enter(board.chair, item.votes.get().get_absolute_url(), width)
    fits(outcome, axe)


@pytest.mark.parametrize("width", [390, 1280])
def test_point_with_recusal_explanation_and_mistake(board: Board, enter: Enter, axe: Axe, width: int) -> None:
    item = taken_up(board, AgendaItemKind.DECIDE, "1", "2", "3")
    lead = enter(board.secretary, url("meeting_run", item.meeting_id), width)
    chair = enter(board.chair, url("meeting_vote", item.meeting_id), width)
    member = enter(board.holders["uwv"], url("meeting_vote", item.meeting_id), width)
    chair.get_by_text("Ik doe bij dit punt niet mee").click()
    chair.get_by_label("Reden").fill("Een eigen belang.")
    chair.get_by_role("button", name="Vastleggen").click()
    expect(lead.get_by_text("Voorgezeten door de zetel Hengelo")).to_be_visible()
    expect(
        lead.get_by_text("De zetel Voorzitter doet bij dit agendapunt niet mee: Een eigen")
    ).to_be_visible()
    assert Recusal.objects.get().reason == "Een eigen belang."
    fits(lead, axe)
    fits(chair, axe)
    lead.get_by_role("button", name="Beslispunt 2").click()
    expect(member.get_by_text("Niet in deze stemming")).to_have_count(2)
    fits(member, axe)
    member.get_by_label("Uw stemverklaring").fill("Te vroeg.")
    member.locator("label.vote-choice", has_text="Tegen").click()
    member.get_by_role("button", name="Stem vastleggen").click()
    expect(member.locator(".vote-receipt")).to_contain_text("Uw stem: Tegen")
    lead.get_by_text("Stemming sluiten", exact=True).click()
    lead.get_by_role("button", name="Ja, stemming sluiten").click()
    expect(member.get_by_text("Ik heb mij vergist")).to_be_visible()
    outcome = enter(board.holders["uwv"], item.votes.get().get_absolute_url(), width)
    expect(outcome.get_by_text("Te vroeg.")).to_be_visible()
    fits(outcome, axe)
    agenda = enter(board.holders["uwv"], url("meeting_detail", item.meeting_id), width)
    fits(agenda, axe)
    fits(enter(board.secretary, url("meeting_run", item.meeting_id), width), axe)
