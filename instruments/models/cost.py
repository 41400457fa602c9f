"""What measuring would cost: a scenario with its own figures, to compare and to put under a proposal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.models import Person
from instruments.domain.volume import Tariff, Volume
from werkbedrijf.lib.percents import in_percent

MOST_MEASUREMENTS, MOST_FOLLOWED, MOST_YEARS = 100_000, 10, 10


def _money(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=10, decimal_places=2, default=0)


class CostScenario(models.Model):
    """How many measurements, for how many years each is followed, and what one costs bought in or in-house."""

    title = models.CharField("titel", max_length=120)
    measurements = models.PositiveIntegerField("metingen per jaar")
    followed = models.PositiveSmallIntegerField("jaren vervolg")
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    years = models.PositiveSmallIntegerField("aantal jaren")
    bought_share = models.PositiveSmallIntegerField("aandeel ingekocht in procenten")
    bought_new = _money("tarief van een nieuwe meting")
    bought_follow_up = _money("tarief van een vervolgmeting")
    own_hours_new = _money("eigen uren voor een nieuwe meting")
    own_hours_follow_up = _money("eigen uren voor een vervolgmeting")
    own_hour_rate = _money("kosten van een eigen uur")
    own_fixed = _money("vaste kosten per jaar in eigen beheer")
    source = models.TextField("waar de bedragen vandaan komen")
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    written_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="opgesteld door")
    written_at = models.DateTimeField("bijgewerkt op")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "kostenscenario"
        verbose_name_plural = "kostenscenario’s"
        constraints = [
            models.CheckConstraint(
                condition=Q(bought_share__lte=100),
                name="cost_share_is_a_percentage",
                violation_error_message="Het aandeel dat wordt ingekocht is 0 tot en met 100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(
                    measurements__gte=1,
                    measurements__lte=MOST_MEASUREMENTS,
                    followed__lte=MOST_FOLLOWED,
                    years__gte=1,
                    years__lte=MOST_YEARS,
                ),
                name="cost_volume_in_range",
                violation_error_message="Een scenario gaat over 1 tot en met 10 jaar, met ten minste één meting.",
            ),
            models.CheckConstraint(
                condition=Q(
                    bought_new__gte=0,
                    bought_follow_up__gte=0,
                    own_hours_new__gte=0,
                    own_hours_follow_up__gte=0,
                    own_hour_rate__gte=0,
                    own_fixed__gte=0,
                ),
                name="cost_not_below_zero",
                violation_error_message="Een bedrag of aantal uren is 0 of meer.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("instruments:cost_detail", args=[self.pk])

    @property
    def manner(self) -> str:
        """ "ingekocht", "in eigen beheer", "60 % ingekocht, de rest in eigen beheer"."""
        if self.bought_share == 100:
            return "ingekocht"
        return (
            f"{in_percent(str(self.bought_share))} ingekocht, de rest in eigen beheer"
            if self.bought_share
            else "in eigen beheer"
        )

    def as_volume(self) -> Volume:
        return Volume(self.measurements, self.followed, self.first_year, self.years)

    def as_tariff(self) -> Tariff:
        return Tariff(
            self.bought_share,
            self.bought_new,
            self.bought_follow_up,
            self.own_hours_new,
            self.own_hours_follow_up,
            self.own_hour_rate,
            self.own_fixed,
        )
