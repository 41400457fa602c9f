"""Fixtures of quotum's tests; how they are made stands in factories.py."""

from __future__ import annotations

import pytest

from tests.quotum.factories import Quotum, make_quotum


@pytest.fixture
def quotum(db: None) -> Quotum:
    """A board with UWV, sectors, workplaces, two municipalities and people of every role that matters here."""
    return make_quotum()
