"""`manage.py tally`: the decision engine for an auditor, on JSON lines and without a database."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.domain.rules import RULE_SET_1
from governance.domain.tally import DecidingVote, SeatState, TallyError, tally
from werkbedrijf.lib.jsonlines import (
    LineError,
    Record,
    check_fields,
    field_of_type,
    filter_standard_input,
    members,
)

RULE_SETS = {rules.number: rules for rules in (RULE_SET_1,)}

_REQUIRED = frozenset({"id", "rules", "seats", "chair", "vice_chair"})
_OPTIONAL = frozenset({"chair_by_deputy", "vice_chair_by_deputy", "deciding_vote"})
_STATES = tuple(state.value for state in SeatState)
_DECIDING_VOTES: dict[object, DecidingVote | None] = {
    None: None,
    **{vote.value: vote for vote in DecidingVote},
}


class Command(BaseCommand):
    help = (
        "Berekent de uitslag van stemmingen: leest JSON-regels van standaardinvoer en schrijft per regel de uitslag "
        "met de toegepaste regels. Een foute regel krijgt een melding; de exitstatus is dan 1."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        bad = filter_standard_input(self.stdout, answer, (TallyError,))
        if bad:
            raise CommandError("1 regel is fout." if bad == 1 else f"{bad} regels zijn fout.")


def answer(record: Record) -> str:
    """The outcome of one line as JSON members. Raises LineError or TallyError."""
    check_fields(record, _REQUIRED, _OPTIONAL)
    number = field_of_type(record, "rules", int)
    if number not in RULE_SETS:
        raise LineError(f"Onbekende regelset: {number}.")
    seats: dict[str, Any] = field_of_type(record, "seats", dict)
    chair = field_of_type(record, "chair", str)
    vice_chair = None if record["vice_chair"] is None else field_of_type(record, "vice_chair", str)
    chair_by_deputy = _optional_flag(record, "chair_by_deputy")
    vice_chair_by_deputy = _optional_flag(record, "vice_chair_by_deputy")
    given = record.get("deciding_vote")
    if not isinstance(given, str | None) or given not in _DECIDING_VOTES:
        raise LineError("Het veld deciding_vote is niet for, against, declined of null.")
    deciding_vote = _DECIDING_VOTES[given]

    states = list(seats.values())
    counts = tuple(map(states.count, _STATES))
    offices = [chair] if vice_chair is None else [chair, vice_chair]
    if (
        sum(counts) == len(seats)
        and len(set(offices)) == len(offices)
        and all(seat in seats for seat in offices)
    ):
        vice_chair_state = None if vice_chair is None else seats[vice_chair]
        return _outcome(
            number,
            counts,
            seats[chair],
            vice_chair_state,
            chair_by_deputy,
            vice_chair_by_deputy,
            deciding_vote,
        )
    # Something is wrong with the seats, and the engine has the words for it.
    return members(
        tally(
            RULE_SETS[number], seats, chair, vice_chair, chair_by_deputy, vice_chair_by_deputy, deciding_vote
        ).to_json()
    )


def _optional_flag(record: Record, name: str) -> bool:
    return name in record and field_of_type(record, name, bool)


@lru_cache(maxsize=100_000)
def _outcome(
    number: int,
    counts: tuple[int, ...],
    chair_state: str,
    vice_chair_state: str | None,
    chair_by_deputy: bool,
    vice_chair_by_deputy: bool,
    deciding_vote: DecidingVote | None,
) -> str:
    """The answer for these totals. Without names an outcome depends on nothing else, so that a million votes of eight
    seats are a few thousand counts.
    """
    others = dict(zip(_STATES, counts, strict=True))
    seats = {"chair": SeatState(chair_state)}
    others[chair_state] -= 1
    if vice_chair_state is not None:
        seats["vice_chair"] = SeatState(vice_chair_state)
        others[vice_chair_state] -= 1
    for state, count in others.items():
        seats |= {f"{state} {place}": SeatState(state) for place in range(count)}
    outcome = tally(
        RULE_SETS[number],
        seats,
        "chair",
        None if vice_chair_state is None else "vice_chair",
        chair_by_deputy,
        vice_chair_by_deputy,
        deciding_vote,
    )
    return members(outcome.to_json())
