"""Targets: the national series of the banenafspraak, and the regional total that the board itself sets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

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
    """Extra jobs in one year for the region. The law sets none: the board does, and says where it comes from.

    market: of these, at market employers; the rest at government. Empty where the two are not told apart: the law
    may do away with the difference (Wet banenafspraak, Kamerstuk 36449).
    """

    year = models.PositiveSmallIntegerField("jaar")
    jobs = models.PositiveIntegerField("extra banen in het jaar")
    market = models.PositiveIntegerField("waarvan bij marktwerkgevers", null=True, blank=True)
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
                condition=Q(market=None),
                name="regional_target_unique",
                violation_error_message="Deze doelstelling is al ingevoerd.",
            ),
            models.UniqueConstraint(
                fields=["year", "jobs", "source", "is_example", "market"],
                condition=Q(market__isnull=False),
                name="regional_target_split_unique",
                violation_error_message="Deze doelstelling met deze splitsing is al ingevoerd.",
            ),
            models.CheckConstraint(
                condition=Q(market=None) | Q(market__lte=F("jobs")),
                name="regional_target_split_fits",
                violation_error_message="Het deel van de markt is niet groter dan het geheel.",
            ),
            models.CheckConstraint(
                condition=Q(jobs__gt=0) & ~Q(source=""),
                name="regional_target_has_source",
                violation_error_message="Een regionale doelstelling is groter dan 0 en noemt haar bron.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobs} extra banen in {self.year}"

    @property
    def government(self) -> int | None:
        """Of the jobs, those at government employers; None where the two are not told apart."""
        return None if self.market is None else self.jobs - self.market
