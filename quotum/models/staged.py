"""A file that was read without errors and waits for "overnemen": its figures, never the file itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from governance.models import Person

Kind = TypeVar("Kind", bound=models.Model, covariant=True)


class StagedFileQuerySet(models.QuerySet[Kind]):
    def waiting(self, now: datetime) -> Self:
        """What can still be taken over."""
        return self.filter(expires_at__gt=now)

    def expired(self, now: datetime) -> Self:
        """What nobody can take over any more."""
        return self.filter(expires_at__lte=now)


class StagedFile(models.Model):
    """What every kind of file has while it waits. `rows`: its figures, as their dataclass is written out."""

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="van")
    rows = models.JSONField("cijfers")
    notes = models.JSONField("opmerkingen", default=list)
    source = models.CharField("bron", max_length=200)
    published_on = models.DateField("gepubliceerd op")
    sha256 = models.CharField("hash van het bestand", max_length=64)
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    created_at = models.DateTimeField("ingelezen op")
    expires_at = models.DateTimeField("vervalt op")

    objects = StagedFileQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.source}, ingelezen op {self.created_at:%d-%m-%Y}"


def expires_later(name: str) -> Any:
    """The constraint that every kind of staged file has, each by its own name."""
    return models.CheckConstraint(
        condition=Q(expires_at__gt=F("created_at")),
        name=name,
        violation_error_message="Een ingelezen bestand vervalt na het inlezen.",
    )
