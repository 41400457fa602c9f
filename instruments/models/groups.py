"""Which groups each instrument serves, and what the board agreed so that they do not compete (article 8)."""

from __future__ import annotations

from django.db import models

from governance.models import Decision, Person
from instruments.enums import ServedGroup


class InstrumentGroups(models.Model):
    """One line on one instrument, whichever version of the package it stands in. The last line counts."""

    append_only = True

    instrument = models.SlugField("instrument", max_length=60)
    groups = models.JSONField("groepen", default=list)
    agreement = models.TextField("hoe groepen elkaar niet beconcurreren", max_length=2000, blank=True)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="besluit"
    )
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["instrument", "-pk"]
        verbose_name = "groepen van een instrument"
        verbose_name_plural = "groepen per instrument"

    def __str__(self) -> str:
        return f"{self.instrument}: {len(self.groups)} {'groep' if len(self.groups) == 1 else 'groepen'}"

    @property
    def group_labels(self) -> list[str]:
        """The groups in words."""
        return [ServedGroup(value).label for value in self.groups]

    @property
    def competes_unseen(self) -> bool:
        """Several groups are served and nothing says how they are kept from competing."""
        return len(self.groups) > 1 and not self.agreement
