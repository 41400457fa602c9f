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

# They take longest: a process that begins one of them at the end is waited for.
LONGEST = (
    "test_pages.py",
    "test_verslag.py",
    "test_journey.py",
    "test_start.py",
    "test_access.py",
    "test_rendering.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="run exhaustive and storm tests in full")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database; given by conftest.py, not by hand")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database; leave out `deep` without --deep, and `postgres` on another database."""
    unwanted = set()
    if not config.getoption("--deep"):
        unwanted.add("deep")
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        unwanted.add("postgres")
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in unwanted)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if touches_database(item):
            item.add_marker("database")
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking for rubbish in it, again and again, only takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def touches_database(item: pytest.Item) -> bool:
    """Whether another database can make a difference to this test: pytest-django refuses it one otherwise."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or "django_db_setup" in getattr(item, "fixturenames", ())


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
