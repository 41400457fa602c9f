"""The pages of the agreement: its versions, two beside each other, drafting the next, and preparing an extension."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from governance.actions.agreement import draft_agreement, write_article
from governance.enums import MeetingState, Role
from governance.models import AgreementVersion, Article
from governance.permissions import today
from tests.governance.factories import Board, draft_board_meeting, make_meeting, make_person
from tests.governance.readers import as_, count_queries, make_observer, page, text, url

THIS_YEAR = {"ends_on": date(today().year, 12, 31)}


def test_draft_is_shown_as_a_concept_to_participants_and_not_at_all_to_a_council(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    council = make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    shown = text(page(make_observer(), "agreement_version", draft.number))
    assert "Dit is een concept" in shown
    assert "Wijzigen" not in shown
    assert as_(council).get(draft.get_absolute_url()).status_code == 404
    assert as_(council).get(url("article_detail", 2, 6)).status_code == 404
    assert "Versie 2" not in text(page(council, "agreement_detail"))


def test_agreement_stays_the_version_in_force_beside_a_draft(board: Board) -> None:
    draft_agreement(board.secretary)
    response = as_(board.chair).get(url("agreement_detail"))
    assert response.context["version"].number == 1
    assert [version.number for version in response.context["versions"]] == [2, 1]


def test_compare_names_what_changed_came_and_went(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    write_article(draft, board.secretary, number=6, title="Onderwerp 6", text="Anders.")
    write_article(draft, board.secretary, title="Slot", text="Nieuw.")
    Article.objects.filter(version=draft, number=3).delete()
    response = as_(board.chair).get(url("agreement_compare"), {"van": "1", "naar": "2"})
    words = {line.number: line.word for line in response.context["lines"] if line.word}
    assert words == {3: "vervallen", 6: "gewijzigd", 14: "toegevoegd"}
    html = response.content.decode()
    assert "Artikel 3 (Onderwerp 3)</a>: vervallen" in html
    assert "Artikel 14 (Slot)</a>: toegevoegd" in html
    assert "[vervalt:] Strekking van 6 [einde] [nieuw:] Anders [einde]" in text(html)
    assert "Strekking van 7." not in html


def test_compare_with_one_version_says_there_is_nothing_to_compare(board: Board) -> None:
    assert "nog geen tweede versie" in page(board.chair, "agreement_compare")


def test_agreement_page_asks_as_much_of_the_database_at_30_versions_as_at_two(board: Board) -> None:
    draft_agreement(board.secretary)
    browser = as_(board.chair)
    few = count_queries(browser, url("agreement_detail"))
    AgreementVersion.objects.bulk_create(
        AgreementVersion(number=n, title="X", in_force_from=date(2030, 1, 1), ends_on=date(2031, 1, 1))
        for n in range(3, 33)
    )
    assert count_queries(browser, url("agreement_detail")) == few


def test_secretariat_drafts_changes_and_deletes_a_version_on_the_pages(board: Board) -> None:
    browser = as_(board.secretary)
    answer = browser.post(url("agreement_draft"))
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("governance:agreement_version", args=[2]),
    )
    answer = browser.post(
        url("agreement_edit", 2), {"title": "Nieuw", "in_force_from": "2030-01-01", "ends_on": "31-12-2040"}
    )
    assert answer.status_code == 303
    assert browser.post(url("article_edit", 2, 6), {"title": "Zes", "text": "Anders."}).status_code == 303
    assert browser.post(url("article_create", 2), {"title": "Slot", "text": "Nieuw."}).status_code == 303
    version = AgreementVersion.objects.get(number=2)
    assert (version.title, version.ends_on) == ("Nieuw", date(2040, 12, 31))
    assert version.articles.get(number=14).title == "Slot"
    assert browser.post(url("agreement_delete", 2)).status_code == 303
    assert AgreementVersion.objects.count() == 1


def test_edit_with_an_end_before_the_start_keeps_what_was_typed(board: Board) -> None:
    draft_agreement(board.secretary)
    answer = as_(board.secretary).post(
        url("agreement_edit", 2), {"title": "Getypt", "in_force_from": "2030-01-01", "ends_on": "2029-01-01"}
    )
    assert answer.status_code == 422
    assert "Getypt" in answer.content.decode()
    assert "eindigt na de dag" in answer.content.decode()


@pytest.mark.parametrize("name", ["agreement_edit", "article_create"])
def test_editing_a_version_that_is_in_force_goes_back_with_the_reason(board: Board, name: str) -> None:
    answer = as_(board.secretary).get(url(name, 1), follow=True)
    assert answer.redirect_chain == [(reverse("governance:agreement_version", args=[1]), 303)]
    assert "ligt vast" in answer.content.decode()


def test_notice_and_button_are_on_the_agreement_in_its_last_year(board: Board) -> None:
    meeting = draft_board_meeting(board)
    assert "Verlenging voorbereiden" not in page(board.secretary, "agreement_detail")
    AgreementVersion.objects.update(**THIS_YEAR)
    assert "Verlenging voorbereiden" in page(board.secretary, "agreement_detail")
    assert "Verlenging voorbereiden" not in page(board.chair, "agreement_detail")
    assert "Zet een verlenging op tijd op de agenda." in page(board.chair, "agreement_detail")
    answer = as_(board.secretary).post(url("extension_prepare"), {"meeting": meeting.pk})
    item = meeting.items.order_by("-position").first()
    assert item is not None
    assert answer["Location"] == f"{url('meeting_prepare', meeting.pk)}#agendapunt-{item.pk}"
    shown = text(page(board.secretary, "agreement_detail"))
    assert "Een verlenging is in voorbereiding." in shown
    assert "Verlenging voorbereiden" not in shown


def test_extension_on_a_convened_agenda_is_refused_in_words(board: Board) -> None:
    AgreementVersion.objects.update(**THIS_YEAR)
    convened = make_meeting(board, state=MeetingState.CONVENED)
    answer = as_(board.secretary).post(url("extension_prepare"), {"meeting": convened.pk}, follow=True)
    assert "Deze agenda ligt vast." in answer.content.decode()
    assert AgreementVersion.objects.count() == 1


def test_overview_warns_participants_in_the_last_year(board: Board) -> None:
    address = reverse("overview")
    assert "Looptijd van de overeenkomst" not in as_(board.chair).get(address).content.decode()
    AgreementVersion.objects.update(**THIS_YEAR)
    for person in (board.chair, board.secretary, board.holders["uwv"]):
        assert "Looptijd van de overeenkomst" in as_(person).get(address).content.decode()
