"""Votes that did not adopt an allocation: it is a draft again, and the version that was voted on still names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from governance.domain.outcome import Outcome
from governance.enums import VoteState
from governance.models import Vote
from governance.permissions import visible_votes
from quotum.models import Allocation

KIND = Allocation._meta.label_lower
WORDS = {Outcome.REJECTED.value: "Verworpen", Outcome.NOT_ADOPTED.value: "Niet aangenomen"}


@dataclass(frozen=True, slots=True)
class LostVote:
    """The last vote in which this allocation was not adopted. sha256: of what was voted on then."""

    vote: Vote
    sha256: str

    @property
    def day(self) -> date:
        """The day of the outcome, on the Dutch calendar."""
        assert self.vote.closed_at is not None  # noqa: S101 (a closed vote has a time: a constraint holds it)
        return timezone.localtime(self.vote.closed_at).date()

    @property
    def word(self) -> str:
        """ "Verworpen", or "Niet aangenomen" for a tie that nobody decided."""
        return WORDS[self.vote.result]


def lost_votes(user: Any, allocations: Iterable[Allocation]) -> dict[int, LostVote]:
    """Per allocation (by id) the last vote that this person may see in which it was not adopted; one query."""
    asked = {allocation.pk for allocation in allocations if not allocation.is_adopted}
    found: dict[int, LostVote] = {}
    if not asked:
        return found
    votes = visible_votes(user).filter(state=VoteState.CLOSED, result__in=WORDS, amendment=None)
    for vote in votes.select_related("proposal_version", "point").order_by("closed_at", "pk"):
        for entry in vote.proposal_version.content.get("points", []):
            if vote.point is not None and vote.point.number != entry["number"]:
                continue
            for carried in entry["adopts"]:
                if carried["kind"] == KIND and carried["id"] in asked:
                    found[carried["id"]] = LostVote(vote, carried["sha256"])
    return found
