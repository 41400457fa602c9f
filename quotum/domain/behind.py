"""Since when is a sector behind? The first quarter of the unbroken run of quarters at whose end it was behind.

Behind at the end of a quarter: the jobs of that year so far are fewer than its allocation times the quarters with
figures, divided by four (domain/pace.py). A new year begins at nothing, against its own allocation; being behind at its
end and again at the first quarter of the next is one run. A quarter without figures ends the run: nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from quotum.domain.pace import pace_of
from quotum.domain.quarters import Quarter


def behind_since(allocated: Mapping[int, int], counts: Mapping[Quarter, int]) -> Quarter | None:
    """The quarter since which one sector is behind without a break up to its last figures; None when it is not.

    allocated: year to jobs. counts: new jobs per quarter. A year without an allocation ends the run as well.
    """
    if not counts:
        return None
    since: Quarter | None = None
    quarter = max(counts)
    while quarter in counts and quarter.year in allocated:
        of_year = [Quarter(quarter.year, number) for number in range(1, quarter.number + 1)]
        known = [counts[one] for one in of_year if one in counts]
        pace = pace_of(allocated[quarter.year], sum(known), len(known))
        if pace is None or not pace.is_behind:
            break
        since = quarter
        quarter = quarter.previous
    return since
