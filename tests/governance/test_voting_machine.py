"""The state machine of voting_machine.py on a board with deputies: 15 runs of 30 acts, or 1,000 runs with --deep.

Those are twenty tests of 50 runs, so that the processes of xdist share them.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from governance.enums import MeetingState
from tests.governance.factories import SEATS, make_board, make_draft, make_meeting
from tests.governance.voting_machine import VotingMachine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("part", range(20 if metafunc.config.getoption("--deep") else 1))


@pytest.mark.django_db
def test_voting_acts_in_any_order_keep_every_invariant(deep: bool, part: int) -> None:
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
            max_examples=50 if deep else 15,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],  # thirty acts read well as they are; shrinking takes minutes
            derandomize=not deep,  # with --deep every part, and every run of it, is another draw
            suppress_health_check=list(HealthCheck),
        ),
    )
