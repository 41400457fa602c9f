"""The numbers of the law behind the loonkostensubsidie: dated rows with a source, never a number in code."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from governance.models import Person
from instruments.domain.subsidy import Amount
from instruments.domain.wording import euro, trimmed
from instruments.enums import AmountKind
from werkbedrijf.lib.dates import date_words


class LegalAmountQuerySet(models.QuerySet["LegalAmount"]):
    def on(self, day: date) -> dict[AmountKind, LegalAmount]:
        """What is known to hold on a day; a kind that is not known then is not there. The latest row goes first."""
        rows = self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
        return {AmountKind(row.kind): row for row in rows.order_by("valid_from")}


class LegalAmount(models.Model):
    """One number from one day on; `valid_to`: the last day on which it is known to hold, empty when no end is known."""

    kind = models.CharField("wat", max_length=20, choices=AmountKind.choices())
    value = models.DecimalField("waarde", max_digits=9, decimal_places=2)
    valid_from = models.DateField("vanaf")
    valid_to = models.DateField("tot en met", null=True, blank=True)
    source = models.CharField("bron", max_length=200)
    note = models.CharField("opmerking", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="ingevoerd door"
    )

    objects = LegalAmountQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-valid_from"]
        verbose_name = "wettelijk bedrag"
        verbose_name_plural = "wettelijke bedragen"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="legal_amount_unique",
                violation_error_message="Vanaf deze dag is al een waarde ingevoerd.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="legal_amount_ends_after_start",
                violation_error_message="Een bedrag eindigt op of na de dag waarop het begint.",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0) & ~Q(source=""),
                name="legal_amount_has_value_and_source",
                violation_error_message="Vul een waarde boven 0 in, met de bron.",
            ),
        ]

    def __str__(self) -> str:
        return f"{AmountKind(self.kind).label}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """ "€ 2.337,00 per maand", "23,5 procent"."""
        kind = AmountKind(self.kind)
        if kind == AmountKind.MINIMUM_WAGE:
            return f"{euro(self.value)} per maand"
        return f"{trimmed(self.value)} {kind.unit}"

    def facts(self) -> dict[str, str | None]:
        """What the ledger keeps of it."""
        return {
            "kind": self.kind,
            "value": f"{self.value:.2f}",
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }

    def as_amount(self) -> Amount:
        """As the rule takes it, its source with the first day."""
        return Amount(self.value, f"{self.source}, vanaf {date_words(self.valid_from)}")
