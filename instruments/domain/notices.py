"""The course of a notice (aanspreken, article 9) as a table: what may follow on what, and who must act."""

from __future__ import annotations

from enum import StrEnum

from instruments.enums import NoticeState

RAISED, ANSWERED, AGREED, RESOLVED, ACCEPTED = NoticeState

# (where it stands, what happens) → where it stands then. What is not here, does not happen. An agreement follows an
# answer: the party was heard first. An answer during an agreement is heard and changes nothing of it.
COURSE: dict[tuple[NoticeState, NoticeState], NoticeState] = {
    (RAISED, ANSWERED): ANSWERED,
    (ANSWERED, ANSWERED): ANSWERED,
    (AGREED, ANSWERED): AGREED,
    (ANSWERED, AGREED): AGREED,
    (AGREED, AGREED): AGREED,
    (RAISED, RESOLVED): RESOLVED,
    (ANSWERED, RESOLVED): RESOLVED,
    (AGREED, RESOLVED): RESOLVED,
    (RAISED, ACCEPTED): ACCEPTED,
    (ANSWERED, ACCEPTED): ACCEPTED,
    (AGREED, ACCEPTED): ACCEPTED,
}


class Actor(StrEnum):
    """Whose turn it is."""

    PARTY = "party"
    SECRETARIAT = "secretariat"
    NOBODY = "nobody"


def state_after(state: NoticeState, step: NoticeState) -> NoticeState | None:
    """Where a notice stands after a step, or None when the step cannot follow."""
    return COURSE.get((state, step))


def who_acts(state: NoticeState) -> Actor:
    """The party answers, and does what was agreed; the secretariat goes on with an answer."""
    if state in (RAISED, AGREED):
        return Actor.PARTY
    return Actor.SECRETARIAT if state == ANSWERED else Actor.NOBODY
