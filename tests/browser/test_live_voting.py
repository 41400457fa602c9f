"""Voting in a real browser: live, with a lost connection, without script, by keyboard; no filled-in form is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Route, expect

from governance.actions import break_off_vote, close_meeting, close_vote, leave
from governance.models import Ballot, Meeting, Person, Vote
from tests.governance.factories import Board, cast, make_board, make_meeting, make_open_vote
from tests.governance.readers import url

Enter = Callable[..., Page]


@pytest.fixture
def board(transactional_db: None) -> Board:
    return make_board(deputies=["almelo"])


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return make_meeting(board, proposals=2)


@pytest.fixture
def enter(browser: Browser, live_site: str) -> Iterator[Enter]:
    """`enter(person, "meeting_vote", meeting)`: that page on a phone in which the person has signed in."""
    opened: list[BrowserContext] = []

    def sign_in(person: Person, name: str, meeting: Meeting, **options: object) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "base_url": live_site, **options}  # type: ignore[arg-type]
        )
        opened.append(context)
        client = Client()
        client.force_login(person)
        session = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": session, "value": client.cookies[session].value, "url": live_site}])
        page = context.new_page()
        page.goto(url(name, meeting.pk))
        return page

    yield sign_in
    for context in opened:
        context.close()


def choose(page: Page, choice: str) -> None:
    page.locator("label.vote-choice", has_text=choice).click()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="Stem vastleggen").click()


def test_two_taps_and_the_receipt_and_a_change(
    board: Board, meeting: Meeting, enter: Enter, axe: Callable[[Page], None]
) -> None:
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    expect(page.get_by_text("Bij dit agendapunt valt niets te stemmen")).to_be_visible()
    vote = make_open_vote(board, meeting)
    expect(page.locator("[data-live-said]")).to_contain_text("De stemming is geopend.")
    choose(page, "Voor")
    expect(page.get_by_role("button", name="Stem vastleggen: Voor")).to_be_visible()
    confirm(page)
    expect(page.locator(".vote-receipt")).to_contain_text("Uw stem: Voor, vastgelegd om")
    axe(page)
    page.get_by_text("Stem wijzigen").click()
    choose(page, "Onthouding")
    confirm(page)
    expect(page.locator(".vote-receipt")).to_contain_text("Uw stem: Onthouding")
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["for", "abstained"]
    close_vote(vote, board.secretary)
    expect(page.locator("[data-live-region=outcome]")).to_contain_text("Geen besluit")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_double_click_records_once(board: Board, meeting: Meeting, enter: Enter) -> None:
    make_open_vote(board, meeting)
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    choose(page, "Tegen")
    page.get_by_role("button", name="Stem vastleggen").dblclick()
    expect(page.locator(".vote-receipt")).to_contain_text("Uw stem: Tegen")
    assert Ballot.objects.count() == 1


def test_choice_not_yet_recorded_survives_progress_and_closing(
    board: Board, meeting: Meeting, enter: Enter
) -> None:
    vote = make_open_vote(board, meeting)
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    choose(page, "Tegen")
    cast(vote, board.chair, "for")
    expect(page.locator("[data-live-region=progress]")).to_contain_text("1 van 8")
    expect(page.get_by_label("Tegen")).to_be_checked()
    close_vote(vote, board.secretary)
    expect(page.locator("[data-live-region=outcome]")).to_contain_text("Aangenomen met 1 stem voor")
    expect(page.get_by_text("niet vastlegde, is niet meegeteld")).to_be_visible()
    expect(page.get_by_label("Tegen")).to_be_checked()
    expect(page.get_by_role("button", name="Stem vastleggen")).to_be_disabled()
    make_open_vote(board, meeting, 2)  # another vote: the form of the old one has nothing left to keep
    expect(page.get_by_text("Voorstel 2")).to_be_visible()
    expect(page.get_by_label("Tegen")).not_to_be_checked()
    assert Ballot.objects.count() == 1


def test_lost_connection_is_said_voting_waits_and_recovers(
    board: Board, meeting: Meeting, enter: Enter
) -> None:
    vote = make_open_vote(board, meeting)
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    choose(page, "Voor")
    page.context.set_offline(True)
    expect(page.get_by_text("Geen verbinding sinds")).to_be_visible()
    expect(page.get_by_role("button", name="Stem vastleggen")).to_be_disabled()
    cast(vote, board.chair, "for")
    page.context.set_offline(False)
    expect(page.get_by_text("Geen verbinding sinds")).to_be_hidden()
    expect(page.locator("[data-live-region=progress]")).to_contain_text("1 van 8")
    expect(page.get_by_label("Voor", exact=True)).to_be_checked()
    confirm(page)
    expect(page.locator(".vote-receipt")).to_contain_text("Uw stem: Voor")


def test_page_from_a_pocket_catches_up_at_once(board: Board, meeting: Meeting, enter: Enter) -> None:
    """With a proxy that lets no stream through, too: becoming visible asks for the state."""
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    page.route("**/live/", lambda route: route.abort())
    page.reload()
    make_open_vote(board, meeting)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("button", name="Stem vastleggen")).to_be_visible(timeout=2000)
    expect(page.get_by_text("Geen verbinding sinds")).to_be_hidden()


def test_change_during_a_slow_refresh_is_fetched_too(board: Board, meeting: Meeting, enter: Enter) -> None:
    """The page that is on its way is from before the change: when it has come, the page asks once more."""
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    slow: list[tuple[Route, APIResponse]] = []
    page.route(page.url, lambda route: slow.append((route, route.fetch())), times=1)
    vote = make_open_vote(board, meeting)
    expect(page.locator("[data-live-said]")).to_contain_text("De stemming is geopend.")
    while not slow:
        page.wait_for_timeout(20)
    close_vote(vote, board.secretary)
    expect(page.locator("[data-live-said]")).to_contain_text("De stemming is gesloten.")
    route, response = slow.pop()
    route.fulfill(response=response)
    expect(page.locator("[data-live-region=outcome]")).to_contain_text("Geen besluit")
    expect(page.get_by_role("button", name="Stem vastleggen")).to_have_count(0)


def test_ballot_after_closing_is_refused_on_the_page(board: Board, meeting: Meeting, enter: Enter) -> None:
    vote = make_open_vote(board, meeting)
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    page.route("**/live/", lambda route: route.abort())
    page.reload()  # so that the page does not know yet
    choose(page, "Voor")
    close_vote(vote, board.secretary)
    confirm(page)
    expect(page.get_by_role("alert").filter(has_text="uw stem is niet meegeteld")).to_be_visible()
    assert not Ballot.objects.exists()


def test_history_does_not_bring_an_old_form_back(board: Board, meeting: Meeting, enter: Enter) -> None:
    make_open_vote(board, meeting)
    page = enter(board.holders["almelo"], "meeting_vote", meeting, java_script_enabled=False)
    choose(page, "Voor")
    confirm(page)
    page.go_back()
    page.reload()
    expect(page.locator(".vote-receipt")).to_contain_text("Uw stem: Voor")


def test_voting_and_running_without_script(board: Board, meeting: Meeting, enter: Enter) -> None:
    leave(meeting, board.seats["almelo"], board.secretary)
    plain = {"java_script_enabled": False}
    member = enter(board.holders["almelo"], "meeting_vote", meeting, **plain)
    run = enter(board.secretary, "meeting_run", meeting, viewport={"width": 1280, "height": 900}, **plain)
    member.get_by_role("button", name="Ik ben aanwezig").click()
    expect(member.get_by_text("U bent aanwezig")).to_be_visible()
    run.get_by_role("button", name="Volgend agendapunt").click()
    run.get_by_role("button", name="Stemming openen").click()
    member.get_by_role("link", name="Pagina verversen").click()
    choose(member, "Voor")
    confirm(member)
    expect(member.locator(".vote-receipt")).to_contain_text("Uw stem: Voor")
    run.get_by_role("link", name="Pagina verversen").click()
    expect(run.get_by_text("1 van 8 zetels heeft gestemd")).to_be_visible()
    run.get_by_text("Stemming sluiten", exact=True).click()
    run.get_by_role("button", name="Ja, stemming sluiten").click()
    expect(run.locator("main")).to_contain_text("Aangenomen met 1 stem voor en 0 tegen")
    member.get_by_role("link", name="Pagina verversen").click()
    expect(member.locator("main")).to_contain_text("Aangenomen met 1 stem voor en 0 tegen")


def test_voting_by_keyboard(board: Board, meeting: Meeting, enter: Enter) -> None:
    make_open_vote(board, meeting)
    page = enter(board.holders["almelo"], "meeting_vote", meeting)
    page.get_by_label("Voor", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")  # the explanation, folded
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".vote-receipt")).to_contain_text("Uw stem: Tegen")
    expect(page.locator("[data-live-said]")).to_contain_text("Uw stem is vastgelegd.")
    assert page.evaluate("document.activeElement !== document.body")  # the focus is still in the page's part


def test_attendance_by_keyboard_keeps_the_focus(board: Board, meeting: Meeting, enter: Enter) -> None:
    page = enter(board.secretary, "meeting_run", meeting, viewport={"width": 1280, "height": 900})
    toggle = page.get_by_role("button", name="Lid uwv voor UWV aanwezig")
    toggle.focus()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(toggle).to_be_focused()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-pressed", "true")


def test_reason_being_typed_is_not_lost(board: Board, meeting: Meeting, enter: Enter) -> None:
    vote = make_open_vote(board, meeting)
    page = enter(board.secretary, "meeting_run", meeting, viewport={"width": 1280, "height": 900})
    page.get_by_text("Stemming afbreken", exact=True).click()
    page.locator(f"#reden-{vote.pk}").fill("Het verkeerde")
    break_off_vote(vote, board.chair, "Verkeerd punt.")
    expect(page.get_by_text("De stand is veranderd terwijl u iets invulde.")).to_be_visible()
    expect(page.locator(f"#reden-{vote.pk}")).to_have_value("Het verkeerde")
    page.get_by_role("button", name="Bijwerken").click()
    expect(page.get_by_role("button", name="Stemming opnieuw openen")).to_be_visible()


def test_all_screens_follow_the_meeting(
    board: Board, meeting: Meeting, enter: Enter, axe: Callable[[Page], None]
) -> None:
    screen = enter(board.secretary, "meeting_screen", meeting, viewport={"width": 1920, "height": 1080})
    chair = enter(board.chair, "meeting_run", meeting)
    expect(screen.locator("body")).to_contain_text("8 van 8 zetels aanwezig")
    leave(meeting, board.seats["uwv"], board.secretary)
    expect(screen.locator("body")).to_contain_text("7 van 8 zetels aanwezig")
    expect(chair.get_by_role("button", name="Lid uwv voor UWV")).to_have_attribute("aria-pressed", "false")
    vote = make_open_vote(board, meeting)
    expect(screen.locator("body")).to_contain_text("0 van 7 zetels hebben gestemd")
    expect(chair.get_by_text("Stemming sluiten", exact=True)).to_be_visible()
    cast(vote, board.holders["almelo"], "against")
    expect(screen.locator("body")).to_contain_text("1 van 7 zetels heeft gestemd")
    axe(screen)
    close_vote(vote, board.secretary)
    expect(screen.locator("body")).to_contain_text("Verworpen met 0 stemmen voor en 1 tegen")
    expect(chair.locator("main")).to_contain_text("Verworpen met 0 stemmen voor en 1 tegen")
    axe(screen)
    smallest = screen.evaluate(
        "Math.min(...[...document.querySelectorAll('.room__region *')]"
        ".filter(e => e.innerText && !e.children.length).map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 0.04 * 1080
    assert Vote.objects.get(pk=vote.pk).result == "rejected"


def test_papers_page_follows_the_meeting(
    board: Board, meeting: Meeting, enter: Enter, axe: Callable[[Page], None]
) -> None:
    page = enter(board.holders["almelo"], "meeting_detail", meeting)
    expect(page.locator("[data-live-region=position]")).to_contain_text("1. Opening")
    vote = make_open_vote(board, meeting)
    expect(page.locator("[data-live-region=position]")).to_contain_text("2. Agendapunt 1")
    cast(vote, board.chair, "for")
    close_vote(vote, board.secretary)
    expect(page.locator("#besloten")).to_contain_text("Aangenomen met 1 stem voor")
    axe(page)
    close_meeting(meeting, board.secretary)
    expect(page.locator("#staat")).to_contain_text("gesloten")
    expect(page.get_by_role("link", name="Meedoen en stemmen")).to_have_count(0)
