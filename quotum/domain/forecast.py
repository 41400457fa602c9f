"""What a year may come to: a range, from the weakest and the strongest of the quarters that are known.

Method, so that a reader can do it by hand: what is realised so far, plus for each quarter that is still to come at
least the lowest and at most the highest count among the last eight quarters with figures (two years, so that a season
weighs once or twice). With fewer than three known quarters there is no range: two points are no habit. The quarters of
a region are added first and then ranged, because the weakest quarters of all sectors need not fall together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotum.domain.pace import QUARTERS
from quotum.domain.quarters import Quarter

WINDOW = 8  # quarters
FEWEST = 3

METHOD = (
    "Wat gerealiseerd is, plus voor elk kwartaal dat nog ontbreekt ten minste het laagste en ten hoogste het hoogste "
    f"kwartaal van de laatste {WINDOW} kwartalen met cijfers. Met minder dan {FEWEST} kwartalen is er geen prognose."
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Jobs at the end of the year, at least and at most. quarters: how many are still to come; seen: from how many."""

    low: int
    high: int
    quarters: int
    seen: int

    @property
    def is_final(self) -> bool:
        """All four quarters are known: nothing is left to forecast."""
        return self.quarters == 0

    def against(self, allocated: int | None) -> str:
        """Whether the allocation is made, in one word for a column; "" when there is nothing to hold it against."""
        if allocated is None:
            return ""
        if self.low >= allocated:
            return "gehaald" if self.is_final else "wordt gehaald"
        if self.high < allocated:
            return "niet gehaald" if self.is_final else "wordt niet gehaald"
        return "kan gehaald worden"


def forecast(year: int, counts: Mapping[Quarter, int]) -> Forecast | None:
    """The range for `year` from new jobs per quarter (also of earlier years); None without enough figures.

    Quarters after `year` are not looked at, so that an earlier year does not change by what came later.
    """
    known = {quarter: count for quarter, count in counts.items() if quarter.year <= year}
    of_year = [quarter for quarter in known if quarter.year == year]
    missing = QUARTERS - len(of_year)
    made = sum(known[quarter] for quarter in of_year)
    if not of_year:
        return None
    if not missing:
        return Forecast(made, made, 0, QUARTERS)
    seen = [known[quarter] for quarter in sorted(known)[-WINDOW:]]
    if len(seen) < FEWEST:
        return None
    return Forecast(made + missing * min(seen), made + missing * max(seen), missing, len(seen))
