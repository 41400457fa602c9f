"""Guards in the database itself, whoever asks: append-only tables, rows that are fixed once what they hang on is, a row
that only counts up, terms that never overlap.

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
FIXED = "fixed: what this row hangs on was proposed or adopted, so nothing is added, changed or deleted"
COUNTS = "counts up: this row goes up by one at a time and is never deleted"
OVERLAP = "overlap: another row holds this on one of these days"


def guarded_tables() -> Iterator[str]:
    """The tables of all models that say `append_only = True`, in alphabetical order."""
    yield from sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
    )


def counting_tables() -> dict[str, str]:
    """The tables of all models that name a column that `counts_up`: table to column."""
    return {
        model._meta.db_table: model.counts_up for model in apps.get_models() if hasattr(model, "counts_up")
    }


def kept_tables() -> dict[str, tuple[str, str, str, str]]:
    """The tables of all models whose rows may be thrown away only while what they hang on does not count yet.

    Table to (own column, other table, its column, condition there under which the rows stay), from `kept_when`.
    """
    return {
        model._meta.db_table: model.kept_when for model in apps.get_models() if hasattr(model, "kept_when")
    }


def fixed_tables() -> dict[str, str]:
    """The tables of all models whose rows are fixed once what they hang on is: table to `fixed_when`.

    That is a query that finds something when a row is fixed, with {row} where the row stands.
    """
    return {
        model._meta.db_table: model.fixed_when for model in apps.get_models() if hasattr(model, "fixed_when")
    }


def _fixed_statements(vendor: str, table: str, query: str) -> tuple[list[str], list[str]]:
    """The SQL that installs and that drops the guards of a table with a `fixed_when`: in both places of a moved row."""
    old, new = (f"EXISTS ({query.format(row=row)})" for row in ("OLD", "NEW"))
    verbs = {"INSERT": new, "UPDATE": f"{old} OR {new}", "DELETE": old}
    names = {verb: f"guard_{table}_{verb.lower()}" for verb in (*verbs, "TRUNCATE")}
    if vendor == "sqlite":
        create = [
            f"CREATE TRIGGER {names[verb]} BEFORE {verb} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{FIXED}'); END"
            for verb, when in verbs.items()
        ]
        return create, [f"DROP TRIGGER IF EXISTS {names[verb]}" for verb in verbs]
    refuse = f"RAISE EXCEPTION '{FIXED}' USING ERRCODE = 'integrity_constraint_violation'"
    create = []
    for verb, when in verbs.items():
        back = "OLD" if verb == "DELETE" else "NEW"
        create += [
            f"CREATE OR REPLACE FUNCTION {names[verb]}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {when} THEN {refuse}; END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER {names[verb]} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {names[verb]}()",
        ]
    create += [
        f"CREATE OR REPLACE FUNCTION guard_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$",
        f"CREATE TRIGGER {names['TRUNCATE']} BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_fixed()",
    ]
    return create, [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in names.values()]


def _kept_statements(vendor: str, table: str, rule: tuple[str, str, str, str]) -> tuple[list[str], list[str]]:
    """The SQL that installs and that drops the guards of a table with a `kept_when`: never changed, and then kept."""
    column, other, key, condition = rule
    names = [f"guard_{table}_update", f"guard_{table}_kept"]
    stays = f"EXISTS (SELECT 1 FROM {other} WHERE {key} = OLD.{column} AND {condition})"  # noqa: S608 (names of our own models)
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        create = [
            f"CREATE TRIGGER {names[0]} BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {names[1]} BEFORE DELETE ON {table} WHEN {stays} {refuse}",
        ]
        return create, [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    create = [
        f"CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE FUNCTION {names[1]}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {stays} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN OLD; END $$",
        f"CREATE TRIGGER {names[0]} BEFORE UPDATE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()",
        f"CREATE TRIGGER {names[1]} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {names[1]}()",
    ]
    return create, [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in names]


def _counting_statements(vendor: str, table: str, column: str) -> tuple[list[str], list[str]]:
    """The SQL that installs and that drops the guards of a table whose column goes up by one at every change."""
    other = f"NEW.{column} <> OLD.{column} + 1"
    names = [f"guard_{table}_count", f"guard_{table}_gone"]
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{COUNTS}'); END"
        create = [
            f"CREATE TRIGGER {names[0]} BEFORE UPDATE ON {table} WHEN {other} {refuse}",
            f"CREATE TRIGGER {names[1]} BEFORE DELETE ON {table} {refuse}",
        ]
        return create, [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    create = [
        f"CREATE OR REPLACE FUNCTION guard_counts_up() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{COUNTS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {names[0]} BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({other}) EXECUTE FUNCTION guard_counts_up()",
        f"CREATE TRIGGER {names[1]} BEFORE DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION guard_counts_up()",
    ]
    return create, [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in names]


def _guards(vendor: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each guarded table, with the SQL that installs and that drops its guards."""
    for table in guarded_tables():
        yield table, *_statements(vendor, table)
    for table, column in sorted(counting_tables().items()):
        yield table, *_counting_statements(vendor, table, column)
    for table, rule in sorted(kept_tables().items()):
        yield table, *_kept_statements(vendor, table, rule)
    for table, query in sorted(fixed_tables().items()):
        yield table, *_fixed_statements(vendor, table, query)


def _statements(vendor: str, table: str) -> tuple[list[str], list[str]]:
    """The SQL that installs and that drops the guards of one append-only table."""
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


def overlap_rules() -> Iterator[tuple[str, str, str, str]]:
    """Every `no_overlap` of every model: table, name, column that rows share, condition under which it holds.

    The tables have starts_on and ends_on, whole days both included; without ends_on a row runs on.
    """
    for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table):
        for name, (column, condition) in getattr(model, "no_overlap", {}).items():
            yield model._meta.db_table, name, column, condition


def _overlap_statements(
    vendor: str, table: str, name: str, column: str, condition: str
) -> tuple[list[str], list[str]]:
    """The SQL that installs and that drops one rule against overlap."""
    guard = f"overlap_{table}_{name}"
    if vendor == "sqlite":
        new = condition.replace(condition.split()[0], f"NEW.{condition.split()[0]}", 1)
        create = [
            f"CREATE TRIGGER {guard}_{verb.lower()} BEFORE {verb} ON {table} WHEN {new} AND EXISTS ("  # noqa: S608 (names of our own models, nothing typed)
            f"SELECT 1 FROM {table} WHERE {itself} {column} = NEW.{column} AND {condition} "
            f"AND (NEW.ends_on IS NULL OR starts_on <= NEW.ends_on) "
            f"AND (ends_on IS NULL OR ends_on >= NEW.starts_on)) "
            f"BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END"
            # Before an insert SQLite does not yet know the new row's id; nor is there a row of its own to leave out.
            for verb, itself in (("INSERT", ""), ("UPDATE", "id <> OLD.id AND"))
        ]
        return create, [f"DROP TRIGGER IF EXISTS {guard}_{verb}" for verb in ("insert", "update")]
    # A range of one number compares as the number itself, so that no extension has to be installed. Not made anew when
    # it stands: altering a table is refused in a transaction that still has foreign keys to check.
    create = [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{guard}' "  # noqa: S608 (likewise)
        f"AND conrelid = '{table}'::regclass) THEN ALTER TABLE {table} ADD CONSTRAINT {guard} EXCLUDE USING gist "
        f"(int8range({column}, {column}, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&) "
        f"WHERE ({condition}); END IF; END $$"
    ]
    return create, [f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {guard}"]


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Install all guards on the tables that exist; safe to repeat."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, create, drop in _guards(connection.vendor):
            if table in existing:
                for statement in [*drop, *create]:
                    cursor.execute(statement)
        for rule in overlap_rules():
            if rule[0] in existing:
                create, drop = _overlap_statements(connection.vendor, *rule)
                for statement in [*(drop if connection.vendor == "sqlite" else []), *create]:
                    cursor.execute(statement)


def drop_overlap_guards(connection: BaseDatabaseWrapper) -> None:
    """Remove the guards against overlap (only their own test does this)."""
    with connection.cursor() as cursor:
        for rule in overlap_rules():
            for statement in _overlap_statements(connection.vendor, *rule)[1]:
                cursor.execute(statement)


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    """Remove the guards against changing and deleting (only tests do this, to empty their tables)."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, _, drop in _guards(connection.vendor):
            if table in existing:
                for statement in drop:
                    cursor.execute(statement)


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install_guards(connections[using])


@register(Tags.database)
def check_guards(
    *, app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """`manage.py check --database default` reports tables whose guards are not there."""
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
        for table, create, _ in _guards(connection.vendor):
            if table not in existing:
                continue
            wanted = sum(statement.startswith("CREATE TRIGGER") for statement in create)
            with connection.cursor() as cursor:
                cursor.execute(query, [table])
                (count,) = cursor.fetchone()
            if count != wanted:
                problems.append(
                    Error(
                        f"{table} has {count} of its {wanted} guards.",
                        hint="Run manage.py migrate.",
                        id="werkbedrijf.E001",
                    )
                )
        problems += _missing_overlap_guards(connection, existing)
    return problems


def _missing_overlap_guards(connection: BaseDatabaseWrapper, existing: set[str]) -> Iterator[CheckMessage]:
    """An error for each rule against overlap that the database does not hold."""
    query, wanted = (
        ("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)", 2)
        if connection.vendor == "sqlite"
        else ("SELECT count(*) FROM pg_constraint WHERE contype = 'x' AND conname = %s", 1)
    )
    for table, name, _, _ in overlap_rules():
        if table not in existing:
            continue
        guard = f"overlap_{table}_{name}"
        names = [f"{guard}_insert", f"{guard}_update"] if wanted == 2 else [guard]
        with connection.cursor() as cursor:
            cursor.execute(query, names)
            (count,) = cursor.fetchone()
        if count != wanted:
            yield Error(
                f"{table} has no guard against overlap ({name}).",
                hint="Run manage.py migrate.",
                id="werkbedrijf.E002",
            )
