"""The board's own list of sectors: groups of sections of the standard classification, versioned (article 7)."""

from __future__ import annotations

from datetime import date

from django.db import models


class SectorListQuerySet(models.QuerySet["SectorList"]):
    def in_force(self, on: date) -> SectorList | None:
        """The list in use on day `on`, or None before the first one."""
        return self.filter(in_force_from__lte=on).order_by("-in_force_from", "-version").first()


class SectorList(models.Model):
    """A division of the economy into sectors. The letters mean something only together with the classification."""

    version = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=120)
    scheme = models.CharField("indeling", max_length=40, default="SBI 2008")
    in_force_from = models.DateField("in gebruik vanaf")

    objects = SectorListQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = "sectorindeling"
        verbose_name_plural = "sectorindelingen"

    def __str__(self) -> str:
        return f"{self.title} (versie {self.version})"


class Sector(models.Model):
    """One sector of one list; `code` is a section or a range of sections, such as "F" or "B-E"."""

    sector_list = models.ForeignKey(
        SectorList, models.RESTRICT, related_name="sectors", verbose_name="sectorindeling"
    )
    code = models.CharField("code", max_length=10)
    name = models.CharField("naam", max_length=80)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["sector_list", "position"]
        verbose_name = "sector"
        verbose_name_plural = "sectoren"
        constraints = [
            models.UniqueConstraint(
                fields=["sector_list", "code"],
                name="sector_code_unique",
                violation_error_message="Deze code komt in de sectorindeling al voor.",
            ),
            models.UniqueConstraint(
                fields=["sector_list", "position"],
                name="sector_position_unique",
                violation_error_message="Twee sectoren kunnen niet op dezelfde plaats staan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
