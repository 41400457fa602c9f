"""Twente with the example of today: loaded once in a process, and from then on put back as it was.

Loading takes seconds, for it does what the board did; SQLite copies a whole database in milliseconds. Papers and PDFs
stand in the media folder of the process, and stay there.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

_kept: dict[date, sqlite3.Connection] = {}


def load_example() -> None:
    """Fill the empty database of a test that runs outside a transaction."""
    assert not connection.in_atomic_block
    if connection.vendor != "sqlite":
        _load()
        return
    connection.ensure_connection()
    day = timezone.localdate()
    if day not in _kept:
        _load()
        _kept[day] = sqlite3.connect(":memory:")
        connection.connection.backup(_kept[day])
    else:
        _kept[day].backup(connection.connection)


def _load() -> None:
    call_command("load_twente", verbosity=0)
    call_command("load_demo", verbosity=0)
