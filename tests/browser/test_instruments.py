"""What the region offers, in a real browser: found on a phone with the keyboard alone, computed, read in the matrix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from governance.models import Party, Person
from instruments.models import PackageAssessment
from tests.example import load_example

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def open_page(browser: Browser, live_site: str) -> Iterator[Callable[..., Page]]:
    """A page for somebody who has signed in, or for anybody; with the example of today."""
    load_example()
    opened: list[BrowserContext] = []

    def make(name: str = "", **options: object) -> Page:
        context = browser.new_context(
            **{"viewport": PHONE, "locale": "nl-NL", "base_url": live_site, **options}  # type: ignore[arg-type]
        )
        opened.append(context)
        if name:
            client = Client()
            client.force_login(
                Person.objects.get(name=name), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            cookie = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": cookie, "value": client.cookies[cookie].value, "url": live_site}])
        return context.new_page()

    yield make
    for context in opened:
        context.close()


def tab_to(page: Page, target: Locator, most: int) -> None:
    """Press Tab until it has the focus; fails after `most` times."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} has no focus after {most} times Tab")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_adviser_finds_what_can_on_a_phone_with_the_keyboard_alone(
    open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = open_page()
    page.goto(reverse("instruments:open_package"))
    tab_to(page, page.get_by_role("link", name="Zoek wat er voor één kandidaat kan"), 12)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Leeftijd op de eerste werkdag"), 12)
    page.keyboard.type("24")
    for group, downs in (
        ("Uitkering nu", 0),
        ("Heeft de kandidaat een blijvende beperking?", 0),
        ("Is vastgesteld dat", 0),
        ("Studeert de kandidaat", 1),
    ):
        first = page.get_by_role("group", name=group).get_by_role("radio").first
        tab_to(page, first, 2)
        page.keyboard.press("Space")
        for _ in range(downs):
            page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Uren per week"), 2)
    page.keyboard.type("28")
    page.keyboard.press(
        "Enter"
    )  # an unfinished last answer is not lost: the first working day stands filled in
    expect(page.get_by_role("heading", name=re.compile(r"^Kan \(\d+\)"))).to_be_in_viewport()
    expect(page.get_by_role("article").filter(has_text="Jobcoach").first).to_be_visible()
    expect(page.get_by_text("studeert niet")).to_be_visible()
    assert fits(page)
    axe(page)
    page.locator("summary", has_text="Waarom deze niet kunnen").press("Enter")
    expect(page.get_by_text("Vervallen: gold in deze vorm").first).to_be_visible()
    axe(page)


def test_finder_without_script_keeps_what_was_filled_in(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(reverse("instruments:finder"))
    page.get_by_label("Leeftijd op de eerste werkdag").fill("12")
    page.get_by_label("Uren per week").fill("28")
    page.get_by_role("button", name="Instrumenten zoeken").click()
    expect(page.get_by_text("Vul een heel getal in van 15 tot en met 75.").first).to_be_visible()
    expect(page.get_by_label("Uren per week")).to_have_value("28")


@pytest.mark.parametrize(("hours", "subsidy"), [("36", "1.261,98"), ("32", "1.121,76"), ("27", "946,48")])
def test_subsidy_is_computed_before_the_eyes(
    open_page: Callable[..., Page], axe: Callable[[Page], None], hours: str, subsidy: str
) -> None:
    """The three cases of the issue: reference date 1 July 2026, loonwaarde 60 %."""
    page = open_page()
    page.goto(reverse("instruments:subsidy_calculator"))
    page.get_by_label("Datum waarover u rekent").fill("2026-07-01")
    page.get_by_label("Loonwaarde in procenten").fill("60")
    page.get_by_label("Uren per week").fill(hours)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"€\u00a0{subsidy}").first).to_be_visible()
    assert fits(page)
    axe(page)


def test_unknown_amount_is_said_not_guessed(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(reverse("instruments:subsidy_calculator"))
    page.get_by_label("Datum waarover u rekent").fill("2031-07-01")
    page.get_by_label("Loonwaarde in procenten").fill("60")
    page.get_by_label("Uren per week").fill("36")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("onbekend op deze datum", re.IGNORECASE)).first).to_be_visible()


def test_member_reads_who_deviates_on_what_and_how(
    open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    """From one look at the matrix, with the keyboard, to the words of one deviation and its course."""
    line = (
        PackageAssessment.objects.filter(standing="differs")
        .exclude(difference="")
        .select_related("party")
        .latest("pk")
    )
    page = open_page("Medewerker UWV", viewport=WIDE)
    page.goto(reverse("instruments:uniformity_matrix"))
    cell = page.locator(
        f"a[href='{reverse('instruments:uniformity_cell', args=[line.party.slug, line.instrument])}']"
    ).first
    expect(cell).to_contain_text(re.compile("wijkt af", re.IGNORECASE))
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(line.difference.splitlines()[0]).first).to_be_visible()
    axe(page)


def test_secretariat_assesses_a_municipality_and_the_matrix_follows(open_page: Callable[..., Page]) -> None:
    page = open_page("Secretariaat", viewport=WIDE)
    page.goto(reverse("instruments:uniformity_matrix"))
    party = Party.objects.get(slug="wierden")
    page.goto(reverse("instruments:uniformity_assess", args=[party.slug]))
    row = page.get_by_role("group", name="Proefplaatsing")
    row.get_by_label("Oordeel").select_option("missing")
    page.get_by_role("button", name="Oordeel vastleggen").click()
    expect(page).to_have_url(re.compile(reverse("instruments:uniformity_party", args=[party.slug])))
    page.goto(reverse("instruments:uniformity_matrix"))
    address = reverse("instruments:uniformity_cell", args=[party.slug, "proefplaatsing"])
    expect(page.locator(f"a[href='{address}']").first).to_contain_text(re.compile("ontbreekt", re.IGNORECASE))


def test_notice_goes_before_the_board_as_a_paper(open_page: Callable[..., Page]) -> None:
    page = open_page("Secretariaat")
    page.goto(reverse("instruments:notice_list"))
    page.locator("main table a").first.click()
    page.get_by_label("Bij agendapunt").select_option(index=0)
    page.get_by_role("button", name="Als bijlage plaatsen").click()
    expect(page.get_by_text("Het verloop staat als bijlage bij")).to_be_visible()
    assert fits(page)
