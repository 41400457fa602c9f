"""Which item was taken up when, and who presided over it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from governance.actions import (
    close_meeting,
    leave,
    open_vote,
    preside,
    recuse,
    set_current_item,
    withdraw_recusal,
)
from governance.models import Treatment
from tests.governance.factories import Board
from tests.governance.matters import make_item


def rows() -> list[tuple[int, str, bool]]:
    """Position of the item, who presided, whether it has ended."""
    return [
        (t.item.position, t.presiding_seat.slug if t.presiding_seat else "", t.ended_at is not None)
        for t in Treatment.objects.select_related("item", "presiding_seat").order_by("pk")
    ]


def test_every_taking_up_of_an_item_has_a_row_with_start_end_and_who_presides(board: Board) -> None:
    item = make_item(board)
    meeting, opening = item.meeting, item.meeting.items.get(position=1)
    assert rows() == [(1, "voorzitter", False)]  # begun before anybody was there, presided by who came first
    at = timezone.now() + timedelta(minutes=5)
    set_current_item(meeting, item, board.secretary, now=at)
    set_current_item(meeting, item, board.secretary)  # the same item once more is no new row
    set_current_item(meeting, opening, board.secretary)
    close_meeting(meeting, board.secretary)
    assert rows() == [(1, "voorzitter", True), (2, "voorzitter", True), (1, "voorzitter", True)]
    first, second = Treatment.objects.order_by("pk")[:2]
    assert first.ended_at == second.started_at == at


def test_hand_over_and_departure_of_who_presides_begin_a_new_row(board: Board) -> None:
    meeting = make_item(board).meeting
    preside(meeting, board.seats["uwv"], board.secretary)
    leave(meeting, board.seats["uwv"], board.secretary)
    assert [row[1] for row in rows()] == ["voorzitter", "uwv", "voorzitter"]


def test_vice_chair_presides_over_the_item_of_a_recused_chair(board: Board) -> None:
    item = make_item(board)
    recuse(item, board.seats["voorzitter"], board.chair, "Eigen belang.")
    set_current_item(item.meeting, item, board.secretary)
    withdraw_recusal(item, board.seats["voorzitter"], board.chair)
    set_current_item(item.meeting, item.meeting.items.get(position=1), board.secretary)
    assert [row[:2] for row in rows()] == [
        (1, "voorzitter"),
        (2, "hengelo"),
        (2, "voorzitter"),
        (1, "voorzitter"),
    ]


def test_opening_a_vote_takes_the_item_up(board: Board) -> None:
    item = make_item(board)
    open_vote(item, board.secretary)
    assert rows() == [(1, "voorzitter", True), (2, "voorzitter", False)]
