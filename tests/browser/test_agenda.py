"""Preparing an agenda in a real browser: keyboard, focus, unsaved text, double clicks, and without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from governance.actions import add_item
from governance.enums import AgendaItemKind
from governance.models import Meeting, Person, Proposal
from tests.governance.factories import Board, draft_board_meeting, make_board, make_draft
from tests.governance.readers import PDF, url

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def board(transactional_db: None) -> Board:
    return make_board()


@pytest.fixture
def meeting(board: Board) -> Meeting:
    """A draft agenda of four items, the last one to decide on."""
    meeting = draft_board_meeting(board, proposals=0)
    for title in ("Sectorplannen", "Realisatie"):
        add_item(meeting, kind=AgendaItemKind.DISCUSS, title=title)
    add_item(meeting, kind=AgendaItemKind.DECIDE, title="Vicevoorzitter")
    return meeting


@pytest.fixture
def contexts(browser: Browser, live_site: str) -> Iterator[Callable[..., BrowserContext]]:
    """A phone, or another size, in which somebody has signed in."""
    opened: list[BrowserContext] = []

    def make(person: Person, **options: object) -> BrowserContext:
        context = browser.new_context(
            **{"viewport": PHONE, "locale": "nl-NL", "base_url": live_site, **options}  # type: ignore[arg-type]
        )
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site}])
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


def order(page: Page) -> list[str]:
    return page.locator(".agenda h3").evaluate_all("all => all.map(h => h.lastChild.textContent)")


def test_agenda_by_keyboard_keeps_the_focus_on_the_moved_item(
    board: Board, meeting: Meeting, contexts: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    page = contexts(board.secretary).new_page()
    page.goto(url("meeting_prepare", meeting.pk))
    axe(page)
    expect(page.get_by_role("button", name="Omhoog zetten: Realisatie")).to_be_hidden()
    page.locator("summary", has_text="Meer bij Realisatie").press("Enter")
    page.get_by_role("button", name="Omhoog zetten: Realisatie").focus()
    for place, button in ((2, "Omhoog zetten: Realisatie"), (1, "Omlaag zetten: Realisatie")):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=button)).to_be_focused()
        expect(page.get_by_role("status")).to_have_text(f"“Realisatie” staat nu op plaats {place} van 4.")
    assert order(page) == ["Realisatie", "Opening", "Sectorplannen", "Vicevoorzitter"]
    axe(page)
    page.get_by_label("Naar plaats met Realisatie").fill("4")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label("Naar plaats met Realisatie")).to_be_focused()
    assert order(page) == ["Opening", "Sectorplannen", "Vicevoorzitter", "Realisatie"]


def test_agenda_unsaved_text_asks_before_leaving(
    board: Board, meeting: Meeting, contexts: Callable[..., BrowserContext]
) -> None:
    page = contexts(board.secretary).new_page()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(url("item_create", meeting.pk))
    page.get_by_label("Titel").fill("Een lange gedachte")
    page.get_by_role("link", name="Annuleren").click()
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Titel")).to_have_value("Een lange gedachte")
    with page.expect_navigation():
        page.get_by_role("button", name="Agendapunt opslaan").click()
    assert asked == ["beforeunload"]  # saving is not leaving
    assert order(page)[-1] == "Een lange gedachte"


def test_agenda_untouched_form_does_not_ask(
    board: Board, meeting: Meeting, contexts: Callable[..., BrowserContext]
) -> None:
    page = contexts(board.secretary).new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))  # type: ignore[func-returns-value]
    page.goto(url("item_create", meeting.pk))
    page.get_by_label("Titel").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Annuleren").click()
    assert asked == []


@pytest.mark.parametrize("script", [True, False])
def test_agenda_double_click_adds_once(
    board: Board, meeting: Meeting, contexts: Callable[..., BrowserContext], script: bool
) -> None:
    page = contexts(board.secretary, java_script_enabled=script).new_page()
    page.goto(url("item_create", meeting.pk))
    page.get_by_label("Titel").fill("Rondvraag")
    page.get_by_role("button", name="Agendapunt opslaan").dblclick()
    # Without script the second click breaks off the first answer: look at where it ends, not at one navigation.
    expect(page).to_have_url(re.compile("/voorbereiden/"))
    assert list(meeting.items.filter(title="Rondvraag").values_list("position", flat=True)) == [5]


def test_agenda_from_draft_to_call_without_script(
    board: Board, meeting: Meeting, contexts: Callable[..., BrowserContext]
) -> None:
    """Every act works as a plain form: paper, proposal with two points in another order, submit, convene."""
    draft = make_draft(board, "almelo")
    page = contexts(board.secretary, java_script_enabled=False).new_page()
    page.goto(url("meeting_prepare", meeting.pk))
    page.get_by_role("link", name="Stuk toevoegen bij Realisatie").click()
    page.get_by_label("Titel van het stuk").fill("Derde kwartaal")
    page.get_by_label("Bestand").set_input_files(
        {"name": "stuk.txt", "mimeType": "text/plain", "buffer": b"geen pdf"}
    )
    page.get_by_role("button", name="Stuk plaatsen").click()
    expect(page.get_by_text("Dit is geen PDF.")).to_be_visible()
    expect(page.get_by_label("Titel van het stuk")).to_have_value("Derde kwartaal")
    page.get_by_label("Bestand").set_input_files(
        {"name": "stuk.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Stuk plaatsen").click()

    page.get_by_role("link", name="Voorstel schrijven bij Vicevoorzitter").click()
    page.get_by_label("Artikel dat de bevoegdheid geeft").select_option(label="artikel 4 (onderwerp 4)")
    page.get_by_label("Tekst").fill("Het bestuur meldt de keuze aan de partijen.")
    page.get_by_role("button", name="Beslispunt toevoegen").click()
    second = page.locator("#beslispunt-1")
    expect(second.get_by_label("Tekst")).to_be_focused()
    second.get_by_label("Tekst").fill("Almelo wordt vicevoorzitter.")
    second.get_by_label("Wat stelt dit punt vast?").select_option(label="Vicevoorzitter: zetel Almelo")
    page.get_by_role("button", name="Omhoog zetten: beslispunt 2").click()
    page.get_by_label("Titel van het voorstel").press("Enter")  # saves, and does not move or remove a point
    proposal = Proposal.objects.get(item__meeting=meeting)
    assert [(p.number, p.text) for p in proposal.points.all()] == [
        ("1", "Almelo wordt vicevoorzitter."),
        ("2", "Het bestuur meldt de keuze aan de partijen."),
    ]
    draft.refresh_from_db()
    assert draft.decision_point == proposal.points.get(number="1")

    page.get_by_role("button", name="Aan de voorzitter voorleggen").click()
    chair = contexts(board.chair, java_script_enabled=False).new_page()
    chair.goto(url("meeting_detail", meeting.pk))
    chair.locator("summary", has_text="Vergadering bijeenroepen").click()
    expect(chair.get_by_text("gaat per e-mail naar 9 mensen")).to_be_visible()
    chair.get_by_label("Reden van de late uitnodiging").fill("Spoed")  # the meeting is today
    chair.get_by_role("button", name="Ja, vergadering bijeenroepen").click()
    expect(chair.get_by_text("De vergadering is bijeengeroepen en de agenda ligt vast.")).to_be_visible()

    member = contexts(board.holders["uwv"], java_script_enabled=False).new_page()
    member.goto(url("meeting_detail", meeting.pk))
    expect(member.get_by_role("link", name="Derde kwartaal (PDF, 1 kB)")).to_be_visible()
    expect(member.get_by_text("Stelt vast: Vicevoorzitter: zetel Almelo")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_agenda_pages_are_accessible(
    board: Board,
    meeting: Meeting,
    contexts: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    width: int,
) -> None:
    item = meeting.items.get(title="Vicevoorzitter")
    page = contexts(board.secretary, viewport={"width": width, "height": 900}).new_page()
    for address in (
        url("meeting_list"),
        url("meeting_create"),
        url("meeting_detail", meeting.pk),
        url("meeting_prepare", meeting.pk),
        url("meeting_edit", meeting.pk),
        url("item_create", meeting.pk),
        url("item_edit", item.pk),
        url("item_delete", item.pk),
        url("paper_create", item.pk),
        url("proposal_edit", item.pk),
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{address} scrolls sideways"
        )
        submit = page.get_by_role("button", name="opslaan").or_(page.get_by_role("button", name="plaatsen"))
        if submit.count():  # with every field wrong at once
            for field in page.locator("main input[type=text]").all():
                field.fill("")
            with page.expect_navigation():
                submit.last.click()
            axe(page)
