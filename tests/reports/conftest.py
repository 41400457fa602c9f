"""Fixtures of the tests of reports; how things are made stands in factories.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from reports.demo.calendar import Calendar
from reports.demo.loading import load_demo
from reports.twente.loading import load_twente
from tests.reports.demo_days import DAYS
from tests.reports.factories import Twente, make_twente


@pytest.fixture
def twente(db: None) -> Twente:
    """Nineteen parties with a reader each, the secretariat, an observer, and eight seats with holders."""
    return make_twente()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "demo" in metafunc.fixturenames:
        days = list(DAYS) if metafunc.config.getoption("--deep") else [date(2026, 11, 23), date(2027, 2, 12)]
        metafunc.parametrize("demo", days, ids=str, indirect=True, scope="module")


@pytest.fixture(scope="module")
def demo(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.DjangoDbBlocker
) -> Iterator[Calendar]:
    """The example of one day; loaded once for all tests of that day, which leave it as they found it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_twente()
        load_demo(request.param)
        yield Calendar(request.param)
        transaction.set_rollback(True)
