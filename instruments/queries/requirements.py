"""Reads of the requirements: how methods compare on them, and what the region required and chose through the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from instruments.domain.requirements import (
    NATIONAL_METHOD_FROM,
    Score,
    effective_days,
    preference,
    score,
)
from instruments.enums import Judgement
from instruments.models import (
    Assessment,
    DossierEntry,
    LoonwaardeMethod,
    MethodChoice,
    Requirement,
    RequirementSet,
)
from instruments.permissions import (
    visible_assessments,
    visible_choices,
    visible_dossier,
    visible_requirement_sets,
)
from werkbedrijf.web.words import matching


@dataclass(frozen=True, slots=True)
class Column:
    """One method in the comparison, with its score."""

    method: LoonwaardeMethod
    score: Score
    failed: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement, with a judgement (or None) per method, in the order of the columns."""

    requirement: Requirement
    cells: tuple[tuple[LoonwaardeMethod, Assessment | None], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The methods beside each other on one list of requirements. preference: what the points say, in one sentence."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    preference: str

    @property
    def has_judgements(self) -> bool:
        return any(cell for row in self.rows for _, cell in row.cells)

    @property
    def is_example(self) -> bool:
        return any(cell is not None and cell.is_example for row in self.rows for _, cell in row.cells)


def comparison(user: Any, requirement_set: RequirementSet) -> Comparison:
    """What this person may see of the judgements on a list. Three queries."""
    requirements = list(requirement_set.requirements.all())
    judged: dict[tuple[int, int], Assessment] = {}
    rows = visible_assessments(user).filter(requirement__requirement_set=requirement_set)
    for one in rows.select_related("assessed_by"):
        judged[one.method_id, one.requirement_id] = one
    # The national method is no candidate: the law chose it, whatever anybody requires.
    methods = list(LoonwaardeMethod.objects.filter(is_national=False))
    columns = tuple(_column(method, requirements, judged) for method in methods)
    heaviest = max((row.weight for row in requirements if row.weight), default=0)
    return Comparison(
        columns,
        tuple(
            Row(row, tuple((method, judged.get((method.pk, row.pk))) for method in methods))
            for row in requirements
        ),
        preference({column.method.name: column.score for column in columns}, heaviest),
    )


def _column(
    method: LoonwaardeMethod, requirements: Sequence[Requirement], judged: dict[tuple[int, int], Assessment]
) -> Column:
    own = {
        requirement.pk: Judgement(judged[method.pk, requirement.pk].judgement)
        for requirement in requirements
        if (method.pk, requirement.pk) in judged
    }
    found = score([requirement.as_required() for requirement in requirements], own)
    return Column(method, found, tuple(row for row in requirements if row.pk in found.failed))


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice, with the days on which it counted; None when national law had taken over, or it is not adopted."""

    choice: MethodChoice
    days: tuple[date, date] | None


def choice_lines(user: Any) -> list[ChoiceLine]:
    """Every choice that this person may see, the newest first, with the days on which each counted. Two queries."""
    rows = list(visible_choices(user).select_related("method", "requirement_set", "decision"))
    adopted = sorted((row for row in rows if row.is_adopted), key=lambda row: (row.in_force_from, row.number))
    following = {row.pk: nxt.in_force_from for row, nxt in pairwise(adopted)}
    return [
        ChoiceLine(
            row,
            effective_days(row.in_force_from, following.get(row.pk)) if row.is_adopted else None,
        )
        for row in rows
    ]


def requirement_sets(user: Any) -> list[RequirementSet]:
    """The lists of requirements that this person may see, the newest first."""
    return list(visible_requirement_sets(user).select_related("decision"))


@dataclass(frozen=True, slots=True)
class MethodNow:
    """Which method counts on a day: the national one by law, else what the region chose, else none."""

    by_law: LoonwaardeMethod | None
    choice: MethodChoice | None
    law_from: date = NATIONAL_METHOD_FROM

    @property
    def last_day_of_choice(self) -> date:
        return self.law_from - timedelta(days=1)


def method_on(on: date) -> MethodNow:
    """Two queries at most."""
    if on >= NATIONAL_METHOD_FROM:
        return MethodNow(LoonwaardeMethod.objects.filter(is_national=True).first(), None)
    return MethodNow(None, MethodChoice.objects.in_force(on))


def found_requirement_sets(user: Any, words: Sequence[str], every: bool) -> QuerySet[RequirementSet]:
    """The lists of requirements that this person may see, by title and introduction, or by a requirement of theirs."""
    requirements = matching(Requirement.objects.all(), ("text", "checked_by"), words, every=every)
    rows = visible_requirement_sets(user)
    of_theirs = rows.filter(pk__in=requirements.values("requirement_set"))
    own = rows.filter(pk__in=matching(rows, ("title", "introduction"), words, every=every).values("pk"))
    return (own | of_theirs).order_by("-version")


def found_dossier(user: Any, words: Sequence[str], every: bool) -> QuerySet[DossierEntry]:
    """The lines of the file of the choice that this person may see."""
    return matching(visible_dossier(user), ("title", "text", "source"), words, every=every).order_by(
        "-day", "pk"
    )
