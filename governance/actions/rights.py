"""Rights given and withdrawn: who holds a seat, who has a role, who may sign in. By ids and days, never by name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from governance.actions.ledger import append_event
from governance.models import Person, RoleAssignment, SeatTerm


def note_right(row: RoleAssignment | SeatTerm, by: Person | None, now: datetime | None = None) -> None:
    """Log a role or a term of a seat as it stands now, in the transaction that saved it.

    Given, changed and withdrawn (an end date) are the same kind of event: the last one about a row says what holds.
    """
    facts: dict[str, Any] = {
        "right": row.pk,
        "person": row.person_id,
        "from": _day(row.starts_on),
        "until": _day(row.ends_on),
    }
    if isinstance(row, SeatTerm):
        append_event(
            "seat_term_set", by, {**facts, "seat": row.seat.slug, "capacity": str(row.capacity)}, now
        )
        return
    append_event(
        "role_set",
        by,
        {
            **facts,
            "role": str(row.role),
            "party": row.party.slug if row.party else "",
            "location": row.location_id,
        },
        now,
    )


def note_account(person: Person, by: Person | None, now: datetime | None = None) -> None:
    """Log whether this account may sign in and whether it is one of the technical administration."""
    facts = {"person": person.pk, "active": person.is_active, "superuser": person.is_superuser}
    append_event("account_set", by, facts, now)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
