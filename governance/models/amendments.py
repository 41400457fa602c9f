"""Amendments: another text for one decision point, voted on before the proposal itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.enums import AmendmentState
from governance.models.people import Person
from governance.models.proposals import DecisionPoint, Proposal, ProposalVersion
from governance.models.seats import Seat


class Amendment(models.Model):
    """Submitted by a seat on one point; adopted, it makes a new version of the proposal, which is then voted on."""

    proposal = models.ForeignKey(
        Proposal, models.RESTRICT, related_name="amendments", verbose_name="voorstel"
    )
    number = models.PositiveSmallIntegerField("nummer")
    point = models.ForeignKey(
        DecisionPoint, models.RESTRICT, related_name="amendments", verbose_name="beslispunt"
    )
    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="amendments", verbose_name="ingediend door")
    old_text = models.TextField("tekst bij indiening", editable=False)
    new_text = models.TextField("voorgestelde tekst")
    reason = models.TextField("toelichting", blank=True)
    submitted_by = models.ForeignKey(
        Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door"
    )
    submitted_at = models.DateTimeField("ingediend op")
    state = models.CharField("staat", max_length=10, choices=AmendmentState, default=AmendmentState.SUBMITTED)
    result_version = models.ForeignKey(
        ProposalVersion,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="leidde tot versie",
    )
    continues = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, related_name="continued_by", verbose_name="vervolg op"
    )
    lapse_reason = models.CharField("reden van vervallen", max_length=120, blank=True)

    class Meta:
        ordering = ["proposal", "number"]
        verbose_name = "amendement"
        verbose_name_plural = "amendementen"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="amendment_number_unique",
                violation_error_message="Dit nummer is al vergeven.",
            ),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.ADOPTED, result_version__isnull=False)
                | (~Q(state=AmendmentState.ADOPTED) & Q(result_version__isnull=True)),
                name="amendment_adopted_makes_version",
                violation_error_message="Een aangenomen amendement leidt tot een nieuwe versie van het voorstel.",
            ),
            models.CheckConstraint(
                condition=(Q(state=AmendmentState.LAPSED) & ~Q(lapse_reason=""))
                | (~Q(state=AmendmentState.LAPSED) & Q(lapse_reason="")),
                name="amendment_lapsed_has_reason",
                violation_error_message="Van een vervallen amendement staat vast waarom het verviel.",
            ),
        ]

    def __str__(self) -> str:
        return f"Amendement {self.number}"

    def get_absolute_url(self) -> str:
        meeting = self.proposal.item.meeting_id
        return reverse("governance:meeting_detail", args=[meeting]) + f"#amendement-{self.pk}"
