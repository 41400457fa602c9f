"""The state machine of voting_machine.py on a board with deputies: 50 runs of 30 acts, or 1,000 with --deep."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from governance.enums import MeetingState
from tests.governance.factories import SEATS, make_board, make_draft, make_meeting
from tests.governance.voting_machine import VotingMachine


@pytest.mark.django_db
def test_voting_acts_in_any_order_keep_every_invariant(deep: bool) -> None:
    board = make_board(deputies=SEATS)
    draft = make_draft(board)
    meetings = [
        make_meeting(board, state=MeetingState.CONVENED, proposals=2, adopts=[draft] * (number == 0))
        for number in range(3)
    ]
    machine = type("Machine", (VotingMachine,), {"board": board, "meetings": meetings, "draft": draft})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=1_000 if deep else 50,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],  # thirty acts read well as they are; shrinking takes minutes
            derandomize=not deep,
            suppress_health_check=list(HealthCheck),
        ),
    )
