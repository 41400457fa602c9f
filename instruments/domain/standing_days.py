"""Between which days the base package stood as it did on one day: from the days on which something changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def unchanged_around(on: date, changes: Iterable[date]) -> tuple[date, date | None]:
    """The last change up to and including `on`, and the first one after it (None: none known).

    changes: each day from which something is different. Raises ValueError when none lies on or before `on`.
    """
    days = set(changes)
    return max(day for day in days if day <= on), min((day for day in days if day > on), default=None)
