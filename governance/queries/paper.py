"""Reads of a vote on paper: who may hand in a paper, the count that stands, and the outcome it leads to."""

from __future__ import annotations

from governance.domain.outcome import DecidingVote, SeatState, TallyOutcome
from governance.domain.paper import PaperTotals, paper_tally
from governance.enums import Office, VoteMethod
from governance.models import AgendaItem, DecisionPoint, PaperCount, ViceChairTerm, Vote, VoteSeat


def chooses_vice_chair(item: AgendaItem, point: DecisionPoint | None = None) -> bool:
    """Whether the item's proposal, or this one point of it, is about a person: it carries a vice-chair."""
    terms = ViceChairTerm.objects.filter(decision_point__proposal__item=item)
    return (terms if point is None else terms.filter(decision_point=point)).exists()


def paper_roster(vote: Vote) -> list[VoteSeat]:
    """The seats of a vote on paper in order, as the roster froze them; of no seat is there a choice."""
    return list(vote.seats.select_related("seat", "person"))


def paper_voters(vote: Vote) -> int:
    """How many seats may hand in a paper: present, and taking part in this item."""
    return vote.seats.filter(present=True, recused=False).count()


def standing_count(vote: Vote) -> PaperCount | None:
    """The count that waits for its confirmation, or is confirmed; None before one is entered."""
    return (
        vote.paper_counts.filter(rejected_at=None)
        .select_related("entered_by", "confirmed_by", "vote")
        .first()
    )


def count_papers(vote: Vote, deciding_vote: DecidingVote | None = None) -> TallyOutcome:
    """The outcome of a vote on paper by its confirmed count. Raises PaperCount.DoesNotExist before there is one."""
    sheet = vote.paper_counts.get(confirmed_at__isnull=False)
    lines = paper_roster(vote)
    chair = next((line for line in lines if line.office == Office.CHAIR), None)
    vice = next((line for line in lines if line.office == Office.VICE_CHAIR), None)
    return paper_tally(
        vote.rule_set.rules(),
        {line.seat.slug: _state(line) for line in lines},
        PaperTotals(sheet.votes_for, sheet.against, sheet.abstained, sheet.not_voted),
        chair.seat.slug if chair else None,  # None: vacant, and no seat in this vote (rule 16)
        vice.seat.slug if vice else None,
        chair_by_deputy=bool(chair and chair.by_deputy),
        vice_chair_by_deputy=bool(vice and vice.by_deputy),
        deciding_vote=deciding_vote,
    )


def paper_key(vote: Vote) -> str:
    """A text that changes when the running page must: a count entered, rejected or confirmed."""
    if vote.method != VoteMethod.PAPER:
        return ""
    last = vote.paper_counts.order_by("-pk").values_list("pk", "rejected_at", "confirmed_at").first()
    return f"{last[0]}.{last[1] is None}.{last[2] is None}" if last else "0"


def _state(line: VoteSeat) -> SeatState:
    if not line.present:
        return SeatState.ABSENT
    return SeatState.RECUSED if line.recused else SeatState.NOT_VOTED
