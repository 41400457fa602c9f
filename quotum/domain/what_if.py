"""What an attentive board member asks of an allocation: one job more, and source figures that are rounded.

Plain arithmetic on whole numbers and exact fractions. Where trials are drawn, the seed is fixed and written here: the
same allocation gives the same answer on every machine and every day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random

from quotum.domain.apportionment import Method, SectorShare, apportion

TRIALS = 1000
SEED = 20141212  # the day on which the agreement began; any fixed number would do
MOST_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Move:
    """A sector whose number of jobs becomes another one."""

    sector: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


def moves(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Move, ...]:
    """The sectors of `before` that have another number in `after`, in their order."""
    return tuple(
        Move(name, jobs, after[name]) for name, jobs in before.items() if after.get(name, jobs) != jobs
    )


@dataclass(frozen=True, slots=True)
class OtherTotal:
    """What another total gives. paradox: sectors that lose a job although there is more to divide, or the reverse."""

    jobs: int
    shares: dict[str, int]
    moves: tuple[Move, ...]
    paradox: tuple[Move, ...]


def other_total(method: Method, jobs: int, weights: Mapping[str, int], other: int) -> OtherTotal:
    """The division of `other` jobs beside that of `jobs`, by the same method and weights.

    With largest remainders a sector can lose by a higher total (the Alabama paradox, after the American state that lost
    a seat in 1880 when the House grew): such sectors are named. With Webster there are none. Raises ApportionmentError.
    """
    before, after = apportion(method, jobs, weights).shares, apportion(method, other, weights).shares
    moved = moves(before, after)
    sign = 1 if other > jobs else -1
    return OtherTotal(other, after, moved, tuple(move for move in moved if move.difference * sign < 0))


@dataclass(frozen=True, slots=True)
class RoundedShare:
    """One sector when every source figure may be anything within its rounding.

    lowest, highest: the exact share in jobs at the most unfavourable and the most favourable figures.
    at_least, at_most: whole jobs that are never left, whatever the figures are within their rounding.
    seen_least, seen_most: the fewest and the most jobs in the trials.
    """

    sector: str
    lowest: Fraction
    highest: Fraction
    at_least: int
    at_most: int
    seen_least: int
    seen_most: int

    @property
    def is_fixed(self) -> bool:
        """Whether no figure within the rounding gives this sector another number."""
        return self.at_least == self.at_most


@dataclass(frozen=True, slots=True)
class RoundingEffect:
    """What the rounding of the source figures does to an allocation.

    is_certain: no figures within the rounding give another division (checked exactly, for every pair of sectors).
    changed: in how many of the `trials` the division was another; most_moved: most jobs that moved in one trial.
    """

    shares: tuple[RoundedShare, ...]
    is_certain: bool
    trials: int
    changed: int
    most_moved: int

    @property
    def changed_percent(self) -> Fraction:
        """How many per cent of the trials gave another division."""
        return Fraction(100 * self.changed, self.trials)


def rounding_effect(
    method: Method, jobs: int, weights: Mapping[str, int], margins: Mapping[str, int]
) -> RoundingEffect:
    """What jobs would move if each source figure lay elsewhere within its rounding.

    margins: per sector how far its workplaces may lie from what was published, in workplaces (50 for a figure rounded
    to 100; more for one that was computed from several figures). Bounds by interval arithmetic, certain and exact;
    beside them TRIALS draws with a fixed SEED, each sector by itself and evenly, to say how often it happens.
    Raises ApportionmentError.
    """
    return _rounding_effect(
        Method(method), jobs, tuple(weights.items()), tuple(margins.get(name, 0) for name in weights)
    )


@lru_cache(maxsize=128)
def _rounding_effect(
    method: Method, jobs: int, sizes: tuple[tuple[str, int], ...], margins: tuple[int, ...]
) -> RoundingEffect:
    names = [name for name, _ in sizes]
    low = [max(weight - margin, 0) for (_, weight), margin in zip(sizes, margins, strict=True)]
    high = [weight + margin for (_, weight), margin in zip(sizes, margins, strict=True)]
    shares = apportion(method, jobs, dict(sizes)).shares
    seen_least, seen_most = dict(shares), dict(shares)
    changed = most = 0
    if any(margins):
        chance = Random(SEED)  # noqa: S311 (no secret: the same draws for everybody are the point)
        for _ in range(TRIALS):
            # random() and not randint(): of this one Python promises the same numbers for the same seed.
            drawn = {
                name: bottom + int(chance.random() * (top + 1 - bottom))
                for name, bottom, top in zip(names, low, high, strict=True)
            }
            if not any(drawn.values()):
                continue
            trial = apportion(method, jobs, drawn).shares
            moved = sum(abs(trial[name] - shares[name]) for name in names) // 2
            changed += bool(moved)
            most = max(most, moved)
            for name, count in trial.items():
                seen_least[name] = min(seen_least[name], count)
                seen_most[name] = max(seen_most[name], count)
    rows = []
    for place, name in enumerate(names):
        lowest = _extreme(jobs, low[place], sum(high) - high[place])
        highest = _extreme(jobs, high[place], sum(low) - low[place])
        if method is Method.HAMILTON:
            # The quota rule: never less than the exact share rounded down, never more than rounded up.
            at_least, at_most = (
                lowest.numerator // lowest.denominator,
                -(-highest.numerator // highest.denominator),
            )
        else:
            at_least = _at_corner(method, jobs, names, place, low, high)
            at_most = _at_corner(method, jobs, names, place, high, low)
        rows.append(
            RoundedShare(
                name,
                lowest,
                highest,
                at_least,
                at_most,
                seen_least[name],
                seen_most[name],
            )
        )
    certain = _is_certain(method, jobs, list(shares.values()), low, high)
    return RoundingEffect(tuple(rows), certain, TRIALS, changed, most)


def _extreme(jobs: int, weight: int, others: int) -> Fraction:
    return Fraction(weight * jobs, weight + others) if weight + others else Fraction(0)


def _at_corner(
    method: Method, jobs: int, names: Sequence[str], place: int, own: Sequence[int], others: Sequence[int]
) -> int:
    """The jobs of one sector at its own bound with all others at theirs.

    For a divisor method that is the extreme: it never takes from a sector that grew against every other (Balinski and
    Young, Fair Representation, population monotonicity).
    """
    weights = {name: own[at] if at == place else others[at] for at, name in enumerate(names)}
    return apportion(method, jobs, weights).shares[names[place]] if any(weights.values()) else 0


def _is_certain(
    method: Method, jobs: int, shares: Sequence[int], low: Sequence[int], high: Sequence[int]
) -> bool:
    """Whether this division comes out for all figures between `low` and `high`, without a tie anywhere.

    Hamilton: it does as long as q(i) − q(j) < 1 + a(i) − a(j) for every pair (q exact, a whole). Times the sum of the
    weights that is linear in them, so its smallest value lies at a corner that each weight's coefficient points to.
    Webster: as long as w(i) ÷ (2a(i) + 1) < w(j) ÷ (2a(j) − 1), worst for i at its highest and j at its lowest;
    D'Hondt likewise with a(i) + 1 and a(j).
    """
    places = range(len(shares))
    for i in places:
        for j in places:
            if i == j:
                continue
            if method is Method.HAMILTON:
                slack = 1 + shares[i] - shares[j]
                least = 0
                for k in places:
                    factor = slack - jobs * (k == i) + jobs * (k == j)
                    least += factor * (low[k] if factor > 0 else high[k])
                if least <= 0:
                    return False
            else:
                step = 1 if method is Method.DHONDT else 2
                gains, keeps = step * shares[i] + 1, step * (shares[j] - 1) + 1
                if shares[j] and high[i] * keeps >= low[j] * gains:
                    return False
    return True


def common_divisor(sectors: Sequence[SectorShare]) -> Fraction | None:
    """A divisor by which every sector's workplaces, divided and rounded in the ordinary way, give its jobs (Webster).

    The one with the fewest decimals, to compute with by hand; the exact one when there is no room (a tie: then a half
    is rounded up for the sector that the tie rule chose). None when these are not the jobs of Webster, or all are 0.
    """
    low = max((Fraction(2 * s.weight, 2 * s.jobs + 1) for s in sectors), default=Fraction(0))
    high = min((Fraction(2 * s.weight, 2 * s.jobs - 1) for s in sectors if s.jobs), default=Fraction(0))
    if not high or low > high:
        return None
    for decimals in range(MOST_DECIMALS + 1):
        scale = 10**decimals
        # The first one above the lower bound: on the bound itself a sector would have exactly a half.
        candidate = Fraction(low.numerator * scale // low.denominator + 1, scale)
        if candidate < high:
            return candidate
    return low if low == high else (low + high) / 2
