"""Is a sector on schedule? What would be realised by now if the year went evenly, and how far off the figures are.

Quarters weigh the same: after three quarters, three quarters of the allocated jobs. It is no forecast and no norm of
the agreement (which only gives the jobs of the year): a way to compare figures over part of a year with a whole year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Pace:
    """Jobs in proportion to the quarters that are known, exact; `gap` is realised minus that (below 0: behind)."""

    expected: Fraction
    gap: Fraction
    quarters: int

    @property
    def is_behind(self) -> bool:
        return self.gap < 0

    @property
    def behind(self) -> Fraction:
        """How many jobs behind; 0 for who is on schedule or ahead."""
        return max(-self.gap, Fraction(0))

    @property
    def behind_percent(self) -> Fraction | None:
        """How far behind as a percentage of what would be realised by now; None when that is nothing."""
        return self.behind * 100 / self.expected if self.expected else None


class Paced(Protocol):
    """Anything with a pace: a line of a table."""

    @property
    def pace(self) -> Pace | None: ...


Line = TypeVar("Line", bound=Paced)


def pace_of(allocated: int | None, realised: int | None, quarters: int) -> Pace | None:
    """The pace of one sector after `quarters` (0 to 4) with figures; None without a figure to compare.

    Raises ValueError for another number of quarters.
    """
    if not 0 <= quarters <= QUARTERS:
        raise ValueError(f"a year has {QUARTERS} quarters, not {quarters}")
    if allocated is None or realised is None or not quarters:
        return None
    expected = Fraction(allocated * quarters, QUARTERS)
    return Pace(expected, realised - expected, quarters)


def pace_together(paces: Iterable[Pace | None]) -> Pace | None:
    """The pace of several sectors together: only those that can be compared count. None when there is none."""
    known = [pace for pace in paces if pace is not None]
    if not known:
        return None
    return Pace(
        sum((pace.expected for pace in known), Fraction(0)),
        sum((pace.gap for pace in known), Fraction(0)),
        max(pace.quarters for pace in known),
    )


def furthest_behind_first(lines: Sequence[Line]) -> list[Line]:
    """By jobs behind, then by percentage; who is ahead after that, and who cannot be compared last. Stable."""

    def key(line: Line) -> tuple[bool, Fraction, Fraction]:
        pace = line.pace
        if pace is None:
            return (True, Fraction(0), Fraction(0))
        return (False, pace.gap, -(pace.behind_percent or Fraction(0)))

    return sorted(lines, key=key)
