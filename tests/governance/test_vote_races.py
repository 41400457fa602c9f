"""Many hands at once, on a real PostgreSQL: nothing lost, nothing late, nothing double.

Every thread has a connection of its own and starts at a barrier, so that the acts really meet. Scaled down by default;
`bin/test --deep` runs the full storm of eight voters and four closers over five hundred votes.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from governance.actions import break_off_vote, cast_ballot, cast_deciding_vote, close_vote, open_vote
from governance.actions.ballots import VoteClosed
from governance.domain.outcome import Totals
from governance.enums import VoteState
from governance.models import Ballot, Decision, LedgerEvent, LedgerHead, Vote
from governance.queries.votes import count
from tests.governance.factories import (
    SEATS,
    Board,
    cast,
    cast_all,
    decide_item,
    make_board,
    make_meeting,
    make_open_vote,
)
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each act gave, or the refusal it met, when all of them start together. Anything else is raised."""
    barrier = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=30)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(one, acts))


def refusals(results: Sequence[object]) -> list[DomainError]:
    return [result for result in results if isinstance(result, DomainError)]


def counted(vote: Vote) -> int:
    return sum(vote.outcome[key] for key in ("for", "against", "abstained"))


def test_two_closers_make_one_decision() -> None:
    board = make_board()
    meeting = make_meeting(board, proposals=10)
    for number in range(1, 11):
        vote = make_open_vote(board, meeting, number)
        cast(vote, board.chair, "for")
        closers = [board.secretary, board.chair, board.vice_chair, board.secretary]
        results = at_once([partial(close_vote, vote, by) for by in closers])
        assert len(refusals(results)) == 3
        assert all("al gesloten om" in refusal.message for refusal in refusals(results))
        assert Decision.objects.filter(vote=vote).count() == 1
    assert sequence_has_no_gaps()


def test_two_openers_open_one_vote() -> None:
    board = make_board()
    meeting = make_meeting(board, proposals=2)
    items = [decide_item(meeting, 1), decide_item(meeting, 2)] * 2
    results = at_once([partial(open_vote, item, board.secretary) for item in items])
    assert len(refusals(results)) == 3
    assert Vote.objects.filter(meeting=meeting).count() == 1


def test_double_click_is_one_ballot() -> None:
    board = make_board()
    vote = make_open_vote(board, make_meeting(board))
    key, text = uuid4(), vote.proposal_version.sha256

    def click() -> Ballot:
        return cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key)

    results = at_once([click] * 6)
    assert refusals(results) == []
    assert Ballot.objects.count() == 1


def test_two_tabs_with_different_choices_leave_one_in_force() -> None:
    board = make_board()
    vote = make_open_vote(board, make_meeting(board))
    choices = ["for", "against", "abstained", "for"]
    at_once([partial(cast, vote, board.chair, choice) for choice in choices])
    ballots = Ballot.objects.filter(vote_seat__vote=vote)
    assert sorted(ballots.values_list("sequence", flat=True)) == [1, 2, 3, 4]
    assert counted(close_vote(vote, board.secretary)) in (0, 1)  # one seat, for or against, or abstained


def test_deciding_vote_and_breaking_off_and_closing_meet() -> None:
    board = make_board()
    vote = make_open_vote(board, make_meeting(board))
    cast_all(vote, board, "ovvvttt-")
    results = at_once(
        [
            lambda: close_vote(vote, board.secretary),
            lambda: break_off_vote(vote, board.secretary, "Toch niet."),
            lambda: close_vote(vote, board.vice_chair),
        ]
    )
    assert len(refusals(results)) == 2
    vote.refresh_from_db()
    if vote.state == VoteState.TIED:
        both = at_once([lambda: cast_deciding_vote(vote, board.chair, "for")] * 2)
        assert len(refusals(both)) == 1
        assert Decision.objects.filter(vote=vote).count() == 1
    else:
        assert vote.state == VoteState.BROKEN_OFF


def storm(board: Board, votes: int, seed: int) -> None:
    """Eight voters who change their mind and four closers, at once, in one vote after another."""
    chance = random.Random(seed)
    accepted = stored = 0
    for _ in range(votes // 20):
        meeting = make_meeting(board, proposals=20)
        for number in range(1, 21):
            vote = make_open_vote(board, meeting, number)
            waits = [chance.uniform(0, 0.03) for _ in range(12)]
            picks = [chance.choice(["for", "against", "abstained"]) for _ in SEATS]
            acknowledged, in_outcome = one_vote(board, vote, waits, picks)
            accepted, stored = accepted + acknowledged, stored + in_outcome
    assert accepted == stored
    assert votes < accepted < votes * 8  # else nobody was late, or nobody in time, and it was no storm
    assert sequence_has_no_gaps()
    assert ledger_holds()


def one_vote(board: Board, vote: Vote, waits: Sequence[float], picks: Sequence[str]) -> tuple[int, int]:
    """One vote of the storm: how many ballots were acknowledged, and how many its outcome holds."""

    def voter(slug: str, wait: float, pick: str) -> Callable[[], object]:
        def act() -> object:
            time.sleep(wait)
            key, text = uuid4(), vote.proposal_version.sha256
            person = board.holders[slug]
            first = cast_ballot(vote, person, pick, text_sha256=text, request_key=key)
            again = cast_ballot(vote, person, pick, text_sha256=text, request_key=key)  # the retry
            assert first.pk == again.pk
            return slug

        return act

    def closer(wait: float) -> Callable[[], object]:
        def act() -> object:
            time.sleep(wait)
            close_vote(vote, board.secretary)
            return None

        return act

    voters = [voter(slug, wait, pick) for slug, wait, pick in zip(SEATS, waits, picks, strict=False)]
    results = at_once([*voters, *[closer(wait) for wait in waits[8:]]])
    vote.refresh_from_db()
    accepted = {slug for slug in results[:8] if isinstance(slug, str)}
    late = [result for result in results[:8] if isinstance(result, VoteClosed)]
    assert len(accepted) + len(late) == 8
    assert all("niet meegeteld" in refusal.message for refusal in late)
    assert sum(isinstance(result, Conflict) for result in results[8:]) == 3
    # What the database has is what was acknowledged: none lost, none late, none double.
    stored = list(Ballot.objects.filter(vote_seat__vote=vote).values_list("vote_seat__seat__slug", flat=True))
    assert sorted(stored) == sorted(accepted)
    assert vote.state in (VoteState.CLOSED, VoteState.TIED)
    assert count(vote).totals == count_of(vote)
    if vote.state == VoteState.TIED:
        cast_deciding_vote(vote, board.chair, "declined")
    return len(accepted), counted(vote)


def count_of(vote: Vote) -> Totals:
    """The totals as they were stored when the vote closed."""
    o = vote.outcome
    return Totals(o["for"], o["against"], o["abstained"], o["not_voted"], o["absent"], o["recused"])


def sequence_has_no_gaps() -> bool:
    for year in set(Decision.objects.values_list("year", flat=True)):
        numbers = sorted(Decision.objects.filter(year=year).values_list("number_in_year", flat=True))
        if numbers != list(range(1, len(numbers) + 1)):
            return False
    return True


def ledger_holds() -> bool:
    """Every event carries the hash of the one before, without a gap, up to the head."""
    previous, sequence = "0" * 64, 0
    for event in LedgerEvent.objects.order_by("sequence").iterator():
        if event.sequence != sequence + 1 or event.previous_sha256 != previous:
            return False
        facts = {
            "sequence": event.sequence,
            "at": event.at.isoformat(),
            "kind": event.kind,
            "person": event.person_id,
            "facts": event.facts,
            "previous": previous,
        }
        if content_hash(facts) != event.sha256:
            return False
        previous, sequence = event.sha256, event.sequence
    return LedgerHead.objects.get(pk=1).sha256 == previous


def test_storm_of_voters_and_closers(deep: bool) -> None:
    storm(make_board(), votes=500 if deep else 20, seed=20150205)
