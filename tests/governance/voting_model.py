"""What the state machine expects of one vote: its roster, its ballots, and article 6 in a dozen lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from governance.models import Vote
from tests.governance.factories import CHAIR, SEATS

CHOICES = ("for", "against", "abstained")
SIDES = {"for": "adopted", "against": "rejected", "declined": "not_adopted"}


@dataclass
class ModelVote:
    """One vote as the model sees it. roster: seat → "holder" or "deputy", of the seats present at opening."""

    row: Vote
    roster: dict[str, str]
    vice: str
    presiding: str | None
    carries_draft: bool
    state: str = "open"
    result: str = ""
    waiting: str = ""
    ballots: dict[str, list[str]] = field(default_factory=dict)

    def in_person(self, seat: str) -> bool:
        return self.roster.get(seat) == "holder"

    @property
    def asked(self) -> str:
        """The seat whose deciding vote is waited for; the chair's when nobody's is."""
        return self.vice if self.waiting == "vice_chair" else CHAIR

    def count(self) -> tuple[str, str]:
        """What must come out, and which office is waited for: article 6 in a dozen lines, apart from the engine."""
        last = {seat: cast[-1] for seat, cast in self.ballots.items()}
        votes = list(last.values())
        for_, against = votes.count("for"), votes.count("against")
        if for_ + against == 0:
            return "no_decision", ""
        if for_ != against:
            return ("adopted" if for_ > against else "rejected"), ""
        for office, seat in (("chair", CHAIR), ("vice_chair", self.vice)):
            if self.in_person(seat):
                side = last.get(seat, "")
                return (SIDES[side], "") if side in ("for", "against") else ("tied", office)
        return "not_adopted", ""

    def totals(self) -> tuple[int, int, int, int, int]:
        votes = [cast[-1] for cast in self.ballots.values()]
        silent = len(self.roster) - len(votes)
        return (*(votes.count(choice) for choice in CHOICES), silent, len(SEATS) - len(self.roster))  # type: ignore[return-value]  # three choices and two more
