"""Reads of a vote: the ballots in force, the states that the engine counts, and how far the vote is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from governance.domain.outcome import DecidingVote, SeatState, TallyOutcome
from governance.domain.tally import tally
from governance.enums import Office, VoteMethod
from governance.models import Ballot, Person, Seat, Vote, VoteSeat
from governance.queries.paper import count_papers


def roster(vote: Vote) -> QuerySet[VoteSeat]:
    """The seats of a vote in order, with `choice`, `chosen_at` and `explanation` of the ballot in force, or None."""
    last = Ballot.objects.filter(vote_seat=OuterRef("pk")).order_by("-sequence")
    # VoteSeat declares the names for its readers' types; the stubs do not know that only this query fills them.
    return vote.seats.select_related(
        "seat", "person"
    ).annotate(  # type: ignore[no-redef]
        choice=Subquery(last.values("choice")[:1]),
        chosen_at=Subquery(last.values("cast_at")[:1]),
        explanation=Subquery(last.values("explanation")[:1]),
    )


def seat_state(present: bool, choice: str | None, recused: bool = False) -> SeatState:
    """What the engine calls this: absent, recused, not voted, or the choice."""
    if not present:
        return SeatState.ABSENT
    if recused:
        return SeatState.RECUSED
    return SeatState(choice) if choice else SeatState.NOT_VOTED


def count(vote: Vote, deciding_vote: DecidingVote | None = None) -> TallyOutcome:
    """The outcome of a vote as its ballots and roster stand now, under the rule set of the vote."""
    if vote.method == VoteMethod.PAPER:
        return count_papers(vote, deciding_vote)
    lines = list(roster(vote))
    chair = next((line for line in lines if line.office == Office.CHAIR), None)
    vice = next((line for line in lines if line.office == Office.VICE_CHAIR), None)
    return tally(
        vote.rule_set.rules(),
        {line.seat.slug: seat_state(line.present, line.choice, line.recused) for line in lines},
        chair.seat.slug if chair else None,  # None: vacant, and no seat in this vote (rule 16)
        vice.seat.slug if vice else None,
        chair_by_deputy=bool(chair and chair.by_deputy),
        vice_chair_by_deputy=bool(vice and vice.by_deputy),
        deciding_vote=deciding_vote,
    )


@dataclass(frozen=True)
class Progress:
    """How many of the seats that may vote have voted; not what (invariant 9)."""

    voted: int
    entitled: int

    @property
    def sentence(self) -> str:
        seats = "zetel" if self.entitled == 1 else "zetels"
        return f"{self.voted} van {self.entitled} {seats} {'heeft' if self.voted == 1 else 'hebben'} gestemd"

    @property
    def steps(self) -> list[bool]:
        """A mark per entitled seat: as many true as have voted, in no order of seats."""
        return [place < self.voted for place in range(self.entitled)]


def progress(vote: Vote) -> Progress:
    return Progress(
        **vote.seats.filter(present=True, recused=False).aggregate(
            voted=Count("ballots__vote_seat", distinct=True), entitled=Count("pk", distinct=True)
        )
    )


def own_seat(vote: Vote, person: Person) -> VoteSeat | None:
    """The seat for which this person may vote here, with `choice` and `chosen_at`; None when not on the roster."""
    return roster(vote).filter(person=person, present=True, recused=False).first()


def why_not_entitled(vote: Vote, person: Person, seat: Seat) -> str:
    """Why this person, of this seat, has no vote here, in one sentence that also says what to expect."""
    line = vote.seats.select_related("person").filter(seat=seat).first()
    if line is not None and line.present and line.person_id != person.pk:
        return f"In deze stemming stemt {line.person} voor uw zetel."
    if line is not None and line.recused:
        return "Uw zetel doet bij dit agendapunt niet mee vanwege een eigen belang en telt niet mee in deze stemming."
    opened = timezone.localtime(vote.opened_at)
    return (
        f"Uw zetel was niet aanwezig toen de stemming om {opened:%H:%M:%S} werd geopend. "
        "U stemt mee vanaf de volgende stemming."
    )
