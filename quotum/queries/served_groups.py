"""Which groups are served in which sector, so that groups do not compete unseen (article 8, M13)."""

from __future__ import annotations

from dataclasses import dataclass

from quotum.enums import Group
from quotum.models import Sector, ServedGroups
from quotum.queries.sector_lists import sectors_in_use


@dataclass(frozen=True, slots=True)
class ServedLine:
    """One sector: per group whether it is served there, and the line that says so; None when nothing was recorded."""

    sector: Sector
    last: ServedGroups | None

    @property
    def cells(self) -> list[tuple[Group, bool]]:
        served = self.last.groups if self.last else ()
        return [(group, group.value in served) for group in Group]

    @property
    def competes_unseen(self) -> bool:
        """Several groups are served and nothing says how they are kept from competing."""
        return self.last is not None and len(self.last.groups) > 1 and not self.last.agreement


def served_by_sector() -> list[ServedLine]:
    """Per sector of the list in use its last line. Three queries.

    A new sector list has rows of its own: what was recorded under an earlier one counts for the same code, until it is
    recorded anew.
    """
    last: dict[str, ServedGroups] = {}
    for line in ServedGroups.objects.select_related("sector", "recorded_by").order_by("pk"):
        last[line.sector.code] = line
    return [ServedLine(sector, last.get(sector.code)) for sector in sectors_in_use()]


def served_history(sector: Sector) -> list[ServedGroups]:
    """All lines of a sector by its code, the newest first."""
    rows = ServedGroups.objects.filter(sector__code=sector.code)
    return list(rows.select_related("recorded_by").order_by("-pk"))


def group_labels(line: ServedGroups) -> list[str]:
    """The groups of a line in words."""
    return [Group(value).label for value in line.groups]
