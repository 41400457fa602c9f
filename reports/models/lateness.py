"""Why a verslag came after its last day: asked for the day after, and printed in it (article 12)."""

from __future__ import annotations

from django.db import models

from governance.models import Person


class LateReason(models.Model):
    """A reason as it was given; a later one stands for the earlier, which stays."""

    append_only = True

    year = models.PositiveSmallIntegerField("jaar")
    reason = models.CharField("reden", max_length=600)
    by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["year", "pk"]
        verbose_name = "reden van een te laat verslag"
        verbose_name_plural = "redenen van een te laat verslag"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="late_reason_says_something",
                violation_error_message="Geef de reden waarom het verslag te laat is.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.reason}"
