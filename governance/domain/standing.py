"""Where a decision stands on a day: in force, replaced by a later one, or withdrawn. Derived, never stored.

The rules, which the agreement leaves open and we chose:
- Of what has one subject (the allocation of a year, the stemregels) the latest adopted that has begun is in force.
- A withdrawal ends what the earlier decision put in force from its own first day on; the history stays. What the
  withdrawn decision had replaced is in force again, so that the board is never without rules it had agreed on.
- A decision that puts nothing in force stands by its own text until it is withdrawn, or until the tasks that it handed
  out are finished: then it is executed.
- A withdrawal itself is not withdrawn: who changes their mind takes a new decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    IN_FORCE = "in_force"
    FUTURE = "future"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXECUTED = "executed"


@dataclass(frozen=True)
class InForce:
    """Something adopted. `decision`: its id, None for what the parties began with. `order`: year and number of it."""

    kind: str
    subject: str
    since: date
    order: tuple[int, int]
    key: int
    decision: int | None


@dataclass(frozen=True)
class WithdrawnBy:
    """That a decision holds no longer: by which later decision, and from which day on."""

    decision: int
    since: date


@dataclass(frozen=True)
class Stands:
    """The outcome for one decision. `by`: the id of the decision that replaced or withdrew it. `since`: from when."""

    standing: Standing
    by: int | None = None
    since: date | None = None


def withdrawn_on(decision: int | None, withdrawals: Mapping[int, WithdrawnBy], on: date) -> bool:
    return decision is not None and decision in withdrawals and withdrawals[decision].since <= on


def current_of(
    adopted: Iterable[InForce], withdrawals: Mapping[int, WithdrawnBy], on: date
) -> dict[tuple[str, str], InForce]:
    """By kind and subject what is in force on day `on`."""
    current: dict[tuple[str, str], InForce] = {}
    for row in adopted:
        if row.since > on or withdrawn_on(row.decision, withdrawals, on):
            continue
        held = current.get((row.kind, row.subject))
        if held is None or (row.since, row.order, row.key) > (held.since, held.order, held.key):
            current[row.kind, row.subject] = row
    return current


def standings(
    adopted: Iterable[InForce],
    withdrawals: Mapping[int, WithdrawnBy],
    on: date,
    executed: Iterable[int] = (),
) -> dict[int, Stands]:
    """By its id where each decision stands that put something in force, was withdrawn or executed; others are in force.

    A decision is replaced when nothing of what it put in force is left. executed: of which all tasks are finished.
    """
    rows = list(adopted)
    current = current_of(rows, withdrawals, on)
    found: dict[int, Stands] = {}
    for row in rows:
        if row.decision is None:
            continue
        held = current.get((row.kind, row.subject))
        if held is not None and held.key == row.key:
            now = Stands(Standing.IN_FORCE, since=row.since)
        elif row.since > on:
            now = Stands(Standing.FUTURE, since=row.since)
        else:
            now = Stands(Standing.SUPERSEDED, held.decision if held else None, held.since if held else None)
        before = found.get(row.decision)
        if before is None or _RANK[now.standing] < _RANK[before.standing]:
            found[row.decision] = now
    for decision in executed:
        found.setdefault(decision, Stands(Standing.EXECUTED))
    for decision, withdrawal in withdrawals.items():
        if withdrawal.since <= on:
            found[decision] = Stands(Standing.WITHDRAWN, withdrawal.decision, withdrawal.since)
    return found


_RANK = {Standing.IN_FORCE: 0, Standing.FUTURE: 1, Standing.SUPERSEDED: 2}
