"""Fixtures of the board's tests; how a board is made stands in factories.py."""

from __future__ import annotations

import pytest

from tests.governance.factories import Board, make_board


@pytest.fixture
def board(db: None) -> Board:
    """Eight seats with holders, and Hengelo's as vice-chair."""
    return make_board()
