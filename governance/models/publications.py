"""What is published of a meeting, as a PDF that stays: besluitenlijst, minutes. A correction is a next version."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.enums import Audience, PublicationKind, PublicationState
from governance.models.documents import StoredDocument
from governance.models.meetings import Meeting


class Publication(StoredDocument):
    """One version that was made: its file, and the head of the ledger that is printed in it. Never changed."""

    append_only = True

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="publications", verbose_name="vergadering"
    )
    kind = models.CharField("soort", max_length=15, choices=PublicationKind)
    audience = models.CharField("bestemd voor", max_length=10, choices=Audience)
    number = models.PositiveSmallIntegerField("versie")
    size = models.PositiveIntegerField("omvang in bytes")
    pages = models.PositiveSmallIntegerField("pagina's")
    head_sequence = models.PositiveBigIntegerField("kop van het logboek (nummer)")
    head_sha256 = models.CharField("kop van het logboek (hash)", max_length=64)
    published_at = models.DateTimeField("uitgebracht op")

    class Meta:
        ordering = ["meeting", "kind", "audience", "-number"]
        verbose_name = "uitgebracht stuk"
        verbose_name_plural = "uitgebrachte stukken"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "audience", "number"],
                name="publication_version_once",
                violation_error_message="Deze versie is al uitgebracht.",
            ),
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(sha256=""),
                name="publication_has_file",
                violation_error_message="Een uitgebracht stuk heeft een bestand met zijn hash.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} van {self.meeting}, versie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:publication_download", args=[self.pk])

    @property
    def is_internal(self) -> bool:
        return self.audience == Audience.INTERNAL

    @property
    def filename(self) -> str:
        """The name under which the reader saves it, such as "besluitenlijst-2027-02-11-v1.pdf"."""
        inside = "-vertrouwelijk" if self.is_internal else ""
        return f"{self.get_kind_display()}-{self.meeting.day.isoformat()}{inside}-v{self.number}.pdf"


class OwedPublicationQuerySet(models.QuerySet["OwedPublication"]):
    def claimable(self, now: datetime) -> OwedPublicationQuerySet:
        """Owed, and neither in the hands of a worker whose lease runs nor waiting for a next attempt."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=now), state=PublicationState.OWED)


class OwedPublication(models.Model):
    """A version that must be made: left by the act in its own transaction, and kept afterwards as what became of it."""

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="owed_publications", verbose_name="vergadering"
    )
    kind = models.CharField("soort", max_length=15, choices=PublicationKind)
    audience = models.CharField("bestemd voor", max_length=10, choices=Audience)
    number = models.PositiveSmallIntegerField("versie")
    reason = models.CharField("reden van de nieuwe versie", max_length=300, blank=True)
    owed_at = models.DateTimeField("gevraagd op", default=timezone.now)
    state = models.CharField("staat", max_length=10, choices=PublicationState, default=PublicationState.OWED)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    leased_until = models.DateTimeField("in behandeling tot", null=True, blank=True)
    error = models.CharField("wat er misging", max_length=200, blank=True)
    publication = models.OneToOneField(
        Publication, models.RESTRICT, null=True, blank=True, related_name="owed", verbose_name="gemaakt"
    )

    objects = OwedPublicationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "kind", "audience", "-number"]
        verbose_name = "uit te brengen stuk"
        verbose_name_plural = "uit te brengen stukken"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "audience", "number"],
                name="owed_publication_version_once",
                violation_error_message="Deze versie wordt al gemaakt.",
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.MADE, publication__isnull=False)
                | (~Q(state=PublicationState.MADE) & Q(publication__isnull=True)),
                name="owed_publication_made_has_document",
                violation_error_message="Alleen wat gemaakt is, heeft een stuk.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="owed_publication_correction_has_reason",
                violation_error_message="Geef de reden van de nieuwe versie.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()} van {self.meeting}, versie {self.number} ({self.get_state_display()})"
        )

    @property
    def is_waiting(self) -> bool:
        return self.state == PublicationState.OWED

    @property
    def is_failed(self) -> bool:
        return self.state == PublicationState.FAILED
