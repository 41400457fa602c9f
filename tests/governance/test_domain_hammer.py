"""The outcome of a hamerstuk, as a pure function."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from governance.domain.hammer import adopt_without_vote
from governance.domain.outcome import Outcome, SeatState, TallyError
from governance.domain.rules import QUORUM_MORE_THAN_HALF, QUORUM_RULE, RULE_SET_1, RuleSet

HERE, AWAY, OUT = SeatState.NOT_VOTED, SeatState.ABSENT, SeatState.RECUSED
QUORUM = RuleSet(
    2,
    tuple(
        replace(row, value=QUORUM_MORE_THAN_HALF) if row.number == QUORUM_RULE else row
        for row in RULE_SET_1.rows
    ),
)


def test_hamerstuk_is_adopted_without_a_vote_by_rule_12() -> None:
    outcome = adopt_without_vote(RULE_SET_1, [HERE] * 8)
    assert (outcome.result, outcome.decided_by) == (Outcome.ADOPTED, None)
    assert outcome.sentence == "Aangenomen zonder stemming, als hamerstuk."
    assert [(step.rule, step.ground) for step in outcome.steps] == [(12, "aangenomen")]


def test_no_sentence_of_a_hamerstuk_speaks_of_unanimity() -> None:
    for states in product((HERE, AWAY, OUT), repeat=4):
        outcome = adopt_without_vote(RULE_SET_1, states)
        assert "algemene stemmen" not in str(outcome.to_json())
        assert outcome.totals.seats == 4
        assert outcome.result is (Outcome.ADOPTED if HERE in states else Outcome.NO_DECISION)


def test_thin_meeting_and_recusal_are_said() -> None:
    outcome = adopt_without_vote(RULE_SET_1, [HERE, OUT, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY])
    assert [step.rule for step in outcome.steps] == [14, 10, 12]
    assert outcome.warnings


def test_quorum_that_is_not_there_gives_no_decision() -> None:
    assert adopt_without_vote(QUORUM, [HERE] * 4 + [AWAY] * 4).result is Outcome.NO_DECISION
    assert adopt_without_vote(QUORUM, [HERE] * 5 + [AWAY] * 3).result is Outcome.ADOPTED


@pytest.mark.parametrize("states", [[], [SeatState.FOR], [HERE, SeatState.ABSTAINED]])
def test_choices_are_refused(states: list[SeatState]) -> None:
    with pytest.raises(TallyError):
        adopt_without_vote(RULE_SET_1, states)
