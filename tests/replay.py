"""What many tests begin with is brought about once by the real acts, and from then on put back row by row.

A board, a meeting with eight seats present, a vote with eight ballots: hundreds of tests start there, and the acts that
lead there take a few hundred queries. A function marked `replayed` runs as it is the first two times that it is called
in the same situation; the second time its rows are noted, and later calls write just those rows and return a copy
of what was returned. The same situation: the test has written nothing to the database but by calls of replayed
functions, the same ones with the same arguments, on the same day. In any other situation the function simply runs.
"""

# ruff: noqa: S301, S608 (tables, columns and pickles of this very process)
from __future__ import annotations

import functools
import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from governance.models import LedgerHead
from werkbedrijf.db_guards import fixed_tables

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[Any, ...]
APPS = ("governance", "instruments", "quotum", "reports")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
PLAIN = (str, int, bool, date, type(None), Enum)


class Unknown(Exception):
    """An argument of which it cannot be told whether it is the same as last time."""


@dataclass(frozen=True)
class Rows:
    """What a call wrote: per table the new rows, and the changed ones as they were and became; what it returned."""

    tables: tuple[tuple[str, tuple[str, ...], str, list[Any], list[Any]], ...]
    result: bytes

    def put_back(self) -> Any:
        quote = connection.ops.quote_name
        with transaction.atomic(), connection.cursor() as cursor:
            for table, columns, key, new, changed in self.tables:
                if new:
                    values = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(new))
                    names = ", ".join(map(quote, columns))
                    cursor.execute(
                        f"INSERT INTO {quote(table)} ({names}) VALUES {values}",
                        [value for row in new for value in row],
                    )
                for was, row in changed:
                    if table == LedgerHead._meta.db_table:
                        _count_up(cursor, was[columns.index("sequence")], row[columns.index("sequence")])
                    settings = ", ".join(f"{quote(column)} = %s" for column in columns)
                    place = row[columns.index(key)]
                    cursor.execute(
                        f"UPDATE {quote(table)} SET {settings} WHERE {quote(key)} = %s", [*row, place]
                    )
        return pickle.loads(self.result)


def _count_up(cursor: Any, was: int, becomes: int) -> None:
    """The guard of the ledger's head lets it go up by one at a time only."""
    for _ in range(becomes - was - 1):
        cursor.execute(f"UPDATE {LedgerHead._meta.db_table} SET sequence = sequence + 1")


@dataclass
class Test:
    """What the running test did so far: the replayed calls, their results, and whether it wrote anything else."""

    history: Key = ()
    wrote: bool = False
    inside: bool = False  # a replayed function: what it writes is known

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.inside and sql.lstrip()[:7].upper().startswith(WRITES):
            self.wrote = True
        return execute(sql, params, many, context)


def word(value: Any) -> Any:
    """A value by which the same argument is known again; a row of the database is known by its key."""
    if isinstance(value, PLAIN):
        return (type(value).__name__, value)
    if isinstance(value, Model):
        return (value._meta.label, value.pk)
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(word(getattr(value, one.name)) for one in fields(value)))
    if isinstance(value, list | tuple):
        return tuple(map(word, value))
    if isinstance(value, dict):
        return tuple((key, word(one)) for key, one in value.items())
    raise Unknown


_running: Test | None = None
_kept: dict[Key, Rows] = {}
_seen: Counter[Key] = Counter()


@contextmanager
def one_test() -> Iterator[None]:
    """Follow one test."""
    global _running
    _running = Test()
    try:
        with connection.execute_wrapper(_running.watch):
            yield
    finally:
        _running = None


def replayed(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function that only writes rows, in one transaction of the test, and returns something of its own."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        test = _running
        if test is None or test.inside or test.wrote:
            return function(*args, **kwargs)
        try:
            words = (word(args), word(kwargs))
        except Unknown:
            return function(*args, **kwargs)
        key = (*test.history, function.__qualname__, words, timezone.localdate())
        test.inside = True
        try:
            if key in _kept:
                result: R = _kept[key].put_back()
            elif _seen[key]:
                before = _everything()
                result = function(*args, **kwargs)
                rows = _difference(before, _everything())
                if rows is not None:
                    _kept[key] = Rows(rows, pickle.dumps(result))
            else:
                result = function(*args, **kwargs)
            _seen[key] += 1
        finally:
            test.inside = False
        test.history = key
        return result

    return call


def _everything() -> dict[str, tuple[tuple[str, ...], str, dict[Any, Any]]]:
    """Every row of the product's tables: per table its columns, its key, and the rows by their key."""
    tables = {}
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for app in APPS:
            for model in apps.get_app_config(app).get_models(include_auto_created=True):
                columns = tuple(one.column for one in model._meta.concrete_fields if not one.generated)
                key, table = model._meta.pk.column, model._meta.db_table
                cursor.execute(f"SELECT {', '.join(map(quote, columns))} FROM {quote(table)}")
                place = columns.index(key)
                tables[table] = (columns, key, {row[place]: row for row in cursor.fetchall()})
    return tables


def _difference(before: dict[str, Any], after: dict[str, Any]) -> Any:
    """New and changed rows per table; None when a row is gone, which is not put back."""
    tables = []
    for table, (columns, key, rows) in after.items():
        known = before[table][2]
        if known.keys() - rows.keys():
            return None
        new = [row for place, row in rows.items() if place not in known]
        changed = [
            (known[place], row) for place, row in rows.items() if place in known and known[place] != row
        ]
        if new or changed:
            tables.append((table, columns, key, new, changed))
    # Parts that are fixed once the whole was proposed are put back before it: the database refuses them afterwards.
    return tuple(sorted(tables, key=lambda one: one[0] not in fixed_tables()))
