"""What an employer's commitment amounts to, and what may be added to it (articles 5 and 7, garantiebanen).

A commitment is a number of jobs from a day on. What happens to it comes in lines: jobs that were filled, a correction
of such a line, another number, a withdrawal. Nothing is changed or erased; how it stands follows from the lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from quotum.enums import CommitmentState
from werkbedrijf.lib.dates import date_words
from werkbedrijf.lib.errors import Conflict, DomainError

FIRST_DAY = date(2013, 1, 1)  # the banenafspraak counts extra jobs since the end of 2012
MAX_JOBS = 10_000  # more than any employer in the region has workplaces of this kind
# Two commitments of one employer in one sector that begin this close to each other may be one, entered twice.
OVERLAP = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a commitment stands, in jobs. promised: the number after its last change. fulfilled: filled, corrected."""

    starts_on: date
    promised: int
    fulfilled: int
    is_withdrawn: bool

    @property
    def open(self) -> int:
        """Jobs still to be filled; none after a withdrawal."""
        return 0 if self.is_withdrawn else self.promised - self.fulfilled

    @property
    def counting(self) -> int:
        """What counts as promised in totals: of a withdrawn commitment only what was filled before."""
        return self.fulfilled if self.is_withdrawn else self.promised

    def state(self, on: date) -> CommitmentState:
        """Where it stands on day `on`. Begun is what has a job filled, also before its day."""
        if self.is_withdrawn:
            return CommitmentState.WITHDRAWN
        if not self.open:
            return CommitmentState.FULFILLED
        if self.starts_on > on and not self.fulfilled:
            return CommitmentState.PLANNED
        return CommitmentState.OPEN


def starts_overlap(one: date, other: date) -> bool:
    """Whether two commitments begin so close to each other that they may be one."""
    return abs(one - other) <= OVERLAP


def check_commitment(jobs: int, starts_on: date) -> None:
    """Raises DomainError for a number or a first day that cannot be."""
    _check_number(jobs)
    if starts_on < FIRST_DAY:
        raise DomainError(f"De banenafspraak telt vanaf {date_words(FIRST_DAY)}. Kies een latere dag.")


def check_fulfilment(standing: Standing, jobs: int, on: date, today: date) -> None:
    """Raises Conflict after a withdrawal, DomainError for what cannot be filled on that day."""
    _refuse_withdrawn(standing)
    _check_number(jobs)
    _check_past(on, today)
    if jobs > standing.open:
        raise DomainError(
            f"Er {_is(standing.open)} nog {standing.open} van de {standing.promised} toegezegde banen in te vullen. "
            "Wijzig eerst het toegezegde aantal als de werkgever er meer wil invullen."
        )


def check_correction(standing: Standing, was: int, becomes: int) -> int:
    """The difference that a correction of one line of `was` jobs makes. Raises DomainError when it makes none.

    Also of a withdrawn commitment, since what was filled keeps counting.
    """
    if not 0 <= becomes <= MAX_JOBS:
        raise DomainError(f"Vul een heel getal in van 0 tot en met {MAX_JOBS}.")
    if becomes == was:
        raise DomainError(f"Bij deze invulling staan al {was} banen. Vul het juiste aantal in.")
    if standing.fulfilled + becomes - was > standing.promised:
        raise DomainError(
            f"Dan zouden er meer banen zijn ingevuld dan de {standing.promised} die zijn toegezegd. "
            "Wijzig eerst het toegezegde aantal."
        )
    return becomes - was


def check_change(standing: Standing, becomes: int) -> int:
    """The difference that another number makes. Raises Conflict after a withdrawal, DomainError for what cannot be."""
    _refuse_withdrawn(standing)
    _check_number(becomes)
    if becomes == standing.promised:
        raise DomainError(f"Er zijn al {becomes} banen toegezegd. Vul het nieuwe aantal in.")
    if becomes < standing.fulfilled:
        raise DomainError(
            f"Er zijn al {standing.fulfilled} banen ingevuld: het aantal kan niet lager worden. "
            "Corrigeer eerst de invulling als die niet klopt, of trek de rest van de toezegging in."
        )
    return becomes - standing.promised


def check_withdrawal(standing: Standing, on: date, today: date) -> None:
    """Raises Conflict when there is nothing left to withdraw, DomainError for a day that is not there yet."""
    _refuse_withdrawn(standing)
    if not standing.open:
        raise Conflict("Alle toegezegde banen zijn ingevuld. Er is niets meer in te trekken.")
    _check_past(on, today)


def check_reopening(standing: Standing) -> None:
    """Raises Conflict when the commitment stands."""
    if not standing.is_withdrawn:
        raise Conflict("Deze toezegging is niet ingetrokken. Er is niets ongedaan te maken.")


def _refuse_withdrawn(standing: Standing) -> None:
    if standing.is_withdrawn:
        raise Conflict("Deze toezegging is ingetrokken. Maak eerst de intrekking ongedaan.")


def _check_number(jobs: int) -> None:
    if not 1 <= jobs <= MAX_JOBS:
        raise DomainError(f"Vul een heel aantal banen in van 1 tot en met {MAX_JOBS}.")


def _check_past(on: date, today: date) -> None:
    if on > today:
        raise DomainError("Deze dag is er nog niet. Leg vast wat is gebeurd, op de dag waarop het gebeurde.")
    if on < FIRST_DAY:
        raise DomainError(f"De banenafspraak telt vanaf {date_words(FIRST_DAY)}. Kies een latere dag.")


def _is(jobs: int) -> str:
    return "is" if jobs == 1 else "zijn"
