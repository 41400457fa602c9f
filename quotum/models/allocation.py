"""The allocation of garantiebanen over sectors in the ratio of workplaces (article 7), adopted by a decision."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from governance.models import Adoptable
from quotum.enums import Method, Tie
from quotum.models.sectors import Branch, Sector, SectorList
from quotum.models.targets import RegionalTarget
from quotum.models.workplaces import WorkplaceRevision
from werkbedrijf.lib.dates import date_words

# What was proposed is what is voted on: the database itself refuses to touch the parts (werkbedrijf/db_guards.py).
FIXED_WITH_ALLOCATION = "SELECT 1 FROM quotum_allocation WHERE id = {row}.allocation_id AND state <> 'draft'"


def other_list_applies(year: int, sector_list: SectorList, on: date) -> str:
    """Why the jobs of this year are not divided by this list, in one Dutch sentence; "" when they are."""
    applies = SectorList.objects.for_year(year, on)
    if applies is None or applies.pk == sector_list.pk or applies.in_force_from is None:
        return ""
    return (
        f"Voor {year} geldt een andere sectorindeling: “{applies}”, van kracht vanaf "
        f"{date_words(applies.in_force_from)}. Kies die bij de verdeling."
    )


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
        content: dict[str, Any] = {
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
                share.content()
                for share in self.shares.select_related("sector")
                .prefetch_related("branches__branch")
                .order_by("sector__position")
            ],
        }
        # Only when there are any: without them the content is what it was before these existed, hash and all.
        if self.target.market is not None:
            content["target_market"] = self.target.market
        deviations = [row.content() for row in self.deviations.select_related("giver", "receiver")]
        return content | {"deviations": deviations} if deviations else content

    def unready(self) -> str:
        return other_list_applies(self.year, self.sector_list, timezone.localdate())

    def effect_sentence(self) -> str:
        return f"Verdeling van {self.total} garantiebanen in {self.year} over {self.shares.count()} sectoren"


class AllocationShare(models.Model):
    """What one sector gets: exactly base + remainder / (all workplaces) jobs, by the method `jobs`.

    shift: what the deviations add or take; `assigned` is what the sector gets in the end.
    """

    fixed_when = FIXED_WITH_ALLOCATION

    allocation = models.ForeignKey(
        Allocation, models.CASCADE, related_name="shares", verbose_name="verdeling"
    )
    sector = models.ForeignKey(Sector, models.RESTRICT, related_name="shares", verbose_name="sector")
    workplaces = models.PositiveIntegerField("arbeidsplaatsen")
    base = models.PositiveIntegerField("aandeel naar beneden afgerond")
    remainder = models.PositiveIntegerField("overschot (teller)")
    denominator = models.PositiveIntegerField("alle arbeidsplaatsen (noemer)")
    jobs = models.PositiveIntegerField("garantiebanen volgens de methode")
    shift = models.IntegerField("door afwijkingen erbij of eraf", default=0)
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
            models.CheckConstraint(
                condition=Q(shift__gte=-F("jobs")),
                name="allocation_share_not_negative",
                violation_error_message="Een sector kan niet minder dan 0 banen krijgen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.jobs}"

    @property
    def exact(self) -> Fraction:
        """The exact share in jobs."""
        return self.base + Fraction(self.remainder, self.denominator)

    def content(self) -> dict[str, Any]:
        content = {"sector": self.sector.code, "workplaces": self.workplaces, "jobs": self.jobs}
        branches = [
            {"branch": row.branch.code, "workplaces": row.workplaces, "jobs": row.jobs}
            for row in self.branches.all()
        ]
        return content | {"branches": branches} if branches else content

    @property
    def assigned(self) -> int:
        """The whole jobs of this sector: those of the method, with the deviations."""
        return self.jobs + self.shift


class BranchShare(models.Model):
    """What one branch gets of the jobs that its sector is assigned, divided by the same method."""

    fixed_when = (
        "SELECT 1 FROM quotum_allocationshare AS its JOIN quotum_allocation AS whole ON whole.id = its.allocation_id "
        "WHERE its.id = {row}.share_id AND whole.state <> 'draft'"
    )

    share = models.ForeignKey(
        AllocationShare, models.CASCADE, related_name="branches", verbose_name="aandeel van de sector"
    )
    branch = models.ForeignKey(Branch, models.RESTRICT, related_name="shares", verbose_name="branche")
    workplaces = models.PositiveIntegerField("arbeidsplaatsen")
    base = models.PositiveIntegerField("aandeel naar beneden afgerond")
    remainder = models.PositiveIntegerField("overschot (teller)")
    denominator = models.PositiveIntegerField("arbeidsplaatsen van alle branches (noemer)")
    jobs = models.PositiveIntegerField("garantiebanen")
    tie = models.CharField("gelijk overschot", max_length=4, choices=Tie.choices(), blank=True, default="")

    class Meta:
        ordering = ["share", "branch__position"]
        verbose_name = "aandeel van een branche"
        verbose_name_plural = "aandelen van branches"
        constraints = [
            models.UniqueConstraint(
                fields=["share", "branch"],
                name="branch_share_unique",
                violation_error_message="Deze branche heeft in de verdeling al een aandeel.",
            ),
            models.CheckConstraint(
                condition=Q(remainder__lt=F("denominator")),
                name="branch_share_remainder",
                violation_error_message="Het overschot is kleiner dan één baan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}: {self.jobs}"

    @property
    def exact(self) -> Fraction:
        """The exact share in jobs."""
        return self.base + Fraction(self.remainder, self.denominator)


class AllocationDeviation(models.Model):
    """Jobs that the board gives to another sector than the method does, and why: what one gets, another gives."""

    fixed_when = FIXED_WITH_ALLOCATION

    allocation = models.ForeignKey(
        Allocation, models.CASCADE, related_name="deviations", verbose_name="verdeling"
    )
    number = models.PositiveSmallIntegerField("nummer")
    giver = models.ForeignKey(Sector, models.RESTRICT, related_name="+", verbose_name="van sector")
    receiver = models.ForeignKey(Sector, models.RESTRICT, related_name="+", verbose_name="naar sector")
    jobs = models.PositiveIntegerField("banen")
    reason = models.TextField("reden")

    class Meta:
        ordering = ["allocation", "number"]
        verbose_name = "afwijking van een verdeling"
        verbose_name_plural = "afwijkingen van verdelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "number"],
                name="allocation_deviation_number_unique",
                violation_error_message="Dit nummer is al gebruikt.",
            ),
            models.CheckConstraint(
                condition=Q(jobs__gt=0) & ~Q(reason="") & ~Q(giver=F("receiver")),
                name="allocation_deviation_has_reason",
                violation_error_message="Een afwijking verplaatst banen naar een andere sector, met een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobs} van {self.giver.name} naar {self.receiver.name}"

    def content(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "from": self.giver.code,
            "to": self.receiver.code,
            "jobs": self.jobs,
            "reason": self.reason,
        }
