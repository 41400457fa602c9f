"""Targets: the national series of the banenafspraak, and the regional total that the board itself sets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models import Person


class NationalTarget(models.Model):
    """Extra jobs since the end of 2012, as a stock at the end of the year (Regeling Wfsv art. 3.29). Cumulative."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    market = models.PositiveIntegerField("markt")
    government = models.PositiveIntegerField("overheid")
    source = models.CharField("bron", max_length=200)

    class Meta:
        ordering = ["year"]
        verbose_name = "landelijke doelstelling"
        verbose_name_plural = "landelijke doelstellingen"

    def __str__(self) -> str:
        return f"Landelijk, stand eind {self.year}"

    @property
    def together(self) -> int:
        """Market and government together, in jobs."""
        return self.market + self.government


class RegionalTarget(models.Model):
    """Extra jobs in one year for the region. The law sets none: the board does, and says where it comes from."""

    year = models.PositiveSmallIntegerField("jaar")
    jobs = models.PositiveIntegerField("extra banen in het jaar")
    source = models.CharField("bron", max_length=300)
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    entered_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="ingevoerd door"
    )
    entered_at = models.DateTimeField("ingevoerd op", auto_now_add=True)

    class Meta:
        ordering = ["-year", "-entered_at"]
        verbose_name = "regionale doelstelling"
        verbose_name_plural = "regionale doelstellingen"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "jobs", "source", "is_example"],
                name="regional_target_unique",
                violation_error_message="Deze doelstelling is al ingevoerd.",
            ),
            models.CheckConstraint(
                condition=Q(jobs__gt=0) & ~Q(source=""),
                name="regional_target_has_source",
                violation_error_message="Een regionale doelstelling is groter dan 0 en noemt haar bron.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobs} extra banen in {self.year}"
