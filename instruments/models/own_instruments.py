"""Instruments for employers that a municipality offers outside the package (second remark of the memo of 2014)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Decision, Party, Person
from instruments.enums import Flag
from instruments.models.catalogues import Catalogue


class OwnInstrument(models.Model):
    """What one municipality offers employers besides the package, such as a placement fee. flag: the last one.


    brought_into: the version of the package that took it up; then it waits for nobody any more.
    """

    party = models.ForeignKey(Party, models.RESTRICT, related_name="own_instruments", verbose_name="gemeente")
    name = models.CharField("naam", max_length=120)
    offers = models.TextField("wat een werkgever krijgt", max_length=2000)
    for_whom = models.CharField("voor wie", max_length=250, blank=True)
    amount = models.CharField("bedrag of vergoeding", max_length=200, blank=True)
    offered_from = models.DateField("aangeboden vanaf")
    offered_to = models.DateField("aangeboden tot en met", null=True, blank=True)
    flag = models.CharField("wat ermee gebeurt", max_length=8, choices=Flag.choices(), default=Flag.OPEN)
    brought_into = models.ForeignKey(
        Catalogue,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="brought_in",
        verbose_name="opgenomen in",
    )
    entered_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    changed_at = models.DateTimeField("bijgewerkt op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["party", "name", "pk"]
        verbose_name = "eigen instrument van een gemeente"
        verbose_name_plural = "eigen instrumenten van gemeenten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(offers=""),
                name="own_instrument_says_what",
                violation_error_message="Geef het instrument een naam, en schrijf wat een werkgever krijgt.",
            ),
            models.CheckConstraint(
                condition=Q(offered_to=None) | Q(offered_to__gte=F("offered_from")),
                name="own_instrument_ends_after_start",
                violation_error_message="Een instrument eindigt op of na de dag waarop het begint.",
            ),
            models.CheckConstraint(
                condition=Q(brought_into=None) | Q(flag=Flag.BRING_IN),
                name="own_instrument_brought_in_was_to_be",
                violation_error_message="Alleen wat wordt ingebracht, kan in een versie zijn opgenomen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('instruments:own_instrument_list')}#eigen-{self.pk}"

    @property
    def flag_label(self) -> str:
        return Flag(self.flag).label

    def is_offered(self, on: date) -> bool:
        """Whether employers can still get it on day `on`."""
        return self.offered_from <= on and (self.offered_to is None or on <= self.offered_to)


class OwnInstrumentFlag(models.Model):
    """What was said of it, why, by whom: never changed, the last one counts."""

    append_only = True

    instrument = models.ForeignKey(
        OwnInstrument, models.RESTRICT, related_name="flags", verbose_name="eigen instrument"
    )
    flag = models.CharField("wat ermee gebeurt", max_length=8, choices=Flag.choices())
    reason = models.TextField("waarom", max_length=2000)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="besluit"
    )
    flagged_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    flagged_at = models.DateTimeField("vastgelegd op")

    class Meta:
        ordering = ["instrument", "-pk"]
        verbose_name = "aanmerking op een eigen instrument"
        verbose_name_plural = "aanmerkingen op eigen instrumenten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="own_instrument_flag_has_reason",
                violation_error_message="Schrijf waarom.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.flag_label}"

    @property
    def flag_label(self) -> str:
        return Flag(self.flag).label
