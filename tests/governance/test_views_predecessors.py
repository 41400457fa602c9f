"""The memo of 2 October 2014: a predecessor's document, in our own words, without a vote."""

from __future__ import annotations

import re

from governance.models import Decision, Vote
from tests.governance.factories import Board
from tests.governance.readers import page, text, url

POINTS = ["1", "2", "3", "3a", "3b", "3c", "3d", "3e", "4", "5", "6", "7", "7a", "7b"]


def test_the_memo_has_all_its_points_and_no_vote(board: Board) -> None:
    html = page(board.secretary, "memo_2014")
    assert re.findall(r'points__number">(\w+)<', html) == POINTS
    assert "Dit bestuur heeft er niet over gestemd" in text(html)
    assert not Vote.objects.filter(opened_at__year=2014).exists()
    assert not Decision.objects.filter(year=2014).exists()


def test_the_memo_is_reached_from_parties_and_agreement(board: Board) -> None:
    for name in ("party_list", "agreement_detail"):
        assert url("memo_2014") in page(board.secretary, name)
