"""Dividing whole jobs over sectors, in proportion to their workplaces (agreement, article 7).

The agreement names the key and no method of rounding, so the board chooses one and records it. Three methods:

- Hamilton, largest remainders: whole shares first, what is left to the largest remainders (as in Kieswet art. P 8,
  without its threshold of three quarters). Every sector gets its exact share rounded down or up; a higher total can
  cost a sector a job (the Alabama paradox).
- Webster, the odd divisors 1, 3, 5 …: no bias to large or small, and a higher total never costs a sector a job;
  rarely it leaves the rounded share.
- D'Hondt, largest averages, the divisors 1, 2, 3 … (Kieswet art. P 7): favours the large; for comparison.

Source of the properties: M.L. Balinski and H.P. Young, Fair Representation (1982). Only integers and exact fractions:
no float anywhere. Equal remainders or quotients go to the sector with the most workplaces, then to the one given
first, and are reported: a tie that was broken silently cannot be disputed.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class ApportionmentError(ValueError):
    """Input that cannot be divided; the message is Dutch and for the screen."""


class Method(StrEnum):
    HAMILTON = "hamilton"
    WEBSTER = "webster"
    DHONDT = "dhondt"


@dataclass(frozen=True, slots=True)
class SectorShare:
    """One sector of an apportionment. weight: its workplaces; jobs: the whole jobs that it got."""

    sector: str
    weight: int
    jobs: int
    total_weight: int
    total_jobs: int

    @property
    def exact(self) -> Fraction:
        """The exact share in jobs, before rounding."""
        return Fraction(self.weight * self.total_jobs, self.total_weight)

    @property
    def floor(self) -> int:
        """The exact share rounded down, in jobs."""
        return self.weight * self.total_jobs // self.total_weight

    @property
    def remainder(self) -> Fraction:
        """What rounding down leaves, from 0 up to 1 job."""
        return Fraction(self.weight * self.total_jobs % self.total_weight, self.total_weight)


@dataclass(frozen=True, slots=True)
class Apportionment:
    """The result, with the sectors in the order given.

    ties: groups of sectors with the same remainder or quotient of which some but not all got the last job, in the
    order given. With these methods there is at most one group.
    """

    method: Method
    jobs: int
    sectors: tuple[SectorShare, ...]
    ties: tuple[tuple[str, ...], ...]

    @property
    def shares(self) -> dict[str, int]:
        """Sector to jobs; adds up to `jobs`."""
        return {sector.sector: sector.jobs for sector in self.sectors}


def apportion(method: Method, jobs: int, weights: Mapping[str, int]) -> Apportionment:
    """`jobs` divided over the sectors in proportion to their weights.

    jobs: whole jobs, 0 or more. weights: sector to workplaces, 0 or more, not all 0, in the order that decides after
    the tie rule. The time depends on the number of sectors, not on the number of jobs. Raises ApportionmentError.
    """
    _check(jobs, weights)
    sizes = list(weights.values())
    try:
        # Through the enum, so that a method read from a database row (a str) counts like the member itself.
        chosen = Method(method)
    except ValueError:
        raise ApportionmentError(f"Onbekende verdeelmethode: {method!r}.") from None
    total = sum(sizes)
    counts, tied = (
        _largest_remainders(jobs, sizes) if chosen is Method.HAMILTON else _divisors(chosen, jobs, sizes)
    )
    names = list(weights)
    return Apportionment(
        method=chosen,
        jobs=jobs,
        sectors=tuple(
            SectorShare(name, size, count, total, jobs)
            for name, size, count in zip(names, sizes, counts, strict=True)
        ),
        ties=(tuple(names[place] for place in tied),) if tied else (),
    )


def _check(jobs: int, weights: Mapping[str, int]) -> None:
    # type() and not isinstance(): True is an int for Python, and a float would bring rounding in unseen.
    if type(jobs) is not int or jobs < 0:
        raise ApportionmentError("Het aantal banen is een geheel getal van 0 of meer.")
    if not weights:
        raise ApportionmentError("Er zijn geen sectoren om over te verdelen.")
    for sector, weight in weights.items():
        if type(weight) is not int or weight < 0:
            raise ApportionmentError(f"Het gewicht van sector {sector!r} is geen geheel getal van 0 of meer.")
    if not any(weights.values()):
        raise ApportionmentError("Alle sectoren hebben gewicht 0: er is geen verhouding om naar te verdelen.")


def _largest_remainders(jobs: int, weights: Sequence[int]) -> tuple[list[int], list[int]]:
    """Hamilton: jobs per place, and the places that tied for the last job."""
    total = sum(weights)
    counts = [weight * jobs // total for weight in weights]
    remainders = [weight * jobs % total for weight in weights]
    left = jobs - sum(counts)
    if not left:
        return counts, []
    # sorted() is stable, so that among equals of the same size the order given decides.
    order = sorted(range(len(weights)), key=lambda place: (-remainders[place], -weights[place]))
    for place in order[:left]:
        counts[place] += 1
    # The remainders add up to left × total and each is less than total: more than `left` of them are above 0,
    # so nobody gets a job for nothing and there is always a next one to compare with.
    last = remainders[order[left - 1]]
    if remainders[order[left]] != last:
        return counts, []
    return counts, [place for place, remainder in enumerate(remainders) if remainder == last]


class _Claim:
    """The next job of one sector: its quotient weight ÷ divisor, compared without dividing."""

    __slots__ = ("divisor", "place", "weight")

    def __init__(self, weight: int, divisor: int, place: int) -> None:
        self.weight = weight
        self.divisor = divisor
        self.place = place

    def __lt__(self, other: _Claim) -> bool:
        """Whether this claim comes before the other: the larger quotient, the larger sector, the order given."""
        mine, theirs = self.weight * other.divisor, other.weight * self.divisor
        if mine != theirs:
            return mine > theirs
        if self.weight != other.weight:
            return self.weight > other.weight
        return self.place < other.place


def _divisors(method: Method, jobs: int, weights: Sequence[int]) -> tuple[list[int], list[int]]:
    """Webster and D'Hondt: jobs per place, and the places that tied for the last job.

    The job that would be a sector's number k + 1 has the quotient weight ÷ (step × k + 1), and the `jobs` largest
    quotients win. All quotients from a height t on win when they are no more than `jobs` together, so the
    count starts there instead of at nothing:

    - D'Hondt, t = W/jobs (W the sum of the weights): a sector has ⌊w·jobs/W⌋ such quotients.
    - Webster, t = W/(2·jobs − n) for n sectors: it has ⌊(w/t + 1)/2⌋, together at most W/2t + n/2 = jobs.

    Those sums are exactly `jobs` before rounding down, and rounding down costs less than one job for every sector:
    what is left to hand out one by one is less than n jobs.
    """
    total, step = sum(weights), 1 if method is Method.DHONDT else 2
    if method is Method.DHONDT:
        counts = [weight * jobs // total for weight in weights]
    else:
        # With few jobs for many sectors there is no such height: start at nothing, at most n/2 jobs.
        height = max(2 * jobs - len(weights), 0)
        counts = [(weight * height + total) // (2 * total) if height else 0 for weight in weights]
    # A sector without workplaces has the quotient 0: somebody else always comes before it.
    claims = [
        _Claim(weight, step * count + 1, place)
        for place, (weight, count) in enumerate(zip(weights, counts, strict=True))
    ]
    heapq.heapify(claims)
    for _ in range(jobs - sum(counts)):
        winner = claims[0]
        counts[winner.place] += 1
        heapq.heapreplace(claims, _Claim(winner.weight, winner.divisor + step, winner.place))
    return counts, _tied_quotients(counts, weights, step, claims[0])


def _tied_quotients(
    counts: Sequence[int], weights: Sequence[int], step: int, next_claim: _Claim
) -> list[int]:
    """The places with the quotient of the last job, if one of them did not get it.

    next_claim: the best claim that got nothing. There is a tie when the smallest quotient that won equals it.
    """

    def has_quotient(weight: int, divisor: int) -> bool:
        return weight * next_claim.divisor == next_claim.weight * divisor

    won = [
        place
        for place, (weight, count) in enumerate(zip(weights, counts, strict=True))
        if count and has_quotient(weight, step * (count - 1) + 1)
    ]
    if not won:
        return []
    lost = [
        place
        for place, (weight, count) in enumerate(zip(weights, counts, strict=True))
        if has_quotient(weight, step * count + 1)
    ]
    return sorted(won + lost)
