"""The ledger: what was done, in order, each event with the hash of the one before. Ids and facts, no names."""

from __future__ import annotations

from django.db import models


class LedgerHead(models.Model):
    """One row, locked while appending, so that the chain has no gaps and no forks."""

    counts_up = (
        "sequence"  # the database itself refuses another number than the next (werkbedrijf/db_guards.py)
    )

    sequence = models.PositiveBigIntegerField("laatste nummer", default=0)
    sha256 = models.CharField("laatste hash", max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "kop van het logboek"
        verbose_name_plural = "kop van het logboek"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="ledger_one_head",
                violation_error_message="Het logboek heeft één kop.",
            )
        ]

    def __str__(self) -> str:
        return f"kop van het logboek na {self.sequence} gebeurtenissen"


class LedgerEvent(models.Model):
    """One act. `sha256` covers the sequence, time, kind, facts and the hash before it."""

    append_only = True

    sequence = models.PositiveBigIntegerField("nummer", unique=True)
    at = models.DateTimeField("op")
    kind = models.CharField("handeling", max_length=40)
    person_id = models.BigIntegerField("persoon (id)", null=True, blank=True)
    facts = models.JSONField("feiten")
    previous_sha256 = models.CharField("vorige hash", max_length=64)
    sha256 = models.CharField("hash", max_length=64)

    class Meta:
        ordering = ["sequence"]
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"
