"""Agreements between parties on supplying and matching candidates (article 7): optional, adopted by decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Adoptable, Party, Person


class SupplyAgreement(Adoptable):
    """Who supplies and matches how, until when, and when it is evaluated. The outcome of that is not adopted."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    title = models.CharField("titel", max_length=160)
    text = models.TextField("wat is afgesproken", max_length=8000)
    parties = models.ManyToManyField(Party, related_name="supply_agreements", verbose_name="partijen")
    ends_on = models.DateField("geldt tot en met", null=True, blank=True)
    evaluate_on = models.DateField("evalueren op")
    evaluation = models.TextField("uitkomst van de evaluatie", max_length=8000, blank=True, editable=False)
    evaluated_on = models.DateField("geëvalueerd op", null=True, blank=True, editable=False)
    evaluated_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, editable=False, related_name="+", verbose_name="door"
    )
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-number"]
        verbose_name = "afspraak over aanlevering en bemiddeling"
        verbose_name_plural = "afspraken over aanlevering en bemiddeling"
        constraints = [
            *Adoptable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="supplyagreement_says_what",
                violation_error_message="Geef de afspraak een titel en een tekst.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(in_force_from=None) | Q(ends_on__gte=F("in_force_from")),
                name="supplyagreement_ends_after_start",
                violation_error_message="Een afspraak eindigt op of na de dag waarop zij begint.",
            ),
            models.CheckConstraint(
                condition=Q(evaluated_on=None, evaluation="", evaluated_by=None)
                | (Q(evaluated_on__isnull=False, evaluated_by__isnull=False) & ~Q(evaluation="")),
                name="supplyagreement_evaluation_whole",
                violation_error_message="Een evaluatie heeft een dag, een uitkomst, en wie haar vastlegde.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict[str, Any]:
        return {
            "kind": "supply_agreement",
            "number": self.number,
            "title": self.title,
            "text": self.text,
            "parties": sorted(self.parties.values_list("slug", flat=True)),
            "from": self.in_force_from.isoformat() if self.in_force_from else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
            "evaluate_on": self.evaluate_on.isoformat(),
        }

    def effect_sentence(self) -> str:
        return f"Afspraak over aanlevering en bemiddeling: {self}"

    def unready(self) -> str:
        if self.parties.count() < 2:
            return "Een afspraak is tussen minstens twee partijen. Vul de partijen aan."
        return ""

    def get_absolute_url(self) -> str:
        return reverse("instruments:supply_detail", args=[self.number])

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on day `on`, as far as its own days say."""
        return bool(
            self.is_adopted
            and self.in_force_from is not None
            and self.in_force_from <= on
            and (self.ends_on is None or on <= self.ends_on)
        )
