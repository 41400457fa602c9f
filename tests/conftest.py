"""What every test may lean on. The browser's own fixtures are in tests/browser/conftest.py."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tests.replay import one_test
from werkbedrijf.db_guards import drop_guards


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="run exhaustive and storm tests in full")
    parser.addoption("--database-only", action="store_true", help="leave out what touches no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run does not ask for: `deep` without --deep, `postgres` on another database."""
    unwanted = set()
    if not config.getoption("--deep"):
        unwanted.add("deep")
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        unwanted.add("postgres")
    only_database = config.getoption("--database-only")
    left_out = [
        item
        for item in items
        if any(item.get_closest_marker(name) for name in unwanted)
        or (only_database and not touches_database(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking for rubbish in it, again and again, only takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def touches_database(item: pytest.Item) -> bool:
    """Whether another database can make a difference to this test; else running it on one is enough."""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or any(
        "db" in name.split("_") for name in fixtures
    )


@pytest.fixture(scope="session")
def deep(pytestconfig: pytest.Config) -> bool:
    """True with `bin/test --deep`: for a test that runs scaled down otherwise (`cases = 20_000 if deep else 500`)."""
    return bool(pytestconfig.getoption("--deep"))


@pytest.fixture(autouse=True)
def _follow_what_it_begins_with() -> Iterator[None]:
    """For tests/replay.py: whether this test has written anything of its own."""
    with one_test():
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_append_only_tables() -> Iterator[None]:
    """Let transactional tests empty the append-only tables: their guards refuse it otherwise.

    The flush at the end of a TransactionTestCase sends post_migrate, which puts the guards back.
    """
    original = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> Any:
        for alias in case._databases_names(include_mirrors=False):
            drop_guards(connections[alias])
        return original(case)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]  # restored below
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]
