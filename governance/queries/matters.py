"""What a vote is about: a whole proposal, one point of it or an amendment; what is left of it, and what came before."""

from __future__ import annotations

from dataclasses import dataclass

from governance.domain.outcome import Outcome
from governance.enums import AgendaItemKind, VoteState
from governance.models import AgendaItem, Amendment, DecisionPoint, Proposal, Vote

# After these a point is decided on its own; after the others it takes part in a later vote on the whole.
_SETTLED = (Outcome.ADOPTED.value, Outcome.REJECTED.value)


def separate_votes(proposal: Proposal, before: Vote | None = None) -> dict[int, Vote]:
    """By a point's id the latest closed vote on that point alone; with `before` only what came before that vote."""
    votes = Vote.objects.filter(
        proposal_version__proposal=proposal, state=VoteState.CLOSED, point__isnull=False, amendment=None
    ).order_by("pk")
    if before is not None:
        votes = votes.filter(pk__lt=before.pk)  # one vote at a time in a meeting: the order of opening
    return {vote.point_id or 0: vote for vote in votes}


def undecided_points(proposal: Proposal, before: Vote | None = None) -> list[DecisionPoint]:
    """The points that a vote on the whole proposal is about: all but those adopted, or rejected on their own.

    before: as it was when that vote opened; None for now.
    """
    alone = separate_votes(proposal, before)
    left = []
    for point in proposal.points.select_related("decision").order_by("position"):
        decision = getattr(point, "decision", None)
        if decision is not None and (before is None or decision.vote_id < before.pk):
            continue
        if point.pk in alone and alone[point.pk].result in _SETTLED:
            continue
        left.append(point)
    return left


def points_of(vote: Vote) -> list[DecisionPoint]:
    """The points that this vote decides on, in order; none for a vote on an amendment."""
    if vote.amendment_id:
        return []
    if vote.point:
        return [vote.point]
    return undecided_points(vote.proposal_version.proposal, before=vote)


def earlier_vote(
    item: AgendaItem, point: DecisionPoint | None = None, amendment: Amendment | None = None
) -> Vote | None:
    """The latest closed vote on the same matter, to which a new vote refers; None for a first vote.

    A vote on one point follows an earlier one on that point, or on the whole with that point in it. An item that
    continues one of an earlier meeting follows the vote there.
    """
    closed = item.votes.filter(state=VoteState.CLOSED).order_by("-pk")
    if amendment is not None:
        return closed.filter(amendment=amendment).first()
    for vote in closed.filter(amendment=None).select_related("proposal_version__proposal", "point"):
        same = vote.point_id is None if point is None else point in points_of(vote)
        if same:
            return vote
    if point is None and item.continues is not None:
        return earlier_vote(item.continues)
    return None


def matter_words(vote: Vote) -> str:
    """What the vote is about, for a heading: "het voorstel", "beslispunt 3a", "amendement 1"."""
    if vote.amendment:
        return str(vote.amendment).lower()
    return f"beslispunt {vote.point.number}" if vote.point else "het voorstel"


@dataclass(frozen=True)
class PointState:
    """Where one point of a proposal stands: decided on its own or not, and whether it is in the vote at hand."""

    word: str
    kind: str
    url: str
    in_vote: bool


def point_states(proposal: Proposal, vote: Vote | None = None) -> dict[str, PointState]:
    """By a point's number its state; `vote` is the vote at hand, None when there is none."""
    alone = separate_votes(proposal)
    at_hand = points_of(vote) if vote else []
    if vote and vote.amendment:
        at_hand = [vote.amendment.point]
    states = {}
    for point in proposal.points.select_related("decision").order_by("position"):
        decision, own = getattr(point, "decision", None), alone.get(point.pk)
        word, kind, url = "", "neutral", ""
        if decision is not None:
            word, kind, url = "aangenomen", "success", decision.get_absolute_url()
        elif own is not None and own.result in _SETTLED:
            word, kind, url = "verworpen", "danger", own.get_absolute_url()
        states[point.number] = PointState(word, kind, url, vote is None or point in at_hand)
    return states


@dataclass(frozen=True)
class Openings:
    """Which votes can be opened on an item: on these points together, on each of these alone, or none: a hamerstuk."""

    together: list[DecisionPoint]
    alone: list[DecisionPoint]
    second_to: Vote | None
    is_hammer: bool
    is_part: bool

    @property
    def numbers(self) -> str:
        """The points of the vote on the whole, in words: "1 en 3"."""
        numbers = [point.number for point in self.together]
        return " en ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)


def openings(item: AgendaItem) -> Openings | None:
    """What can be put to the vote of this item's proposal now; None without a proposal or when all is decided."""
    proposal: Proposal | None = getattr(item, "proposal", None)
    if proposal is None:
        return None
    points = list(proposal.points.select_related("decision").order_by("position"))
    left = [point for point in points if not hasattr(point, "decision")]
    if not left:
        return None
    together = undecided_points(proposal)
    return Openings(
        together,
        left if len(points) > 1 else [],
        earlier_vote(item),
        item.kind == AgendaItemKind.HAMMER and item.lifted_at is None,
        len(together) < len(points),
    )
