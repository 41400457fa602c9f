"""Fixtures of the base package: the board of governance's tests, and the catalogue as a draft or adopted by it."""

from __future__ import annotations

import pytest

from governance.actions import close_vote
from governance.models import Decision
from instruments.loading import load_catalogue
from instruments.models import Catalogue
from tests.governance.factories import Board, cast_all, make_board, make_meeting, make_open_vote


@pytest.fixture
def board(db: None) -> Board:
    return make_board()


@pytest.fixture
def draft(db: None) -> Catalogue:
    """The list of 2014, not adopted."""
    return load_catalogue()


@pytest.fixture
def adopted(board: Board, draft: Catalogue) -> Catalogue:
    """The list of 2014, adopted by a real vote."""
    meeting = make_meeting(board, adopts=[draft])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvtt")
    close_vote(vote, board.secretary)
    assert Decision.objects.filter(meeting=meeting).count() == 1
    return Catalogue.objects.get(pk=draft.pk)
