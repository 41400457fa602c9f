"""The register of decisions as a reader narrows it: by words, year, article, subject, and where a decision stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from governance.domain.standing import InForce, Standing, Stands
from governance.models import Decision, adoptable_models
from governance.permissions import registered_decisions, today, visible_decisions
from governance.queries.standings import (
    IN_FORCE,
    StandingLine,
    adopted_rows,
    standing_lines,
    standings_of,
)
from werkbedrijf.web.words import asked_article, matching, search_words

TEXT_ONLY = "tekst"  # the subject of a decision that puts nothing in force: its own text


@dataclass(frozen=True)
class Chosen:
    """What a reader chose; everything empty is the whole register. on: the day on which a decision stands somewhere."""

    words: str = ""
    year: int | None = None
    article: int | None = None
    subject: str = ""
    standing: str = ""
    on: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return self != Chosen()

    @property
    def looks_inside(self) -> bool:
        """Whether the content decides what is found: then of a confidential decision not even the number shows."""
        return any((self.words, self.article, self.subject, self.standing, self.on))


@dataclass(frozen=True)
class RegisterLine:
    """One decision as the register shows it. withheld: only its number."""

    decision: Decision
    withheld: bool
    standing: StandingLine
    subjects: tuple[str, ...]


@dataclass
class Register:
    """The decisions found, newest first, and what is known of where they stand on the day asked for."""

    found: QuerySet[Any]
    stands: dict[int, Stands]
    adopted: list[InForce] = field(default_factory=list)

    def lines(self, decisions: Iterable[Any]) -> list[RegisterLine]:
        """These decisions (a page of what was found) as the register shows them. One query."""
        shown = list(decisions)
        standing = standing_lines(shown, self.stands)
        kinds: dict[int | None, list[str]] = {}
        for row in self.adopted:
            kinds.setdefault(row.decision, []).append(row.kind)
        names = subject_names()
        return [
            RegisterLine(
                decision,
                decision.withheld,
                standing.get(decision.pk, IN_FORCE),
                tuple(dict.fromkeys(names[kind] for kind in kinds.get(decision.pk, ()))),
            )
            for decision in shown
        ]

    def readable(self) -> list[RegisterLine]:
        """All that was found without what is withheld: of a confidential decision not even its number."""
        return self.lines(self.found.filter(withheld=False).select_related("vote__item"))


def subject_names() -> dict[str, str]:
    """By its kind what a decision can adopt, in words."""
    return {model._meta.label_lower: str(model._meta.verbose_name) for model in adoptable_models()}


def read_register(user: Any, chosen: Chosen, *, every: bool = True) -> Register:
    """The register as this person may read it, newest first, as far as it fits what was chosen.

    `withheld`: on a confidential item, for who may not read that: only its number stands here, and no search finds it.
    every: all words, else any of them.
    """
    readable = visible_decisions(user)
    rows = readable if chosen.looks_inside else registered_decisions(user)
    rows = rows.select_related("meeting", "article__version")
    rows = rows.annotate(withheld=~Exists(readable.filter(pk=OuterRef("pk"))))
    adopted = adopted_rows()
    stands = standings_of(adopted, chosen.on or today())
    if chosen.year is not None:
        rows = rows.filter(year=chosen.year)
    if chosen.article is not None:
        rows = rows.filter(article__number=chosen.article)
    if chosen.subject:
        rows = _about(rows, chosen.subject, adopted)
    if chosen.standing or chosen.on:
        rows = _standing(rows, chosen.standing or Standing.IN_FORCE, stands)
    if chosen.on:
        rows = rows.filter(decided_at__lt=_end_of(chosen.on))
    if chosen.words:
        rows = _with_words(rows, chosen.words, every=every)
    return Register(rows.order_by("-year", "-number_in_year"), stands, adopted)


def find_decisions(user: Any, **chosen: Any) -> QuerySet[Any]:
    """The same without where they stand: the decisions that fit."""
    return read_register(user, Chosen(**chosen)).found


def _end_of(day: date) -> datetime:
    """The first moment after a day in the Netherlands: a moment is compared quicker than the day of every row."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _with_words(rows: QuerySet[Any], typed: str, *, every: bool) -> QuerySet[Any]:
    """By the words of title and text; a number of a decision is that one, and "artikel 7" all on that article."""
    words = search_words(typed)
    if len(words) == 2 and all(word.isdecimal() and len(word) < 7 for word in words) and len(words[0]) == 4:
        return rows.filter(year=int(words[0]), number_in_year=int(words[1]))
    article = asked_article(words)
    if article is not None:
        return rows.filter(article__number=article)
    return matching(rows, ("title", "text"), words, every=every)


def _about(rows: QuerySet[Any], subject: str, adopted: Iterable[InForce]) -> QuerySet[Any]:
    if subject == TEXT_ONLY:
        return rows.exclude(pk__in={row.decision for row in adopted if row.decision})
    return rows.filter(pk__in={row.decision for row in adopted if row.kind == subject})


def _standing(rows: QuerySet[Any], standing: str, stands: dict[int, Stands]) -> QuerySet[Any]:
    if standing == Standing.IN_FORCE:
        return rows.exclude(pk__in=[pk for pk, line in stands.items() if line.standing != standing])
    return rows.filter(pk__in=[pk for pk, line in stands.items() if line.standing == standing])


def register_years(user: Any) -> list[int]:
    """The years in which something was decided, the latest first."""
    return list(registered_decisions(user).order_by("-year").values_list("year", flat=True).distinct())


def register_articles(user: Any) -> list[tuple[int, str]]:
    """The articles on which something was decided that this person may read: number and words."""
    rows = visible_decisions(user).values_list("article__number", "article__title")
    return sorted(dict(rows.order_by("article__version").distinct()).items())
