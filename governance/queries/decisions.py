"""Reads of the register of decisions: what was decided, what a decision put in force, and what the reader must know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.models import Adoptable, AgreementVersion, Article, Decision, adoptable_models
from governance.permissions import registered_decisions, visible_decisions
from werkbedrijf.lib.dates import date_words, day_of


def find_decisions(user: Any, year: int | None = None, words: str = "") -> QuerySet[Decision]:
    """The register as this person may read it, newest first, in a year and with all these words in title or text.

    `withheld`: on a confidential item, for who may not read that: only its number stands here, and no search finds it.
    """
    readable = visible_decisions(user)
    found = (readable if words else registered_decisions(user)).select_related("meeting", "article__version")
    found = found.annotate(withheld=~Exists(readable.filter(pk=OuterRef("pk"))))
    if year is not None:
        found = found.filter(year=year)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return found.order_by("-year", "-number_in_year")


def decision_years(user: Any) -> list[int]:
    """The years in which something was decided, the latest first."""
    return list(registered_decisions(user).order_by("-year").values_list("year", flat=True).distinct())


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
