"""Which groups each instrument of the package serves, and where they could compete unseen (article 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from instruments.enums import ServedGroup
from instruments.models import InstrumentEntry, InstrumentGroups
from instruments.queries.catalogues import shown_catalogue


@dataclass(frozen=True, slots=True)
class GroupsLine:
    """One instrument: per group whether it serves it; last None when nothing was recorded."""

    entry: InstrumentEntry
    last: InstrumentGroups | None

    @property
    def cells(self) -> list[tuple[ServedGroup, bool]]:
        served = self.last.groups if self.last else ()
        return [(group, group.value in served) for group in ServedGroup]


def groups_by_instrument(user: Any, on: date) -> list[GroupsLine]:
    """Per instrument that is still offered in the package as this person reads it. Four queries."""
    catalogue = shown_catalogue(user, on)
    if catalogue is None:
        return []
    last: dict[str, InstrumentGroups] = {}
    for line in InstrumentGroups.objects.select_related("recorded_by", "decision").order_by("pk"):
        last[line.instrument] = line
    entries = catalogue.entries.prefetch_related("sides").order_by("position")
    return [GroupsLine(entry, last.get(entry.slug)) for entry in entries if entry.is_available(on)]


def groups_history(slug: str) -> list[InstrumentGroups]:
    """Every line on one instrument, the last one first."""
    rows = InstrumentGroups.objects.filter(instrument=slug)
    return list(rows.select_related("recorded_by", "decision").order_by("-pk"))
