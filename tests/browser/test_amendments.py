"""An amendment in a real browser: submitted on a phone, read, voted on first, and the versions beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from governance.actions import close_vote, open_vote, submit_amendment
from governance.models import Amendment, Person
from tests.governance.factories import Board, cast_all, decide_item, make_board, make_meeting
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


def fits(page: Page, axe: Axe) -> None:
    """Nothing sticks out sideways, on this screen and on a small phone, and axe finds nothing."""
    size = page.viewport_size or {"width": 390, "height": 900}
    for width in (size["width"], 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
    page.set_viewport_size(size)


@pytest.mark.parametrize("width", [390, 1280])
def test_amendment_from_submitting_to_the_vote_on_the_new_text(
    board: Board, enter: Enter, axe: Axe, width: int
) -> None:
    meeting = make_meeting(board, proposals=1)
    item = decide_item(meeting)
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    member = enter(board.holders["almelo"], url("meeting_vote", meeting.pk), width)
    leader = enter(board.secretary, url("meeting_run", meeting.pk), width)

    member.get_by_role("link", name="Amendement indienen op beslispunt 1").click()
    fits(member, axe)
    member.get_by_label("De tekst wordt").fill("Het bestuur stemt in met onderwerp 1, voor één jaar.")
    member.get_by_label("Toelichting").fill("Eerst proberen.")
    member.get_by_role("button", name="Amendement indienen").click()
    expect(member.get_by_text("Amendement 1 op beslispunt 1, van de zetel Almelo")).to_be_visible()
    fits(member, axe)

    # The page of who leads hears of it without being reloaded, and offers the amendment before the proposal.
    leader.get_by_role("button", name="Stemming over amendement 1 openen").click(timeout=15_000)
    other = enter(board.holders["uwv"], url("meeting_vote", meeting.pk), width)
    expect(other.get_by_role("heading", name="U stemt over amendement 1")).to_be_visible()
    fits(other, axe)
    vote = Amendment.objects.get().votes.get()
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)

    leader.reload()
    fits(leader, axe)
    leader.get_by_role("button", name="Stemming openen", exact=True).first.click()
    other.reload()
    expect(other.locator(".vote-text").first).to_contain_text("voor één jaar")


@pytest.mark.parametrize("width", [390, 1280])
def test_versions_and_the_decision_with_its_amendments(
    board: Board, enter: Enter, axe: Axe, width: int
) -> None:
    meeting = make_meeting(board)
    item = decide_item(meeting)
    point = item.proposal.points.get()
    for slug, words in (("almelo", ", voor één jaar"), ("uwv", ", voor twee jaar")):
        amendment = submit_amendment(
            point,
            board.seats[slug],
            board.holders[slug],
            new_text=f"Het bestuur stemt in met onderwerp 1{words}.",
        )
        vote = open_vote(item, board.secretary, amendment=amendment)
        cast_all(vote, board, "vvvvvvvv")
        close_vote(vote, board.secretary)
    vote = open_vote(item, board.secretary)
    cast_all(vote, board, "vvvvvvvv")
    decision = close_vote(vote, board.secretary).decisions.get()

    page = enter(board.holders["uwv"], url("proposal_versions", item.proposal.pk), width)
    page.get_by_label("Van versie").select_option("1")
    page.get_by_role("button", name="Vergelijken").click()
    expect(page.get_by_role("heading", name="Versie 1 en versie 3")).to_be_visible()
    fits(page, axe)
    page.goto(decision.get_absolute_url())
    fits(page, axe)
    page.goto(url("vote_detail", vote.pk))
    fits(page, axe)
    page.goto(url("memo_2014"))
    fits(page, axe)
