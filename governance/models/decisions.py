"""Decisions: numbered without gaps per year, immutable, each following from a vote on a decision point."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from governance.models.agreement import Article
from governance.models.meetings import Meeting
from governance.models.proposals import DecisionPoint
from governance.models.votes import Vote


class Decision(models.Model):
    """What the board decided: the text voted on and the stored sentence of the outcome, never changed."""

    append_only = True

    year = models.PositiveSmallIntegerField("jaar")
    number_in_year = models.PositiveSmallIntegerField("volgnummer")
    decided_at = models.DateTimeField("besloten op")
    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="decisions", verbose_name="vergadering"
    )
    vote = models.ForeignKey(Vote, models.RESTRICT, related_name="decisions", verbose_name="stemming")
    point = models.OneToOneField(
        DecisionPoint, models.RESTRICT, related_name="decision", verbose_name="beslispunt"
    )
    article = models.ForeignKey(Article, models.RESTRICT, related_name="decisions", verbose_name="grondslag")
    title = models.CharField("titel", max_length=200)
    text = models.TextField("besluit")
    sentence = models.TextField("uitslag")
    text_sha256 = models.CharField("hash van de tekst", max_length=64)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["-year", "-number_in_year"]
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number_in_year"],
                name="decision_number_unique",
                violation_error_message="Dit besluitnummer is al vergeven.",
            )
        ]

    def __str__(self) -> str:
        return f"Besluit {self.number}"

    @property
    def number(self) -> str:
        """The permanent number, such as "2027-003"."""
        return f"{self.year}-{self.number_in_year:03d}"

    def get_absolute_url(self) -> str:
        return reverse("governance:decision_detail", args=[self.number])
