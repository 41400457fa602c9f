"""Reads of the register of decisions: what was decided, what a decision put in force, and what the reader must know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from governance.models import Adoptable, AgreementVersion, Article, Decision, adoptable_models
from governance.permissions import visible_decisions
from werkbedrijf.lib.dates import date_words, day_of

# So long before the end the board still has meetings to decide on an extension (article 13; four meetings a year, 4d).
END_WARNING = timedelta(days=270)


def find_decisions(user: Any, year: int | None = None, words: str = "") -> QuerySet[Decision]:
    """The decisions that this person may see, newest first, in a year and with all these words in title or text."""
    found = visible_decisions(user).select_related("meeting", "article__version")
    if year is not None:
        found = found.filter(year=year)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return found.order_by("-year", "-number_in_year")


def decision_years(user: Any) -> list[int]:
    """The years in which something was decided, the latest first."""
    return list(visible_decisions(user).order_by("-year").values_list("year", flat=True).distinct())


def decision_effects(decision: Decision) -> list[Adoptable]:
    """Everything, of every kind in every app, that this decision put in force: one query per kind."""
    effects: list[Adoptable] = []
    for model in adoptable_models():
        effects += model._default_manager.filter(decision=decision).order_by("pk")
    return effects


def decisions_on(article: Article, user: Any) -> QuerySet[Decision]:
    """What was decided on the ground of an article, newest first, whatever version of the agreement it was in."""
    return (
        visible_decisions(user)
        .filter(article__number=article.number)
        .select_related("meeting", "article__version")
        .order_by("-year", "-number_in_year")
    )


@dataclass(frozen=True)
class AgreementNotice:
    """What must be said about the term of the agreement: it warns and never blocks (article 2)."""

    expired: bool
    sentence: str


def agreement_notice(on: date) -> AgreementNotice | None:
    """A notice when the agreement in force on day `on` has ended or ends soon; None when there is nothing to say.

    Also None without any agreement: an empty system has nothing to warn about.
    """
    version = (
        AgreementVersion.objects.adopted().filter(in_force_from__lte=on).order_by("-in_force_from").first()
    )
    if version is None:
        return None
    if on > version.ends_on:
        return AgreementNotice(
            True,
            f"De samenwerkingsovereenkomst gold in principe tot en met {date_words(version.ends_on)}. "
            "Er is nog geen verlenging vastgesteld.",
        )
    following = AgreementVersion.objects.adopted().filter(
        in_force_from__gt=on, in_force_from__lte=version.ends_on
    )
    if version.ends_on - on <= END_WARNING and not following.exists():
        return AgreementNotice(
            False,
            f"De samenwerkingsovereenkomst geldt in principe tot en met {date_words(version.ends_on)}. "
            "Zet een verlenging op tijd op de agenda.",
        )
    return None


def taken_after_end(decided_at: datetime, agreement: AgreementVersion) -> str:
    """A sentence when a decision was taken after the last day of the agreement it rests on, else ""."""
    if day_of(decided_at) <= agreement.ends_on:
        return ""
    return (
        f"De overeenkomst gold in principe tot en met {date_words(agreement.ends_on)}; dit besluit is van later. "
        "Het geldt zoals het is genomen."
    )
