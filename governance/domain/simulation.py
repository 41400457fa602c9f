"""What would come out if…: the decision engine with made-up seats, for the page that explains how this board counts.

Nothing of it is stored. It asks the same engine as a real vote (article 6 and the rule set), so that the page cannot
tell another story than an outcome does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from governance.domain.outcome import DecidingVote, Outcome, SeatState, TallyOutcome
from governance.domain.rules import RuleSet
from governance.domain.tally import tally


@dataclass(frozen=True, slots=True)
class Simulated:
    """An outcome of made-up seats. deciding_vote_unused: one was filled in, but this count asks for none."""

    outcome: TallyOutcome
    deciding_vote_unused: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A course worth seeing: its name, what each seat does, and what else it needs."""

    title: str
    states: Mapping[str, SeatState]
    deciding_vote: DecidingVote | None = None


def simulate(
    rules: RuleSet,
    states: Mapping[str, SeatState],
    chair: str,
    vice_chair: str | None,
    *,
    chair_by_deputy: bool = False,
    vice_chair_by_deputy: bool = False,
    deciding_vote: DecidingVote | None = None,
    names: Mapping[str, str] | None = None,
) -> Simulated:
    """The outcome for these seats; a deciding vote that is not asked for is left out and said so.

    Arguments as for `tally`. Raises TallyError, with a Dutch message, where no outcome can follow.
    """

    def count(given: DecidingVote | None) -> TallyOutcome:
        return tally(
            rules,
            states,
            chair,
            vice_chair,
            chair_by_deputy=chair_by_deputy,
            vice_chair_by_deputy=vice_chair_by_deputy,
            deciding_vote=given,
            names=names,
        )

    outcome = count(None)
    if deciding_vote is None:
        return Simulated(outcome, deciding_vote_unused=False)
    if outcome.result is not Outcome.TIED:
        return Simulated(outcome, deciding_vote_unused=True)
    return Simulated(count(deciding_vote), deciding_vote_unused=False)


def examples(seats: tuple[str, ...], chair: str) -> tuple[Example, ...]:
    """Five courses for a board with these seats: a majority, and the ties that article 6 and its silences are about."""
    others = [seat for seat in seats if seat != chair]
    half = len(seats) // 2
    four_four = dict.fromkeys(others[half - 1 :], SeatState.AGAINST)
    without_chair = dict.fromkeys(others[len(others) // 2 :][: len(others) // 2], SeatState.AGAINST)
    rest = others[2 * (len(others) // 2) :]  # an odd one out abstains, so that the count is equal
    return (
        Example("Meerderheid", {**dict.fromkeys(seats, SeatState.FOR), others[-1]: SeatState.AGAINST}),
        Example("De stemmen staken, voorzitter voor", {**dict.fromkeys(seats, SeatState.FOR), **four_four}),
        Example(
            "De stemmen staken, voorzitter onthoudt zich",
            {
                **dict.fromkeys(seats, SeatState.FOR),
                **without_chair,
                **dict.fromkeys(rest, SeatState.ABSTAINED),
                chair: SeatState.ABSTAINED,
            },
            DecidingVote.FOR,
        ),
        Example(
            "De stemmen staken, voorzitter afwezig",
            {
                **dict.fromkeys(seats, SeatState.FOR),
                **without_chair,
                **dict.fromkeys(rest, SeatState.ABSTAINED),
                chair: SeatState.ABSENT,
            },
        ),
        Example("Iedereen onthoudt zich", dict.fromkeys(seats, SeatState.ABSTAINED)),
    )
