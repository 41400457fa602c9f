"""The board's yes to an edition of the verslag. The agreement asks for none (article 12): it holds nothing up."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from governance.models import Adoptable, AgendaItem
from reports.models.annual_report import AnnualReport


class Ratification(Adoptable):
    """That the board adopts an edition, or ratifies it when the chair released it before: which of both, the days say.

    item: the agenda item on which it was put by itself; None when that was removed.
    """

    report = models.OneToOneField(
        AnnualReport, models.RESTRICT, related_name="ratification", verbose_name="verslag"
    )
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="agendapunt"
    )
    placed_at = models.DateTimeField("geagendeerd op", null=True, blank=True)

    class Meta(Adoptable.Meta):
        abstract = False
        verbose_name = "vaststelling of bekrachtiging van een verslag"
        verbose_name_plural = "vaststellingen en bekrachtigingen van verslagen"
        constraints = [*Adoptable.Meta.constraints]

    def __str__(self) -> str:
        return f"Verslag over {self.report.year}, editie {self.report.edition}"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "annual_report",
            "year": self.report.year,
            "edition": self.report.edition,
            "figures_sha256": self.report.figures_sha256,
        }

    def effect_sentence(self) -> str:
        return str(self)

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.report.year])

    @property
    def came_first(self) -> bool:
        """Whether the board adopted the edition before it was sent; then there is nothing to ratify."""
        released = self.report.released_at
        return self.decision is not None and (released is None or self.decision.decided_at <= released)
