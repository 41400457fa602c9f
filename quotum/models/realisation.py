"""Realised jobs per quarter (article 5, UWV's duty), in revisions: later figures never erase earlier ones."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from governance.models import Party, Person
from quotum.enums import Dimension, Group, Measure, Side, Unit
from quotum.models.sectors import Sector, SectorList
from quotum.models.staged import StagedFile, expires_later

SERIES = ["year", "quarter", "measure", "unit", "dimension"]
CATEGORIES = [*Group.choices(), *Side.choices()]


class RealisationRevisionQuerySet(models.QuerySet["RealisationRevision"]):
    def counting(self) -> RealisationRevisionQuerySet:
        """Per series (quarter, measure, unit, dimension) only the revision that counts now: the last one."""
        same = RealisationRevision.objects.filter(**{field: OuterRef(field) for field in SERIES})
        return self.filter(pk=Subquery(same.order_by("-number").values("pk")[:1]))

    def new_jobs(self) -> RealisationRevisionQuerySet:
        """Only what may be held against an allocation: jobs, new in the quarter."""
        return self.filter(measure=Measure.NEW, unit=Unit.JOBS)


class RealisationRevision(models.Model):
    """One delivery of one series of one quarter. `number` counts the deliveries of that series: 1, 2, 3 …"""

    append_only = True

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.PositiveSmallIntegerField("jaar")
    quarter = models.PositiveSmallIntegerField("kwartaal")
    measure = models.CharField("maat", max_length=10, choices=Measure.choices())
    unit = models.CharField("eenheid", max_length=10, choices=Unit.choices())
    dimension = models.CharField("verdeeld", max_length=15, choices=Dimension.choices())
    number = models.PositiveSmallIntegerField("levering")
    sector_list = models.ForeignKey(
        SectorList, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="sectorindeling"
    )
    total = models.PositiveIntegerField("totaal van de delen")
    stated_total = models.PositiveIntegerField("totaal volgens de bron", null=True, blank=True)
    source = models.CharField("bron", max_length=200)
    published_on = models.DateField("gepubliceerd op")
    imported_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="ingelezen door")
    imported_at = models.DateTimeField("ingelezen op")
    sha256 = models.CharField("hash van het bestand", max_length=64, db_index=True)
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    # The file whose rows it was added up from; its own parts per municipality, sector, group and employer stand there.
    detail = models.ForeignKey(
        "quotum.FileImport",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name="detail",
    )

    objects = RealisationRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter", "measure", "unit", "dimension", "-number"]
        verbose_name = "levering van realisatiecijfers"
        verbose_name_plural = "leveringen van realisatiecijfers"
        constraints = [
            models.UniqueConstraint(
                fields=[*SERIES, "number"],
                name="realisation_revision_number_unique",
                violation_error_message="Deze levering bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="realisation_quarter_valid",
                violation_error_message="Een kwartaal is 1, 2, 3 of 4.",
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=["sector", "detail"], sector_list__isnull=False)
                | (~Q(dimension__in=["sector", "detail"]) & Q(sector_list__isnull=True)),
                name="realisation_sectors_have_list",
                violation_error_message="Cijfers per sector horen bij een sectorindeling.",
            ),
            models.CheckConstraint(
                condition=~Q(dimension="detail") | Q(detail__isnull=False),
                name="realisation_detail_has_rows",
                violation_error_message="Een levering in detail hoort bij een ingelezen bestand.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"Kwartaal {self.quarter} van {self.year}, {self.get_measure_display()}, levering {self.number}"
        )

    @property
    def is_comparable(self) -> bool:
        """Whether it may be held against an allocation: jobs, new in the quarter."""
        return self.measure == Measure.NEW and self.unit == Unit.JOBS

    def get_absolute_url(self) -> str:
        return reverse("quotum:realisation_list") + f"?jaar={self.year}"


class RealisationFigure(models.Model):
    """The number of one sector, one municipality, or one category (a group, market or government) in a delivery."""

    append_only = True

    revision = models.ForeignKey(
        RealisationRevision, models.RESTRICT, related_name="figures", verbose_name="levering"
    )
    sector = models.ForeignKey(
        Sector, models.RESTRICT, null=True, blank=True, related_name="realisations", verbose_name="sector"
    )
    municipality = models.ForeignKey(
        Party, models.RESTRICT, null=True, blank=True, related_name="realisations", verbose_name="gemeente"
    )
    category = models.CharField(
        "groep, of markt en overheid", max_length=10, choices=CATEGORIES, blank=True, default=""
    )
    count = models.PositiveIntegerField("aantal")

    class Meta:
        ordering = ["revision", "sector__position", "municipality__name", "category"]
        verbose_name = "realisatiecijfer"
        verbose_name_plural = "realisatiecijfers"
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__isnull=False, municipality__isnull=True, category="")
                | Q(sector__isnull=True, municipality__isnull=False, category="")
                | (Q(sector__isnull=True, municipality__isnull=True) & ~Q(category="")),
                name="realisation_figure_one_part",
                violation_error_message="Een cijfer hoort bij één sector, één gemeente of één groep.",
            ),
            models.UniqueConstraint(
                fields=["revision", "sector"],
                condition=Q(sector__isnull=False),
                name="realisation_figure_sector_unique",
                violation_error_message="Deze sector komt in de levering al voor.",
            ),
            models.UniqueConstraint(
                fields=["revision", "municipality"],
                condition=Q(municipality__isnull=False),
                name="realisation_figure_municipality_unique",
                violation_error_message="Deze gemeente komt in de levering al voor.",
            ),
            models.UniqueConstraint(
                fields=["revision", "category"],
                condition=~Q(category=""),
                name="realisation_figure_category_unique",
                violation_error_message="Deze groep komt in de levering al voor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector or self.municipality or self.get_category_display()}: {self.count}"

    @property
    def code(self) -> str:
        """What it is a figure of, as in a file: a sector's code, a CBS code, or the word of a category."""
        if self.sector is not None:
            return self.sector.code
        return self.municipality.cbs_code if self.municipality is not None else self.category

    @property
    def name(self) -> str:
        """The same for a reader."""
        if self.sector is not None:
            return f"{self.sector.name} ({self.sector.code})"
        return str(self.municipality) if self.municipality is not None else str(self.get_category_display())


class ImportDraft(StagedFile):
    """A file with figures per series, or with counts from WBS/Sonar (`layout`), that waits for "overnemen"."""

    layout = models.CharField("indeling", max_length=10, default="series")

    class Meta(StagedFile.Meta):
        verbose_name = "ingelezen bestand"
        verbose_name_plural = "ingelezen bestanden"
        constraints = [expires_later("import_draft_expires")]
