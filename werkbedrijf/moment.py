"""Reading much of the database as it was at one moment, while others go on: nobody waits for it, and it for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def one_moment() -> Iterator[None]:
    """Every query within sees the same state, that of the first one. For reading; inside a transaction, as that is.

    Begun by hand: Django's atomic() begins a transaction in SQLite as one that writes, and others would wait.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN"
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
