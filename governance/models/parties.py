"""Parties to the agreement (articles 1 and 3d) and the three locations of the execution (article 8)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.enums import PartyKind


class PartyQuerySet(models.QuerySet["Party"]):
    def current(self, on: date) -> PartyQuerySet:
        """Parties that take part on day `on`."""
        return self.filter(joined_on__lte=on).filter(Q(left_on=None) | Q(left_on__gt=on))

    def municipalities(self) -> PartyQuerySet:
        return self.filter(kind=PartyKind.MUNICIPALITY)


class Party(models.Model):
    """A party joins by its own decision; no power is delegated or mandated to the board (article 3d)."""

    kind = models.CharField("soort", max_length=20, choices=PartyKind)
    name = models.CharField("naam", max_length=120, unique=True)
    slug = models.SlugField("adres", max_length=60, unique=True)
    body = models.CharField("orgaan dat het verslag ontvangt", max_length=120)
    cbs_code = models.CharField("CBS-code", max_length=10, blank=True)
    inhabitants = models.PositiveIntegerField("inwoners (rond 2016)", null=True, blank=True)
    joined_on = models.DateField("deelname vanaf")
    joining_reference = models.CharField("besluit tot deelname", max_length=200, blank=True)
    joining_document = models.FileField("besluit als document", upload_to="parties/", blank=True)
    contact_function = models.CharField("contact (functie)", max_length=120, blank=True)
    contact_email = models.EmailField("e-mailadres van het contact", blank=True)
    left_on = models.DateField("deelname tot", null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="party_left_after_joining",
                violation_error_message="Een partij kan pas na haar toetreding uittreden.",
            ),
            models.UniqueConstraint(
                fields=["cbs_code"],
                condition=~Q(cbs_code=""),
                name="party_cbs_code_unique",
                violation_error_message="Deze CBS-code hoort al bij een andere gemeente.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:party_detail", args=[self.slug])


class Location(models.Model):
    """One of the three locations of Werkplein Twente: they work autonomously (article 8)."""

    name = models.CharField("naam", max_length=60, unique=True)
    slug = models.SlugField("adres", max_length=60, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "werkpleinlocatie"
        verbose_name_plural = "werkpleinlocaties"

    def __str__(self) -> str:
        return self.name
