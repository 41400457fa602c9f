"""The vice-chair: nominated by the secretariat, elected by decision, with everybody's term to be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.actions import close_vote
from governance.actions.vice_chair import delete_vice_chair_draft, draft_vice_chair
from governance.enums import AdoptableState
from governance.models import SeatTerm, ViceChairTerm
from governance.permissions import today, vice_chair_seat
from governance.queries.agenda import free_drafts
from governance.queries.vice_chairs import can_be_nominated, vice_chair_history
from tests.governance.factories import (
    START,
    Board,
    add_deputy,
    cast_all,
    draft_board_meeting,
    make_draft,
    make_meeting,
    make_open_vote,
)
from tests.governance.readers import as_, count_queries, page, text, url
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def test_nomination_is_a_draft_that_a_decision_point_can_carry(board: Board) -> None:
    term = draft_vice_chair(board.seats["uwv"], board.secretary)
    assert (term.state, term.decision_point) == (AdoptableState.DRAFT, None)
    assert free_drafts(None) == [term]
    assert vice_chair_seat(today()) == board.seats["hengelo"]


def test_chair_is_not_nominated(board: Board) -> None:
    with pytest.raises(DomainError, match="voorzitter kan niet ook"):
        draft_vice_chair(board.seats["voorzitter"], board.secretary)


@pytest.mark.parametrize("deputies", [(), ("uwv",)])
def test_seat_vacant_is_not_nominated_even_with_a_deputy(board: Board, deputies: tuple[str, ...]) -> None:
    for slug in deputies:
        add_deputy(board, slug)
    SeatTerm.objects.filter(seat=board.seats["uwv"], capacity="holder").update(ends_on=date(2016, 1, 1))
    assert board.seats["uwv"] not in can_be_nominated(today())
    with pytest.raises(DomainError, match="heeft nu geen lid"):
        draft_vice_chair(board.seats["uwv"], board.secretary)


def test_same_seat_is_nominated_once(board: Board) -> None:
    draft_vice_chair(board.seats["uwv"], board.secretary)
    with pytest.raises(Conflict, match="al voorgedragen"):
        draft_vice_chair(board.seats["uwv"], board.secretary)


def test_only_the_secretariat_nominates_and_takes_back(board: Board) -> None:
    with pytest.raises(NotAllowed):
        draft_vice_chair(board.seats["uwv"], board.chair)
    term = draft_vice_chair(board.seats["uwv"], board.secretary)
    with pytest.raises(NotAllowed):
        delete_vice_chair_draft(term, board.chair)


def test_nomination_is_taken_back_until_it_stands_in_a_proposal(board: Board) -> None:
    delete_vice_chair_draft(draft_vice_chair(board.seats["uwv"], board.secretary), board.secretary)
    assert not ViceChairTerm.objects.filter(seat=board.seats["uwv"]).exists()
    term = draft_vice_chair(board.seats["uwv"], board.secretary)
    draft_board_meeting(board, adopts=[term])
    with pytest.raises(Conflict, match="in een voorstel"):
        delete_vice_chair_draft(term, board.secretary)


def test_what_lies_with_the_board_is_not_taken_back(board: Board) -> None:
    term = draft_vice_chair(board.seats["uwv"], board.secretary)
    make_meeting(board, adopts=[term])
    with pytest.raises(Conflict, match="ligt bij het bestuur"):
        delete_vice_chair_draft(term, board.secretary)


def test_history_names_each_with_its_days_and_decision(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board, adopts=[make_draft(board, "uwv")]))
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    lines = vice_chair_history()
    assert [(line.term.seat.slug, line.term.in_force_from, line.until) for line in lines] == [
        ("uwv", today(), None),
        ("hengelo", START, today() - timedelta(days=1)),
    ]
    words = text(page(board.holders["uwv"], "party_list"))
    assert vote.decisions.get().number in words
    assert "2015-001" in words


def test_two_elected_on_one_day_leave_the_last(board: Board) -> None:
    for slug in ("uwv", "almelo"):
        vote = make_open_vote(board, make_meeting(board, adopts=[make_draft(board, slug)]))
        cast_all(vote, board, "vvvvvvvv")
        close_vote(vote, board.secretary)
    assert [line.term.seat.slug for line in vice_chair_history()] == ["almelo", "hengelo"]


def test_page_nominates_and_takes_back(board: Board) -> None:
    secretariat = as_(board.secretary)
    secretariat.post(url("vice_chair_draft"), {"seat": "uwv"})
    term = ViceChairTerm.objects.get(seat=board.seats["uwv"])
    assert "Voorgedragen: zetel UWV" in text(page(board.secretary, "party_list"))
    assert "Voorgedragen" not in text(page(board.chair, "party_list"))
    secretariat.post(url("vice_chair_delete", term.pk))
    assert not ViceChairTerm.objects.filter(pk=term.pk).exists()


@pytest.mark.parametrize("seat", ["", "nergens", "voorzitter"])
def test_page_refuses_in_a_sentence(board: Board, seat: str) -> None:
    answer = as_(board.secretary).post(url("vice_chair_draft"), {"seat": seat}, follow=True)
    words = text(answer.content.decode())
    assert "Kies de zetel" in words
    assert not ViceChairTerm.objects.filter(state=AdoptableState.DRAFT).exists()


def test_page_asks_as_much_with_six_nominations(board: Board) -> None:
    client = as_(board.secretary)
    draft_vice_chair(board.seats["uwv"], board.secretary)
    few = count_queries(client, url("party_list"))
    for slug in ("almelo", "oldenzaal", "hellendoorn", "werkgevers", "werknemers"):
        draft_vice_chair(board.seats[slug], board.secretary)
    assert count_queries(client, url("party_list")) == few
