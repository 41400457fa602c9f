"""Searching everything: each thing with where it stands, and nothing that the reader may not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.actions import add_item, add_paper, close_meeting, close_vote
from governance.actions.commitments import finish_action, record_action
from governance.enums import AdoptableState, AgendaItemKind, Role, Visibility
from governance.models import Action, AgendaItem, Decision, DecisionPoint, Minutes, MinutesText
from governance.permissions import today
from tests.governance.factories import (
    Board,
    cast_all,
    decide_item,
    draft_board_meeting,
    make_board,
    make_meeting,
    make_open_vote,
    make_person,
)
from tests.governance.readers import as_, count_queries, make_pdf, text
from werkbedrijf.lib.dates import date_words
from werkbedrijf.web.search import pages

pytestmark = pytest.mark.django_db
SECRET = "Zwaluwnest"


@pytest.fixture
def board(db: None) -> Board:
    return make_board()


def found(client: Client, typed: str) -> str:
    response = client.get(reverse("search"), {"q": typed})
    assert response.status_code == 200
    return text(response.content.decode().partition("<main")[2].partition("</form>")[2])


def test_member_asks_in_ordinary_words_and_reads_whether_it_holds(board: Board) -> None:
    meeting = make_meeting(board)
    point = DecisionPoint.objects.get(proposal__item=decide_item(meeting))
    DecisionPoint.objects.filter(pk=point.pk).update(text="Er komt een no-riskpolis van 6 maanden.")
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    decision = close_vote(vote, board.secretary).decisions.get()
    words = found(as_(board.holders["uwv"]), "wat besloten wij over de no-riskpolis en geldt het nog?")
    assert f"Besluit {decision.number}: {decision.title} geldt Er komt een no-riskpolis" in words


def test_confidential_thing_leaks_in_no_title_snippet_or_count(board: Board) -> None:
    meeting = make_meeting(board)
    item = decide_item(meeting)
    day = today() + timedelta(days=9)
    record_action(
        board.chair, board.secretary, kind="action_point", what=f"{SECRET} kopen", due_on=day, item=item
    )
    AgendaItem.objects.filter(pk=item.pk).update(
        title=f"Aankoop {SECRET}", visibility=Visibility.CONFIDENTIAL, confidential_reason="Koop"
    )
    DecisionPoint.objects.filter(proposal__item=item).update(text=f"Het bestuur koopt {SECRET}.")
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    close_meeting(meeting, board.secretary)
    decision = Decision.objects.get(year=2015)
    minutes = Minutes.objects.create(
        meeting=meeting,
        subject=f"minutes-{meeting.pk}",
        state=AdoptableState.ADOPTED,
        in_force_from=decision.decided_at.date(),
        decision=decision,
        decision_point=decision.point,
        content_sha256="0" * 64,
        facts={},
        facts_at=timezone.now(),
        published_at=timezone.now(),
    )
    MinutesText.objects.create(minutes=minutes, item=item, text=f"Over {SECRET}.")
    MinutesText.objects.create(minutes=minutes, place="opening", is_internal=True, text=f"Inzake {SECRET}.")
    MinutesText.objects.create(minutes=minutes, place="opening", text="De ooievaar is geland.")
    for role in (Role.OBSERVER, Role.UWV_STAFF, Role.PARTY_READER, Role.ADMINISTRATOR):
        party = board.seats["almelo"].parties.get() if role == Role.PARTY_READER else None
        client = as_(make_person(f"Iemand {role}", role, party=party))
        words = found(client, SECRET)
        assert "Niets gevonden" in words
        assert "resultaat" not in words
        assert "De ooievaar is geland" in found(client, "ooievaar")
    words = found(as_(board.chair), SECRET)
    assert "5 resultaten" in words
    assert f"Aankoop {SECRET} behandeld" in words


def test_action_is_found_with_its_state_and_day_by_who_sees_it(board: Board) -> None:
    late, day = today() - timedelta(days=3), today() + timedelta(days=9)
    facts = {"kind": "action_point", "what": "Het ooievaarsnest verplaatsen", "due_on": day}
    action = record_action(board.seats["almelo"], board.secretary, **facts)
    Action.objects.update(due_on=late)
    words = found(as_(board.holders["hengelo"]), "ooievaarsnest")
    line = f"{action.what} 3 dagen te laat Zetel Almelo, uiterlijk {date_words(late)}"
    assert ("Acties (1)" in words, line in words) == (True, True)
    for role in (Role.WERKPLEIN_STAFF, Role.PARTY_READER):
        party = board.seats["almelo"].parties.get() if role == Role.PARTY_READER else None
        assert "Niets gevonden" in found(
            as_(make_person(f"Iemand {role}", role, party=party)), "ooievaarsnest"
        )
    finish_action(action, board.secretary, "Het nest staat in de wei.")
    assert "verplaatsen afgerond Het nest staat" in found(as_(board.chair), "wei")


def test_paper_and_item_are_found_once_they_are_sent(board: Board) -> None:
    draft = draft_board_meeting(board, starts_at=timezone.now() + timedelta(days=9))
    item = add_item(draft, kind=AgendaItemKind.DISCUSS, title="Ooievaar")
    add_paper(item, title="Ooievaarsnotitie", file=make_pdf(), by=board.secretary)
    assert "2 resultaten" in found(as_(board.secretary), "ooievaar")
    assert "Niets gevonden" in found(as_(board.chair), "ooievaar")


def test_some_of_the_words_are_found_and_the_page_says_so(board: Board) -> None:
    words = found(as_(board.chair), "hengelo kanarie")
    assert "Nergens staan al deze woorden samen" in words
    assert "Hengelo neemt deel" in words


@pytest.mark.parametrize("typed", ["", "   ", "'", '"', "&|!", "a' OR 1=1 --", "%", "\\", "é" * 200])
def test_whatever_is_typed_is_answered(board: Board, typed: str) -> None:
    found(as_(board.chair), typed)


def test_search_asks_as_much_of_the_database_with_more_hits(board: Board) -> None:
    meeting = make_meeting(board, proposals=1)
    client, address = as_(board.chair), reverse("search") + "?q=agendapunt"
    owners = [board.chair, board.seats["almelo"], board.seats["almelo"].parties.get()]
    facts = {"kind": "action_point", "what": "Agendapunt maken", "due_on": today()}
    for owner in owners:
        record_action(owner, board.secretary, **facts)
    few = count_queries(client, address)
    for number in range(20):
        AgendaItem.objects.create(meeting=meeting, position=50 + number, title=f"Agendapunt {number}")
        record_action(owners[number % 3], board.secretary, **facts)
    assert "De eerste 8 van 21" in found(client, "agendapunt")
    assert count_queries(client, address) == few


@pytest.mark.parametrize(
    ("words", "every", "first"),
    [
        (("stemregels",), True, "Zo telt dit bestuur"),
        (("stem", "quorum"), True, "Zo telt dit bestuur"),
        (("uniform",), True, "Uniformiteit"),
        (("stemregels", "bestaatniet"), False, "Zo telt dit bestuur"),
    ],
)
def test_page_is_found_by_what_people_call_it(words: tuple[str, ...], every: bool, first: str) -> None:
    assert pages(AnonymousUser(), words, every).hits[0].title == first


@pytest.mark.parametrize("words", [("egels",), ("stemregels", "bestaatniet")])
def test_page_is_not_found_by_the_middle_of_a_word_nor_by_half_of_what_was_asked(
    words: tuple[str, ...],
) -> None:
    assert pages(AnonymousUser(), words, True).count == 0
