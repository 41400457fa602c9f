"""One contact point for every employer, and one per sector and location (B3a); who speaks for a works council.

Offices and functions, reached by telephone and e-mail of the organisation: no person needs to be named. A contact is
never changed: another one takes its place and the earlier keeps its days.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from governance.models import Location, Person
from quotum.domain.contacts import dialled
from quotum.models.commitments import Employer
from quotum.models.sectors import Sector


class ContactQuerySet(models.QuerySet["Contact"]):
    def current(self) -> Any:
        """Those that stand: no other took their place and nobody ended them."""
        return self.filter(ended_on=None)


class Contact(models.Model):
    """How an office is reached, from a day until another took its place."""

    office = models.CharField("bureau of functie", max_length=120)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    starts_on = models.DateField("vanaf")
    ended_on = models.DateField("tot", null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="%(class)s_can_be_reached",
                violation_error_message="Vul een telefoonnummer of een e-mailadres in.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                name="%(class)s_ends_after_start",
                violation_error_message="Een contact eindigt op of na de dag waarop het begon.",
            ),
        ]

    def __str__(self) -> str:
        return self.office

    @property
    def dialled(self) -> str:
        """The telephone number as it is dialled."""
        return dialled(self.phone)


class ContactPoint(Contact):
    """The one office of Werkplein Twente for an employer, or for a sector at one of the three locations (B3a)."""

    location = models.ForeignKey(
        Location, models.RESTRICT, related_name="contact_points", verbose_name="werkpleinlocatie"
    )
    employer = models.ForeignKey(
        Employer,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="contact_points",
        verbose_name="werkgever",
    )
    sector = models.ForeignKey(
        Sector, models.RESTRICT, null=True, blank=True, related_name="contact_points", verbose_name="sector"
    )

    class Meta(Contact.Meta):
        abstract = False
        ordering = ["location__name", "-starts_on", "-pk"]
        verbose_name = "contactpunt"
        verbose_name_plural = "contactpunten"
        constraints = [
            *Contact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(employer__isnull=False, sector__isnull=True)
                | Q(employer__isnull=True, sector__isnull=False),
                name="contact_point_one_subject",
                violation_error_message="Een contactpunt is er voor één werkgever of voor één sector.",
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(ended_on=None, employer__isnull=False),
                name="contact_point_one_per_employer",
                violation_error_message="Deze werkgever heeft al een contactpunt.",
            ),
            models.UniqueConstraint(
                fields=["sector", "location"],
                condition=Q(ended_on=None, sector__isnull=False),
                name="contact_point_one_per_sector_and_location",
                violation_error_message="Deze sector heeft op deze locatie al een contactpunt.",
            ),
        ]


class WorksCouncil(Contact):
    """How the works council of an employer is reached (article 5, the employees' seat)."""

    employer = models.ForeignKey(
        Employer, models.RESTRICT, related_name="works_councils", verbose_name="werkgever"
    )

    class Meta(Contact.Meta):
        abstract = False
        ordering = ["employer__name", "-starts_on", "-pk"]
        verbose_name = "contact van een ondernemingsraad"
        verbose_name_plural = "contacten van ondernemingsraden"
        constraints = [
            *Contact.Meta.constraints,
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(ended_on=None),
                name="works_council_one_per_employer",
                violation_error_message="Van deze ondernemingsraad staat al een contact.",
            ),
        ]
