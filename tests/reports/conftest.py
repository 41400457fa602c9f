"""Fixtures of the tests of reports; how things are made stands in factories.py."""

from __future__ import annotations

import pytest

from tests.reports.factories import Twente, make_twente


@pytest.fixture
def twente(db: None) -> Twente:
    """Nineteen parties with a reader each, the secretariat, an observer, and eight seats with holders."""
    return make_twente()
