"""Reads of the register of decisions: what was decided, what a decision put in force, and what the reader must know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from governance.models import (
    Adoptable,
    AgreementVersion,
    Article,
    Decision,
    LedgerEvent,
    Withdrawal,
    adoptable_models,
)
from governance.permissions import is_secretariat, today, visible_decisions, visible_items
from governance.queries.standings import IN_FORCE, StandingLine, standing_lines, standings_on
from werkbedrijf.lib.dates import date_words, day_of


def effects_of(decisions: Iterable[Decision]) -> dict[int, list[Adoptable]]:
    """By a decision's id everything, of every kind in every app, that it put in force: one query per kind."""
    found: dict[int, list[Adoptable]] = {}
    wanted = [decision.pk for decision in decisions]
    for model in adoptable_models():
        for effect in model._default_manager.filter(decision__in=wanted).order_by("pk"):
            found.setdefault(effect.decision_id or 0, []).append(effect)
    return found


def decision_effects(decision: Decision) -> list[Adoptable]:
    """The same for one decision."""
    return effects_of([decision]).get(decision.pk, [])


def standing_of(decision: Decision) -> StandingLine:
    """Where one decision stands today."""
    return standing_lines([decision], standings_on(today())).get(decision.pk, IN_FORCE)


def withdrawal_of(decision: Decision, user: Any) -> Withdrawal | None:
    """The withdrawal of this decision, for the secretariat whatever its state; None when there is none.

    For others only what was decided, or what stands on an agenda that was sent and that they may read.
    """
    found = decision.withdrawals.select_related("decision", "decision_point__proposal__item__meeting").first()
    if found is None or found.is_adopted or is_secretariat(user):
        return found
    item = found.decision_point.proposal.item if found.decision_point else None
    if (
        item is None
        or item.meeting.convened_at is None
        or not visible_items(user).filter(pk=item.pk).exists()
    ):
        return None
    return found


def decision_event(decision: Decision) -> LedgerEvent | None:
    """The event of the ledger in which this decision was recorded; None for one of before this system."""
    made = LedgerEvent.objects.filter(kind="decision_made", facts__decision=decision.number)
    return made.order_by("sequence").first()


def decisions_on(article: Article, user: Any) -> QuerySet[Decision]:
    """What was decided on the ground of an article, newest first, whatever version of the agreement it was in."""
    return (
        visible_decisions(user)
        .filter(article__number=article.number)
        .select_related("meeting", "article__version")
        .order_by("-year", "-number_in_year")
    )


def taken_after_end(decided_at: datetime, agreement: AgreementVersion) -> str:
    """A sentence when a decision was taken after the last day of the agreement it rests on, else ""."""
    if day_of(decided_at) <= agreement.ends_on:
        return ""
    return (
        f"De overeenkomst gold in principe tot en met {date_words(agreement.ends_on)}; dit besluit is van later. "
        "Het geldt zoals het is genomen."
    )
