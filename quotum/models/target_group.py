"""The target group per municipality and year: people counted or expected, in revisions; which groups are served."""

from __future__ import annotations

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from governance.models import Party, Person
from quotum.enums import Characteristic, HeadcountKind
from quotum.models.sectors import Sector
from quotum.models.staged import StagedFile, expires_later

SERIES = ["year", "municipality", "kind"]


class TargetGroupRevisionQuerySet(models.QuerySet["TargetGroupRevision"]):
    def counting(self) -> TargetGroupRevisionQuerySet:
        """Per year, municipality and kind only the delivery that counts now: the last one."""
        same = TargetGroupRevision.objects.filter(**{field: OuterRef(field) for field in SERIES})
        return self.filter(pk=Subquery(same.order_by("-number").values("pk")[:1]))


class TargetGroupRevision(models.Model):
    """One delivery of one municipality's target group in one year. `number` counts the deliveries: 1, 2, 3 …"""

    append_only = True

    year = models.PositiveSmallIntegerField("jaar")
    municipality = models.ForeignKey(
        Party, models.RESTRICT, related_name="target_groups", verbose_name="gemeente"
    )
    kind = models.CharField("soort", max_length=10, choices=HeadcountKind.choices())
    number = models.PositiveSmallIntegerField("levering")
    total = models.PositiveIntegerField("aantal mensen")
    low = models.PositiveIntegerField("laagste", null=True, blank=True)
    high = models.PositiveIntegerField("hoogste", null=True, blank=True)
    method = models.CharField("methode van de prognose", max_length=300, blank=True)
    source = models.CharField("bron", max_length=200)
    published_on = models.DateField("gepubliceerd op")
    imported_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="ingelezen door")
    imported_at = models.DateTimeField("ingelezen op")
    sha256 = models.CharField("hash van het bestand", max_length=64, db_index=True)
    is_example = models.BooleanField("voorbeeldcijfer", default=False)

    objects = TargetGroupRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "municipality__name", "kind", "-number"]
        verbose_name = "levering van doelgroepcijfers"
        verbose_name_plural = "leveringen van doelgroepcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=[*SERIES, "number"],
                name="target_group_revision_number_unique",
                violation_error_message="Deze levering bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(kind="counted", low__isnull=True, high__isnull=True, method="")
                | (
                    Q(kind="forecast", low__isnull=False, high__isnull=False)
                    & Q(low__lte=F("total"), high__gte=F("total"))
                    & ~Q(method="")
                ),
                name="target_group_forecast_says_how",
                violation_error_message="Een prognose heeft een bandbreedte en noemt haar methode.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}, {self.get_kind_display()}, levering {self.number}"


class TargetGroupFigure(models.Model):
    """How many people of one delivery have one characteristic; parts may miss the total by rounding."""

    append_only = True

    revision = models.ForeignKey(
        TargetGroupRevision, models.RESTRICT, related_name="figures", verbose_name="levering"
    )
    characteristic = models.CharField(
        "kenmerk",
        max_length=10,
        choices=[choice for choice in Characteristic.choices() if choice[0] != "total"],
    )
    value = models.CharField("waarde", max_length=20)
    count = models.PositiveIntegerField("aantal mensen")
    low = models.PositiveIntegerField("laagste", null=True, blank=True)
    high = models.PositiveIntegerField("hoogste", null=True, blank=True)

    class Meta:
        ordering = ["revision", "pk"]
        verbose_name = "doelgroepcijfer"
        verbose_name_plural = "doelgroepcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "characteristic", "value"],
                name="target_group_figure_unique",
                violation_error_message="Dit kenmerk komt in de levering al voor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.characteristic} {self.value}: {self.count}"


class TargetGroupDraft(StagedFile):
    """A file of people counted or expected that waits for "overnemen"."""

    method = models.CharField("methode van de prognose", max_length=300, blank=True)

    class Meta(StagedFile.Meta):
        verbose_name = "ingelezen doelgroepbestand"
        verbose_name_plural = "ingelezen doelgroepbestanden"
        constraints = [expires_later("target_group_draft_expires")]


class ServedGroups(models.Model):
    """Which groups a sector serves, and how they are kept from competing (article 8, M13). The last line counts."""

    append_only = True

    sector = models.ForeignKey(Sector, models.RESTRICT, related_name="served_groups", verbose_name="sector")
    groups = models.JSONField("groepen", default=list)
    agreement = models.TextField("hoe groepen elkaar niet beconcurreren", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["sector", "-pk"]
        verbose_name = "bediende groepen in een sector"
        verbose_name_plural = "bediende groepen per sector"

    def __str__(self) -> str:
        return f"{self.sector}: {len(self.groups)} {'groep' if len(self.groups) == 1 else 'groepen'}"
