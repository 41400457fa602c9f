"""What may be added to a commitment, and how it stands after it: sentences that say what to do instead."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotum.domain.commitments import (
    OVERLAP,
    Standing,
    check_change,
    check_commitment,
    check_correction,
    check_fulfilment,
    check_reopening,
    check_withdrawal,
    starts_overlap,
)
from quotum.enums import CommitmentState
from werkbedrijf.lib.errors import Conflict, DomainError

DAY = date(2026, 6, 1)


def standing(
    promised: int = 10, fulfilled: int = 4, *, withdrawn: bool = False, starts: date = DAY
) -> Standing:
    return Standing(starts, promised, fulfilled, withdrawn)


@pytest.mark.parametrize(
    ("line", "state", "still_open", "counting"),
    [
        (standing(), CommitmentState.OPEN, 6, 10),
        (standing(fulfilled=0), CommitmentState.OPEN, 10, 10),
        (standing(fulfilled=0, starts=DAY + timedelta(days=1)), CommitmentState.PLANNED, 10, 10),
        (standing(starts=DAY + timedelta(days=1)), CommitmentState.OPEN, 6, 10),
        (standing(fulfilled=10), CommitmentState.FULFILLED, 0, 10),
        (standing(withdrawn=True), CommitmentState.WITHDRAWN, 0, 4),
    ],
)
def test_standing(line: Standing, state: CommitmentState, still_open: int, counting: int) -> None:
    assert (line.state(DAY), line.open, line.counting) == (state, still_open, counting)


def test_starts_overlap_within_half_a_year() -> None:
    assert starts_overlap(DAY, DAY + OVERLAP)
    assert starts_overlap(DAY, DAY - OVERLAP)
    assert not starts_overlap(DAY, DAY + OVERLAP + timedelta(days=1))


@pytest.mark.parametrize(("jobs", "starts"), [(0, DAY), (10_001, DAY), (1, date(2012, 12, 31))])
def test_commitment_that_cannot_be_is_refused(jobs: int, starts: date) -> None:
    with pytest.raises(DomainError):
        check_commitment(jobs, starts)


@pytest.mark.parametrize(
    ("line", "jobs", "on", "part"),
    [
        (standing(), 7, DAY, "nog 6 van de 10"),
        (standing(), 0, DAY, "heel aantal"),
        (standing(), 1, DAY + timedelta(days=1), "nog niet"),
        (standing(), 1, date(2012, 1, 1), "telt vanaf 1 januari 2013"),
        (standing(withdrawn=True), 1, DAY, "ingetrokken"),
    ],
)
def test_fulfilment_that_cannot_be_is_refused(line: Standing, jobs: int, on: date, part: str) -> None:
    with pytest.raises(DomainError, match=part):
        check_fulfilment(line, jobs, on, DAY)


def test_fulfilment_of_all_that_is_open_passes() -> None:
    check_fulfilment(standing(), 6, DAY, DAY)


def test_correction_gives_the_difference_also_after_a_withdrawal() -> None:
    assert check_correction(standing(), 3, 1) == -2
    assert check_correction(standing(), 3, 9) == 6
    assert check_correction(standing(withdrawn=True), 3, 0) == -3


@pytest.mark.parametrize(("becomes", "part"), [(3, "al 3 banen"), (10, "meer banen"), (-1, "van 0 tot")])
def test_correction_that_cannot_be_is_refused(becomes: int, part: str) -> None:
    with pytest.raises(DomainError, match=part):
        check_correction(standing(), 3, becomes)


def test_change_gives_the_difference() -> None:
    assert check_change(standing(), 4) == -6
    assert check_change(standing(), 15) == 5


@pytest.mark.parametrize(
    ("becomes", "part"), [(10, "al 10 banen"), (3, "al 4 banen ingevuld"), (0, "heel aantal")]
)
def test_change_that_cannot_be_is_refused(becomes: int, part: str) -> None:
    with pytest.raises(DomainError, match=part):
        check_change(standing(), becomes)


def test_withdrawal_of_nothing_or_twice_is_refused() -> None:
    check_withdrawal(standing(), DAY, DAY)
    with pytest.raises(Conflict, match="niets meer"):
        check_withdrawal(standing(fulfilled=10), DAY, DAY)
    with pytest.raises(Conflict, match="ingetrokken"):
        check_withdrawal(standing(withdrawn=True), DAY, DAY)
    with pytest.raises(Conflict, match="niet ingetrokken"):
        check_reopening(standing())


@given(
    st.integers(1, 20),
    st.lists(
        st.tuples(st.sampled_from(["fulfil", "change", "correct", "withdraw", "reopen"]), st.integers(0, 25))
    ),
)
def test_whatever_is_tried_never_more_is_filled_than_promised(
    jobs: int, tries: list[tuple[str, int]]
) -> None:
    line, fillings = standing(jobs, 0), [0]
    for act, number in tries:
        with suppress(DomainError):
            if act == "fulfil":
                check_fulfilment(line, number, DAY, DAY)
                line, fillings = replace(line, fulfilled=line.fulfilled + number), [*fillings, number]
            elif act == "correct":
                difference = check_correction(line, fillings[-1], number)
                line, fillings = (
                    replace(line, fulfilled=line.fulfilled + difference),
                    [*fillings[:-1], number],
                )
            elif act == "change":
                line = replace(line, promised=line.promised + check_change(line, number))
            elif act == "withdraw":
                check_withdrawal(line, DAY, DAY)
                line = replace(line, is_withdrawn=True)
            else:
                check_reopening(line)
                line = replace(line, is_withdrawn=False)
        assert 0 <= line.fulfilled <= line.promised
        assert line.fulfilled == sum(fillings)
        assert line.counting == line.fulfilled + line.open
