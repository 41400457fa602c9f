"""What is owed to whom: one row per recipient says whether the PDF is there. A task only looks at these rows."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from governance.enums import PartyKind
from governance.models import Party, StoredDocument
from reports.enums import DeliveryState
from reports.models.annual_report import AnnualReport

MAX_ATTEMPTS = 3  # then it is "mislukt", visible and with a button; our choice


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def claimable(self, now: datetime) -> DeliveryQuerySet:
        """Owed and not waiting for a new attempt, or taken by a worker whose lease has run out."""
        return self.filter(
            Q(state=DeliveryState.OWED, leased_until=None)
            | Q(state__in=[DeliveryState.OWED, DeliveryState.MAKING], leased_until__lt=now)
        )

    def unfinished(self) -> DeliveryQuerySet:
        return self.filter(state__in=[DeliveryState.OWED, DeliveryState.MAKING])


class Delivery(StoredDocument):
    """The PDF of one edition for one party: owed, made, or visibly failed. Its address says nothing (a UUID)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(
        AnnualReport, models.RESTRICT, related_name="deliveries", verbose_name="verslag"
    )
    party = models.ForeignKey(Party, models.RESTRICT, related_name="deliveries", verbose_name="ontvanger")
    state = models.CharField(
        "staat", max_length=10, choices=DeliveryState.choices(), default=DeliveryState.OWED
    )
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    # While a worker makes it: until when it counts as taken. While it is owed: not before this moment.
    leased_until = models.DateTimeField("in behandeling tot", null=True, blank=True)
    lease = models.UUIDField("sleutel van de bewerking", null=True, blank=True, editable=False)
    error = models.CharField("wat er misging", max_length=200, blank=True)
    size = models.PositiveIntegerField("omvang in bytes", null=True, blank=True, editable=False)
    pages = models.PositiveSmallIntegerField("pagina's", null=True, blank=True, editable=False)
    made_at = models.DateTimeField("gemaakt op", null=True, blank=True)
    # When the first message about it went to its recipient: the moment that counts for the term (article 12).
    sent_at = models.DateTimeField("verzonden op", null=True, blank=True)
    first_seen_at = models.DateTimeField("eerst gezien op", null=True, blank=True)
    first_downloaded_at = models.DateTimeField("eerst gedownload op", null=True, blank=True)
    downloads = models.PositiveIntegerField("downloads", default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["report", "party__name"]
        verbose_name = "levering"
        verbose_name_plural = "leveringen"
        permissions = [("download_delivery", "Mag dit verslag downloaden")]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "party"],
                name="delivery_once_per_party",
                violation_error_message="Deze partij krijgt deze editie al.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DeliveryState.MADE, made_at__isnull=False, size__isnull=False, pages__isnull=False
                )
                & ~Q(sha256="")
                & ~Q(file="")
                | (~Q(state=DeliveryState.MADE) & Q(made_at__isnull=True)),
                name="delivery_made_has_file",
                violation_error_message="Een gemaakte levering heeft een bestand met zijn hash.",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.MAKING) | Q(leased_until__isnull=False, lease__isnull=False),
                name="delivery_making_has_lease",
                violation_error_message="Een levering in bewerking heeft een eindtijd.",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.FAILED) | ~Q(error=""),
                name="delivery_failed_says_why",
                violation_error_message="Een mislukte levering zegt waarom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.party}"

    def get_absolute_url(self) -> str:
        return reverse("reports:delivery_download", args=[self.pk])

    @property
    def is_made(self) -> bool:
        return self.state == DeliveryState.MADE

    @property
    def is_failed(self) -> bool:
        return self.state == DeliveryState.FAILED

    @property
    def addressee(self) -> str:
        """Who receives it, within a sentence: "de gemeenteraad van Hengelo", "het bestuur van FNV"."""
        article = "de" if self.party.kind == PartyKind.MUNICIPALITY else "het"
        return f"{article} {self.party.body}"

    @property
    def filename(self) -> str:
        """The name under which the recipient saves it, such as "verslag-2026-gemeenteraad-hengelo.pdf"."""
        body = "gemeenteraad-" if self.party.kind == PartyKind.MUNICIPALITY else ""
        start = "concept-verslag" if self.report.is_concept else "verslag"
        return f"{start}-{self.report.year}-{body}{self.party.slug}.pdf"


class DeliveryUserObjectPermission(UserObjectPermissionBase):
    """Who may download which delivery. A direct foreign key: a grant goes with its delivery, it cannot be orphaned."""

    content_object = models.ForeignKey(Delivery, models.CASCADE, related_name="user_grants")


class DeliveryGroupObjectPermission(GroupObjectPermissionBase):
    """Not used for granting (readers are people with a term), here so that guardian stores nothing generically."""

    content_object = models.ForeignKey(Delivery, models.CASCADE, related_name="group_grants")
