"""What a board member asks: one job more, figures within their rounding, a divisor to compute with by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotum.domain.apportionment import ApportionmentError, Method, apportion
from quotum.domain.what_if import common_divisor, moves, other_total, rounding_effect

HAMILTON, WEBSTER, DHONDT = Method
ALABAMA = {"a": 6, "b": 6, "c": 2}

sizes = st.lists(st.integers(0, 400), min_size=1, max_size=8).filter(any)
jobs_to_divide = st.integers(0, 200)


def named(numbers: list[int]) -> dict[str, int]:
    return dict(zip("abcdefgh", numbers, strict=False))


@given(sizes, jobs_to_divide, st.sampled_from(Method))
@settings(max_examples=150, deadline=None)
def test_sum_is_exact_and_nobody_is_below_zero(numbers: list[int], jobs: int, method: Method) -> None:
    shares = apportion(method, jobs, named(numbers)).shares
    assert sum(shares.values()) == jobs
    assert min(shares.values()) >= 0


@given(sizes, jobs_to_divide)
@settings(max_examples=150, deadline=None)
def test_hamilton_keeps_the_quota(numbers: list[int], jobs: int) -> None:
    for sector in apportion(HAMILTON, jobs, named(numbers)).sectors:
        assert sector.floor <= sector.jobs <= sector.floor + (sector.remainder > 0)


@given(st.data(), sizes, jobs_to_divide, st.sampled_from(Method))
@settings(max_examples=150, deadline=None)
def test_order_matters_only_in_a_tie(
    data: st.DataObject, numbers: list[int], jobs: int, method: Method
) -> None:
    weights = named(numbers)
    turned = dict(data.draw(st.permutations(list(weights.items()))))
    first, second = apportion(method, jobs, weights), apportion(method, jobs, turned)
    assert {frozenset(group) for group in first.ties} == {frozenset(group) for group in second.ties}
    tied = {name for group in first.ties for name in group}
    for name in weights:
        assert name in tied or first.shares[name] == second.shares[name]


@given(sizes)
@settings(max_examples=25, deadline=None)
def test_webster_never_takes_when_there_is_more(numbers: list[int]) -> None:
    series = [apportion(WEBSTER, jobs, named(numbers)).shares for jobs in range(40)]
    assert all(before[name] <= after[name] for before, after in pairwise(series) for name in before)


def test_one_more_names_who_loses() -> None:
    answer = other_total(HAMILTON, 10, ALABAMA, 11)
    assert [(move.sector, move.before, move.after) for move in answer.moves] == [
        ("a", 4, 5),
        ("b", 4, 5),
        ("c", 2, 1),
    ]
    assert [move.sector for move in answer.paradox] == ["c"]
    assert other_total(WEBSTER, 10, ALABAMA, 11).paradox == ()


def test_one_less_names_who_gains() -> None:
    assert [move.sector for move in other_total(HAMILTON, 11, ALABAMA, 10).paradox] == ["c"]


def test_other_total_that_cannot_be_divided() -> None:
    with pytest.raises(ApportionmentError, match="aantal banen"):
        other_total(HAMILTON, 10, ALABAMA, -1)


def test_moves_are_only_what_differs() -> None:
    assert [move.difference for move in moves({"a": 1, "b": 2}, {"a": 1, "b": 5})] == [3]


def outcomes(method: Method, jobs: int, weights: dict[str, int], margin: int) -> set[tuple[int, ...]]:
    """Every division that whole figures within the margin can give, one by one."""
    ranges = [range(max(weight - margin, 0), weight + margin + 1) for weight in weights.values()]
    return {
        tuple(apportion(method, jobs, dict(zip(weights, drawn, strict=True))).shares.values())
        for drawn in product(*ranges)
        if any(drawn)
    }


@given(
    st.lists(st.integers(1, 40), min_size=2, max_size=4),
    st.integers(1, 25),
    st.integers(1, 2),
    st.sampled_from(Method),
)
@settings(max_examples=60, deadline=None)
def test_bounds_hold_for_every_figure_within_the_rounding(
    numbers: list[int], jobs: int, margin: int, method: Method
) -> None:
    """Held against all figures one by one: nothing lies outside the bounds, and certain means one outcome only."""
    weights = named(numbers)
    effect = rounding_effect(method, jobs, weights, dict.fromkeys(weights, margin))
    found = outcomes(method, jobs, weights, margin)
    for place, share in enumerate(effect.shares):
        seen = {outcome[place] for outcome in found}
        assert share.at_least <= min(seen)
        assert max(seen) <= share.at_most
        if method is not HAMILTON:  # for the divisor methods the bounds are reached
            assert (share.at_least, share.at_most) == (min(seen), max(seen))
        assert share.at_least <= share.seen_least <= share.seen_most <= share.at_most
    if effect.is_certain:
        assert len(found) == 1
        assert effect.changed == 0


def test_figures_of_twente_move_within_their_rounding() -> None:
    """Ten sectors of 2014 at 500 jobs, each rounded to 100 (domain facts: about a third of the cases)."""
    numbers = [1900, 42100, 14600, 69100, 5600, 5100, 2000, 38800, 82800, 7200]
    weights = {f"sector {place}": number for place, number in enumerate(numbers)}
    effect = rounding_effect(HAMILTON, 500, weights, dict.fromkeys(weights, 50))
    assert not effect.is_certain
    assert 20 < effect.changed_percent < 50
    assert effect.most_moved in (1, 2)
    assert effect == rounding_effect(HAMILTON, 500, weights, dict.fromkeys(weights, 50))


def test_single_jobs_move_nothing() -> None:
    effect = rounding_effect(HAMILTON, 10, {"a": 41, "b": 31, "c": 28}, {})
    assert effect.is_certain
    assert (effect.changed, effect.most_moved) == (0, 0)
    assert [(share.seen_least, share.seen_most) for share in effect.shares] == [(4, 4), (3, 3), (3, 3)]


def test_a_tie_is_never_certain() -> None:
    assert not rounding_effect(HAMILTON, 1, {"a": 5, "b": 5}, {}).is_certain
    assert not rounding_effect(WEBSTER, 1, {"a": 5, "b": 5}, {}).is_certain


@given(sizes, st.integers(1, 200))
@settings(max_examples=150, deadline=None)
def test_divisor_gives_webster_by_ordinary_rounding(numbers: list[int], jobs: int) -> None:
    result = apportion(WEBSTER, jobs, named(numbers))
    divisor = common_divisor(result.sectors)
    assert divisor is not None
    for sector in result.sectors:
        quotient = Fraction(sector.weight) / divisor
        assert abs(quotient - sector.jobs) <= Fraction(1, 2)
        if not result.ties:
            assert sector.jobs == (quotient + Fraction(1, 2)).__floor__()


def test_divisor_has_few_decimals() -> None:
    assert common_divisor(apportion(WEBSTER, 4, {"a": 60, "b": 33}).sectors) == 23
    assert common_divisor(apportion(HAMILTON, 10, {"a": 91, "b": 5, "c": 4}).sectors) is not None


def test_no_divisor_where_it_is_not_webster() -> None:
    assert common_divisor(apportion(DHONDT, 10, {"a": 85, "b": 8, "c": 7}).sectors) is None
