"""Reads of choices taken down for a seat whose device fails: what waits, who may confirm, how a ballot came in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from governance.enums import BallotManner, VoteMethod
from governance.models import Ballot, BallotEntry, Person, Vote, VoteSeat


def waiting_entries(vote: Vote) -> QuerySet[BallotEntry]:
    """Choices taken down that nobody confirmed or rejected yet, in the order of the seats."""
    return (
        BallotEntry.objects.filter(vote_seat__vote=vote, ballot=None, rejected_at=None)
        .select_related("vote_seat__seat", "vote_seat__person", "entered_by")
        .order_by("vote_seat__seat__position")
    )


def own_entry(vote: Vote, person: Person) -> BallotEntry | None:
    """The waiting entry for this person's own seat, which this person may confirm; not one taken down by oneself."""
    return waiting_entries(vote).filter(vote_seat__person=person).exclude(entered_by=person).first()


def may_be_taken_down(vote: Vote) -> list[VoteSeat]:
    """The seats that vote here and for which no entry waits, in order."""
    if not vote.is_open or vote.method != VoteMethod.SEATS:
        return []
    waiting = waiting_entries(vote).values("vote_seat")
    return list(
        vote.seats.filter(present=True, recused=False)
        .exclude(pk__in=waiting)
        .select_related("seat", "person")
    )


@dataclass(frozen=True)
class TakenDown:
    """A ballot in force that two people took down: for which seat, how, why, and by whom."""

    seat: str
    manner: str
    reason: str
    entered_by: str
    confirmed_by: str


def taken_down(vote: Vote) -> list[TakenDown]:
    """Of the ballots in force, those that were not cast by the member's own hand. Nothing about the choice."""
    last = Ballot.objects.filter(vote_seat=OuterRef("vote_seat")).order_by("-sequence")
    ballots = (
        Ballot.objects.filter(vote_seat__vote=vote, pk=Subquery(last.values("pk")[:1]))
        .exclude(manner=BallotManner.OWN)
        .select_related("vote_seat__seat", "entry", "entered_by", "cast_by")
        .order_by("vote_seat__seat__position")
    )
    return [
        TakenDown(
            str(ballot.vote_seat.seat),
            ballot.get_manner_display(),
            ballot.entry.reason,
            str(ballot.entered_by),
            str(ballot.cast_by),
        )
        for ballot in ballots
    ]


def entries_key(vote: Vote) -> str:
    """A text that changes when the running page must: an entry made, confirmed or rejected."""
    if vote.method != VoteMethod.SEATS:
        return ""
    found = BallotEntry.objects.filter(vote_seat__vote=vote).values_list("pk", "ballot", "rejected_at")
    return "-".join(f"{pk}{'' if ballot is None and at is None else 'x'}" for pk, ballot, at in found)
