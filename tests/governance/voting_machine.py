"""The voting acts in any order that hypothesis can think of, with a simple model of the board beside them.

The model knows nothing of rows: who sits where, who presides, and for each vote its roster, its ballots and what must
come out. After every act the database has to agree with it, and the invariants of voting have to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from governance.actions import (
    arrive,
    break_off_vote,
    cast_ballot,
    cast_deciding_vote,
    close_meeting,
    close_vote,
    leave,
    open_meeting,
    open_vote,
    preside,
)
from governance.actions.ballots import VoteClosed
from governance.enums import AdoptableState, VoteState
from governance.models import Ballot, Decision, LiveVersion, Meeting, Person, ViceChairTerm, Vote
from governance.queries.now import seat_choices
from governance.queries.votes import progress
from tests.governance.factories import CHAIR, SEATS, VICE_CHAIR, Board, decide_item
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

CHOICES = ("for", "against", "abstained")
SIDES = {"for": "adopted", "against": "rejected", "declined": "not_adopted"}
seats, choices = st.sampled_from(SEATS), st.sampled_from(CHOICES)
capacities, any_of_them = st.sampled_from(("holder", "deputy")), st.integers(0, 50)


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


class VotingMachine(RuleBasedStateMachine):
    """Set `board` and `meetings` (convened, with two proposals each) on a subclass; every run is rolled back."""

    board: Board
    meetings: Sequence[Meeting]
    draft: ViceChairTerm  # carried by the first proposal of the first meeting: makes Almelo vice-chair

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.number = -1
        self.vice, self.decisions = VICE_CHAIR, 0
        self.votes: list[ModelVote] = []
        self.sent: list[tuple[ModelVote, Person, str, UUID, int]] = []
        self.versions: dict[int, int] = {}
        self.next_meeting()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    # --- the model ---

    def next_meeting(self) -> None:
        self.number += 1
        self.present: dict[str, str] = {}
        self.presiding: str | None = None
        self.decided: set[int] = set()
        self.closed = self.number >= len(self.meetings)
        if not self.closed:
            self.meeting = open_meeting(self.meetings[self.number], self.board.secretary)

    def person(self, seat: str, capacity: str) -> Person:
        people = self.board.holders if capacity == "holder" else self.board.deputies
        return people[seat]

    def in_person(self, seat: str) -> bool:
        return self.present.get(seat) == "holder"

    def choose_presiding(self, arrived: str | None = None) -> None:
        first = next((seat for seat in (CHAIR, self.vice) if self.in_person(seat)), None)
        if first is not None and (self.presiding is None or arrived == first):
            self.presiding = first

    @property
    def running(self) -> ModelVote | None:
        return next((vote for vote in self.votes if vote.state in ("open", "tied")), None)

    def conclude(self, vote: ModelVote, result: str) -> None:
        vote.state, vote.result, vote.waiting = "closed", result, ""
        if result == "adopted":
            self.decisions += 1
            if vote.carries_draft:
                self.vice = "almelo"

    @staticmethod
    def refused(kind: type[DomainError], act: Callable[[], object]) -> None:
        with pytest.raises(kind), transaction.atomic():
            act()

    # --- attendance ---

    @precondition(lambda self: not self.closed)
    @rule(seat=seats, capacity=capacities, alone=st.booleans())
    def arrives(self, seat: str, capacity: str, alone: bool) -> None:
        """Who takes over from whom: the member from the deputy alone, the other way round only by the secretariat."""
        person = self.person(seat, capacity)
        by, here = person if alone else self.board.secretary, self.present.get(seat)

        def act() -> object:
            return arrive(self.meeting, self.board.seats[seat], person, by)

        if alone and capacity == "deputy" and here == "holder":
            return self.refused(NotAllowed, act)
        act()
        if here == capacity:
            return None
        if here is not None and self.presiding == seat and capacity == "deputy":
            self.presiding = None
        self.present[seat] = capacity
        return self.choose_presiding(arrived=seat)

    @precondition(lambda self: not self.closed)
    @rule()
    def everybody_arrives(self) -> None:
        for seat in SEATS:
            if seat not in self.present:
                self.arrives(seat, "holder", True)

    @precondition(lambda self: self.present)
    @rule(seat=seats)
    def leaves(self, seat: str) -> None:
        leave(self.meeting, self.board.seats[seat], self.board.secretary)
        if self.present.pop(seat, None) is None:
            return
        if self.presiding == seat:
            self.presiding = None
        self.choose_presiding()

    @precondition(lambda self: not self.closed)
    @rule(seat=seats)
    def presides(self, seat: str) -> None:
        def act() -> object:
            return preside(self.meeting, self.board.seats[seat], self.board.secretary)

        if seat not in self.present:
            return self.refused(DomainError, act)
        act()
        self.presiding = seat
        return None

    # --- votes ---

    @precondition(lambda self: not self.closed)
    @rule(which=st.integers(1, 2))
    def opens(self, which: int) -> None:
        if which in self.decided:
            return None
        item = decide_item(self.meeting, which)

        def act() -> Vote:
            return open_vote(item, self.board.secretary)

        if self.running or not self.present:
            return self.refused(DomainError, act)
        carries = (self.number, which) == (0, 1)
        self.votes.append(ModelVote(act(), dict(self.present), self.vice, self.presiding, carries))
        return None

    @precondition(lambda self: self.votes)
    @rule(seat=seats, capacity=capacities, choice=choices, which=any_of_them)
    def casts(self, seat: str, capacity: str, choice: str, which: int) -> None:
        """In the running vote mostly; now and then in one that is over, as from a page that stayed open."""
        vote = self.votes[-1] if which < 40 else self.votes[which % len(self.votes)]
        person, key = self.person(seat, capacity), uuid4()

        def act() -> Ballot:
            text = vote.row.proposal_version.sha256
            return cast_ballot(vote.row, person, choice, text_sha256=text, request_key=key)

        if vote.roster.get(seat) != capacity:
            return self.refused(NotAllowed, act)
        if vote.state != "open":
            return self.refused(VoteClosed, act)
        ballot = act()
        vote.ballots.setdefault(seat, []).append(choice)
        self.sent.append((vote, person, choice, key, ballot.pk))
        return None

    @precondition(lambda self: self.votes and self.votes[-1].state == "open")
    @rule(picks=st.lists(choices, min_size=8, max_size=8))
    def everybody_casts(self, picks: list[str]) -> None:
        for seat, choice in zip(SEATS, picks, strict=True):
            self.casts(seat, self.votes[-1].roster.get(seat, "holder"), choice, 40)

    @precondition(lambda self: self.sent)
    @rule(which=any_of_them, other=st.booleans())
    def repeats(self, which: int, other: bool) -> None:
        """A double click or a retry is the same ballot, also after closing; its key with another choice is refused."""
        vote, person, choice, key, known = self.sent[which % len(self.sent)]
        wanted = CHOICES[(CHOICES.index(choice) + other) % 3]

        def act() -> Ballot:
            text = vote.row.proposal_version.sha256
            return cast_ballot(vote.row, person, wanted, text_sha256=text, request_key=key)

        if other:
            return self.refused(Conflict, act)
        assert act().pk == known
        return None

    @precondition(lambda self: self.votes)
    @rule(which=any_of_them, twice=st.booleans())
    def closes(self, which: int, twice: bool) -> None:
        vote = self.votes[-1] if which < 40 else self.votes[which % len(self.votes)]
        if vote.state != "open" or self.closed:
            # Conflict while its meeting is open; when that is over nobody runs it any more.
            return self.refused(DomainError, lambda: close_vote(vote.row, self.board.secretary))
        close_vote(vote.row, self.board.secretary)
        self.decided.add(1 if vote.row.item_id == decide_item(self.meeting, 1).pk else 2)
        result, vote.waiting = vote.count()
        if result == "tied":
            vote.state, vote.result = "tied", "tied"
        else:
            self.conclude(vote, result)
        if twice:
            self.refused(Conflict, lambda: close_vote(vote.row, self.board.chair))
        return None

    @precondition(lambda self: self.votes)
    @rule(seat=seats)
    def meddles(self, seat: str) -> None:
        """An ordinary member can neither close nor break off, whatever the state."""
        vote, member = self.votes[-1], self.board.holders[seat]
        if seat not in (CHAIR, self.vice, self.presiding):
            self.refused(DomainError, lambda: close_vote(vote.row, member))
            self.refused(DomainError, lambda: break_off_vote(vote.row, member, "Toch niet."))

    @precondition(lambda self: self.running)
    @rule(reason=st.sampled_from(("Te vroeg geopend.", "Almelo kwam binnen.", " ")))
    def breaks_off(self, reason: str) -> None:
        vote = self.running
        assert vote is not None
        if vote.state != "open" or not reason.strip():
            return self.refused(DomainError, lambda: break_off_vote(vote.row, self.board.secretary, reason))
        break_off_vote(vote.row, self.board.secretary, reason)
        vote.state = "broken_off"
        return None

    @precondition(lambda self: self.votes)
    @rule(seat=st.sampled_from((CHAIR, VICE_CHAIR, "almelo")), choice=st.sampled_from(tuple(SIDES)))
    def gives_the_deciding_vote(self, seat: str, choice: str) -> None:
        vote = self.votes[-1]

        def act() -> object:
            return cast_deciding_vote(vote.row, self.board.holders[seat], choice)

        if vote.state != "tied":
            return self.refused(Conflict, act)
        if seat != {"chair": CHAIR, "vice_chair": vote.vice}[vote.waiting]:
            return self.refused(NotAllowed, act)
        act()
        self.conclude(vote, SIDES[choice])
        return None

    @precondition(lambda self: not self.closed and self.votes)
    @rule()
    def closes_the_meeting(self) -> None:
        vote = self.running
        if vote is not None and vote.state == "open":
            return self.refused(Conflict, lambda: close_meeting(self.meeting, self.board.secretary))
        close_meeting(self.meeting, self.board.secretary)
        if vote is not None:
            self.conclude(vote, "not_adopted")
        board, seat = self.board, self.board.seats[CHAIR]
        self.refused(DomainError, lambda: arrive(self.meeting, seat, board.chair, board.secretary))
        self.refused(DomainError, lambda: open_vote(decide_item(self.meeting), board.secretary))
        return self.next_meeting()

    # --- what must hold after every act ---

    @invariant()
    def votes_are_as_the_model_says(self) -> None:
        rows = {row.pk: row for row in Vote.objects.filter(meeting__in=self.meetings)}
        assert set(rows) == {vote.row.pk for vote in self.votes}  # nothing of a vote is deleted
        assert sum(row.state in (VoteState.OPEN, VoteState.TIED) for row in rows.values()) <= 1
        for vote in self.votes:
            row = rows[vote.row.pk]
            assert (row.state, row.result, row.waiting_for) == (vote.state, vote.result, vote.waiting)
            if row.outcome:
                stored = tuple(row.outcome[k] for k in (*CHOICES, "not_voted", "absent"))
                assert stored == vote.totals()

    @invariant()
    def latest_vote_keeps_its_roster_and_every_ballot(self) -> None:
        if not self.votes:
            return
        vote = self.votes[-1]
        lines = list(vote.row.seats.select_related("seat").prefetch_related("ballots"))
        roster = {line.seat.slug: "deputy" if line.by_deputy else "holder" for line in lines if line.present}
        assert roster == vote.roster
        for line in lines:
            stored = [(ballot.sequence, ballot.choice) for ballot in line.ballots.all()]
            assert sorted(stored) == list(enumerate(vote.ballots.get(line.seat.slug, []), start=1))
        offices = {line.office: line.seat.slug for line in lines if line.office}
        assert offices == {"chair": CHAIR, "vice_chair": vote.vice}
        seat = vote.row.presiding_seat
        assert (seat.slug if seat else None) == vote.presiding

    @invariant()
    def result_is_hidden_until_the_vote_closes(self) -> None:
        vote = self.votes[-1] if self.votes else None
        if vote is None or vote.state != "open":
            return
        row = Vote.objects.get(pk=vote.row.pk)
        assert seat_choices(row) == []
        assert (progress(row).voted, progress(row).entitled) == (len(vote.ballots), len(vote.roster))

    @invariant()
    def decisions_are_made_once_and_numbered_without_gaps(self) -> None:
        made = Decision.objects.filter(meeting__in=self.meetings)
        numbers = sorted(made.values_list("number_in_year", flat=True))
        assert numbers == list(range(1, self.decisions + 1))
        state, decision = ViceChairTerm.objects.values_list("state", "decision").get(pk=self.draft.pk)
        adopted = any(vote.carries_draft and vote.result == "adopted" for vote in self.votes)
        assert ((state == AdoptableState.ADOPTED), (decision is not None)) == (adopted, adopted)

    @invariant()
    def screens_never_go_back(self) -> None:
        for meeting, version in LiveVersion.objects.values_list("meeting", "version"):
            assert version >= self.versions.get(meeting, 0)
            self.versions[meeting] = version

    @invariant()
    def meeting_has_who_presides(self) -> None:
        if not self.closed:
            meeting = Meeting.objects.select_related("presiding_seat").get(pk=self.meeting.pk)
            assert (meeting.presiding_seat.slug if meeting.presiding_seat else None) == self.presiding
