"""The verslag over 2026 in the browser: from the figures that are asked to fourteen downloads and the board's yes.

One test on purpose, as the journey: each step stands on the step before. The clock is set to the day of each step, and
is an ordinary clock from there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from governance.models import Meeting
from governance.tasks import send_owed_mail
from reports.models import AnnualReport, Delivery, PublicVersion
from reports.tasks import make_owed_deliveries
from tests.browser.people import Enter, confirm
from tests.example import load_example
from tests.reports.demo_roles import BOARD
from werkbedrijf import celery_app
from werkbedrijf.lib.dates import AMSTERDAM

YEAR = 2026
ADDRESS = f"/plan-en-verslag/verslag/{YEAR}/"
REASON = "Het college van één gemeente leverde de cijfers pas op 9 februari."
WORDS = "Het bestuur vergaderde zoals afgesproken, en dankt wie daarbij was."
SetClock = Callable[..., None]
Look = Callable[[Page], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """`set_clock(2027, 2, 11)`: for the site it is that day, ten o'clock, and time goes on from there."""

    monkeypatch.setattr(settings, "SESSION_COOKIE_AGE", 90 * 24 * 3600)  # nobody signs in anew at every date

    def set_to(year: int, month: int, day: int, hour: int = 10) -> None:
        ahead = datetime(year, month, day, hour, tzinfo=AMSTERDAM) - datetime.now(tz=AMSTERDAM)
        monkeypatch.setattr(timezone, "now", lambda: datetime.now(tz=timezone.get_default_timezone()) + ahead)

    return set_to


def test_the_verslag_over_a_year(
    set_clock: SetClock, enter: Enter, look: Look, browser: Browser, live_site: str, tmp_path: Path
) -> None:
    set_clock(2027, 1, 12)
    load_example()
    secretariat, chair = enter("Secretariaat"), enter(BOARD[0], phone=True)

    see_where_it_stands(secretariat, look)
    answer_what_is_asked(enter("Medewerker Werkplein Almelo"), look)
    write_a_text(secretariat, look)

    set_clock(2027, 1, 27)
    make_copies(secretariat, look)
    for day, words in (
        (10, "Nog 1 dag: morgen, donderdag 11 februari 2027, is de laatste dag."),
        (11, "Vandaag, donderdag 11 februari 2027, is de laatste dag."),
        (12, "Te laat: de termijn verstreek op donderdag 11 februari 2027, 1 dag geleden."),
    ):
        set_clock(2027, 2, day)
        for page in (secretariat, chair):
            for address in ("/", "/plan-en-verslag/", ADDRESS):
                page.goto(address)
                expect(page.locator("main")).to_contain_text(words)
            look(page)

    explain_why_it_is_late(chair, look)
    make_copies(secretariat, look)
    meeting = draft_agenda(secretariat)
    release(chair, secretariat, look)
    download_all(enter, look, tmp_path)
    propose_public_version(secretariat, chair, look, meeting)

    set_clock(2027, 3, 4, hour=14)
    members = [enter(name, phone=True) for name in BOARD]
    decide(secretariat, members, look, meeting)
    see_what_was_decided(secretariat, members[3], look)
    read_as_anybody(browser, live_site, look)


def see_where_it_stands(secretariat: Page, look: Look) -> None:
    """The year has ended; who has to do what by when, counted back from the last day."""
    secretariat.goto("/plan-en-verslag/")
    secretariat.get_by_role("link", name=f"Verslag over {YEAR}", exact=True).click()
    expect(secretariat.locator("main")).to_contain_text("Nog 30 dagen: uiterlijk donderdag 11 februari 2027.")
    steps = secretariat.get_by_role("region", name="De weg naar de laatste dag").get_by_role("listitem")
    expect(steps).to_have_count(8)
    expect(steps.nth(1)).to_contain_text("uitvragen")
    look(secretariat)


def answer_what_is_asked(werkplein: Page, look: Look) -> None:
    """The requests over the last quarter went out by themselves; one location answers in the form."""
    werkplein.get_by_role("link", name=re.compile("Werkplein Almelo")).first.click()
    contacts, vacancies = werkplein.get_by_label("Waarde").all()
    contacts.fill("94")
    vacancies.fill("12")
    werkplein.get_by_label("Bron").fill("Voorbeeldregistratie")
    werkplein.get_by_role("button", name="Cijfers opslaan").click()
    expect(werkplein.locator("main")).to_contain_text("Klopt dit? De vorige keer was het 138.")
    look(werkplein)
    werkplein.get_by_label("Ja, dit klopt").check()
    werkplein.get_by_role("button", name="Cijfers opslaan").click()
    expect(werkplein.locator("main")).to_contain_text("beantwoord")
    look(werkplein)


def write_a_text(secretariat: Page, look: Look) -> None:
    secretariat.goto(f"{ADDRESS}schrijven/")
    look(secretariat)
    secretariat.get_by_role("link", name="Vergaderingen", exact=True).last.click()
    secretariat.get_by_label("Tekst").fill(WORDS)
    expect(secretariat.locator("[data-writing-said]")).to_contain_text("Opgeslagen om ")
    look(secretariat)


def make_copies(secretariat: Page, look: Look) -> None:
    """A worker that is here and now makes the nineteen copies; a second time they take the place of the first."""
    secretariat.goto(ADDRESS)
    again = AnnualReport.objects.filter(year=YEAR, is_concept=False).exists()
    confirm(secretariat, "Opnieuw maken" if again else "Verslag maken")
    celery_app.conf.task_always_eager = True
    try:
        make_owed_deliveries()
    finally:
        celery_app.conf.task_always_eager = False
    expect(secretariat.locator("main")).to_contain_text("Alle 19 exemplaren zijn gemaakt")
    look(secretariat)


def explain_why_it_is_late(chair: Page, look: Look) -> None:
    chair.goto(ADDRESS)
    chair.get_by_role("link", name="Reden opgeven").click()
    look(chair)
    chair.get_by_role("textbox").fill(REASON)
    chair.locator("main form [type=submit]").click()
    expect(chair.locator("main")).to_contain_text(REASON)


def draft_agenda(secretariat: Page) -> Meeting:
    page = secretariat
    page.goto("/vergaderingen/nieuw/")
    page.get_by_label("Datum").fill("2027-03-04")
    page.get_by_label("Begintijd").fill("14:00")
    page.get_by_label("Plaats").fill("Stadskantoor Enschede")
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda voorbereiden")
    return Meeting.objects.latest("pk")


def release(chair: Page, secretariat: Page, look: Look) -> None:
    chair.goto("/")
    chair.get_by_role("link", name="Verslag vrijgeven").click()
    confirm(chair, "Verslag vrijgeven")
    expect(chair.locator("main")).to_contain_text("1 dag na de laatste dag")
    expect(chair.locator("main")).to_contain_text("ter bekrachtiging")
    look(chair)
    secretariat.goto(ADDRESS)
    expect(secretariat.locator("main")).to_contain_text("19 wachten op verzending")
    send_owed_mail()
    expect(secretariat.locator("main")).to_contain_text("verzonden aan alle 19 ontvangers")  # by itself
    steps = secretariat.get_by_role("region", name="De weg naar de laatste dag").get_by_role("listitem")
    expect(steps.last).to_contain_text("Het bericht ging naar 19 van 19 ontvangers.")
    look(secretariat)


def download_all(enter: Enter, look: Look, tmp_path: Path) -> None:
    """Each of the fourteen councils downloads its own copy, in which the reason stands."""
    councils = Delivery.objects.filter(
        report__year=YEAR, report__state="released", party__kind="municipality"
    )
    assert councils.count() == 14
    for own in councils.select_related("party"):
        clerk = enter(f"Griffie gemeenteraad {own.party.name}")
        clerk.goto("/verslagen/")
        expect(clerk.locator("main")).to_contain_text(REASON)
        with clerk.expect_download() as waiting:
            clerk.get_by_role("link", name=re.compile("download", re.IGNORECASE)).first.click()
        file = tmp_path / f"{own.party.slug}.pdf"
        waiting.value.save_as(file)
        assert waiting.value.suggested_filename == f"verslag-{YEAR}-gemeenteraad-{own.party.slug}.pdf"
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)
        for words in (own.party.name, "voorbeeldcijfer", REASON[:20], WORDS[:20]):
            assert words in " ".join(text.split())
        own.refresh_from_db()
        assert (own.downloads, own.first_seen_at is None) == (1, False)
    look(clerk)
    other = councils.exclude(pk=own.pk).earliest("party__name")
    assert clerk.request.get(f"/verslagen/{other.pk}/").status == 404
    clerk.context.close()


def propose_public_version(secretariat: Page, chair: Page, look: Look, meeting: Meeting) -> None:
    """The ratification stands on the next agenda by itself; the secretariat adds the public version."""
    page = secretariat
    page.goto(ADDRESS)
    page.get_by_role("button", name="Openbare versie maken").click()
    expect(page.locator("#openbaar")).to_contain_text("concept")
    page.goto(f"/vergaderingen/{meeting.pk}/voorbereiden/")
    expect(page.locator("main")).to_contain_text(f"Bekrachtiging van het verslag over {YEAR}")
    page.get_by_role("link", name="Agendapunt toevoegen").click()
    page.get_by_label("ter besluitvorming").check()
    page.get_by_label("Titel").fill(f"Openbare versie van het verslag over {YEAR}")
    page.locator("main form [type=submit]").first.click()
    page.get_by_role("link", name="Voorstel schrijven").click()
    page.get_by_label("Titel van het voorstel").fill(f"Openbare versie van het verslag over {YEAR}")
    page.get_by_label("Artikel dat de bevoegdheid geeft").select_option(index=7)
    page.get_by_label("Tekst").fill("De openbare versie van het verslag voor iedereen te lezen maken.")
    adopts = page.get_by_label("Wat stelt dit punt vast?")
    adopts.select_option(
        label=adopts.locator("option").filter(has_text=re.compile("[Oo]penbare versie")).first.inner_text()
    )
    page.get_by_role("button", name="Voorstel opslaan").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda voorbereiden")
    page.get_by_role("button", name="Aan de voorzitter voorleggen").click()
    expect(page.locator("main")).to_contain_text("voorgelegd")
    look(page)
    chair.goto(f"/vergaderingen/{meeting.pk}/")
    confirm(chair, "Vergadering bijeenroepen")
    expect(chair.locator("main")).to_contain_text("bijeengeroepen")


def decide(secretariat: Page, members: list[Page], look: Look, meeting: Meeting) -> None:
    secretariat.goto(f"/vergaderingen/{meeting.pk}/tijdens/")
    secretariat.get_by_role("button", name="Vergadering openen").click()
    for member in members:
        member.goto(f"/vergaderingen/{meeting.pk}/stemmen/")
        member.get_by_role("button", name="Ik ben aanwezig").click()
        expect(member.get_by_role("button", name="Ik ben aanwezig")).to_have_count(0)
    for title in ("Bekrachtiging", "Openbare versie"):
        if title == "Openbare versie":
            secretariat.get_by_role("button", name=re.compile("Volgend agendapunt")).click()
        expect(members[0].locator("main")).to_contain_text(title)
        confirm(secretariat, "Stemming openen")
        for member in members:
            member.get_by_text("Voor", exact=True).click()
            member.get_by_role("button", name="Stem vastleggen").click()
            expect(member.locator("main")).to_contain_text("vastgelegd om")
        confirm(secretariat, "Stemming sluiten")
        for page in (members[1], secretariat):
            expect(page.locator("main")).to_contain_text("Aangenomen met 8 stemmen voor")
    confirm(secretariat, "Vergadering sluiten")
    expect(secretariat.locator("main")).to_contain_text("De vergadering is gesloten")


def see_what_was_decided(secretariat: Page, member: Page, look: Look) -> None:
    for page in (secretariat, member):
        page.goto(ADDRESS)
        expect(page.get_by_role("region", name="Het bestuur over dit verslag")).to_contain_text("bekrachtigd")
        look(page)


def read_as_anybody(browser: Browser, site: str, look: Look) -> None:
    """Without signing in: the page of the verslag and its PDF."""
    context = browser.new_context(base_url=site, locale="nl-NL", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"/openbaar/verslag/{YEAR}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(YEAR))
    look(page)
    address = page.get_by_role("link", name=f"Verslag {YEAR} lezen").get_attribute("href")
    assert address is not None
    file = context.request.get(address)
    version = PublicVersion.objects.get(report__year=YEAR)
    assert (file.headers["content-type"], len(file.body())) == ("application/pdf", version.size)
    context.close()
