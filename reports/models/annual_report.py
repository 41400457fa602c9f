"""The verslag over a calendar year (article 12): one row per edition, with the figures it was made of."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.models import Person
from reports.enums import ReportState


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    def latest(self, year: int) -> AnnualReport | None:  # type: ignore[override]  # by edition, not by date
        """The edition made last over a year, or None."""
        return self.filter(year=year).order_by("-edition").first()

    def released(self) -> AnnualReportQuerySet:
        return self.filter(state=ReportState.RELEASED)


class AnnualReport(models.Model):
    """An edition of the verslag over one year. Its figures are frozen: what changes later needs a new edition."""

    year = models.PositiveSmallIntegerField("jaar")
    edition = models.PositiveSmallIntegerField("editie")
    state = models.CharField("staat", max_length=10, choices=ReportState.choices(), default=ReportState.DRAFT)
    # Why a next edition was made after one was released; "" for every other edition.
    correction = models.CharField("wat deze editie verbetert", max_length=600, blank=True)
    is_concept = models.BooleanField("concept: het jaar was nog niet voorbij")
    figures = models.JSONField("vastgelegde cijfers")
    figures_sha256 = models.CharField("hash van de cijfers", max_length=64)
    frozen_at = models.DateTimeField("cijfers vastgelegd op")
    requested_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="gevraagd door"
    )
    released_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="vrijgegeven door"
    )
    released_at = models.DateTimeField("vrijgegeven op", null=True, blank=True)

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-edition"]
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "edition"],
                name="report_edition_unique",
                violation_error_message="Deze editie van het verslag bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state__in=[ReportState.DRAFT, ReportState.MAKING]),
                name="report_one_in_the_making",
                violation_error_message="Het verslag over dit jaar wordt al gemaakt.",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.RELEASED, released_at__isnull=False, released_by__isnull=False)
                | (~Q(state=ReportState.RELEASED) & Q(released_at__isnull=True, released_by__isnull=True)),
                name="report_released_by_somebody",
                violation_error_message="Een vrijgegeven verslag heeft een moment en een persoon van vrijgave.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RELEASED, is_concept=True),
                name="report_concept_stays_inside",
                violation_error_message="Een concept wordt niet vrijgegeven: maak het verslag na afloop van het jaar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Conceptverslag' if self.is_concept else 'Verslag'} over {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.year])

    @property
    def is_making(self) -> bool:
        return self.state in (ReportState.DRAFT, ReportState.MAKING)

    @property
    def is_made(self) -> bool:
        return self.state == ReportState.MADE

    @property
    def is_released(self) -> bool:
        return self.state == ReportState.RELEASED

    @property
    def is_for_board(self) -> bool:
        """Complete and no concept: the board can adopt it, or ratify it once it was released."""
        return not self.is_concept and (self.is_made or self.is_released)

    @property
    def released_on(self) -> date | None:
        """The calendar day, in the Netherlands, of the release."""
        return timezone.localtime(self.released_at).date() if self.released_at else None
