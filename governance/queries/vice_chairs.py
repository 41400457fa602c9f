"""Reads about the vice-chair: who was and is, by which decision, and which seats can be nominated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from governance.enums import AdoptableState, SeatCapacity
from governance.models import Seat, SeatTerm, ViceChairTerm


def can_be_nominated(on: date) -> QuerySet[Seat]:
    """The seats with a member on day `on`, but the chair's (article 4b)."""
    members = SeatTerm.objects.current(on).filter(capacity=SeatCapacity.HOLDER, person__is_active=True)
    return Seat.objects.filter(is_chair=False, terms__in=members).order_by("position").distinct()


@dataclass(frozen=True)
class ViceChairLine:
    """One vice-chairship: its term with the decision, and its last day, None while it lasts or with nobody after it."""

    term: ViceChairTerm
    until: date | None


def vice_chair_history() -> list[ViceChairLine]:
    """All vice-chairships that a decision put in force, the latest first. One query.

    One that was replaced from the same day on never ran; it is left out, the register of decisions has it.
    """
    terms = (
        ViceChairTerm.objects.adopted()
        .select_related("seat", "decision")
        .order_by("in_force_from", "decision__number_in_year", "pk")
    )
    lines: list[ViceChairLine] = []
    following: date | None = None
    for term in reversed(terms):
        since = term.in_force_from
        if since is not None and (
            following is None or since < following
        ):  # what is adopted always has a first day
            lines.append(ViceChairLine(term, following - timedelta(days=1) if following else None))
            following = since
    return lines


def nominations() -> list[ViceChairTerm]:
    """Nominations that no decision adopted yet, with the item whose proposal carries them."""
    return list(
        ViceChairTerm.objects.exclude(state=AdoptableState.ADOPTED)
        .select_related("seat", "decision_point__proposal__item__meeting")
        .order_by("pk")
    )
