"""Reads of targets: the national series, and beside it what the board divided per year, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.enums import AdoptableState
from governance.permissions import today
from governance.queries.standings import in_force_ids
from quotum.domain.targets import added_up, growth, paid_hours
from quotum.models import Allocation, NationalTarget
from quotum.permissions import visible_allocations
from quotum.queries.comparison import percentage


@dataclass(frozen=True, slots=True)
class NationalLine:
    """A national target: a stock at the end of the year, and its growth in the year (None without the year before)."""

    target: NationalTarget
    growth: int | None

    @property
    def hours(self) -> int:
        """The stock in paid hours in December."""
        return paid_hours(self.target.together)


@dataclass(frozen=True, slots=True)
class RegionalLine:
    """What is extra in the region in one year, by the allocation that counts, or by one that is being prepared.

    added: the sum over the years that follow each other up to this one; None for what is not in force.
    of_national: the jobs as a percentage of the national growth in that year.
    """

    allocation: Allocation
    is_in_force: bool
    added: int | None
    national_growth: int | None
    of_national: Decimal | None


def national_targets() -> list[NationalLine]:
    """The national series, oldest first, each with what came on top in that year."""
    targets = list(NationalTarget.objects.all())
    grown = growth({target.year: target.together for target in targets})
    return [NationalLine(target, grown[target.year]) for target in targets]


def regional_targets(user: Any, on: date | None = None) -> list[RegionalLine]:
    """The totals per year that this person may see, newest year first; what was superseded is left out."""
    in_force = in_force_ids(Allocation, on or today())
    rows = [
        row
        for row in visible_allocations(user).select_related("target", "decision").order_by("-year", "-pk")
        if row.pk in in_force or row.state != AdoptableState.ADOPTED
    ]
    sums = added_up({row.year: row.total for row in rows if row.pk in in_force})
    grown = growth({target.year: target.together for target in NationalTarget.objects.all()})
    lines = []
    for row in rows:
        counts, national = row.pk in in_force, grown.get(row.year)
        lines.append(
            RegionalLine(
                row,
                counts,
                sums[row.year] if counts else None,
                national,
                percentage(row.total, national) if national else None,
            )
        )
    return lines
