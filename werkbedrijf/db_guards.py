"""Append-only guards in the database itself: an UPDATE or DELETE on these tables is refused, whoever asks.

Installed after every migrate run (dropped first, so it can be repeated): a schema change on SQLite remakes the
table and silently loses its triggers. `check_guards` counts them, so that a missing one is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "append-only: rows of this table are never changed or deleted"


def guarded_tables() -> Iterator[str]:
    """The tables of all models that say `append_only = True`, in alphabetical order."""
    yield from sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
    )


def _statements(vendor: str, table: str) -> tuple[list[str], list[str]]:
    """The SQL that installs and that drops the guards of one table."""
    if vendor == "sqlite":
        names = [(f"guard_{table}_{verb.lower()}", verb) for verb in ("UPDATE", "DELETE")]
        create = [
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for name, verb in names
        ]
        return create, [f"DROP TRIGGER IF EXISTS {name}" for name, _ in names]
    create = [
        f"CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER guard_{table}_row BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_append_only()",
        f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()",
    ]
    drop = [f"DROP TRIGGER IF EXISTS guard_{table}_{part} ON {table}" for part in ("row", "truncate")]
    return create, drop


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Install the guards on every append-only table that exists; safe to repeat."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in guarded_tables():
            if table in existing:
                create, drop = _statements(connection.vendor, table)
                for statement in [*drop, *create]:
                    cursor.execute(statement)


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    """Remove the guards (only tests do this, to empty their tables)."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in guarded_tables():
            if table in existing:
                for statement in _statements(connection.vendor, table)[1]:
                    cursor.execute(statement)


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install_guards(connections[using])


@register(Tags.database)
def check_guards(
    *, app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """`manage.py check --database default` reports append-only tables whose guards are not there."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        existing = set(connection.introspection.table_names())
        query = (
            "SELECT count(*) FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = %s AND name LIKE 'guard!_%%' ESCAPE '!'"
            if connection.vendor == "sqlite"
            else "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'guard!_%%' ESCAPE '!'"
        )
        for table in guarded_tables():
            if table not in existing:
                continue
            with connection.cursor() as cursor:
                cursor.execute(query, [table])
                (count,) = cursor.fetchone()
            if count != 2:
                problems.append(
                    Error(
                        f"{table} has {count} of its 2 guards.",
                        hint="Run manage.py migrate.",
                        id="werkbedrijf.E001",
                    )
                )
    return problems
