"""The allocation of garantiebanen over sectors in the ratio of workplaces (article 7), adopted by a decision."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Adoptable
from quotum.enums import Method, Tie
from quotum.models.sectors import Sector, SectorList
from quotum.models.targets import RegionalTarget
from quotum.models.workplaces import WorkplaceRevision


class Allocation(Adoptable):
    """Extra jobs in one year, divided over the sectors of one list; its inputs are stored with its result."""

    year = models.PositiveSmallIntegerField("jaar")
    total = models.PositiveIntegerField("te verdelen extra banen")
    target = models.ForeignKey(
        RegionalTarget, models.RESTRICT, related_name="allocations", verbose_name="regionale doelstelling"
    )
    sector_list = models.ForeignKey(
        SectorList, models.RESTRICT, related_name="allocations", verbose_name="sectorindeling"
    )
    workplace_revision = models.ForeignKey(
        WorkplaceRevision, models.RESTRICT, related_name="allocations", verbose_name="bron arbeidsplaatsen"
    )
    workplace_year = models.PositiveSmallIntegerField("jaar van de arbeidsplaatsen")
    method = models.CharField(
        "methode", max_length=10, choices=Method.choices(), default=Method.HAMILTON.value
    )
    is_example = models.BooleanField("voorbeeldcijfer", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-year", "-pk"]
        verbose_name = "verdeling"
        verbose_name_plural = "verdelingen"
        constraints = [
            *Adoptable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="allocation_total_positive",
                violation_error_message="Er is ten minste 1 baan te verdelen.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2014, year__lte=2100) & ~Q(subject=""),
                name="allocation_has_year",
                violation_error_message="Een verdeling geldt voor een jaar vanaf 2014.",
            ),
        ]

    def __str__(self) -> str:
        return f"garantiebanen {self.year} over sectoren"

    def get_absolute_url(self) -> str:
        return reverse("quotum:allocation_detail", args=[self.pk])

    def content(self) -> dict[str, Any]:
        return {
            "kind": "allocation",
            "year": self.year,
            "total": self.total,
            "target_source": self.target.source,
            "is_example": self.is_example,
            "sector_list": self.sector_list.version,
            "workplaces": {
                "source": self.workplace_revision.source,
                "sha256": self.workplace_revision.sha256,
                "year": self.workplace_year,
            },
            "method": str(self.method),
            "shares": [
                {"sector": share.sector.code, "workplaces": share.workplaces, "jobs": share.jobs}
                for share in self.shares.select_related("sector").order_by("sector__position")
            ],
        }

    def effect_sentence(self) -> str:
        return f"Verdeling van {self.total} garantiebanen in {self.year} over {self.shares.count()} sectoren"


class AllocationShare(models.Model):
    """What one sector gets: exactly base + remainder / (all workplaces) jobs, and in whole jobs `jobs`."""

    allocation = models.ForeignKey(
        Allocation, models.CASCADE, related_name="shares", verbose_name="verdeling"
    )
    sector = models.ForeignKey(Sector, models.RESTRICT, related_name="shares", verbose_name="sector")
    workplaces = models.PositiveIntegerField("arbeidsplaatsen")
    base = models.PositiveIntegerField("aandeel naar beneden afgerond")
    remainder = models.PositiveIntegerField("overschot (teller)")
    denominator = models.PositiveIntegerField("alle arbeidsplaatsen (noemer)")
    jobs = models.PositiveIntegerField("garantiebanen")
    tie = models.CharField("gelijk overschot", max_length=4, choices=Tie.choices(), blank=True, default="")

    class Meta:
        ordering = ["allocation", "sector__position"]
        verbose_name = "aandeel van een sector"
        verbose_name_plural = "aandelen van sectoren"
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "sector"],
                name="allocation_share_unique",
                violation_error_message="Deze sector heeft in de verdeling al een aandeel.",
            ),
            models.CheckConstraint(
                condition=Q(remainder__lt=F("denominator")),
                name="allocation_share_remainder",
                violation_error_message="Het overschot is kleiner dan één baan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.jobs}"

    @property
    def exact(self) -> Fraction:
        """The exact share in jobs."""
        return self.base + Fraction(self.remainder, self.denominator)
