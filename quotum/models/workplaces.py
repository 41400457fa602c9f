"""Workplaces per sector and year: the key of the allocation (article 7), as published, in revisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.models import Person
from quotum.enums import WorkplaceDefinition, WorkplaceKind
from quotum.models.staged import StagedFile, expires_later


class WorkplaceRevision(models.Model):
    """One publication of workplaces. A correction by the publisher is a new revision, never an overwrite."""

    append_only = True

    source = models.CharField("bron", max_length=200)
    measure = models.CharField("maat", max_length=120)
    scheme = models.CharField("indeling", max_length=40, default="SBI 2008")
    rounded_to = models.PositiveIntegerField("afgerond op", default=1)
    definition = models.CharField(
        "definitie",
        max_length=10,
        choices=WorkplaceDefinition.choices(),
        default=WorkplaceDefinition.JOBS.value,
    )
    reference = models.CharField("peilmoment", max_length=40, default="december", blank=True)
    published_on = models.DateField("gepubliceerd op", null=True, blank=True)
    imported_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="ingelezen door"
    )
    imported_at = models.DateTimeField("ingelezen op", auto_now_add=True)
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    sha256 = models.CharField("hash van het bestand", max_length=64)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        verbose_name = "uitgave van arbeidsplaatsen"
        verbose_name_plural = "uitgaven van arbeidsplaatsen"
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                name="workplace_revision_once",
                violation_error_message="Dit bestand is al ingelezen.",
            )
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def unit(self) -> str:
        """What its figures are: "banen" or "personen"."""
        return WorkplaceDefinition(self.definition).unit

    @property
    def edition(self) -> str:
        """The source with the day that tells editions apart."""
        if self.published_on:
            return f"{self.source}, gepubliceerd op {self.published_on:%d-%m-%Y}"
        return f"{self.source}, ingelezen op {timezone.localtime(self.imported_at):%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("quotum:workplace_list") + f"?uitgave={self.pk}"


class Workplaces(models.Model):
    """The number of workplaces of one sector in one year. `jobs` is empty when it was not published: never 0."""

    append_only = True

    revision = models.ForeignKey(
        WorkplaceRevision, models.RESTRICT, related_name="workplaces", verbose_name="uitgave"
    )
    year = models.PositiveSmallIntegerField("jaar")
    sector_code = models.CharField("sector", max_length=10)
    jobs = models.PositiveIntegerField("arbeidsplaatsen", null=True, blank=True)
    kind = models.CharField("herkomst", max_length=10, choices=WorkplaceKind.choices())

    class Meta:
        ordering = ["revision", "year", "sector_code"]
        verbose_name = "arbeidsplaatsen"
        verbose_name_plural = "arbeidsplaatsen"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "year", "sector_code"],
                name="workplaces_unique",
                violation_error_message="Deze sector komt voor dit jaar al voor.",
            ),
            models.CheckConstraint(
                condition=Q(kind="missing", jobs__isnull=True) | (~Q(kind="missing") & Q(jobs__isnull=False)),
                name="workplaces_missing_is_not_zero",
                violation_error_message="Niet gepubliceerd is geen 0: laat het aantal leeg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector_code} {self.year}"


class WorkplaceDraft(StagedFile):
    """A file of workplaces that waits for "overnemen"."""

    scheme = models.CharField("indeling", max_length=40)
    rounded_to = models.PositiveIntegerField("afgerond op")
    definition = models.CharField(
        "definitie",
        max_length=10,
        choices=WorkplaceDefinition.choices(),
        default=WorkplaceDefinition.JOBS.value,
    )
    reference = models.CharField("peilmoment", max_length=40, default="december", blank=True)

    class Meta(StagedFile.Meta):
        verbose_name = "ingelezen bestand met arbeidsplaatsen"
        verbose_name_plural = "ingelezen bestanden met arbeidsplaatsen"
        constraints = [expires_later("workplace_draft_expires")]

    @property
    def unit(self) -> str:
        """What its figures are: "banen" or "personen"."""
        return WorkplaceDefinition(self.definition).unit
