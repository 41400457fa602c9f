"""Proposals with numbered decision points, and the frozen versions of their text that are voted on (article 6)."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from governance.models.agreement import Article
from governance.models.meetings import AgendaItem
from governance.models.people import Person


class Proposal(models.Model):
    """What the board is asked to decide under one agenda item, on the ground of one article."""

    item = models.OneToOneField(
        AgendaItem, models.CASCADE, related_name="proposal", verbose_name="agendapunt"
    )
    title = models.CharField("titel", max_length=160)
    considerations = models.TextField("overwegingen", blank=True)
    costs = models.TextField("kosten", blank=True)
    article = models.ForeignKey(
        Article, models.RESTRICT, related_name="proposals", verbose_name="artikel dat de bevoegdheid geeft"
    )
    created_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="opgesteld door")

    class Meta:
        ordering = ["item"]
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"

    def __str__(self) -> str:
        return self.title


class DecisionPoint(models.Model):
    """One numbered point ("1", "3a") of a proposal; drafts of other apps point here to be adopted by it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="points", verbose_name="voorstel")
    position = models.PositiveSmallIntegerField("volgorde")
    number = models.CharField(
        "nummer",
        max_length=5,
        validators=[RegexValidator(r"^\d{1,2}[a-z]?$", "Een nummer is bijvoorbeeld 1 of 3a.")],
    )
    text = models.TextField("beslispunt")

    class Meta:
        ordering = ["proposal", "position"]
        verbose_name = "beslispunt"
        verbose_name_plural = "beslispunten"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="decision_point_number_unique",
                violation_error_message="Dit nummer komt in het voorstel al voor.",
            ),
            models.UniqueConstraint(
                fields=["proposal", "position"],
                name="decision_point_position_unique",
                violation_error_message="Twee beslispunten kunnen niet op dezelfde plaats staan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Beslispunt {self.number}"


class PreparedText(models.Model):
    """Another text for a proposal that was sent, until it is sent itself: in the shape of a version's content."""

    proposal = models.OneToOneField(
        Proposal, models.CASCADE, related_name="prepared", verbose_name="voorstel"
    )
    content = models.JSONField("inhoud")

    class Meta:
        verbose_name = "klaargezette tekst"
        verbose_name_plural = "klaargezette teksten"

    def __str__(self) -> str:
        return f"{self.proposal}, klaargezet"


class ProposalVersion(models.Model):
    """The frozen text of a proposal, with what its points would adopt: this, by its hash, is what is voted on."""

    append_only = True

    proposal = models.ForeignKey(Proposal, models.RESTRICT, related_name="versions", verbose_name="voorstel")
    number = models.PositiveSmallIntegerField("versie")
    content = models.JSONField("inhoud")
    sha256 = models.CharField("hash", max_length=64)
    created_at = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        ordering = ["proposal", "number"]
        verbose_name = "versie van een voorstel"
        verbose_name_plural = "versies van een voorstel"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="proposal_version_number_unique",
                violation_error_message="Deze versie bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, versie {self.number}"
