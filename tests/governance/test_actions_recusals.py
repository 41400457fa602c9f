"""Recusal per item (rules 6 and 14): no vote, not counted, and a recused chair counts as absent."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction

from governance.actions import (
    cast_deciding_vote,
    close_vote,
    leave,
    open_vote,
    preside,
    recuse,
    set_current_item,
    withdraw_recusal,
)
from governance.enums import Office
from governance.models import LedgerEvent, Recusal, Vote
from governance.queries.presiding import presider, recusals_at
from governance.queries.votes import own_seat, progress, why_not_entitled
from tests.governance.factories import Board, cast, cast_all, make_person
from tests.governance.matters import closed, make_item
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

REASON = "Werkgever van een betrokkene."


def recused(board: Board, *slugs: str) -> Vote:
    """A vote, open, in which these seats take no part."""
    item = make_item(board, numbers=("1",))
    for slug in slugs:
        recuse(item, board.seats[slug], board.holders[slug], REASON)
    return open_vote(item, board.secretary)


def test_recused_seat_has_no_vote_and_is_not_counted(board: Board) -> None:
    vote = recused(board, "uwv")
    assert vote.seats.get(seat__slug="uwv").recused
    assert own_seat(vote, board.holders["uwv"]) is None
    assert "eigen belang" in why_not_entitled(vote, board.holders["uwv"], board.seats["uwv"])
    with pytest.raises(NotAllowed, match="niet op de lijst"):
        cast(vote, board.holders["uwv"], "for")
    assert progress(vote).entitled == 7
    vote = closed(board, vote, "vvvvv-tt")
    assert (vote.outcome["recused"], vote.outcome["not_voted"], vote.outcome["for"]) == (1, 0, 5)
    assert [step["rule"] for step in vote.outcome["steps"]] == [0, 14, 1]


def test_chair_recused_on_one_item(board: Board) -> None:
    """The case of voting.md: the vice-chair presides and decides the tie; at the next item the chair again."""
    item = make_item(board, numbers=("1",))
    set_current_item(item.meeting, item, board.secretary)
    recuse(item, board.seats["voorzitter"], board.chair, REASON)
    item.meeting.refresh_from_db()
    assert presider(item.meeting) == board.seats["hengelo"]
    vote = open_vote(item, board.vice_chair)
    assert vote.presiding_seat == board.seats["hengelo"]
    cast_all(vote, board, "-vvotttv")
    vote = close_vote(vote, board.vice_chair)
    assert (vote.result, vote.waiting_for) == ("tied", Office.VICE_CHAIR)
    with pytest.raises(NotAllowed, match="vicevoorzitter"):
        cast_deciding_vote(vote, board.chair, "against")
    vote = cast_deciding_vote(vote, board.vice_chair, "for")
    assert (vote.result, vote.decided_by) == ("adopted", "vice_chair")
    assert 6 in [step["rule"] for step in vote.outcome["steps"]]
    set_current_item(item.meeting, item.meeting.items.get(position=1), board.secretary)
    item.meeting.refresh_from_db()
    assert presider(item.meeting) == board.seats["voorzitter"]


def test_chair_and_vice_chair_recused_leaves_nobody_to_preside_or_decide(board: Board) -> None:
    vote = recused(board, "voorzitter", "hengelo")
    assert vote.presiding_seat is None
    vote = closed(board, vote, "-vv-tt--")
    assert (vote.result, vote.state) == ("not_adopted", "closed")


def test_recused_chair_does_not_open_or_close_the_vote(board: Board) -> None:
    item = make_item(board, numbers=("1",))
    recuse(item, board.seats["voorzitter"], board.chair, REASON)
    with pytest.raises(NotAllowed, match="doet bij dit agendapunt niet mee"):
        open_vote(item, board.chair)
    vote = open_vote(item, board.secretary)
    with pytest.raises(NotAllowed, match="doet bij dit agendapunt niet mee"):
        close_vote(vote, board.chair)


def test_recused_seat_cannot_be_handed_the_chair(board: Board) -> None:
    item = make_item(board)
    set_current_item(item.meeting, item, board.secretary)
    recuse(item, board.seats["uwv"], board.holders["uwv"], REASON)
    with pytest.raises(DomainError, match="doet bij dit agendapunt niet mee"):
        preside(item.meeting, board.seats["uwv"], board.secretary)


def test_everybody_recused_cannot_vote(board: Board) -> None:
    item = make_item(board, present=("voorzitter", "uwv"))
    for slug in ("voorzitter", "uwv"):
        recuse(item, board.seats[slug], board.secretary, REASON)
    with pytest.raises(DomainError, match="Elke zetel die er is"):
        open_vote(item, board.secretary)


def test_recused_and_absent_is_absent(board: Board) -> None:
    item = make_item(board, numbers=("1",))
    recuse(item, board.seats["uwv"], board.holders["uwv"], REASON)
    leave(item.meeting, board.seats["uwv"], board.secretary)
    line = open_vote(item, board.secretary).seats.get(seat__slug="uwv")
    assert (line.present, line.recused) == (False, False)


def test_withdrawn_recusal_votes_again_and_stays_readable(board: Board) -> None:
    item = make_item(board)
    recuse(item, board.seats["uwv"], board.holders["uwv"], REASON)
    withdraw_recusal(item, board.seats["uwv"], board.holders["uwv"])
    vote = open_vote(item, board.secretary)
    assert cast(vote, board.holders["uwv"], "for").choice == "for"
    assert Recusal.objects.get().reason == REASON
    assert recusals_at(vote) == []


def test_recusal_while_the_vote_runs_is_refused(board: Board) -> None:
    item = make_item(board)
    open_vote(item, board.secretary)
    with pytest.raises(Conflict, match="loopt een stemming"):
        recuse(item, board.seats["uwv"], board.holders["uwv"], REASON)


def test_recusal_twice_is_once_and_needs_a_reason(board: Board) -> None:
    item = make_item(board, opened=False)
    seat, member = board.seats["uwv"], board.holders["uwv"]
    with pytest.raises(DomainError, match="reden"):
        recuse(item, seat, member, "  ")
    assert recuse(item, seat, member, REASON) == recuse(item, seat, member, "Nog eens.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Recusal.objects.create(
            item=item, seat=seat, reason="x", noted_by=member, noted_at=Recusal.objects.get().noted_at
        )


def test_recusal_of_another_seat_is_for_who_leads(board: Board) -> None:
    item = make_item(board)
    with pytest.raises(NotAllowed, match="eigen zetel"):
        recuse(item, board.seats["uwv"], board.holders["almelo"], REASON)
    with pytest.raises(NotAllowed, match="eigen zetel"):
        recuse(item, board.seats["uwv"], make_person("Buitenstaander"), REASON)
    assert recuse(item, board.seats["uwv"], board.chair, REASON).noted_by == board.chair


def test_reason_of_a_recusal_is_never_in_the_ledger(board: Board) -> None:
    vote = recused(board, "uwv")
    facts = [json.dumps(event.facts) for event in LedgerEvent.objects.all()]
    assert not [fact for fact in facts if "Werkgever" in fact]
    frozen = LedgerEvent.objects.get(kind="roster_frozen").facts
    assert [line["seat"] for line in frozen["roster"] if line["recused"]] == ["uwv"]
    assert [r.seat.slug for r in recusals_at(vote)] == ["uwv"]
