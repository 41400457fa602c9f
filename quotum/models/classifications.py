"""The standard classifications of economic activity, each in its version: what a letter means depends on both."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quotum.domain.classification import Section
from quotum.domain.divisions import NACE_REV_2


class ClassificationQuerySet(models.QuerySet["Classification"]):
    def named(self, name: str) -> Classification | None:
        """The classification with this name, such as "SBI 2008", or None."""
        scheme, _, version = name.rpartition(" ")
        return self.filter(scheme=scheme, version=version).first()


class Classification(models.Model):
    """One version of a scheme. SBI 2008 and SBI 2025 are used side by side; the letters J to U differ."""

    append_only = True

    scheme = models.CharField("schema", max_length=20)
    version = models.CharField("versie", max_length=10)
    source = models.CharField("bron", max_length=200)

    objects = ClassificationQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "version"]
        verbose_name = "standaardindeling"
        verbose_name_plural = "standaardindelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "version"],
                name="classification_unique",
                violation_error_message="Deze versie van de indeling is er al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.version}"


class ClassificationSection(models.Model):
    """A section: the letter that codes of sectors are made of. divisions: "01-03", empty when the source gives none."""

    append_only = True

    classification = models.ForeignKey(
        Classification, models.RESTRICT, related_name="sections", verbose_name="standaardindeling"
    )
    letter = models.CharField("letter", max_length=2)
    name = models.CharField("naam", max_length=200)
    divisions = models.CharField("afdelingen", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["classification", "position"]
        verbose_name = "sectie"
        verbose_name_plural = "secties"
        constraints = [
            models.UniqueConstraint(
                fields=["classification", "letter"],
                name="classification_letter_unique",
                violation_error_message="Deze letter is er al.",
            ),
            models.CheckConstraint(
                condition=~Q(letter="") & ~Q(name=""),
                name="classification_section_named",
                violation_error_message="Een sectie heeft een letter en een naam.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"

    def as_section(self) -> Section:
        """The section as the rules take it; SBI 2008 has its divisions from the European classification."""
        divisions = self.divisions
        if not divisions and str(self.classification) == "SBI 2008":
            divisions = NACE_REV_2.get(self.letter, "")
        return Section(self.letter, self.name, divisions)
