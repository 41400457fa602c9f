"""Signals: thresholds that the board sets, what went over them, and what UWV's seat has to say about a quarter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models import AgendaItem, Decision, Person, Seat
from quotum.enums import SignalKind
from quotum.models.sectors import Sector


class QuarterRemark(models.Model):
    """What UWV's seat remarks on a quarter (article 5: it watches the realisation). A correction is a new remark."""

    append_only = True

    year = models.PositiveSmallIntegerField("jaar")
    quarter = models.PositiveSmallIntegerField("kwartaal")
    text = models.TextField("opmerking", max_length=2000)
    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="+", verbose_name="zetel")
    written_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="door")
    written_at = models.DateTimeField("op")
    is_example = models.BooleanField("voorbeeld", default=False)

    class Meta:
        ordering = ["-year", "-quarter", "-written_at", "-pk"]
        verbose_name = "opmerking bij een kwartaal"
        verbose_name_plural = "opmerkingen bij kwartalen"
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4) & ~Q(text=""),
                name="quarter_remark_valid",
                violation_error_message="Een opmerking heeft een tekst en hoort bij kwartaal 1, 2, 3 of 4.",
            )
        ]

    def __str__(self) -> str:
        return f"opmerking bij kwartaal {self.quarter} van {self.year}"


class SignalThreshold(models.Model):
    """When the board wants to hear: the last row of a kind counts, and earlier ones stay: a signal keeps its ground."""

    append_only = True

    kind = models.CharField("soort", max_length=20, choices=SignalKind.choices())
    value = models.PositiveSmallIntegerField(
        "meer dan", null=True, blank=True
    )  # None: the board does not want it
    ground = models.CharField("waarop dit berust", max_length=200)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="besluit"
    )
    set_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    set_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldcijfer", default=False)

    class Meta:
        ordering = ["kind", "-set_at", "-pk"]
        verbose_name = "drempel"
        verbose_name_plural = "drempels"
        constraints = [
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=1, value__lte=365)) & ~Q(ground=""),
                name="signal_threshold_valid",
                violation_error_message="Een drempel is een getal van 1 tot en met 365 en noemt waarop hij berust.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value or 'uit'}"

    @property
    def words(self) -> str:
        """Such as "meer dan 20 procent van naar rato", or "geen signaal"."""
        return "geen signaal" if self.value is None else f"meer dan {self.value} {SignalKind(self.kind).unit}"


class Signal(models.Model):
    """Once per kind, quarter and sector something went over its threshold. `item`: where the board speaks of it."""

    kind = models.CharField("soort", max_length=20, choices=SignalKind.choices())
    year = models.PositiveSmallIntegerField("jaar")
    quarter = models.PositiveSmallIntegerField("kwartaal")
    sector = models.ForeignKey(
        Sector, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="sector"
    )
    sentence = models.CharField("wat er is", max_length=300)
    threshold = models.ForeignKey(SignalThreshold, models.RESTRICT, related_name="+", verbose_name="drempel")
    raised_at = models.DateTimeField("gegeven op")
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="agendapunt"
    )
    placed_at = models.DateTimeField("geagendeerd op", null=True, blank=True)

    class Meta:
        ordering = ["-year", "-quarter", "kind", "sector__position"]
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "quarter", "sector"],
                condition=Q(sector__isnull=False),
                name="signal_once_per_sector",
                violation_error_message="Dit signaal is al gegeven.",
            ),
            models.UniqueConstraint(
                fields=["kind", "year", "quarter"],
                condition=Q(sector__isnull=True),
                name="signal_once_per_quarter",
                violation_error_message="Dit signaal is al gegeven.",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
