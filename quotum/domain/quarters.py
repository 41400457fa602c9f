"""Quarters of a year: the period over which UWV reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# UWV's regional report over a quarter appears about four months after that quarter ends; used until deliveries tell.
PUBLICATION_DELAY = timedelta(days=122)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Quarter `number` (1 to 4) of `year`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter in which `day` falls."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def has_ended(self, on: date) -> bool:
        """Whether the whole quarter lies before day `on`."""
        return self.last_day < on

    def __str__(self) -> str:
        return f"kwartaal {self.number} van {self.year}"
