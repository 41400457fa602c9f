"""A cost scenario worked out: both readings of the memo, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from instruments.domain.volume import YearCost, costs, counts, new_each_year
from instruments.enums import Reading
from instruments.models import CostScenario


@dataclass(frozen=True, slots=True)
class Worked:
    """One reading, year by year. new: people a year."""

    reading: Reading
    new: int
    years: tuple[YearCost, ...]

    @property
    def total(self) -> Fraction:
        return sum((year.total for year in self.years), Fraction(0))

    @property
    def measurements(self) -> int:
        return sum(year.count.total for year in self.years)


def worked_out(scenario: CostScenario) -> tuple[Worked, Worked]:
    """The scenario in the reading "cumulative" and in the reading "in all"."""
    volume, tariff = scenario.as_volume(), scenario.as_tariff()
    on_top, in_all = (
        Worked(reading, new_each_year(volume, reading), costs(counts(volume, reading), tariff))
        for reading in (Reading.ON_TOP, Reading.IN_ALL)
    )
    return on_top, in_all
