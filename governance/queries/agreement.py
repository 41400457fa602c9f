"""Reads of the agreement and the rule sets: what is in force, what is coming, and what must be said about its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from governance.domain.differences import Piece, differences
from governance.enums import AdoptableState
from governance.models import AgreementVersion, Article, Finding, RuleSet
from governance.permissions import is_participant
from werkbedrijf.lib.dates import date_words


def visible_agreements(user: Any) -> QuerySet[AgreementVersion]:
    """Versions that were adopted are for everybody; a draft and what is proposed only for who prepares or decides."""
    return AgreementVersion.objects.all() if is_participant(user) else AgreementVersion.objects.adopted()


def visible_rule_sets(user: Any) -> QuerySet[RuleSet]:
    """As for the agreement."""
    return RuleSet.objects.all() if is_participant(user) else RuleSet.objects.adopted()


def agreement_on(on: date) -> AgreementVersion | None:
    """The version in force on a day; None before the first."""
    try:
        return AgreementVersion.objects.in_force(on)
    except AgreementVersion.DoesNotExist:
        return None


def rule_set_on(on: date) -> RuleSet | None:
    """The rule set in force on a day; None before the first."""
    try:
        return RuleSet.objects.in_force(on)
    except RuleSet.DoesNotExist:
        return None


def year_before(day: date) -> date:
    """The same day a year earlier; the last of February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True)
class AgreementNotice:
    """What must be said about the term of the agreement: it warns and never blocks (article 2).

    draft: an extension that is being prepared or lies before the board, or None.
    """

    expired: bool
    sentence: str
    draft: AgreementVersion | None = None


def agreement_notice(on: date) -> AgreementNotice | None:
    """A notice when the agreement in force on day `on` has ended or ends within twelve months; else None.

    Also None without any agreement: an empty system has nothing to warn about.
    """
    version = agreement_on(on)
    if version is None or on < year_before(version.ends_on):
        return None
    following = (
        AgreementVersion.objects.adopted()
        .not_withdrawn(on)
        .filter(in_force_from__gt=on, in_force_from__lte=version.ends_on + timedelta(days=1))
    )
    if following.exists():
        return None
    draft = (
        AgreementVersion.objects.exclude(state=AdoptableState.ADOPTED)
        .filter(ends_on__gt=version.ends_on)
        .order_by("number")
        .first()
    )
    if on > version.ends_on:
        return AgreementNotice(
            True,
            f"De samenwerkingsovereenkomst gold in principe tot en met {date_words(version.ends_on)}. "
            "Er is nog geen verlenging vastgesteld. Besluiten blijven mogelijk.",
            draft,
        )
    days = (version.ends_on - on).days
    left = "vandaag is de laatste dag" if days == 0 else f"nog {days} {'dag' if days == 1 else 'dagen'}"
    advice = "Een verlenging is in voorbereiding." if draft else "Zet een verlenging op tijd op de agenda."
    return AgreementNotice(
        False,
        f"De samenwerkingsovereenkomst geldt in principe tot en met {date_words(version.ends_on)} ({left}). {advice}",
        draft,
    )


def findings_on(article: Article) -> QuerySet[Finding]:
    """What evaluations found about an article, whatever version it stood in; the latest first."""
    found = Finding.objects.filter(article__number=article.number).select_related("evaluation")
    return found.order_by("-evaluation__held_on", "-pk")


@dataclass(frozen=True)
class ArticleLine:
    """One article in two versions; None where a version does not have it."""

    number: int
    old: Article | None
    new: Article | None

    @property
    def word(self) -> str:
        """What happened to it, as a participle; "" when it stayed the same."""
        if self.old is None:
            return "toegevoegd"
        if self.new is None:
            return "vervallen"
        same = (self.old.title, self.old.text) == (self.new.title, self.new.text)
        return "" if same else "gewijzigd"

    @property
    def title(self) -> str:
        article = self.new or self.old
        return article.title if article else ""

    @property
    def title_pieces(self) -> tuple[Piece, ...]:
        """The title, when that changed too."""
        same = self.old is None or self.new is None or self.old.title == self.new.title
        return () if same else _differences(self.old, self.new, "title")

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text, word by word; of an article that only one version has all of it comes or goes."""
        return _differences(self.old, self.new, "text")


def _differences(old: Article | None, new: Article | None, field: str) -> tuple[Piece, ...]:
    return differences(getattr(old, field, ""), getattr(new, field, ""))


def period_pieces(old: AgreementVersion, new: AgreementVersion) -> tuple[Piece, ...]:
    """From when and until when, word by word."""
    return differences(
        *(
            f"{date_words(version.in_force_from) if version.in_force_from else 'nader te bepalen'} "
            f"tot en met {date_words(version.ends_on)}"
            for version in (old, new)
        )
    )


def compare_versions(old: AgreementVersion, new: AgreementVersion) -> list[ArticleLine]:
    """The articles of two versions, by number. Two queries."""
    before = {article.number: article for article in old.articles.all()}
    after = {article.number: article for article in new.articles.all()}
    return [ArticleLine(number, before.get(number), after.get(number)) for number in sorted(before | after)]
