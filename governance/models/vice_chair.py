"""The vice-chair: chosen by the board from its members, so adopted by a decision (article 4b)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from governance.models.adoptable import Adoptable
from governance.models.seats import Seat


class ViceChairTerm(Adoptable):
    """The seat whose holder is vice-chair from `in_force_from`, until a later decision names another."""

    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="vice_chair_terms", verbose_name="zetel")

    class Meta(Adoptable.Meta):
        abstract = False
        verbose_name = "vicevoorzitterschap"
        verbose_name_plural = "vicevoorzitterschappen"

    def __str__(self) -> str:
        return self.seat.name

    def content(self) -> dict[str, Any]:
        return {"kind": "vice_chair", "seat": self.seat.slug}

    def effect_sentence(self) -> str:
        return f"Vicevoorzitter: zetel {self.seat.name}"

    def get_absolute_url(self) -> str:
        return reverse("governance:party_list")
