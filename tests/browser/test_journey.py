"""The board's year in the browser, by the people who live it: from a drafted agenda to the figures of the quotum.

One test on purpose: each step stands on what the step before left in the database, as it does for the board.
What follows, the verslag, is in test_verslag.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.models import Decision, Meeting
from quotum.models import Allocation
from tests.browser.data import a_pdf, realisation_csv
from tests.browser.people import Enter, confirm
from tests.example import load_example
from tests.reports.demo_roles import BOARD


def test_the_year_of_the_board(enter: Enter, look: Callable[[Page], None], tmp_path: Path) -> None:
    load_example()
    year = timezone.localdate().year
    secretariat, chair = enter("Secretariaat"), enter(BOARD[0])
    look(secretariat)

    draft_allocation(secretariat, look, year + 2)
    meeting = draft_agenda(secretariat, look, tmp_path, year + 2)
    convene(chair, look, meeting)

    members = [enter(name, phone=True) for name in BOARD]
    decision = meet_and_vote(secretariat, members, enter, look, meeting)
    walk_back(members[3], look, decision)

    import_realisation(enter("Medewerker UWV"), look, tmp_path)


def draft_allocation(secretariat: Page, look: Callable[[Page], None], year: int) -> None:
    secretariat.goto("/quotum/verdelingen/nieuw/")
    look(secretariat)
    secretariat.get_by_label("Jaar waarvoor de verdeling geldt").fill(str(year))
    secretariat.get_by_label("Extra banen in dat jaar").fill("333")
    secretariat.get_by_label("Bron van dit aantal").fill("Voorbeeld bij de bestuursvergadering")
    secretariat.locator("main form [type=submit]").first.click()
    expect(secretariat.get_by_role("heading", level=1)).to_contain_text(str(year))
    expect(secretariat.locator("main")).to_contain_text("333")
    look(secretariat)


def draft_agenda(secretariat: Page, look: Callable[[Page], None], tmp_path: Path, year: int) -> Meeting:
    page = secretariat
    moment = timezone.localtime() + timedelta(minutes=20)
    page.goto("/vergaderingen/nieuw/")
    look(page)
    page.get_by_label("Datum").fill(f"{moment:%Y-%m-%d}")
    page.get_by_label("Begintijd").fill(f"{moment:%H:%M}")
    page.get_by_label("Plaats").fill("Stadskantoor Enschede")
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda voorbereiden")
    meeting = Meeting.objects.latest("pk")

    for kind, title in (("ter besluitvorming", f"Verdeling {year}"), ("ter informatie", "Opening")):
        page.get_by_role("link", name="Agendapunt toevoegen").click()
        page.get_by_label(kind).check()
        page.get_by_label("Titel").fill(title)
        page.locator("main form [type=submit]").first.click()
        expect(page.locator("main")).to_contain_text(title)
    look(page)
    page.locator("summary", has_text="Meer").last.click()
    page.get_by_role("button", name="Omhoog").last.click()
    expect(page.get_by_role("heading", level=3).first).to_contain_text("Opening")

    not_a_pdf, pdf = tmp_path / "notitie.pdf", tmp_path / "toelichting.pdf"
    not_a_pdf.write_text("geen pdf")
    pdf.write_bytes(a_pdf("Toelichting bij de verdeling"))
    page.get_by_role("link", name="Stuk toevoegen").last.click()
    page.get_by_label("Titel van het stuk").fill("Toelichting bij de verdeling")
    page.get_by_label("Bestand").set_input_files(not_a_pdf)
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Dit is geen PDF")
    expect(page.get_by_label("Titel van het stuk")).to_have_value("Toelichting bij de verdeling")
    page.get_by_label("Bestand").set_input_files(pdf)
    page.locator("main form [type=submit]").first.click()

    page.get_by_role("link", name="Voorstel schrijven").click()
    look(page)
    page.get_by_label("Titel van het voorstel").fill(f"Verdeling garantiebanen {year}")
    page.get_by_label("Artikel dat de bevoegdheid geeft").select_option(index=7)
    page.get_by_label("Tekst").fill(f"De garantiebanen van {year} verdelen zoals in de bijlage staat.")
    adopts = page.get_by_label("Wat stelt dit punt vast?")
    adopts.select_option(
        label=adopts.locator("option").filter(has_text=re.compile(rf"\b{year}\b")).first.inner_text()
    )
    page.get_by_role("button", name="Voorstel opslaan").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda voorbereiden")
    page.get_by_role("button", name="Aan de voorzitter voorleggen").click()
    expect(page.locator("main")).to_contain_text("voorgelegd")
    return meeting


def convene(chair: Page, look: Callable[[Page], None], meeting: Meeting) -> None:
    chair.goto(f"/vergaderingen/{meeting.pk}/")
    look(chair)
    chair.locator("summary", has_text="Vergadering bijeenroepen").click()
    convening = chair.locator("details[open]")
    expect(convening).to_contain_text("De uitnodiging gaat uit op de dag zelf")
    convening.get_by_role("button").click()
    expect(convening).to_contain_text("Geef de reden van de late uitnodiging.")
    look(chair)
    convening.get_by_label("Reden van de late uitnodiging").fill("De cijfers kwamen vandaag.")
    convening.get_by_role("button").click()
    expect(chair.locator("main")).to_contain_text("De cijfers kwamen vandaag.")
    expect(chair.locator("main")).to_contain_text("bijeengeroepen")
    meeting.refresh_from_db()
    assert meeting.convened_by is not None and meeting.convened_by.name == BOARD[0]


def meet_and_vote(
    secretariat: Page, members: list[Page], enter: Enter, look: Callable[[Page], None], meeting: Meeting
) -> Decision:
    """Eight phones vote 4 against 4: the chair's vote decides, and everybody sees so without reloading."""
    secretariat.goto(f"/vergaderingen/{meeting.pk}/tijdens/")
    secretariat.get_by_role("button", name="Vergadering openen").click()
    screen = enter("Toehoorder ambtelijk overleg")
    screen.goto(f"/vergaderingen/{meeting.pk}/scherm/")
    look(screen)
    for member in members:
        member.goto(f"/vergaderingen/{meeting.pk}/stemmen/")
        member.get_by_role("button", name="Ik ben aanwezig").click()
        expect(member.get_by_role("button", name="Ik ben aanwezig")).to_have_count(0)
    expect(secretariat.locator("main")).to_contain_text("8 van 8 zetels aanwezig")
    look(secretariat)
    look(members[0])

    secretariat.get_by_role("button", name=re.compile("Volgend agendapunt")).click()
    confirm(secretariat, "Stemming openen")
    for member in members:
        expect(member.get_by_text("Voor", exact=True)).to_be_visible()  # by itself, without reloading
    look(members[1])
    for number, member in enumerate(members):
        member.get_by_text("Voor" if number < 4 else "Tegen", exact=True).click()
        member.get_by_role("button", name="Stem vastleggen").click()
        expect(member.locator("main")).to_contain_text("vastgelegd om")
        expect(screen.locator("body")).to_contain_text(
            f"{number + 1} van 8 zetels {'heeft' if number == 0 else 'hebben'} gestemd"
        )
    look(members[2])
    look(secretariat)
    confirm(secretariat, "Stemming sluiten")
    sentence = "Aangenomen met 4 stemmen voor en 4 tegen; de stem van de voorzitter gaf de doorslag."
    for page in (secretariat, screen, *members):
        expect(page.locator("body")).to_contain_text(sentence)
    look(screen)
    look(members[0])
    confirm(secretariat, "Vergadering sluiten")
    expect(secretariat.locator("main")).to_contain_text("De vergadering is gesloten")
    return Decision.objects.get(meeting=meeting)


def walk_back(member: Page, look: Callable[[Page], None], decision: Decision) -> None:
    """From the allocation in force to the decision, the vote with its ballots, and the article."""
    allocation = Allocation.objects.get(decision=decision)
    assert sum(allocation.shares.values_list("jobs", flat=True)) == 333
    member.goto(allocation.get_absolute_url())
    look(member)
    expect(member.locator("main")).to_contain_text(f"Besluit {decision.number}")
    member.get_by_role("link", name="Waarom is dit zo?").first.click()
    expect(member.locator("main")).to_contain_text(decision.sentence)
    look(member)
    member.locator(f"main a[href='{decision.vote.get_absolute_url()}']").first.click()
    expect(member.locator("main")).to_contain_text("Hengelo")
    expect(member.locator("main")).to_contain_text("art. 6")
    look(member)
    member.goto(decision.get_absolute_url())
    member.locator(f"main a[href='{decision.article.get_absolute_url()}']").first.click()
    expect(member.locator("main")).to_contain_text(decision.number)
    look(member)


def import_realisation(uwv: Page, look: Callable[[Page], None], tmp_path: Path) -> None:
    """A file with a wrong row is refused at its row and keeps nothing; the right one is taken over whole."""
    good, bad, personal = (tmp_path / name for name in ("goed.csv", "fout.csv", "personen.csv"))
    good.write_text(realisation_csv(), encoding="utf-8")
    bad.write_text(realisation_csv().replace(";A;", ";QQ;", 1), encoding="utf-8")
    personal.write_text("bsn;naam\n111222333;Voorbeeld\n", encoding="utf-8")
    uwv.goto("/quotum/realisatie/invoeren/")
    look(uwv)
    for file, said in ((bad, "QQ"), (personal, "over personen"), (good, "overnemen")):
        uwv.get_by_label("Bestand met cijfers").set_input_files(file)
        uwv.get_by_label("Bron").fill("Voorbeeldlevering")
        uwv.get_by_label("Gepubliceerd op").fill(f"{timezone.localdate():%Y-%m-%d}")
        uwv.get_by_role("button", name="Bestand inlezen").click()
        expect(uwv.locator("main")).to_contain_text(re.compile(said, re.IGNORECASE))
        look(uwv)
    uwv.get_by_role("button", name=re.compile("overnemen", re.IGNORECASE)).click()
    expect(uwv.locator("main")).to_contain_text(re.compile("overgenomen", re.IGNORECASE))
    uwv.goto("/quotum/")
    look(uwv)
