"""The register: narrowed by words and by where a decision stands, and the same as a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.actions import close_meeting, close_vote
from governance.actions.withdrawals import draft_withdrawal
from governance.enums import Role, Visibility
from governance.models import Action, AgendaItem, Decision, DecisionPoint
from governance.permissions import today
from governance.queries.register import find_decisions
from tests.governance.factories import (
    Board,
    cast_all,
    decide_item,
    make_draft,
    make_meeting,
    make_open_vote,
    make_person,
)
from tests.governance.readers import as_, text
from werkbedrijf.lib.spreadsheets import plain_cell
from werkbedrijf.web.words import around, asked_article, search_words

pytestmark = pytest.mark.django_db
SECRET = "Zwaluwnest"


@pytest.fixture
def texts(board: Board) -> list[Decision]:
    """Three decisions without an effect, one of them confidential, and the one of 2015 on the vice-chair."""
    meeting = make_meeting(board, proposals=3)
    words = (
        "Het basispakket krijgt een no-riskpolis van 6 maanden.",
        "=1+1 De verdelingen van banen worden herzien.",
        f"Het bestuur koopt {SECRET}.",
    )
    for number, words_of_point in enumerate(words, start=1):
        point = DecisionPoint.objects.get(proposal__item=decide_item(meeting, number))
        DecisionPoint.objects.filter(pk=point.pk).update(text=words_of_point)
    AgendaItem.objects.filter(pk=decide_item(meeting, 3).pk).update(
        visibility=Visibility.CONFIDENTIAL, confidential_reason="Koop"
    )
    decisions = []
    for number in (1, 2, 3):
        vote = make_open_vote(board, meeting, number)
        cast_all(vote, board, "vvvvvvvv")
        decisions += close_vote(vote, board.secretary).decisions.all()
    close_meeting(meeting, board.secretary)
    return decisions


@pytest.fixture
def griffie(board: Board) -> Client:
    return as_(make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get()))


def numbers(client: Client, **query: str) -> list[str]:
    response = client.get(reverse("governance:decision_list"), query)
    assert response.status_code == 200
    return [decision.number for decision in response.context["page"]]


def test_question_is_reduced_to_what_it_is_about() -> None:
    assert search_words("Wat besloten wij over de no-riskpolis en geldt het nog?") == ("no", "riskpolis")
    assert search_words("het besluit") == ("het", "besluit")
    assert search_words("'\"&|!:*()<->% \\") == ()
    assert search_words("artikel 7") == ("artikel", "7")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("artikel 7", 7), ("Art. 12", 12), ("artikel", None), ("7", None), ("artikel x", None)],
)
def test_article_is_asked_for_by_its_number(typed: str, number: int | None) -> None:
    assert asked_article(search_words(typed)) == number


def test_words_are_found_as_dutch_has_them(board: Board, texts: list[Decision], griffie: Client) -> None:
    cases = {
        "no-riskpolis": {0},
        "NO-RISK": {0},
        "wat besloten wij over de no-riskpolis en geldt het nog": {0},
        "verdeling": {1},
        "VERDELINGEN banen": {1},
        "riskpolis kanarie": set(),
        "\"riskpolis' & | ! ) (": {0},
        ":* <-> riskpolis": {0},
        "polis": set(),
        SECRET: set(),
        texts[1].number: {1},
        texts[2].number: set(),
    }
    found = {typed: set(numbers(griffie, zoek=typed)) for typed in cases}
    assert found == {typed: {texts[index].number for index in wanted} for typed, wanted in cases.items()}
    assert [d.number for d in find_decisions(board.chair, words=SECRET)] == [texts[2].number]


def test_filters_say_what_holds_what_was_replaced_and_what_was_withdrawn(
    board: Board, texts: list[Decision], griffie: Client
) -> None:
    first, second, confidential = (decision.number for decision in texts)
    draft = draft_withdrawal(texts[0], board.secretary)
    meeting = make_meeting(board, proposals=2, adopts=[draft, make_draft(board)])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    later = close_vote(vote, board.secretary).decisions.get().number
    assert numbers(griffie) == [later, confidential, second, first, "2015-001"]
    assert numbers(griffie, stand="in_force") == [later, second]
    assert numbers(griffie, stand="superseded") == ["2015-001"]
    assert numbers(griffie, stand="withdrawn") == [first]
    assert numbers(griffie, onderwerp="tekst") == [second, first]
    assert numbers(griffie, onderwerp="governance.vicechairterm") == [later, "2015-001"]
    assert numbers(griffie, op="2016-01-01") == ["2015-001"]
    assert numbers(griffie, artikel="5", jaar="2015") == ["2015-001"]
    assert numbers(as_(board.chair), stand="in_force") == [later, confidential, second]
    words = text(griffie.get(reverse("governance:decision_list")).content.decode())
    assert f"ingetrokken bij besluit {later}" in words
    assert f"vervangen door besluit {later}" in words
    action = Action.objects.create(
        decision=texts[1],
        seat=board.seats["uwv"],
        what="Telling herzien",
        due_on=today(),
        first_due_on=today(),
        recorded_at=timezone.now(),
    )
    assert numbers(griffie, stand="executed") == []
    Action.objects.filter(pk=action.pk).update(state="done", result="Gedaan.", closed_at=timezone.now())
    assert numbers(griffie, stand="executed") == [second]
    assert numbers(griffie, stand="in_force") == [later]
    listing = griffie.get(reverse("governance:meeting_decision_list", args=[texts[1].meeting_id]))
    assert "Taak voor zetel UWV: Telling herzien, uiterlijk" in text(listing.content.decode())


def test_filter_that_cannot_be_is_said_and_kept(texts: list[Decision], griffie: Client) -> None:
    response = griffie.get(
        reverse("governance:decision_list"), {"op": "31-02-2027", "jaar": "1066", "zoek": "riskpolis"}
    )
    assert "Dit is geen datum" in response.content.decode()
    assert "Kies iets uit de lijst" in response.content.decode()
    assert 'value="riskpolis"' in response.content.decode()
    assert [decision.number for decision in response.context["page"]] == [texts[0].number]


def test_file_for_a_spreadsheet_holds_what_was_found_and_no_formula(
    texts: list[Decision], griffie: Client
) -> None:
    body = griffie.get(reverse("governance:register_csv"), {"jaar": str(today().year)}).content
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [row["nummer"] for row in rows] == [texts[1].number, texts[0].number]
    assert rows[0]["besluit"] == "'=1+1 De verdelingen van banen worden herzien."
    assert rows[0]["stand"] == "geldt"
    assert SECRET not in body.decode()
    assert [plain_cell(value) for value in ("-1", "+1", "@a", "\ta", "a=1", "")] == [
        "'-1",
        "'+1",
        "'@a",
        "'\ta",
        "a=1",
        "",
    ]


def test_file_for_systems_speaks_the_words_of_open_raadsinformatie(
    texts: list[Decision], griffie: Client
) -> None:
    response = griffie.get(reverse("governance:register_json"), {"zoek": "riskpolis"})
    found = response.json()
    (decision,), (vote,), (item,), (meeting,) = (
        found[name] for name in ("besluit", "stemming", "agendapunt", "vergadering")
    )
    assert (decision["ID"], decision["tekst"]) == (texts[0].number, texts[0].text)
    assert vote["leidtTotBesluit"] == [{"verwijzingID": texts[0].number}]
    assert decision["volgtUitStemming"]["verwijzingID"] == vote["ID"]
    assert vote["heeftBetrekkingOpAgendapunt"]["verwijzingID"] == item["ID"]
    assert item["vergadering"]["verwijzingID"] == meeting["ID"]
    assert (vote["resultaat"], vote["aantalVoor"]) == ("aangenomen", 8)
    assert griffie.get(reverse("governance:register_json")).content.decode().count(SECRET) == 0


def test_snippet_shows_the_word_in_its_sentence() -> None:
    piece = around("Een " + "lange aanloop " * 20 + "naar de no-riskpolis van zes maanden.", ("riskpolis",))
    assert piece.startswith("…")
    assert "no-riskpolis van zes maanden." in piece
    assert around("Kort.", ("iets",)) == "Kort."
