"""Withdrawing an earlier decision: a draft like any other, so only a decision of the board does it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.enums import AdoptableState
from governance.models.adoptable import Adoptable
from governance.models.decisions import Decision


class Withdrawal(Adoptable):
    """That an earlier decision no longer holds from `in_force_from` on; the earlier one itself stays as it was."""

    withdraws = models.ForeignKey(
        Decision, models.RESTRICT, related_name="withdrawals", verbose_name="in te trekken besluit"
    )

    class Meta(Adoptable.Meta):
        abstract = False
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"
        constraints = [
            *Adoptable.Meta.constraints,
            models.UniqueConstraint(
                fields=["withdraws"],
                condition=Q(state=AdoptableState.ADOPTED),
                name="withdrawal_once",
                violation_error_message="Dit besluit is al ingetrokken.",
            ),
            models.CheckConstraint(
                condition=~Q(subject=""),
                name="withdrawal_has_subject",
                violation_error_message="Een intrekking gaat over één besluit.",
            ),
        ]

    def __str__(self) -> str:
        return f"Intrekking van besluit {self.withdraws.number}"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "withdrawal",
            "decision": self.withdraws.number,
            "text_sha256": self.withdraws.text_sha256,
        }

    def effect_sentence(self) -> str:
        return f"Besluit {self.withdraws.number} ingetrokken"

    def get_absolute_url(self) -> str:
        return reverse("governance:decision_detail", args=[self.withdraws.number])
