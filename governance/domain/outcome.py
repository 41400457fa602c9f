"""The words of a count: what a seat can do, what can come out, and the outcome with its explanation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class SeatState(StrEnum):
    """What a filled seat did in one vote. Exactly one of these, so that the totals add up to the seats."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    NOT_VOTED = "not_voted"
    ABSENT = "absent"
    RECUSED = "recused"


class DecidingVote(StrEnum):
    """The answer of who was asked on a tie. Declined: also when the meeting closed without an answer."""

    FOR = "for"
    AGAINST = "against"
    DECLINED = "declined"


class Outcome(StrEnum):
    """What came out. `TIED` waits for a deciding vote, `NOT_ADOPTED` is a tie that nobody can or will decide."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIED = "tied"
    NOT_ADOPTED = "not_adopted"
    NO_DECISION = "no_decision"


class Presider(StrEnum):
    """Who can be asked for a deciding vote (agreement, article 6)."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"


class DecidedBy(StrEnum):
    """What made the proposal adopted or rejected."""

    MAJORITY = "majority"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"


class TallyError(ValueError):
    """Input that no outcome can follow from; the message is Dutch and for the screen."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many seats did what. The six add up to the seats: there is no seventh thing that a seat can do."""

    votes_for: int
    against: int
    abstained: int
    not_voted: int
    absent: int
    recused: int

    @classmethod
    def count(cls, states: Collection[SeatState]) -> Totals:
        """The totals of these seats. Raises TallyError when they do not add up to the number of seats."""
        listed = list(states)
        totals = cls(*map(listed.count, SeatState))
        if totals.seats != len(listed):
            raise TallyError(f"De telling sluit niet: {totals.seats} geteld, {len(listed)} zetels.")
        return totals

    @property
    def seats(self) -> int:
        return self.votes_for + self.against + self.abstained + self.not_voted + self.absent + self.recused

    @property
    def votes_cast(self) -> int:
        return self.votes_for + self.against

    @property
    def present(self) -> int:
        """Seats in the room. A recused member is in the room and only has no part in this item."""
        return self.seats - self.absent


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the explanation: a row of the rule set, its ground where it mattered, a Dutch sentence."""

    rule: int
    ground: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TallyOutcome:
    """The outcome of one count, as it is stored and as it stands on every page, in the minutes and the PDF.

    decided_by is None unless the result is adopted or rejected; waiting_for is None unless it is tied.
    """

    result: Outcome
    decided_by: DecidedBy | None
    waiting_for: Presider | None
    totals: Totals
    steps: tuple[Step, ...]
    sentence: str
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The outcome in the words of `manage.py tally`; the warnings are among the steps."""
        return {
            "result": self.result.value,
            "decided_by": None if self.decided_by is None else self.decided_by.value,
            "waiting_for": None if self.waiting_for is None else self.waiting_for.value,
            "for": self.totals.votes_for,
            "against": self.totals.against,
            "abstained": self.totals.abstained,
            "not_voted": self.totals.not_voted,
            "absent": self.totals.absent,
            "recused": self.totals.recused,
            "steps": [{"rule": s.rule, "ground": s.ground, "sentence": s.sentence} for s in self.steps],
            "sentence": self.sentence,
        }
