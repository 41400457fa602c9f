"""The verslag for everybody: one file per edition, rounded, on the site once the board decides so."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.models import Adoptable, StoredDocument
from reports.models.annual_report import AnnualReport


class PublicVersion(Adoptable, StoredDocument):
    """The public version of a released edition. Made before the vote: the board decides on this very file.

    Its subject is the year, so that of several editions the one adopted last is on the site. Never deleted: the ledger
    names its file.
    """

    report = models.ForeignKey(
        AnnualReport, models.RESTRICT, related_name="public_versions", verbose_name="verslag"
    )
    size = models.PositiveIntegerField("omvang in bytes")
    pages = models.PositiveSmallIntegerField("pagina's")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-report__year", "-report__edition"]
        verbose_name = "openbare versie van het verslag"
        verbose_name_plural = "openbare versies van het verslag"
        constraints = [
            *Adoptable.Meta.constraints,
            models.UniqueConstraint(
                fields=["report"],
                name="publicversion_once_per_edition",
                violation_error_message="De openbare versie van deze editie is er al.",
            ),
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(sha256=""),
                name="publicversion_has_file",
                violation_error_message="Een openbare versie heeft een bestand met zijn hash.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.year}, editie {self.report.edition}"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "public_version",
            "year": self.report.year,
            "edition": self.report.edition,
            "file": self.sha256,
        }

    def unready(self) -> str:
        if (
            not AnnualReport.objects.released()
            .filter(year=self.report.year, edition__gt=self.report.edition)
            .exists()
        ):
            return ""
        return "Van dit verslag is een nieuwere editie uitgebracht. Maak daarvan de openbare versie."

    def effect_sentence(self) -> str:
        return f"Openbare versie van het verslag over {self}"

    def get_absolute_url(self) -> str:
        """On the site for everybody once it is adopted; before that where its edition stands."""
        if self.is_adopted:
            return reverse("reports:public_report", args=[self.report.year])
        return f"{self.report.get_absolute_url()}#openbaar"

    @property
    def filename(self) -> str:
        return f"verslag-{self.report.year}-openbaar.pdf"
