"""The board's own list of sectors: a partition of the sections of a classification, versioned, adopted by decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.enums import AdoptableState
from governance.models import Adoptable, AdoptableQuerySet
from werkbedrijf.lib.dates import date_words

# The list that the board began with, before it decided on one: in force for want of a decision.
FOUNDING: dict[str, Any] = {"state": AdoptableState.ADOPTED, "is_founding": True}


class SectorListQuerySet(AdoptableQuerySet):
    def in_force(self, on: date, subject: str = "") -> SectorList | None:
        """The list in use on day `on`, or None before the first one."""
        found: SectorList | None = super().in_force(on, subject)
        return found

    def for_year(self, year: int, on: date) -> SectorList | None:
        """The list by which the jobs of a year are divided on day `on`; a year to come has the list of its start.

        As far as is decided: a list that is adopted later, from that year on, takes its place.
        """
        return self.in_force(max(on, date(year, 1, 1)))


class SectorList(Adoptable):
    """A division of the economy into sectors. The letters mean something only together with the classification."""

    version = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=120)
    scheme = models.CharField("indeling", max_length=40, default="SBI 2008")
    # The start that the board is asked for; without one it is the day of the decision. Part of what is voted on, which
    # `in_force_from` cannot be, since the decision fills it in.
    chosen_start = models.DateField("gaat in op", null=True, blank=True)
    is_founding = models.BooleanField("gebruikt bij gebrek aan een besluit", default=False, editable=False)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = SectorListQuerySet.as_manager()  # type: ignore[misc]  # one that says what it gives

    class Meta:
        ordering = ["-version"]
        verbose_name = "sectorindeling"
        verbose_name_plural = "sectorindelingen"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state=AdoptableState.ADOPTED, in_force_from__isnull=False)
                    & (Q(decision__isnull=False) | Q(is_founding=True))
                )
                | (~Q(state=AdoptableState.ADOPTED) & Q(decision__isnull=True, is_founding=False)),
                name="sectorlist_adopted_by_decision",
                violation_error_message="Alleen een besluit stelt vast.",
            ),
            models.CheckConstraint(
                condition=Q(state=AdoptableState.DRAFT)
                | Q(is_founding=True)
                | (Q(decision_point__isnull=False) & ~Q(content_sha256="")),
                name="sectorlist_proposed_on_point",
                violation_error_message="Wat is voorgesteld, hoort bij een beslispunt.",
            ),
            models.CheckConstraint(
                condition=Q(chosen_start=None)
                | Q(in_force_from__isnull=False, in_force_from=F("chosen_start")),
                name="sectorlist_starts_as_chosen",
                violation_error_message="Een sectorindeling gaat in op de dag die is voorgesteld.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (versie {self.version})"

    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = {
            "kind": "sector_list",
            "version": self.version,
            "title": self.title,
            "scheme": self.scheme,
            "sectors": [sector.content() for sector in self.sectors.prefetch_related("branches")],
        }
        return content | {"starts_on": self.chosen_start.isoformat()} if self.chosen_start else content

    def effect_sentence(self) -> str:
        start = f", vanaf {date_words(self.chosen_start)}" if self.chosen_start else ""
        return f"Sectorindeling: {self}{start}"

    def get_absolute_url(self) -> str:
        return reverse("quotum:sector_list_detail", args=[self.version])


class Sector(models.Model):
    """One sector of one list; `code` is a section, a range or a sum of them, such as "F", "B-E" or "B+D"."""

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

    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = {"code": self.code, "name": self.name}
        branches = [{"code": branch.code, "name": branch.name} for branch in self.branches.all()]
        return content | {"branches": branches} if branches else content


class Branch(models.Model):
    """A part of a sector (article 7 speaks of "branches en sectoren"); the branches of a sector are all of it."""

    sector = models.ForeignKey(Sector, models.CASCADE, related_name="branches", verbose_name="sector")
    code = models.CharField("code", max_length=10)
    name = models.CharField("naam", max_length=80)
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["sector", "position"]
        verbose_name = "branche"
        verbose_name_plural = "branches"
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "code"],
                name="branch_code_unique",
                violation_error_message="Deze code komt in de sector al voor.",
            ),
            models.UniqueConstraint(
                fields=["sector", "position"],
                name="branch_position_unique",
                violation_error_message="Twee branches kunnen niet op dezelfde plaats staan.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""),
                name="branch_named",
                violation_error_message="Een branche heeft een code en een naam.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
