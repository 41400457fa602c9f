"""The voting acts in any order that hypothesis can think of, with a simple model of the board beside them.

The model knows nothing of rows: who sits where, who presides, and for each vote its roster, its ballots and what must
come out. After every act the database has to agree with it, and the invariants of voting have to hold.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

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
from governance.models import Ballot, Meeting, Person, ViceChairTerm, Vote
from tests.governance.factories import CHAIR, SEATS, VICE_CHAIR, Board, decide_item
from tests.governance.voting_invariants import VotingInvariants
from tests.governance.voting_model import CHOICES, SIDES, ModelVote
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

ACTS = (
    *["casts"] * 4, *["opens"] * 5, *["casts evenly"] * 6, *["closes"] * 3, *["decides"] * 3, *["repeats"] * 2,
    *["arrives"] * 2, *["leaves"] * 2, "presides", "meddles", "breaks off", "closes the meeting",
)  # fmt: skip


class VotingMachine(VotingInvariants):
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

    def choose_presiding(self, arrived: str | None = None) -> None:
        first = next((seat for seat in (CHAIR, self.vice) if self.present.get(seat) == "holder"), None)
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

    @rule(seed=st.integers(0, 2**32 - 1))
    def somebody_acts(self, seed: int) -> None:
        """One rule that draws the act and all about it evenly: hypothesis's own choice among rules and its love of
        small values hardly ever came to a tie.

        proper: below 8 who sits there acts, else the other one. which: below 40 the latest vote, else an earlier one.
        flag: alone or with help, twice or once, and the like.
        """
        chance = random.Random(seed)
        act, seat, choice = chance.choice(ACTS), chance.choice(SEATS), chance.choice(CHOICES)
        proper, which, flag = chance.randrange(10), chance.randrange(51), chance.random() < 0.5
        vote = (self.votes[-1] if which < 40 else self.votes[which % len(self.votes)]) if self.votes else None
        there = (vote.roster if vote and "cast" in act else self.present).get(seat, "holder")
        capacity = there if proper < 8 else {"holder": "deputy", "deputy": "holder"}[there]
        match act:
            case "arrives" if not self.closed:
                self.arrives(seat, capacity, flag)
            case "leaves" if not self.closed:
                self.leaves(seat)
            case "presides" if not self.closed:
                self.presides(seat)
            case "opens" if not self.closed:
                self.opens(1 + flag)
            case "closes the meeting" if not self.closed and proper < 3:
                self.closes_the_meeting()
            case "repeats" if self.sent:
                self.repeats(which, flag)
            case "meddles" if vote:
                self.meddles(seat)
            case "breaks off" if vote:
                self.breaks_off("Te vroeg geopend." if proper < 3 else " ")
            case "casts" if vote:
                self.casts(vote, seat, capacity, choice)
            case "casts evenly" if vote:
                self.casts_evenly(seat, which)
            case "closes" if vote:
                self.closes(vote, flag)
            case "decides" if vote:
                self.decides(seat if proper > 7 else vote.asked, choice)

    # --- attendance ---

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

    @initialize(seed=st.integers(0, 2**32 - 1))
    def usually_there(self, seed: int) -> None:
        """Who is at the beginning of each meeting of this run: an empty room says little about voting."""
        chance = random.Random(seed)
        deputies, away = chance.sample(SEATS, 2), chance.sample(SEATS, chance.randrange(4))
        self.usual = {seat: "deputy" if seat in deputies else "holder" for seat in SEATS if seat not in away}
        self.they_arrive()

    def they_arrive(self) -> None:
        for seat, capacity in self.usual.items():
            self.arrives(seat, capacity, True)

    def leaves(self, seat: str) -> None:
        leave(self.meeting, self.board.seats[seat], self.board.secretary)
        if self.present.pop(seat, None) is None:
            return
        if self.presiding == seat:
            self.presiding = None
        self.choose_presiding()

    def presides(self, seat: str) -> None:
        def act() -> object:
            return preside(self.meeting, self.board.seats[seat], self.board.secretary)

        if seat not in self.present:
            return self.refused(DomainError, act)
        act()
        self.presiding = seat
        return None

    # --- votes ---

    def opens(self, which: int) -> None:
        if self.decided == {1, 2}:
            return self.closes_the_meeting()
        which = which if which not in self.decided else 3 - which
        item = decide_item(self.meeting, which)

        def act() -> Vote:
            return open_vote(item, self.board.secretary)

        if self.running or not self.present:
            return self.refused(DomainError, act)
        carries = (self.number, which) == (0, 1)
        self.votes.append(ModelVote(act(), dict(self.present), self.vice, self.presiding, carries))
        return None

    def casts(self, vote: ModelVote, seat: str, capacity: str, choice: str) -> None:
        """In the running vote mostly; now and then in one that is over, as from a page that stayed open."""
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

    def casts_evenly(self, silent: str, start: int) -> None:
        """As many for as against, so that who decides a tie is met often, and by every road."""
        vote = self.votes[-1]
        if vote.state == "open":
            order = [SEATS[(start + number) % len(SEATS)] for number in range(len(SEATS))]
            voting = [seat for seat in order if seat in vote.roster and seat not in (silent, *vote.ballots)]
            for number, seat in enumerate(voting[: len(voting) // 2 * 2]):
                self.casts(vote, seat, vote.roster[seat], CHOICES[number % 2])

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

    def closes(self, vote: ModelVote, twice: bool) -> None:
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

    def meddles(self, seat: str) -> None:
        """An ordinary member can neither close nor break off, whatever the state."""
        vote, member = self.votes[-1], self.board.holders[seat]
        if seat not in (CHAIR, self.vice, self.presiding):
            self.refused(DomainError, lambda: close_vote(vote.row, member))
            self.refused(DomainError, lambda: break_off_vote(vote.row, member, "Toch niet."))

    def breaks_off(self, reason: str) -> None:
        vote = self.votes[-1]
        if vote.state != "open" or not reason.strip():
            return self.refused(DomainError, lambda: break_off_vote(vote.row, self.board.secretary, reason))
        break_off_vote(vote.row, self.board.secretary, reason)
        vote.state = "broken_off"
        return None

    def decides(self, seat: str, choice: str) -> None:
        vote = self.votes[-1]
        choice = "declined" if choice == "abstained" else choice

        def act() -> object:
            return cast_deciding_vote(vote.row, self.board.holders[seat], choice)

        if vote.state != "tied":
            return self.refused(Conflict, act)
        if seat != vote.asked:
            return self.refused(NotAllowed, act)
        act()
        self.conclude(vote, SIDES[choice])
        return None

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
        self.next_meeting()
        if not self.closed:
            self.they_arrive()
        return None
