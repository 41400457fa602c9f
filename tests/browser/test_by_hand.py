"""Counted and taken down by hand, in a real browser: two people, each on an own screen, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from governance.actions import close_vote, set_current_item
from governance.actions.vice_chair import draft_vice_chair
from governance.enums import BallotManner
from governance.models import Ballot, Meeting, Person, Vote
from tests.governance.factories import Board, cast_all, decide_item, make_board, make_meeting, make_open_vote
from tests.governance.readers import url

Axe = Callable[[Page], None]
Enter = Callable[..., Page]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def board(transactional_db: None) -> Board:
    return make_board()


@pytest.fixture
def meeting(board: Board) -> Meeting:
    """Open, at the proposal that makes the member of UWV vice-chair."""
    made = make_meeting(board, adopts=[draft_vice_chair(board.seats["uwv"], board.secretary)])
    return set_current_item(made, decide_item(made), board.secretary)


def _enter(
    browser: Browser, live_site: str, opened: list[BrowserContext], person: Person, address: str
) -> Page:
    context = browser.new_context(viewport=PHONE, base_url=live_site, locale="nl-NL")
    opened.append(context)
    client = Client()
    client.force_login(person)
    session = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": session, "value": client.cookies[session].value, "url": live_site}])
    page = context.new_page()
    page.goto(address)
    return page


@pytest.fixture
def enter(browser: Browser, live_site: str) -> Iterator[Enter]:
    """`enter(person, address)`: that page on a phone in which the person has signed in."""
    opened: list[BrowserContext] = []
    yield partial(_enter, browser, live_site, opened)
    for context in opened:
        context.close()


def look(page: Page, axe: Axe) -> None:
    """By axe-core on a desk and on a phone, where nothing sticks out."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_secret_vote_is_counted_on_two_screens(
    board: Board, meeting: Meeting, enter: Enter, axe: Axe
) -> None:
    run = url("meeting_run", meeting.pk)
    secretariat, chair = enter(board.secretary, run), enter(board.chair, run)
    member = enter(board.holders["almelo"], url("meeting_vote", meeting.pk))
    secretariat.get_by_text("Schriftelijk en geheim stemmen").click()
    expect(secretariat.get_by_text("Stemt iedereen hetzelfde")).to_be_visible()
    look(secretariat, axe)
    secretariat.get_by_role("button", name="Schriftelijke stemming openen").click()
    expect(member.get_by_text("Vul uw briefje in")).to_be_visible()
    look(member, axe)
    expect(chair.get_by_label("Voor", exact=True)).to_be_visible()
    secretariat.get_by_label("Voor", exact=True).fill("4")
    secretariat.get_by_label("Tegen", exact=True).fill("4")
    look(secretariat, axe)
    secretariat.get_by_role("button", name="Telling invoeren").click()
    expect(secretariat.get_by_text("bevestigt deze telling op een eigen scherm")).to_be_visible()
    chair.get_by_text("Telling bevestigen").click()  # the other screen followed by itself
    look(chair, axe)
    chair.get_by_role("button", name="Ja, deze telling klopt").click()
    expect(chair.get_by_text("Uw beslissende stem")).to_be_visible()
    expect(member.locator("[data-live-region=outcome]")).to_contain_text("De stemmen staken")
    chair.locator("label.vote-choice", has_text="Voor").click()
    chair.locator("[data-live-confirm]").click()
    outcome = (
        "Aangenomen met 4 stemmen voor en 4 tegen; de beslissende stem van de voorzitter gaf de doorslag."
    )
    expect(member.locator("[data-live-region=outcome]")).to_contain_text(outcome)
    member.goto(url("vote_detail", Vote.objects.get(meeting=meeting).pk))
    expect(member.get_by_text("Op papier geteld door Secretaris")).to_be_visible()
    look(member, axe)
    member.goto(url("party_list"))
    look(member, axe)
    secretariat.goto(url("party_list"))
    look(secretariat, axe)


def test_choice_is_taken_down_and_confirmed_on_the_members_phone(
    board: Board, meeting: Meeting, enter: Enter, axe: Axe
) -> None:
    vote = make_open_vote(board, meeting)
    secretariat = enter(board.secretary, url("meeting_run", meeting.pk))
    member = enter(board.holders["almelo"], url("meeting_vote", meeting.pk))
    secretariat.get_by_text("Een apparaat werkt niet: stem opnemen").click()
    secretariat.get_by_label("Zetel", exact=True).select_option("almelo")
    secretariat.get_by_label("Tegen", exact=True).check()
    secretariat.get_by_label("Mondeling").check()
    secretariat.locator("#opname-reden").fill("Telefoon leeg")
    look(secretariat, axe)
    form = secretariat.locator("form", has=secretariat.get_by_label("Mondeling"))
    form.get_by_role("button", name="Stem opnemen").click()
    expect(secretariat.get_by_text("opgenomen door Secretaris")).to_be_visible()
    expect(member.get_by_text("nam om")).to_be_visible()  # without reloading
    look(member, axe)
    member.get_by_role("button", name="Ja, dat is mijn stem").click()
    expect(member.locator(".vote-receipt")).to_contain_text("Uw stem: Tegen")
    assert Ballot.objects.get().manner == BallotManner.SPOKEN
    expect(secretariat.get_by_text("Zetel Almelo: mondeling")).to_be_visible()
    look(secretariat, axe)
    cast_all(vote, board, {"uwv": "for"})
    close_vote(vote, board.secretary)
    member.goto(url("vote_detail", vote.pk))
    expect(member.get_by_text("Zetel Almelo: mondeling")).to_be_visible()
    look(member, axe)
