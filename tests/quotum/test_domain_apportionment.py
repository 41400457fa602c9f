"""Dividing jobs over sectors: by hand, by the properties of each method, and beside votelib."""

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import pytest
import votelib.evaluate.core
import votelib.evaluate.proportional

from quotum.domain.apportionment import ApportionmentError, Method, apportion

HAMILTON, WEBSTER, DHONDT = Method
ORACLES = {
    HAMILTON: votelib.evaluate.proportional.LargestRemainder("hare"),
    WEBSTER: votelib.evaluate.proportional.HighestAverages("sainte_lague"),
    DHONDT: votelib.evaluate.proportional.HighestAverages("d_hondt"),
}


def divide(method: Method, jobs: int, *weights: int) -> tuple[list[int], list[str]]:
    """Jobs per sector a, b, c …, and the tied sectors (there is at most one group)."""
    result = apportion(method, jobs, dict(zip("abcdefghij", weights, strict=False)))
    assert len(result.ties) <= 1
    return list(result.shares.values()), [name for group in result.ties for name in group]


BY_HAND = {
    # exact 4.1, 3.1, 2.8: whole 4, 3, 2 and the last job to the largest remainder
    "hamilton": (HAMILTON, 10, (41, 31, 28), [4, 3, 3], []),
    "hamilton_comes_out_even": (HAMILTON, 10, (50, 30, 20), [5, 3, 2], []),
    # The case at which another package gives a seat to remainders of 0.6 twice before 0.8.
    "hamilton_tie_larger_sector_is_out_of_reach": (HAMILTON, 2, (6, 6, 8), [1, 0, 1], ["a", "b"]),
    "hamilton_tie_larger_sector_first": (HAMILTON, 3, (1, 3), [1, 2], []),
    "hamilton_tie_goes_to_the_larger": (HAMILTON, 2, (1, 3), [0, 2], ["a", "b"]),
    "hamilton_tie_of_equals_goes_to_the_first": (HAMILTON, 1, (5, 5, 5), [1, 0, 0], ["a", "b", "c"]),
    "hamilton_same_remainder_all_served": (HAMILTON, 3, (5, 5, 5), [1, 1, 1], []),
    "hamilton_same_remainder_some_served": (HAMILTON, 5, (5, 5, 5), [2, 2, 1], ["a", "b", "c"]),
    # quotients a 60 20 12, b 30 10: the fifth is 10
    "webster": (WEBSTER, 4, (60, 30), [3, 1], []),
    "webster_tie_goes_to_the_larger": (WEBSTER, 2, (30, 10), [2, 0], ["a", "b"]),
    "webster_tie_larger_given_last": (WEBSTER, 2, (10, 30), [0, 2], ["a", "b"]),
    "webster_fewer_jobs_than_half_the_sectors": (WEBSTER, 2, (1, 2, 3, 4, 5, 6), [0, 0, 0, 0, 1, 1], []),
    "dhondt": (DHONDT, 5, (60, 30), [4, 1], ["a", "b"]),
    "dhondt_favours_the_large": (DHONDT, 10, (85, 8, 7), [10, 0, 0], []),
    "dhondt_tie_of_three": (DHONDT, 2, (10, 10, 10), [1, 1, 0], ["a", "b", "c"]),
    "dhondt_winner_and_loser_of_different_size": (DHONDT, 2, (20, 10), [2, 0], ["a", "b"]),
    "one_sector": (WEBSTER, 7, (3,), [7], []),
}


@pytest.mark.parametrize(("method", "jobs", "weights", "shares", "tied"), BY_HAND.values(), ids=BY_HAND)
def test_apportion_by_hand(method, jobs, weights, shares, tied):
    assert divide(method, jobs, *weights) == (shares, tied)


@pytest.mark.parametrize("method", Method)
def test_no_jobs(method):
    assert divide(method, 0, 5, 5, 0) == ([0, 0, 0], [])


@pytest.mark.parametrize("method", Method)
def test_sector_without_workplaces_gets_nothing(method):
    assert divide(method, 3, 0, 5, 5, 0) == ([0, 2, 1, 0], ["b", "c"])


def test_row_shows_how_it_came_about():
    result = apportion(HAMILTON, 10, {"zorg": 41, "bouw": 31, "handel": 28})
    trade = result.sectors[2]
    assert (trade.sector, trade.weight, trade.floor, trade.jobs) == ("handel", 28, 2, 3)
    assert (trade.exact, trade.remainder) == (Fraction(14, 5), Fraction(4, 5))
    assert (result.method, result.jobs) == (HAMILTON, 10)


def test_alabama_paradox_of_hamilton():
    """The known price of largest remainders: one job more, and a sector has one less. Webster has no such case."""
    weights = {"a": 6, "b": 6, "c": 2}
    assert apportion(HAMILTON, 10, weights).shares == {"a": 4, "b": 4, "c": 2}
    assert apportion(HAMILTON, 11, weights).shares == {"a": 5, "b": 5, "c": 1}


def random_cases(seed: int, number: int, largest_weight: int = 60) -> Iterator[tuple[int, dict[str, int]]]:
    chance = random.Random(seed)
    for _ in range(number):
        # Small and round weights, because there the ties are.
        unit = chance.choice((1, 1, 5, 100))
        weights = [unit * chance.randint(0, largest_weight) for _ in range(chance.randint(1, 9))]
        if any(weights):
            yield chance.randint(0, 120), dict(zip("abcdefghi", weights, strict=False))


def votelib_result(method: Method, jobs: int, weights: dict[str, int]) -> tuple[dict[str, int], list[str]]:
    """votelib's shares without the jobs that it leaves to a tie, and the sectors of that tie."""
    found = ORACLES[method].evaluate({name: weight for name, weight in weights.items() if weight}, jobs)
    certain = {name: found.get(name, 0) for name in weights}
    ties = [name for name in found if isinstance(name, votelib.evaluate.core.Tie)]
    assert len(ties) <= 1
    return certain, [name for name in weights if ties and name in ties[0]]


@pytest.mark.parametrize("method", Method)
def test_same_as_votelib(method):
    """Same shares; where votelib reports a tie, the same tied sectors, and the open jobs go to the largest of them."""
    with_tie = 0
    for jobs, weights in random_cases(1, 5000):
        if not jobs:
            continue
        result = apportion(method, jobs, weights)
        certain, tied = votelib_result(method, jobs, weights)
        assert [list(group) for group in result.ties] == ([tied] if tied else []), (jobs, weights)
        open_jobs = jobs - sum(certain.values())
        largest_first = sorted(tied, key=lambda name: -weights[name])
        for name in largest_first[:open_jobs]:
            certain[name] += 1
        assert result.shares == certain, (jobs, weights)
        with_tie += bool(tied)
    assert with_tie > 150


@pytest.mark.parametrize("method", Method)
def test_sum_is_exact_and_the_larger_sector_never_has_less(method):
    for jobs, weights in random_cases(2, 1500):
        shares = apportion(method, jobs, weights).shares
        assert sum(shares.values()) == jobs
        assert list(shares) == list(weights)
        by_size = sorted(weights, key=lambda name: weights[name])
        for smaller, larger in pairwise(by_size):
            assert weights[smaller] == weights[larger] or shares[smaller] <= shares[larger]


def test_hamilton_rounds_every_exact_share_down_or_up():
    for jobs, weights in random_cases(3, 1500):
        for sector in apportion(HAMILTON, jobs, weights).sectors:
            assert sector.floor <= sector.jobs <= sector.floor + (sector.remainder > 0)
            assert (
                sector.floor + sector.remainder
                == sector.exact
                == Fraction(jobs * sector.weight, sum(weights.values()))
            )


def test_dhondt_never_goes_below_the_exact_share_rounded_down():
    for jobs, weights in random_cases(4, 1500):
        for sector in apportion(DHONDT, jobs, weights).sectors:
            assert sector.jobs >= sector.floor


@pytest.mark.parametrize("method", [WEBSTER, DHONDT])
def test_a_job_more_never_costs_a_sector_a_job(method):
    for _, weights in random_cases(5, 60, largest_weight=12):
        series = [apportion(method, jobs, weights).shares for jobs in range(80)]
        for before, after in pairwise(series):
            assert sorted(after[name] - before[name] for name in weights) == [0] * (len(weights) - 1) + [1]


def one_by_one(method: Method, jobs: int, weights: dict[str, int]) -> dict[str, int]:
    """The divisor methods as the law tells them: one job after another, without a jump to start with."""
    step = 1 if method is DHONDT else 2
    shares = dict.fromkeys(weights, 0)
    for _ in range(jobs):
        best = max(
            weights, key=lambda name: (Fraction(weights[name], step * shares[name] + 1), weights[name])
        )
        shares[best] += 1
    return shares


@pytest.mark.parametrize("method", [WEBSTER, DHONDT])
def test_jump_start_is_the_same_as_one_job_after_another(method):
    for jobs, weights in random_cases(6, 300):
        assert apportion(method, jobs, weights).shares == one_by_one(method, jobs, weights), (jobs, weights)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("jobs", [10**9, 10**9 + 7, 10**30 + 1])
def test_time_does_not_grow_with_the_jobs(method, jobs):
    """A billion jobs handed out one by one would take this test past any patience; and still nobody is off by two."""
    weights = {f"sector {place}": 100 * (place + 1) ** 2 for place in range(18)} | {"leeg": 0}
    result = apportion(method, jobs, weights)
    assert sum(result.shares.values()) == jobs
    assert all(abs(sector.jobs - sector.exact) < 18 for sector in result.sectors)
    if method is HAMILTON:
        assert all(abs(sector.jobs - sector.exact) < 1 for sector in result.sectors)


BAD = {
    "jobs_negative": (-1, {"a": 1}, "aantal banen"),
    "jobs_true": (True, {"a": 1}, "aantal banen"),
    "jobs_float": (2.0, {"a": 1}, "aantal banen"),
    "no_weights": (3, {}, "geen sectoren"),
    "all_weights_zero": (3, {"a": 0, "b": 0}, "gewicht 0"),
    "all_weights_zero_without_jobs": (0, {"a": 0}, "gewicht 0"),
    "weight_negative": (3, {"a": 4, "b": -1}, "sector 'b'"),
    "weight_true": (3, {"a": True}, "sector 'a'"),
    "weight_float": (3, {"a": 1.5}, "sector 'a'"),
    "weight_text": (3, {"a": "1"}, "sector 'a'"),
}


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize(("jobs", "weights", "message"), BAD.values(), ids=BAD)
def test_input_that_cannot_be_divided(method, jobs, weights, message):
    with pytest.raises(ApportionmentError, match=message):
        apportion(method, jobs, weights)


def test_unknown_method():
    with pytest.raises(ApportionmentError, match="Onbekende verdeelmethode: 'adams'"):
        apportion("adams", 3, {"a": 1})


def test_method_from_a_database_counts_like_the_enum():
    assert apportion("webster", 4, {"a": 60, "b": 30}) == apportion(WEBSTER, 4, {"a": 60, "b": 30})
