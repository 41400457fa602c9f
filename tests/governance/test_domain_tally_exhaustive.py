"""Every outcome there is: six states for each seat, against the properties that any honest count has.

Eight seats are 1,679,616 votes, times six ways to fill the two offices; `deep` counts all of them. The usual run
counts all votes of five seats and a sample of eight.
"""

import random
from collections import Counter
from itertools import permutations, product

import pytest

from governance.domain.rules import RULE_SET_1
from governance.domain.tally import DecidingVote, Outcome, SeatState, TallyError, TallyOutcome, tally

# The index of a vote is a number in base six, the first seat in front; from against to for is then one digit up.
STATES = [
    SeatState.AGAINST,
    SeatState.FOR,
    *(s for s in SeatState if s not in (SeatState.AGAINST, SeatState.FOR)),
]
NAMES = "abcdefgh"
RANK = [Outcome.REJECTED, Outcome.NOT_ADOPTED, Outcome.TIED, Outcome.ADOPTED, Outcome.NO_DECISION]
REJECTED, NOT_ADOPTED, TIED, ADOPTED, NO_DECISION = range(5)
MIRROR = {
    REJECTED: ADOPTED,
    ADOPTED: REJECTED,
    TIED: TIED,
    NOT_ADOPTED: NOT_ADOPTED,
    NO_DECISION: NO_DECISION,
}
SWAPPED = {SeatState.FOR: SeatState.AGAINST, SeatState.AGAINST: SeatState.FOR}

# has a vice-chair, deputy for the chair, deputy for the vice-chair
OFFICES = {
    "both": (True, False, False),
    "deputy_for_chair": (True, True, False),
    "deputy_for_vice_chair": (True, False, True),
    "deputies_for_both": (True, True, True),
    "no_vice_chair": (False, False, False),
    "no_vice_chair_and_deputy_for_chair": (False, True, False),
}


def count(votes, offices, deciding_vote=None, chair="a", vice_chair="b") -> TallyOutcome:
    has_vice_chair, chair_by_deputy, vice_chair_by_deputy = offices
    seats = dict(zip(NAMES, votes, strict=False))
    return tally(
        RULE_SET_1,
        seats,
        chair,
        vice_chair if has_vice_chair else None,
        chair_by_deputy,
        vice_chair_by_deputy,
        deciding_vote,
    )


def expected(votes, offices) -> tuple[str, str | None, str | None]:
    """The rule set said once more, as short as it goes and with nothing of the engine."""
    has_vice_chair, *by_deputy = offices
    votes_for, against = votes.count("for"), votes.count("against")
    if votes_for + against == 0:
        return "no_decision", None, None
    if votes_for != against:
        return ("adopted" if votes_for > against else "rejected"), "majority", None
    for who, state, deputy in zip(("chair", "vice_chair"), votes, by_deputy, strict=False):
        if state in ("absent", "recused") or deputy or (who == "vice_chair" and not has_vice_chair):
            continue
        if state in ("for", "against"):
            return ("adopted" if state == "for" else "rejected"), who, None
        return "tied", None, who
    return "not_adopted", None, None


def check_deciding_votes(votes, offices, outcome: TallyOutcome, place: int) -> None:
    """Asked for: each answer has its result, decided by who was asked. Not asked for: refused."""
    if outcome.result is not Outcome.TIED:
        with pytest.raises(TallyError):
            count(votes, offices, list(DecidingVote)[place % 3])
        return
    for answer, result in zip(DecidingVote, ("adopted", "rejected", "not_adopted"), strict=True):
        decided = count(votes, offices, answer)
        by = None if answer is DecidingVote.DECLINED else outcome.waiting_for
        assert (decided.result, decided.decided_by, decided.waiting_for) == (result, by, None)
        assert decided.totals == outcome.totals


def check_every_vote(number_of_seats: int, offices) -> None:
    ranks = bytearray()
    by_offices: dict[object, TallyOutcome] = {}
    by_totals: dict[object, TallyOutcome] = {}
    fixed = 2 if offices[0] else 1
    for place, votes in enumerate(product(STATES, repeat=number_of_seats)):
        outcome = count(votes, offices)
        ranks.append(RANK.index(outcome.result))
        assert (outcome.result, outcome.decided_by, outcome.waiting_for) == expected(votes, offices), votes
        totals = outcome.totals
        counts = tuple(map(votes.count, SeatState))
        assert counts == (
            totals.votes_for, totals.against, totals.abstained, totals.not_voted, totals.absent, totals.recused
        )  # fmt: skip
        assert sum(counts) == totals.seats == number_of_seats
        assert f"{totals.votes_for} stem" in outcome.sentence
        assert f"{totals.against} tegen" in outcome.sentence
        # The seats without an office can be put in any order: the first vote with these totals is the same in full,
        # sentences included.
        assert by_offices.setdefault((votes[:fixed], counts), outcome) == outcome
        if totals.votes_for != totals.against:
            # What the chair and the vice-chair did makes no difference beyond being one of the votes.
            assert by_totals.setdefault(counts, outcome) == outcome
        if number_of_seats < 8 or outcome.result is Outcome.TIED or place % 7 == 0:
            check_deciding_votes(votes, offices, outcome, place)
    check_monotone(ranks, number_of_seats)
    check_swap(ranks, number_of_seats)


def check_monotone(ranks: bytearray, number_of_seats: int) -> None:
    """One against that becomes for never moves the result down; nor does it with any deciding vote on a tie."""
    for seat in range(number_of_seats):
        step = 6**seat
        for start in range(0, len(ranks), 6 * step):
            against, in_favour = ranks[start : start + step], ranks[start + step : start + 2 * step]
            for before, after in set(zip(against, in_favour, strict=True)):
                assert before <= after < NO_DECISION
                # A tie can still become anything by the deciding vote, so its neighbours are already certain.
                assert before != TIED or after == ADOPTED
                assert after != TIED or before == REJECTED


def check_swap(ranks: bytearray, number_of_seats: int) -> None:
    """Every for becomes against and the other way round: adopted and rejected change places, the rest stays."""
    swapped = [0]
    for _ in range(number_of_seats):
        swapped = [6 * place + digit for place in swapped for digit in (1, 0, 2, 3, 4, 5)]
    assert [MIRROR[ranks[place]] for place in swapped] == list(ranks)


@pytest.mark.parametrize("offices", OFFICES.values(), ids=OFFICES)
@pytest.mark.parametrize("number_of_seats", [2, 3, 4, 5])
def test_every_vote_of_a_small_board(number_of_seats, offices):
    check_every_vote(number_of_seats, offices)


@pytest.mark.deep
@pytest.mark.parametrize("offices", OFFICES.values(), ids=OFFICES)
def test_every_vote_of_eight_seats(offices):
    check_every_vote(8, offices)


def random_votes(seed: int, number: int):
    chance = random.Random(seed)
    for _ in range(number):
        # Mostly votes cast, so that ties are as frequent as they are in a meeting.
        yield tuple(chance.choices(STATES, weights=(6, 6, 1, 1, 1, 1), k=8))


@pytest.mark.parametrize("offices", OFFICES.values(), ids=OFFICES)
def test_sample_of_eight_seats(offices):
    for place, votes in enumerate(random_votes(6, 400)):
        outcome = count(votes, offices)
        assert (outcome.result, outcome.decided_by, outcome.waiting_for) == expected(votes, offices), votes
        rank = RANK.index(outcome.result)
        for seat, state in enumerate(votes):
            if state is SeatState.AGAINST:
                changed = (*votes[:seat], SeatState.FOR, *votes[seat + 1 :])
                assert rank <= RANK.index(count(changed, offices).result) < NO_DECISION
        mirrored = count([SWAPPED.get(state, state) for state in votes], offices)
        assert RANK.index(mirrored.result) == MIRROR[rank]
        check_deciding_votes(votes, offices, outcome, place)


def test_unequal_count_is_the_same_whoever_has_the_offices():
    checked = 0
    for votes in random_votes(7, 60):
        if votes.count(SeatState.FOR) == votes.count(SeatState.AGAINST):
            continue
        first = count(votes, OFFICES["both"])
        for chair, vice_chair in permutations(NAMES, 2):
            for offices in OFFICES.values():
                assert count(votes, offices, chair=chair, vice_chair=vice_chair) == first
        checked += 1
    assert checked > 30


def test_seats_change_places_and_the_outcome_stays():
    """Renaming and reordering the seats, offices and all, changes nothing: only who is what counts."""
    chance = random.Random(8)
    for votes in random_votes(9, 200):
        first = count(votes, OFFICES["both"])
        places = chance.sample(range(8), 8)
        moved = [votes[place] for place in places]
        chair, vice_chair = NAMES[places.index(0)], NAMES[places.index(1)]
        assert count(moved, OFFICES["both"], chair=chair, vice_chair=vice_chair) == first


def test_equal_counts_are_normal():
    """The brief's 27 %: with eight votes cast at random, 70 of 256 are four to four."""
    results = Counter(count(votes, OFFICES["both"]).decided_by for votes in product(STATES[:2], repeat=8))
    assert results == {"majority": 186, "chair": 70}
