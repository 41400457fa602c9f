"""Agreements in cao's on jobs for the target group, per sector, with the days on which they hold (article 5)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Person
from quotum.domain.cao import Term
from quotum.domain.employers import name_key
from quotum.models.sectors import Sector


class CaoAgreement(models.Model):
    """What a cao says on jobs for the target group. `jobs` is the cao's own number, mostly national: never added."""

    sector = models.ForeignKey(Sector, models.RESTRICT, related_name="cao_agreements", verbose_name="sector")
    title = models.CharField("cao", max_length=160)
    agreement = models.TextField("afspraak", max_length=1000)
    jobs = models.PositiveIntegerField("aantal banen volgens de cao", null=True, blank=True)
    valid_from = models.DateField("geldt vanaf")
    valid_to = models.DateField("geldt tot en met", null=True, blank=True)
    reference = models.CharField("vindplaats", max_length=200)
    link = models.URLField("webadres", max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("bijgewerkt op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["sector__position", "title", "-valid_from", "-pk"]
        verbose_name = "afspraak in een cao"
        verbose_name_plural = "afspraken in cao’s"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="cao_ends_after_start",
                violation_error_message="Een cao eindigt op of na de dag waarop zij begint.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(agreement="") & ~Q(reference=""),
                name="cao_says_what_and_where",
                violation_error_message="Noem de cao, de afspraak en de vindplaats.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('quotum:cao_list')}#cao-{self.pk}"

    @property
    def term(self) -> Term:
        """Its days; a later agreement in the same cao and sector is its successor."""
        return Term(self.pk, (self.sector.code, name_key(self.title)), self.valid_from, self.valid_to)
