"""Only a decision adopts: the base of everything that is in force by a decision of the board.

A draft points at the decision point that proposes it; the decision on that point adopts it, in the same transaction.
From *proposed* on the content is immutable and its hash is part of the proposal version, so that what is adopted is
what was voted on. "Superseded" is derived, never stored.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from governance.enums import AdoptableState
from werkbedrijf.lib.canonical import content_hash


class AdoptableQuerySet(models.QuerySet[Any]):
    def adopted(self) -> Self:
        return self.filter(state=AdoptableState.ADOPTED)

    def with_own(self) -> Self:
        """With the rows that it points at itself, which its sentence and its address name: one step, and no further.

        (Django's `select_related()` without names walks on from there: dozens of joins, which PostgreSQL can take
        minutes over.)
        """
        way = {"decision", "decision_point"}
        own = [field.name for field in self.model._meta.fields if field.many_to_one and field.name not in way]
        return self.select_related(*own) if own else self

    def not_withdrawn(self, on: date) -> Self:
        """Without what a later decision has withdrawn by day `on`: from then on it is no longer in force."""
        withdrawals = apps.get_model("governance", "Withdrawal")._default_manager
        gone = withdrawals.filter(
            withdraws=OuterRef("decision"), state=AdoptableState.ADOPTED, in_force_from__lte=on
        )
        return self.exclude(Exists(gone))

    def in_force(self, on: date, subject: str = "") -> Any:
        """The latest adopted with this subject key that is in force on day `on`, or None.

        The rule is that of domain/standing.py, here as one query for one subject.
        """
        return (
            self.adopted()
            .filter(subject=subject, in_force_from__lte=on)
            .not_withdrawn(on)
            .order_by(
                "-in_force_from",
                F("decision__year").desc(nulls_last=True),
                F("decision__number_in_year").desc(nulls_last=True),
                "-pk",
            )
            .first()
        )


class Adoptable(models.Model):
    """A draft that a decision point brings to the board and that a decision puts in force."""

    state = models.CharField(
        "staat", max_length=10, choices=AdoptableState, default=AdoptableState.DRAFT, editable=False
    )
    subject = models.CharField("onderwerp", max_length=60, blank=True, editable=False)
    in_force_from = models.DateField("van kracht vanaf", null=True, blank=True)
    decision_point = models.ForeignKey(
        "governance.DecisionPoint",
        models.RESTRICT,
        null=True,
        blank=True,
        editable=False,
        related_name="proposed_%(class)ss",
        verbose_name="beslispunt",
    )
    decision = models.ForeignKey(
        "governance.Decision",
        models.RESTRICT,
        null=True,
        blank=True,
        editable=False,
        related_name="adopted_%(class)ss",
        verbose_name="besluit",
    )
    content_sha256 = models.CharField("hash van de inhoud", max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField("gemaakt", auto_now_add=True)

    objects = AdoptableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state=AdoptableState.ADOPTED, decision__isnull=False, in_force_from__isnull=False)
                    | (~Q(state=AdoptableState.ADOPTED) & Q(decision__isnull=True))
                ),
                name="%(class)s_adopted_by_decision",
                violation_error_message="Alleen een besluit stelt vast.",
            ),
            models.CheckConstraint(
                condition=Q(state=AdoptableState.DRAFT)
                | (Q(decision_point__isnull=False) & ~Q(content_sha256="")),
                name="%(class)s_proposed_on_point",
                violation_error_message="Wat is voorgesteld, hoort bij een beslispunt.",
            ),
        ]

    def content(self) -> dict[str, Any]:
        """What the board votes on, as plain JSON values: the part of this row that may not change."""
        raise NotImplementedError

    def effect_sentence(self) -> str:
        """One Dutch sentence for the decision page: what the decision put in force."""
        return f"{self._meta.verbose_name} {self}".capitalize()

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def unready(self) -> str:
        """Why a decision point cannot carry this draft yet, in one Dutch sentence; "" when it can."""
        return ""

    def compute_hash(self) -> str:
        return content_hash(self.content())

    @property
    def is_draft(self) -> bool:
        return self.state == AdoptableState.DRAFT

    @property
    def is_adopted(self) -> bool:
        return self.state == AdoptableState.ADOPTED


def adoptable_models() -> list[type[Adoptable]]:
    """Every kind of thing that a decision can adopt, in every installed app."""
    return [model for model in apps.get_models() if issubclass(model, Adoptable)]
