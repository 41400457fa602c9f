"""The method for the loonwaarde (article 7): what the board requires, how methods were judged, and what it chose.

Requirements and choice are adopted by a decision. Since 1 July 2021 the law prescribes one method
(domain/requirements.py): what was required and chosen before stays to be read.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.models import Adoptable, Person
from instruments.domain.requirements import HEAVIEST, LIGHTEST, Required, score
from instruments.enums import ChoiceForm, Judgement


class RequirementSet(Adoptable):
    """A version of the requirements that a method must meet, adopted by decision."""

    version = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=160)
    introduction = models.TextField("inleiding", blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-version"]
        verbose_name = "eisen aan de loonwaardemethode"
        verbose_name_plural = "eisen aan de loonwaardemethode"

    def __str__(self) -> str:
        return f"{self.title} (versie {self.version})"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "loonwaarde_requirements",
            "version": self.version,
            "title": self.title,
            "introduction": self.introduction,
            # Sorted here, not by the database: the hash is the same wherever the rows are.
            "requirements": sorted(
                (requirement.content() for requirement in self.requirements.all()),
                key=lambda row: str(row["text"]),
            ),
        }

    def effect_sentence(self) -> str:
        return f"Eisen aan de loonwaardemethode: {self}"

    def unready(self) -> str:
        return (
            ""
            if self.requirements.exists()
            else f"“{self.title}” heeft nog geen eisen. Voeg eerst een eis toe."
        )

    def get_absolute_url(self) -> str:
        return reverse("instruments:requirement_set_detail", args=[self.version])


class Requirement(models.Model):
    """One requirement: a must, or with a weight from LIGHTEST to HEAVIEST; and how it is checked."""

    requirement_set = models.ForeignKey(
        RequirementSet, models.CASCADE, related_name="requirements", verbose_name="eisen"
    )
    text = models.CharField("eis", max_length=300)
    checked_by = models.CharField("hoe getoetst", max_length=300)
    weight = models.PositiveSmallIntegerField("gewicht", null=True, blank=True)

    class Meta:
        # The musts first, then by weight.
        ordering = ["requirement_set", models.F("weight").desc(nulls_first=True), "text"]
        verbose_name = "eis"
        verbose_name_plural = "eisen"
        constraints = [
            models.UniqueConstraint(
                fields=["requirement_set", "text"],
                name="requirement_unique",
                violation_error_message="Deze eis staat al in de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=LIGHTEST, weight__lte=HEAVIEST),
                name="requirement_weight",
                violation_error_message=f"Een gewicht is een heel getal van {LIGHTEST} tot en met {HEAVIEST}.",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(checked_by=""),
                name="requirement_says_what_and_how",
                violation_error_message="Schrijf de eis en hoe zij wordt getoetst.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def content(self) -> dict[str, Any]:
        return {"text": self.text, "checked_by": self.checked_by, "weight": self.weight}

    @property
    def in_words(self) -> str:
        """ "harde eis" or "gewicht 3"."""
        return "harde eis" if self.weight is None else f"gewicht {self.weight}"

    def as_required(self) -> Required:
        return Required(self.pk, self.weight)


class LoonwaardeMethod(models.Model):
    """A method, or system, with which somebody establishes the loonwaarde on the workplace."""

    slug = models.SlugField("adres", max_length=60, unique=True)
    name = models.CharField("naam", max_length=120, unique=True)
    supplier = models.CharField("leverancier", max_length=160, blank=True)
    validation = models.CharField("validatie", max_length=250, blank=True)
    description = models.TextField("beschrijving", blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    is_national = models.BooleanField("landelijk voorgeschreven", default=False, editable=False)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["is_national", "name"]
        verbose_name = "loonwaardemethode"
        verbose_name_plural = "loonwaardemethoden"
        constraints = [
            models.UniqueConstraint(
                fields=["is_national"],
                condition=Q(is_national=True),
                name="method_one_national",
                violation_error_message="Er is één landelijke methode.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(models.Model):
    """How one method does on one requirement, with the evidence."""

    method = models.ForeignKey(
        LoonwaardeMethod, models.RESTRICT, related_name="assessments", verbose_name="methode"
    )
    requirement = models.ForeignKey(
        Requirement, models.RESTRICT, related_name="assessments", verbose_name="eis"
    )
    judgement = models.CharField("oordeel", max_length=8, choices=Judgement.choices())
    evidence = models.TextField("bewijs", max_length=1000)
    assessed_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="beoordeeld door")
    assessed_at = models.DateTimeField("beoordeeld op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["requirement", "method"]
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["method", "requirement"],
                name="assessment_unique",
                violation_error_message="Deze methode is op deze eis al beoordeeld.",
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="assessment_has_evidence",
                violation_error_message="Noem waaruit het oordeel blijkt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} op “{self.requirement}”: {self.judgement_label}"

    @property
    def judgement_label(self) -> str:
        return Judgement(self.judgement).label


class MethodChoice(Adoptable):
    """What the board chooses on the ground of adopted requirements: requirements only, one system, or one brand."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    requirement_set = models.ForeignKey(
        RequirementSet, models.RESTRICT, related_name="choices", verbose_name="eisen"
    )
    form = models.CharField("keuze voor", max_length=12, choices=ChoiceForm.choices())
    method = models.ForeignKey(
        LoonwaardeMethod,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="choices",
        verbose_name="methode",
    )
    reasons = models.TextField("overwegingen")
    advice = models.TextField("advies van deskundigen", blank=True)
    tender = models.TextField("aanbesteding", blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-number"]
        verbose_name = "keuze van de loonwaardemethode"
        verbose_name_plural = "keuzes van de loonwaardemethode"
        constraints = [
            *Adoptable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(form=ChoiceForm.REQUIREMENTS, method=None)
                | (~Q(form=ChoiceForm.REQUIREMENTS) & Q(method__isnull=False)),
                name="methodchoice_method_fits_form",
                violation_error_message="Bij één systeem of merk hoort een methode; bij een set eisen niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.method.name if self.method else "elke methode die aan de eisen voldoet"

    def content(self) -> dict[str, Any]:
        """With every judgement on these requirements: what the board saw when it chose."""
        judged = Assessment.objects.filter(requirement__requirement_set=self.requirement_set)
        rows = judged.select_related("method", "requirement")
        return {
            "kind": "loonwaarde_choice",
            "number": self.number,
            "requirements": self.requirement_set.version,
            "form": self.form,
            "method": self.method.slug if self.method else None,
            "reasons": self.reasons,
            "advice": self.advice,
            "tender": self.tender,
            "assessments": sorted(
                [row.method.slug, row.requirement.text, row.judgement, row.evidence] for row in rows
            ),
        }

    def effect_sentence(self) -> str:
        return f"Loonwaardemethode: {self}"

    def unready(self) -> str:
        if not self.requirement_set.is_adopted:
            return "Deze keuze rust op eisen die nog niet zijn vastgesteld. Leg eerst de eisen voor."
        if self.method is None:
            return ""
        judged = self.method.assessments.filter(requirement__requirement_set=self.requirement_set)
        found = score(
            [requirement.as_required() for requirement in self.requirement_set.requirements.all()],
            {row.requirement_id: Judgement(row.judgement) for row in judged},
        )
        if found.meets_musts:
            return ""
        return f"Van {self.method} staat niet vast dat zij aan alle harde eisen voldoet. Beoordeel haar eerst daarop."

    def get_absolute_url(self) -> str:
        return reverse("instruments:choice_detail", args=[self.number])
