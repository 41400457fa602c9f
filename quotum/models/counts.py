"""Counts that come from WBS/Sonar: vacancies, jobseekers and employer contacts. Never who or which."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from governance.models import Location, Person
from quotum.enums import CountKind
from quotum.models.sectors import Sector


class CountRevisionQuerySet(models.QuerySet["CountRevision"]):
    def counting(self) -> CountRevisionQuerySet:
        """Per quarter and kind only the delivery that counts now: the last one."""
        same = CountRevision.objects.filter(
            year=OuterRef("year"), quarter=OuterRef("quarter"), kind=OuterRef("kind")
        )
        return self.filter(pk=Subquery(same.order_by("-number").values("pk")[:1]))


class CountRevision(models.Model):
    """One delivery of one kind of count over one quarter; earlier deliveries stay."""

    append_only = True

    year = models.PositiveSmallIntegerField("jaar")
    quarter = models.PositiveSmallIntegerField("kwartaal")
    kind = models.CharField("telling", max_length=12, choices=CountKind.choices())
    number = models.PositiveSmallIntegerField("levering")
    total = models.PositiveIntegerField("totaal")
    source = models.CharField("bron", max_length=200)
    published_on = models.DateField("gepubliceerd op")
    imported_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="ingelezen door")
    imported_at = models.DateTimeField("ingelezen op")
    sha256 = models.CharField("hash van het bestand", max_length=64, db_index=True)
    is_example = models.BooleanField("voorbeeldcijfer", default=False)

    objects = CountRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter", "kind", "-number"]
        verbose_name = "levering van tellingen"
        verbose_name_plural = "leveringen van tellingen"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter", "kind", "number"],
                name="count_revision_number_unique",
                violation_error_message="Deze levering bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="count_quarter_valid",
                violation_error_message="Een kwartaal is 1, 2, 3 of 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, kwartaal {self.quarter} van {self.year}, levering {self.number}"


class CountFigure(models.Model):
    """The number at one location in one sector; without a sector when the source does not know it."""

    append_only = True

    revision = models.ForeignKey(
        CountRevision, models.RESTRICT, related_name="figures", verbose_name="levering"
    )
    location = models.ForeignKey(Location, models.RESTRICT, related_name="+", verbose_name="locatie")
    sector = models.ForeignKey(
        Sector, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="sector"
    )
    count = models.PositiveIntegerField("aantal")

    class Meta:
        ordering = ["revision", "location__name", "sector__position"]
        verbose_name = "telling"
        verbose_name_plural = "tellingen"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "location", "sector"],
                condition=Q(sector__isnull=False),
                name="count_figure_sector_unique",
                violation_error_message="Deze telling staat al in de levering.",
            ),
            models.UniqueConstraint(
                fields=["revision", "location"],
                condition=Q(sector__isnull=True),
                name="count_figure_location_unique",
                violation_error_message="Deze telling staat al in de levering.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.location}: {self.count}"
