"""The words of the verslag: of the year, frozen with an edition, and held against the figures of now."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.actions.writing import TextMoved
from reports.actions import open_report, record_contribution
from reports.actions.texts import confirm_report_text, write_report_text
from reports.domain.corrections import changed_parts
from reports.kinds.verslag.contents import CHAPTERS, FOREWORD, chapters_of, own_texts
from reports.kinds.verslag.print import has_examples
from reports.kinds.verslag.writing import TextLine, desk, needs_of, texts_changed_since, writing
from reports.models import ReportText
from tests.governance.readers import as_
from tests.reports.factories import AFTER_YEAR, YEAR, Twente, make_edition
from tests.reports.sample import sample_figures
from werkbedrijf.lib.errors import DomainError, NotAllowed

ON = AFTER_YEAR.date()
FETCH = {"X-Requested-With": "fetch"}


def write(twente: Twente, words: str, place: str = FOREWORD, version: int | None = None) -> ReportText:
    return write_report_text(YEAR, place, twente.secretary, words, version, now=AFTER_YEAR)


def line_at(place: str) -> TextLine:
    found = desk(YEAR, place, ON)
    assert found is not None
    return found.line


def test_text_is_written_once_and_changed_after_that(twente: Twente) -> None:
    first = write(twente, "Een goed jaar.", version=0)
    second = write(twente, "Een heel goed jaar.", version=first.version)
    assert (ReportText.objects.count(), second.text, second.version) == (1, "Een heel goed jaar.", 2)


def test_later_saver_sees_what_was_stored(twente: Twente) -> None:
    write(twente, "Van de een.", version=0)
    with pytest.raises(TextMoved) as moved:
        write(twente, "Van de ander.", version=0)
    assert (moved.value.stored, moved.value.version) == ("Van de een.", 1)


@pytest.mark.parametrize("place", ["nergens", "partij-uwv", "partij-nergens", "verantwoording"])
def test_text_at_no_place_is_refused(twente: Twente, place: str) -> None:
    with pytest.raises(DomainError, match="geen tekst"):
        write(twente, "Waar komt dit?", place)
    assert not ReportText.objects.exists()


def test_only_the_secretariat_writes(twente: Twente) -> None:
    text = write(twente, "Een goed jaar.")
    with pytest.raises(NotAllowed):
        write_report_text(YEAR, FOREWORD, twente.chair, "Nee.")
    with pytest.raises(NotAllowed):
        confirm_report_text(text, twente.member, text.version)


def test_edition_is_frozen_with_its_texts(twente: Twente) -> None:
    write(twente, "Een goed jaar.")
    write(twente, "")
    write(twente, "Aan Hengelo.", "partij-hengelo")
    report = open_report(YEAR, twente.secretary, now=AFTER_YEAR)
    assert report.figures["texts"] == {"partij-hengelo": {"text": "Aan Hengelo.", "example": False}}
    assert not texts_changed_since(report)
    write(twente, "Aan de raad van Hengelo.", "partij-hengelo")
    report.refresh_from_db()
    assert report.figures["texts"]["partij-hengelo"]["text"] == "Aan Hengelo."
    assert texts_changed_since(report)


def test_next_edition_takes_the_texts_along_with_fresh_figures(twente: Twente) -> None:
    write(twente, "Een goed jaar.")
    before = make_edition(twente)
    record_contribution(twente.parties["almelo"], YEAR, "Vergaderen", planned_hours=10)
    after = open_report(YEAR, twente.secretary, now=AFTER_YEAR)
    assert after.figures["texts"] == before.figures["texts"]
    assert after.figures["contributions"] != before.figures["contributions"]


def test_correction_says_that_texts_differ() -> None:
    before, after = sample_figures(), sample_figures()
    after["texts"] = {FOREWORD: {"text": "Anders.", "example": False}}
    assert changed_parts(before, after) == ["teksten"]
    del before["texts"]  # an edition from before there were texts
    assert changed_parts(before, after) == []


def test_correction_does_not_name_what_is_only_printed_otherwise() -> None:
    before: dict[str, Any] = {
        "information": [{"period": "2026", "words": "62,5 %"}, {"period": "kwartaal 1 van 2026"}]
    }
    after: dict[str, Any] = {
        "information": [{"period": "kwartaal 1 van 2026"}, {"period": "2026", "words": "62,5\u00a0%"}]
    }
    before["decisions"] = [{"number": "2026-001"}]
    after["decisions"] = [{"number": "2026-001", "votes": None}]
    assert changed_parts(before, after) == []


def test_text_with_a_figure_that_changed_is_pointed_out(twente: Twente) -> None:
    write(twente, "De partijen leverden 1.710 uur, in 2025.", "financieel")
    assert line_at("financieel").state == "geschreven"
    record_contribution(twente.parties["almelo"], YEAR, "Vergaderen", planned_hours=100, delivered_hours=50)
    line = line_at("financieel")
    assert line.state == "cijfer gewijzigd"
    (one,) = line.moved
    assert one.sentence == "U schreef 1710; het aantal geleverde uren is nu 1670."
    assert writing(YEAR, ON).moved == 1


def test_number_that_is_meant_so_is_not_pointed_out_again(twente: Twente) -> None:
    text = write(twente, "De partijen leverden 1.710 uur.", "financieel")
    record_contribution(twente.parties["almelo"], YEAR, "Vergaderen", planned_hours=100, delivered_hours=50)
    with pytest.raises(DomainError, match="intussen gewijzigd"):
        confirm_report_text(text, twente.secretary, 0, now=AFTER_YEAR)
    confirm_report_text(text, twente.secretary, text.version, now=AFTER_YEAR)
    assert line_at("financieel").moved == ()


def test_chapters_say_what_they_need() -> None:
    figures = sample_figures()
    assert needs_of(FOREWORD, figures, False) == ["Schrijf een voorwoord."]
    assert needs_of(FOREWORD, figures, True) == []
    assert needs_of("vergaderingen", figures, False) == [
        "Licht toe waarom er niet is vergaderd in het vierde kwartaal 2026."
    ]
    assert needs_of("realisatie", figures, True) == [
        "De cijfers lopen tot en met het derde kwartaal van 2026."
    ]
    assert needs_of("verdeling", {**figures, "allocation": None}, True) == [
        "Er is geen verdeling voor 2026 vastgesteld."
    ]


def test_plan_asks_for_words_only_when_there_are_no_facts_of_it() -> None:
    asked = "Schrijf hoe het met het marktbewerkingsplan ging."
    assert asked in needs_of("plan", sample_figures() | {"plan": None}, False)
    assert asked not in needs_of("plan", sample_figures() | {"plan": {"title": "Plan"}}, False)


def test_hours_that_are_missing_are_needed_by_name(twente: Twente) -> None:
    record_contribution(twente.parties["almelo"], YEAR, "Vergaderen", planned_hours=100)
    assert line_at("financieel").needs == (
        "De uren ontbreken van: Almelo.",
        "19 bijdragen zijn nog niet bevestigd.",
    )


def test_foreword_is_a_chapter_only_when_somebody_wrote_one() -> None:
    figures = sample_figures() | {"texts": {}}
    assert FOREWORD not in [chapter.anchor for chapter in chapters_of(figures)]
    figures["texts"] = {FOREWORD: {"text": "Een goed jaar.", "example": True}}
    assert chapters_of(figures)[0] == CHAPTERS[0]
    assert has_examples({**figures, "meetings": [], "decisions": []})


def test_own_words_are_those_to_all_of_a_kind_and_those_to_one_party() -> None:
    figures = sample_figures()
    words = {"aan-raden": "Aan allen.", "partij-hengelo": "Aan u.", "partij-almelo": "Aan een ander."}
    figures["texts"] = {place: {"text": text, "example": False} for place, text in words.items()}
    parties = {party["slug"]: party for party in figures["parties"]}
    assert [text["text"] for text in own_texts(figures, parties["hengelo"])] == ["Aan allen.", "Aan u."]
    assert own_texts(figures, parties["uwv"]) == []


# --- on the screen ---------------------------------------------------------------------------------------------------

LAST_YEAR = timezone.localdate().year - 1
EDIT = reverse("reports:text_edit", args=[LAST_YEAR, FOREWORD])
TEXTS = reverse("reports:text_list", args=[LAST_YEAR])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_page_saves_by_script_and_shows_both_texts_to_the_later_one(twente: Twente) -> None:
    client = as_(twente.secretary)
    saved = client.post(EDIT, {"text": "Van de een.", "version": 0}, headers=FETCH)
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    late = client.post(EDIT, {"text": "Van de ander.", "version": 0}, headers=FETCH)
    assert late.status_code == 409
    assert "Van de een." in late.json()["merge"]
    without = client.post(EDIT, {"text": "Van de ander.", "version": 0})
    assert without.status_code == 409
    assert "Van de ander.</textarea>" in without.content.decode()


def test_list_names_every_chapter_with_what_it_needs(twente: Twente) -> None:
    text = page(as_(twente.secretary), TEXTS)
    for chapter in CHAPTERS[:-1]:
        assert chapter.title in text
    assert "Schrijf een voorwoord." in text
    assert "UWV heeft over" in text
    assert "Aan één ontvanger (0 van 18 geschreven)" in text


def test_list_takes_the_same_queries_with_every_text_written(twente: Twente) -> None:
    client = as_(twente.secretary)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(client, TEXTS)
        return len(found)

    write_report_text(LAST_YEAR, FOREWORD, twente.secretary, "Een goed jaar.")
    before = queries()
    for chapter in CHAPTERS[1:-1]:
        write_report_text(LAST_YEAR, chapter.anchor, twente.secretary, "Een goed jaar.")
    assert queries() == before


def test_number_that_moved_is_shown_and_can_be_confirmed(twente: Twente) -> None:
    hengelo = twente.parties["hengelo"]
    record_contribution(hengelo, LAST_YEAR, "Vergaderen", planned_hours=100, delivered_hours=77)
    client, address = as_(twente.secretary), reverse("reports:text_edit", args=[LAST_YEAR, "financieel"])
    client.post(address, {"text": "Hengelo leverde 77 uur.", "version": 0})
    record_contribution(hengelo, LAST_YEAR, "Vergaderen", planned_hours=100, delivered_hours=78)
    assert "het aantal geleverde uren van Hengelo is nu 78." in page(client, address)
    listed = page(client, reverse("reports:text_list", args=[LAST_YEAR]))
    assert f'<a class="nl-link" href="{address}">' in listed.split('id="gewijzigd"')[1].split("</section>")[0]
    detail = reverse("reports:report_detail", args=[LAST_YEAR])
    assert "In 1 tekst staat een cijfer dat is gewijzigd." in page(client, detail)
    assert "cijfer dat is gewijzigd" not in page(as_(twente.chair), detail)
    confirm = reverse("reports:text_confirm", args=[LAST_YEAR, "financieel"])
    assert client.post(confirm, {"version": "1"}).status_code == 303
    assert "is nu 78" not in page(client, address)


def test_page_of_the_year_says_that_texts_changed_since_the_edition(twente: Twente) -> None:
    make_edition(twente, LAST_YEAR, timezone.now())
    client = as_(twente.secretary)
    detail = reverse("reports:report_detail", args=[LAST_YEAR])
    assert "zijn teksten gewijzigd" not in page(client, detail)
    client.post(EDIT, {"text": "Een goed jaar.", "version": 0})
    assert "Maak het verslag opnieuw om ze erin te krijgen." in page(client, detail)


@pytest.mark.rendering
def test_preview_is_a_marked_copy_that_is_kept_nowhere(twente: Twente) -> None:
    preview = reverse("reports:report_preview", args=[LAST_YEAR])
    client = as_(twente.chair)
    answer = client.get(preview, {"ontvanger": "hengelo"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get(preview, {"ontvanger": "nergens"}).status_code == 404
    assert as_(twente.member).get(preview).status_code == 403
