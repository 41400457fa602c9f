"""What employers promised, beside what the board allocated and what UWV says was realised: per sector, for one year.

Three different things, never added: jobs allocated for the year, jobs promised by employers from a day in that year,
and realised new jobs. Jobs that were filled come from employers, realised jobs from UWV: they need not be equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from quotum.enums import EntryKind
from quotum.models import CommitmentEntry, Sector
from quotum.models.commitments import CommitmentQuerySet
from quotum.permissions.employers import visible_commitments
from quotum.queries.comparison import realised_by_sector


@dataclass(frozen=True, slots=True)
class PromisedLine:
    """One sector in one year, in jobs; None for allocated and realised when there is no figure (which is not 0).

    promised: of commitments that begin in the year. filled: on days in the year, of whatever commitment.
    open: still to be filled of commitments that begin up to the end of the year, of earlier years too.
    """

    sector: Sector
    allocated: int | None
    promised: int
    filled: int
    open: int
    realised: int | None

    @property
    def short(self) -> int | None:
        """What no employer has promised yet of the allocation; below 0 when more was promised."""
        return None if self.allocated is None else self.allocated - self.promised


@dataclass(frozen=True, slots=True)
class Promised:
    """The lines of a year, their sums, and the jobs promised under another sector list, which stand in no line."""

    lines: tuple[PromisedLine, ...]
    elsewhere: int

    def _total(self, name: str) -> int | None:
        values = [value for line in self.lines if (value := getattr(line, name)) is not None]
        return sum(values) if values else None

    @property
    def allocated(self) -> int | None:
        return self._total("allocated")

    @property
    def promised(self) -> int:
        return self._total("promised") or 0

    @property
    def filled(self) -> int:
        return self._total("filled") or 0

    @property
    def open(self) -> int:
        return self._total("open") or 0

    @property
    def realised(self) -> int | None:
        return self._total("realised")

    @property
    def short(self) -> int | None:
        return None if self.allocated is None else self.allocated - self.promised

    @property
    def furthest_short(self) -> PromisedLine | None:
        """The sector for which most jobs are not promised yet; None when nothing is short."""
        short = [line for line in self.lines if (line.short or 0) > 0]
        return max(short, key=lambda line: line.short or 0, default=None)


def promised_by_sector(user: Any, year: int, on: date | None = None) -> Promised:
    """Per sector what this person may see of it."""
    return promised_among(visible_commitments(user), year, on)


def promised_among(commitments: CommitmentQuerySet, year: int, on: date | None = None) -> Promised:
    """Per sector of the list that the year's allocation follows (else the one in use), in its order."""
    begun = commitments.with_standing().order_by()
    in_year, until = begun.filter(starts_on__year=year), begun.filter(starts_on__year__lte=year)
    promised = _by_sector(in_year, "counting_jobs")
    still_open = _by_sector(until, "open_jobs")
    filled = dict(
        CommitmentEntry.objects.filter(
            kind__in=[EntryKind.FULFILLED, EntryKind.CORRECTED],
            on__year=year,
            commitment__in=commitments,
        )
        .order_by()
        .values_list("commitment__sector")
        .annotate(total=Sum("jobs"))
    )
    lines = tuple(
        PromisedLine(
            line.sector,
            line.allocated,
            promised.pop(line.sector.pk, 0),
            filled.get(line.sector.pk, 0),
            still_open.get(line.sector.pk, 0),
            line.realised,
        )
        for line in realised_by_sector(year, on)
    )
    return Promised(lines, sum(promised.values()))


def _by_sector(rows: Any, name: str) -> dict[int, int]:
    sums: dict[int, int] = {}
    for sector, jobs in rows.values_list("sector", name):
        sums[sector] = sums.get(sector, 0) + jobs
    return sums
