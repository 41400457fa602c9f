"""The pages of the marktbewerkingsplan: written by several people, read by everybody, brought to the board."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from governance.models import AgendaItem, Person
from reports.actions.market_plan import comment_chapter, give_chapter, mark_chapter, start_market_plan
from reports.actions.market_plan_course import propose_market_plan, ready_market_plan
from reports.actions.plan_actions import note_progress
from reports.enums import ChapterState, ProgressState, Treatment
from reports.models import MarketPlan, PlanAction, PlanActionNote, PlanComment
from tests.printing import vera
from tests.reports.factories import Twente
from tests.reports.plans import (
    WRITTEN,
    YEAR,
    add_action,
    adopted_plan,
    chapter_of,
    prepared_meeting,
    proposed_plan,
    written_plan,
)

BRAND, ACTIONS = 2, 8  # numbers of chapters


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, *more: int) -> str:
    return reverse(f"reports:{name}", args=[YEAR, 1, *more])


@pytest.fixture
def plan(twente: Twente) -> MarketPlan:
    return start_market_plan(YEAR, twente.secretary, now=WRITTEN)


def test_secretariat_begins_a_plan(twente: Twente) -> None:
    answer = signed_in(twente.secretary).post(reverse("reports:market_plan_start"), {"year": YEAR})
    assert (answer.status_code, answer["Location"]) == (303, address("market_plan_write"))


def test_second_plan_of_a_year_is_refused_in_words(twente: Twente, plan: MarketPlan) -> None:
    answer = signed_in(twente.secretary).post(reverse("reports:market_plan_start"), {"year": YEAR})
    assert answer.status_code == 422
    assert "nog niet klaar" in answer.content.decode()


def test_text_is_saved_while_typing(twente: Twente, plan: MarketPlan) -> None:
    answer = signed_in(twente.secretary).post(
        address("plan_chapter_save", BRAND),
        {"text": "Eén naam.", "version": "0"},
        headers={"X-Requested-With": "fetch"},
    )
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert chapter_of(plan, "brand").text == "Eén naam."


@pytest.mark.parametrize("headers", [{"X-Requested-With": "fetch"}, {}], ids=["script", "without"])
def test_later_of_two_savers_is_shown_both_texts(
    twente: Twente, plan: MarketPlan, headers: dict[str, str]
) -> None:
    give_chapter(chapter_of(plan, "brand"), twente.secretary, twente.member)
    for person, text in ((twente.member, "Van het lid."), (twente.secretary, "Van het secretariaat.")):
        answer = signed_in(person).post(
            address("plan_chapter_save", BRAND), {"text": text, "version": "0"}, headers=headers
        )
    shown = answer.json()["merge"] if headers else answer.content.decode()
    assert answer.status_code == 409
    assert "Van het lid." in shown
    assert chapter_of(plan, "brand").text == "Van het lid."


def test_text_typed_too_late_is_not_lost(twente: Twente) -> None:
    plan = written_plan(twente)
    ready_market_plan(plan, twente.secretary, Treatment.NOTE)
    answer = signed_in(twente.secretary).post(
        address("plan_chapter_save", BRAND), {"text": "Nog een zin.", "version": "1"}
    )
    assert answer.status_code == 409
    assert "Nog een zin." in answer.content.decode()


def test_chapter_of_another_is_not_saved(twente: Twente, plan: MarketPlan) -> None:
    answer = signed_in(twente.member).post(address("plan_chapter_save", BRAND), {"text": "x", "version": "0"})
    assert answer.status_code == 403


def test_chapter_is_given_and_marked(twente: Twente, plan: MarketPlan) -> None:
    signed_in(twente.secretary).post(address("plan_chapter_give", BRAND), {"author": twente.member.pk})
    member = signed_in(twente.member)
    member.post(address("plan_chapter_save", BRAND), {"text": "Eén naam.", "version": "0"})
    member.post(address("plan_chapter_mark", BRAND), {"state": "ready"})
    chapter = chapter_of(plan, "brand")
    assert (chapter.author, chapter.state) == (twente.member, "ready")


def test_chapter_is_marked_with_what_stands_in_the_field_or_both_texts_are_shown(
    twente: Twente, plan: MarketPlan
) -> None:
    mark, secretariat = address("plan_chapter_mark", BRAND), signed_in(twente.secretary)
    secretariat.post(mark, {"state": "ready", "text": "Eén naam.", "version": "0"})
    assert (chapter_of(plan, "brand").state, chapter_of(plan, "brand").text) == ("ready", "Eén naam.")
    secretariat.post(mark, {"state": "writing"})
    answer = secretariat.post(mark, {"state": "ready", "text": "Een andere naam.", "version": "0"})
    assert answer.status_code == 409
    assert "Een andere naam." in answer.content.decode()
    assert (chapter_of(plan, "brand").state, chapter_of(plan, "brand").text) == ("writing", "Eén naam.")


def test_author_has_the_editor_and_another_the_text(twente: Twente, plan: MarketPlan) -> None:
    give_chapter(chapter_of(plan, "brand"), twente.secretary, twente.member)
    pages = [
        signed_in(person).get(address("plan_chapter", BRAND)).content.decode()
        for person in (twente.member, twente.vice_chair)
    ]
    assert ["data-writing" in page for page in pages] == [True, False]


def test_comment_is_placed_once_and_settled(twente: Twente, plan: MarketPlan) -> None:
    observer = signed_in(twente.observer)
    for _ in range(2):
        observer.post(address("plan_comment_create", BRAND), {"text": "Noem het logo.", "form_key": "a"})
    comment = PlanComment.objects.get()
    refused = signed_in(twente.member).post(reverse("reports:plan_comment_settle", args=[comment.pk]))
    settled = signed_in(twente.secretary).post(reverse("reports:plan_comment_settle", args=[comment.pk]))
    comment.refresh_from_db()
    assert (refused.status_code, settled.status_code, comment.is_settled) == (403, 303, True)


def test_empty_comment_is_refused_at_its_field(twente: Twente, plan: MarketPlan) -> None:
    answer = signed_in(twente.observer).post(address("plan_comment_create", BRAND), {"text": " "})
    assert answer.status_code == 422
    assert "Schrijf wat u wilt opmerken." in answer.content.decode()


def test_plan_is_put_ready_and_on_an_agenda_in_one_go(twente: Twente) -> None:
    plan = written_plan(twente)
    meeting = prepared_meeting(twente)
    answer = signed_in(twente.secretary).post(
        address("market_plan_board"), {"treatment": "note", "meeting": meeting.pk}
    )
    item = AgendaItem.objects.get(title=str(plan))
    assert answer.status_code == 303
    assert [part.decision_point.proposal.item for part in plan.parts.all() if part.decision_point] == [
        item,
        item,
    ]


def test_unfinished_plan_is_refused_and_nothing_is_stored(twente: Twente) -> None:
    plan = written_plan(twente)
    mark_chapter(chapter_of(plan, "brand"), twente.secretary, ChapterState.WRITING)
    answer = signed_in(twente.secretary).post(address("market_plan_board"), {"treatment": "note"})
    assert answer.status_code == 422
    assert "Nog niet klaar gemeld" in answer.content.decode()
    assert not plan.parts.exclude(figures_at=None).exists()


def test_what_stands_ready_comes_on_an_agenda_later(twente: Twente) -> None:
    plan = written_plan(twente)
    ready_market_plan(plan, twente.secretary, Treatment.ADOPT)
    client = signed_in(twente.secretary)
    refused = client.post(address("market_plan_board"), {"meeting": ""})
    assert (refused.status_code, "Kies een vergadering" in refused.content.decode()) == (422, True)
    assert (
        client.post(address("market_plan_board"), {"meeting": prepared_meeting(twente).pk}).status_code == 303
    )
    assert plan.parts.exclude(decision_point=None).count() == 2


def test_plan_of_the_year_is_the_one_that_counts(twente: Twente) -> None:
    adopted_plan(twente)
    start_market_plan(YEAR, twente.secretary)
    page = (
        signed_in(twente.secretary).get(reverse("reports:market_plan_detail", args=[YEAR])).content.decode()
    )
    assert "vastgesteld" in page
    assert "versie 2" in page


def test_council_reads_what_the_board_had_and_nothing_before(twente: Twente) -> None:
    reader = signed_in(twente.readers["almelo"])
    proposed_plan(twente)
    assert reader.get(reverse("reports:market_plan_detail", args=[YEAR])).status_code == 404
    assert reader.get(address("market_plan_pdf")).status_code == 404


def test_adopted_plan_is_open_to_a_council(twente: Twente) -> None:
    adopted_plan(twente)
    reader = signed_in(twente.readers["almelo"])
    page = reader.get(reverse("reports:market_plan_detail", args=[YEAR]))
    assert page.status_code == 200
    assert "Verder schrijven" not in page.content.decode()
    assert reader.get(address("plan_chapter", BRAND)).status_code == 403


@pytest.mark.rendering
def test_plan_is_printed_with_its_chapters_and_actions(twente: Twente, tmp_path: Path) -> None:
    adopted_plan(twente)
    answer = signed_in(twente.readers["almelo"]).get(address("market_plan_pdf"))
    path = tmp_path / "plan.pdf"
    path.write_bytes(answer.content)
    text = " ".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
    assert "Tekst over Eén naam: Werkplein Twente." in text
    assert "Gemeente Almelo" in text
    assert "CONCEPT" not in text
    for flavour in ("ua1", "3a"):
        assert vera.check(path, flavour).failures == ()


def test_action_is_added_changed_and_taken_out(twente: Twente, plan: MarketPlan) -> None:
    client = signed_in(twente.secretary)
    values = {"owner": "partij-almelo", "what": "Bezoeken", "due_on": f"{YEAR}-06-30"}
    client.post(address("plan_action_create"), values)
    action = PlanAction.objects.get()
    client.post(reverse("reports:plan_action_edit", args=[action.pk]), {**values, "what": "Meer bezoeken"})
    action.refresh_from_db()
    assert (action.what, action.owner) == ("Meer bezoeken", twente.parties["almelo"])
    client.post(reverse("reports:plan_action_delete", args=[action.pk]))
    assert not PlanAction.objects.exists()


def test_later_of_two_who_change_an_action_sees_what_was_saved(twente: Twente, plan: MarketPlan) -> None:
    action = add_action(twente, plan)
    client = signed_in(twente.secretary)
    edit = reverse("reports:plan_action_edit", args=[action.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    values = {"owner": "partij-almelo", "due_on": f"{YEAR}-06-30"}
    client.post(edit, {**values, "what": "Bezoeken in Almelo", "seen": seen})
    answer = client.post(edit, {**values, "what": "Bezoeken in Hengelo", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bezoeken in Almelo" in page
    assert "Bezoeken in Hengelo" in page
    client.post(edit, {**values, "what": "In beide", "seen": answer.context["form"]["seen"].value()})
    action.refresh_from_db()
    assert action.what == "In beide"


def test_action_of_a_plan_before_the_board_is_not_changed(twente: Twente) -> None:
    action = proposed_plan(twente).actions.get()
    answer = signed_in(twente.secretary).get(reverse("reports:plan_action_edit", args=[action.pk]))
    assert answer.status_code == 403


def test_who_does_an_action_tells_how_it_stands(twente: Twente) -> None:
    action = adopted_plan(twente).actions.get()
    member = signed_in(twente.member)
    member.post(action.get_absolute_url(), {"state": "running", "note": "Tien bezoeken."})
    assert [note.note for note in PlanActionNote.objects.all()] == ["Tien bezoeken."]
    refused = member.post(action.get_absolute_url(), {"state": "dropped", "note": ""})
    assert (refused.status_code, "waarom de actie vervalt" in refused.content.decode()) == (422, True)


def test_another_does_not_tell_how_an_action_stands(twente: Twente) -> None:
    action = adopted_plan(twente).actions.get()
    answer = signed_in(twente.vice_chair).post(action.get_absolute_url(), {"state": "done", "note": ""})
    assert answer.status_code == 403


def test_overview_names_the_chapter_to_write(twente: Twente, plan: MarketPlan) -> None:
    chapter = give_chapter(chapter_of(plan, "brand"), twente.secretary, twente.member)
    comment_chapter(chapter, twente.observer, "Noem het logo.")
    page = signed_in(twente.member).get(reverse("overview")).content.decode()
    assert address("plan_chapter", BRAND) in page
    assert "1 opmerking<" in page
    assert (
        address("plan_chapter", BRAND)
        not in signed_in(twente.vice_chair).get(reverse("overview")).content.decode()
    )


def test_search_finds_a_chapter_for_who_may_read_it(twente: Twente) -> None:
    written_plan(twente)
    pages = [
        signed_in(person).get(reverse("search"), {"q": "tekst Werkplein"}).content.decode()
        for person in (twente.observer, twente.readers["almelo"])
    ]
    assert [f"Marktbewerkingsplan {YEAR}" in page for page in pages] == [True, False]


def test_search_finds_a_plan_by_its_name(twente: Twente) -> None:
    plan = written_plan(twente)
    page = (
        signed_in(twente.observer)
        .get(reverse("search"), {"q": f"Marktbewerkingsplan {YEAR}"})
        .content.decode()
    )
    assert f'href="{plan.get_absolute_url()}"' in page


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_as_much_for_many_as_for_one(twente: Twente) -> None:
    plan = adopted_plan(twente)
    client = signed_in(twente.observer)
    found = {
        name: queries_of(client, page)
        for name, page in (
            ("list", reverse("reports:market_plan_list")),
            ("detail", reverse("reports:market_plan_detail", args=[YEAR])),
        )
    }
    for year in range(YEAR + 1, YEAR + 30):
        start_market_plan(year, twente.secretary)
    note_progress(plan.actions.get(), twente.secretary, ProgressState.RUNNING)
    assert queries_of(client, reverse("reports:market_plan_list")) == found["list"]
    assert queries_of(client, reverse("reports:market_plan_detail", args=[YEAR])) == found["detail"]


def test_chapter_page_asks_as_much_for_thirty_comments_and_actions(twente: Twente, plan: MarketPlan) -> None:
    client, page = signed_in(twente.secretary), address("plan_chapter", ACTIONS)
    add_action(twente, plan)
    comment_chapter(chapter_of(plan, "actions"), twente.observer, "Een.")
    before = queries_of(client, page)
    for place in range(29):
        add_action(twente, plan, f"Actie {place}")
        comment_chapter(chapter_of(plan, "actions"), twente.observer, f"Opmerking {place}.")
    assert queries_of(client, page) == before


def test_overdue_action_stands_on_the_overview_of_the_secretariat(
    twente: Twente, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted_plan(twente)
    monkeypatch.setattr("reports.panels.today", lambda: date(YEAR, 7, 2))
    page = signed_in(twente.secretary).get(reverse("overview")).content.decode()
    assert "Te laat bij anderen" in page
    assert "2 dagen te laat" in page


def test_page_to_the_board_says_first_what_is_still_to_do(twente: Twente, plan: MarketPlan) -> None:
    chapter = chapter_of(plan, "brand")
    comment_chapter(chapter, twente.secretary, "Klopt dit?")
    page = signed_in(twente.secretary).get(address("market_plan_board")).content.decode()
    assert "Eerst nog te doen:" in page
    assert f"{chapter} (nog niet klaar gemeld, 1 opmerking open)" in page


def test_agenda_in_preparation_is_a_link_for_who_prepares_it_only(twente: Twente) -> None:
    plan = written_plan(twente)
    ready_market_plan(plan, twente.secretary, Treatment.NOTE)
    item = propose_market_plan(plan, prepared_meeting(twente), twente.secretary)
    own, others = (
        signed_in(person).get(plan.get_absolute_url()).content.decode()
        for person in (twente.secretary, twente.seats["hengelo"])
    )
    assert item.get_absolute_url() in own
    assert item.get_absolute_url() not in others
    assert "waarvan de agenda nog wordt voorbereid" in others
