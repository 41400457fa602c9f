"""What a file of workplaces says, whoever made it: one source, one definition of "arbeidsplaatsen", figures by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quotum.domain.delimited import FileError
from quotum.enums import WorkplaceDefinition

TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `jobs` is None when it was not published; kind: "reported", "derived" or "missing".

    jobs: jobs or people, by the definition of the file.
    """

    year: int
    code: str
    jobs: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class WorkplaceFile:
    """With errors there are no figures; `notes` are for the reader and stop nothing.

    definition: a WorkplaceDefinition, of all figures. reference: the moment that was counted. source: as the file says
    it, "" when it does not.
    """

    sha256: str
    scheme: str = "SBI 2008"
    rounded_to: int = 100
    figures: tuple[Figure, ...] = ()
    errors: tuple[FileError, ...] = ()
    notes: tuple[str, ...] = ()
    definition: str = WorkplaceDefinition.JOBS.value
    reference: str = "december"
    source: str = ""

    @property
    def is_good(self) -> bool:
        return not self.errors

    @property
    def years(self) -> list[int]:
        """The years with a figure, the first one first."""
        return sorted({figure.year for figure in self.figures})


def rounded_to(figures: Iterable[int | None]) -> int:
    """To how many the figures are rounded: 100 for thousands with one decimal. None and 0 say nothing."""
    numbers = [figure for figure in figures if figure]
    return next((unit for unit in (100, 10) if all(number % unit == 0 for number in numbers)), 1)
