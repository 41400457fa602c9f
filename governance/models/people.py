"""People who sign in, and what they do here. A seat votes; a person acts for it (see seats.py)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from governance.enums import Role
from governance.models.parties import Location, Party


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person with an account; without a password the account cannot be signed in to with one."""
        if not email:
            raise ValueError("Een account heeft een e-mailadres nodig.")
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(email, password, **{"is_superuser": True, **fields})


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in with an e-mail address. Shown by function, such as "Portefeuillehouder Hengelo"."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam of functie", max_length=120)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_demo = models.BooleanField("voorbeeldaccount", default=False)
    date_joined = models.DateTimeField("account sinds", default=timezone.now)
    calendar_key = models.UUIDField("sleutel van de agendafeed", default=uuid4, unique=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        ordering = ["name"]
        verbose_name = "persoon"
        verbose_name_plural = "personen"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def current(self, on: date) -> RoleAssignmentQuerySet:
        """Assignments in force on day `on`, of people who may sign in."""
        return self.filter(person__is_active=True, starts_on__lte=on).filter(
            Q(ends_on=None) | Q(ends_on__gte=on)
        )


class RoleAssignment(models.Model):
    """A role of a person, from a day up to and including another. A reader reads for one party."""

    person = models.ForeignKey(Person, models.RESTRICT, related_name="roles", verbose_name="persoon")
    role = models.CharField("rol", max_length=20, choices=Role)
    party = models.ForeignKey(
        Party, models.RESTRICT, null=True, blank=True, related_name="readers", verbose_name="partij"
    )
    location = models.ForeignKey(Location, models.RESTRICT, null=True, blank=True, verbose_name="locatie")
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["person", "role"]
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_start",
                violation_error_message="Een rol eindigt op of na de dag waarop zij begint.",
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.PARTY_READER) & Q(party__isnull=False)) | ~Q(role=Role.PARTY_READER),
                name="role_reader_has_party",
                violation_error_message="Kies de partij waarvoor deze persoon het verslag ontvangt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
