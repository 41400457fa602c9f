"""Calling, changing, moving and suspending a meeting in a real browser: accessible, live, and without script too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from governance.actions import add_paper, convene_meeting
from governance.actions.changes import prepare_explanation, prepare_paper, send_changes
from governance.enums import MeetingState
from governance.models import Meeting, Person
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_board, make_meeting
from tests.governance.readers import make_pdf, url


@pytest.fixture
def board(live_site: str) -> Board:
    return make_board()


@pytest.fixture
def called(board: Board) -> Meeting:
    """Called late, with a second version of its agenda sent and another change prepared."""
    meeting = make_meeting(board, state=MeetingState.SUBMITTED, starts_at=timezone.now() + timedelta(days=2))
    item = meeting.items.get(position=1)
    first = add_paper(item, title="Realisatie", file=make_pdf(), by=board.secretary)
    meeting = convene_meeting(meeting, board.chair, late_reason="De cijfers kwamen laat.")
    prepare_paper(item, board.secretary, title="Realisatie, herzien", file=make_pdf(), replaces=first)
    send_changes(meeting, board.secretary, "Rekenfout hersteld")
    prepare_explanation(item, board.secretary, "Lees vooral bladzijde 2.")
    return meeting


@pytest.fixture
def enter(browser: Browser, live_site: str) -> Iterator[Callable[..., BrowserContext]]:
    """`enter(person, **options)`: a browser in which somebody has signed in."""
    opened: list[BrowserContext] = []

    def make(person: Person, **options: object) -> BrowserContext:
        context = browser.new_context(**{"locale": "nl-NL", "base_url": live_site, **options})  # type: ignore[arg-type]  # named options of Playwright
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site}])
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_of_calling_are_accessible(
    board: Board,
    called: Meeting,
    enter: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    width: int,
) -> None:
    page = enter(board.secretary, viewport={"width": width, "height": 900}).new_page()
    item = called.items.get(position=1)
    for address in (
        url("meeting_list"),
        url("meeting_detail", called.pk),
        url("meeting_changes", called.pk),
        url("added_item_create", called.pk),
        url("sent_item_edit", item.pk),
        url("proposal_edit", decide_item(called).pk),
        url("added_paper_create", item.pk),
        url("agenda_version", called.pk, 1),
        url("agenda_version", called.pk, 2),
        url("meeting_move", called.pk),
        url("meeting_cancel", called.pk),
        url("meeting_delete", draft_board_meeting(board).pk),
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_nazending_and_suspension_without_script(
    board: Board, called: Meeting, enter: Callable[..., BrowserContext]
) -> None:
    page = enter(board.secretary, java_script_enabled=False).new_page()
    page.goto(url("meeting_detail", called.pk))
    page.get_by_role("link", name="Naar de nazending").click()
    page.get_by_label("Aanleiding van de nazending").fill("Een leeswijzer")
    page.get_by_role("button", name="Nazending versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda, versie 3")
    expect(page.locator("ins")).to_contain_text("Lees vooral bladzijde 2.")
    page.goto(url("meeting_run", called.pk))
    page.get_by_role("button", name="Vergadering openen").click()
    expect(page.locator("main")).to_contain_text("Openen kan op die dag")
    Meeting.objects.filter(pk=called.pk).update(starts_at=timezone.now())
    page.get_by_role("button", name="Vergadering openen").click()
    page.locator("summary", has_text="Vergadering schorsen").click()
    page.get_by_role("button", name="Ja, vergadering schorsen").click()
    expect(page.get_by_role("heading", name="Geschorst sinds")).to_be_visible()
    page.get_by_role("button", name="Vergadering hervatten").click()
    expect(page.locator("summary", has_text="Vergadering schorsen")).to_be_visible()


def test_suspension_reaches_an_open_page_by_itself(
    board: Board, enter: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    meeting = make_meeting(board)
    member = enter(board.holders["uwv"], viewport={"width": 390, "height": 844}).new_page()
    member.goto(url("meeting_vote", meeting.pk))
    leader = enter(board.secretary).new_page()
    leader.goto(url("meeting_run", meeting.pk))
    leader.locator("summary", has_text="Vergadering schorsen").click()
    leader.get_by_role("button", name="Ja, vergadering schorsen").click()
    expect(member.locator("main")).to_contain_text("De vergadering is geschorst sinds")
    expect(leader.get_by_role("button", name="Vergadering hervatten")).to_be_visible()
    axe(leader)
    axe(member)
