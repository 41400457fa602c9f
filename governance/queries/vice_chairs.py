"""Reads about the vice-chair: who was and is, by which decision, and which seats can be nominated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from governance.domain.standing import current_of
from governance.enums import AdoptableState, SeatCapacity
from governance.models import Seat, SeatTerm, ViceChairTerm
from governance.queries.standings import adopted_rows, withdrawals_by_decision


def can_be_nominated(on: date) -> QuerySet[Seat]:
    """The seats with a member on day `on`, but the chair's (article 4b)."""
    members = SeatTerm.objects.current(on).filter(capacity=SeatCapacity.HOLDER, person__is_active=True)
    return Seat.objects.filter(is_chair=False, terms__in=members).order_by("position").distinct()


@dataclass(frozen=True)
class ViceChairLine:
    """One vice-chairship: its term with the decision, its first day, and its last one, None while it lasts."""

    term: ViceChairTerm
    since: date
    until: date | None


def vice_chair_history() -> list[ViceChairLine]:
    """All vice-chairships that a decision put in force, the latest first. Two queries.

    From each day on which something began or was withdrawn stands who is vice-chair then; one that was replaced from
    the same day on never ran, the register of decisions has it.
    """
    terms = ViceChairTerm.objects.adopted().select_related("seat", "decision").in_bulk()
    rows, withdrawals = adopted_rows([ViceChairTerm]), withdrawals_by_decision()
    ends = {withdrawals[row.decision].since for row in rows if row.decision in withdrawals}
    spells: list[tuple[date, int | None]] = []
    for day in sorted({row.since for row in rows} | ends):
        current = next(iter(current_of(rows, withdrawals, day).values()), None)
        key = current.key if current else None
        if not spells or spells[-1][1] != key:
            spells.append((day, key))
    last_days = [*(day - timedelta(days=1) for day, _ in spells[1:]), None]
    return [
        ViceChairLine(terms[key], day, until)
        for (day, key), until in reversed(list(zip(spells, last_days, strict=True)))
        if key is not None
    ]


def nominations() -> list[ViceChairTerm]:
    """Nominations that no decision adopted yet, with the item whose proposal carries them."""
    return list(
        ViceChairTerm.objects.exclude(state=AdoptableState.ADOPTED)
        .select_related("seat", "decision_point__proposal__item__meeting")
        .order_by("pk")
    )
