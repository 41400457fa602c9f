"""The order of an agenda: numbers and planned times of its items, read for the whole agenda at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from governance.domain.numbering import (
    AgendaRow,
    item_numbers,
    one_place_down,
    one_place_up,
    planned_offsets,
)
from governance.enums import WITH_PROPOSAL
from governance.models import AgendaItem, Meeting


def numbered(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """All items of one meeting in order, each knowing its number without a query of its own."""
    found = list(items)
    for item, number in zip(found, item_numbers([item.is_sub for item in found]), strict=True):
        item.number = number
    return found


def planned_starts(meeting: Meeting, items: Sequence[AgendaItem]) -> list[datetime | None]:
    """When each item is planned to begin; None once something before it has no time planned."""
    offsets = planned_offsets([item.minutes_planned for item in items], [item.is_sub for item in items])
    return [None if offset is None else meeting.starts_at + timedelta(minutes=offset) for offset in offsets]


@dataclass(frozen=True)
class Planning:
    """How long the agenda takes as planned: minutes in all, the time it ends, how many items have no time."""

    minutes: int
    ends_at: datetime
    unplanned: int


def planning(meeting: Meeting, items: Sequence[AgendaItem]) -> Planning | None:
    """None when no item has a time planned. An item divided into parts needs no time of its own."""
    if not any(item.minutes_planned for item in items):
        return None
    minutes = sum(item.minutes_planned or 0 for item in items)
    divided = [
        not item.is_sub and place + 1 < len(items) and items[place + 1].is_sub
        for place, item in enumerate(items)
    ]
    unplanned = sum(
        item.minutes_planned is None and not has_parts for item, has_parts in zip(items, divided, strict=True)
    )
    return Planning(minutes, meeting.starts_at + timedelta(minutes=minutes), unplanned)


def agenda_rows(items: Iterable[AgendaItem]) -> list[AgendaRow]:
    return [AgendaRow(item.pk, item.is_sub) for item in items]


@dataclass(frozen=True)
class Moves:
    """The positions that move an item one place up or down; None where it cannot go."""

    up: int | None
    down: int | None


def moves(items: Sequence[AgendaItem]) -> dict[int, Moves]:
    """For each item, by its id, where its buttons lead."""
    rows = agenda_rows(items)
    return {row.key: Moves(one_place_up(rows, row.key), one_place_down(rows, row.key)) for row in rows}


CLOSING = 2  # "Rondvraag" and "Sluiting": as many items at the end can be what closes a meeting


def closing_item(items: Sequence[AgendaItem]) -> AgendaItem | None:
    """The first of the items at the end that only close the meeting: nothing to decide on and nothing to read."""
    found = None
    for item in items[:0:-1][:CLOSING]:
        if item.is_sub or item.explanation or item.kind in WITH_PROPOSAL or item.papers.exists():
            break
        found = item
    return found
