"""A party that deviates is spoken to (aanspreken, article 9): raised, answered, agreed, resolved or accepted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.models import Decision, Party, Person
from instruments.enums import NoticeState

CLOSED = (NoticeState.RESOLVED, NoticeState.ACCEPTED)
PARTY_ACTS = (NoticeState.RAISED, NoticeState.AGREED)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def open(self) -> NoticeQuerySet:
        return self.exclude(state__in=CLOSED)

    def of_party_to_act(self) -> NoticeQuerySet:
        """Those that wait for the party: for its answer, or for what was agreed."""
        return self.filter(state__in=PARTY_ACTS)


class Notice(models.Model):
    """That the board spoke to a party, on what and why. due_on: when the party is to answer or be ready."""

    party = models.ForeignKey(Party, models.RESTRICT, related_name="notices", verbose_name="partij")
    instrument = models.SlugField("instrument", max_length=60, blank=True)
    about = models.CharField("waarop", max_length=200)
    reason = models.TextField("waarom", max_length=5000)
    state = models.CharField("staat", max_length=8, choices=NoticeState.choices(), default=NoticeState.RAISED)
    due_on = models.DateField("uiterlijk op", null=True, blank=True)
    closed_at = models.DateTimeField("afgesloten op", null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="aanvaard bij besluit",
    )
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "aanspreken van een partij"
        verbose_name_plural = "aanspreken van partijen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(about="") & ~Q(reason=""),
                name="notice_says_on_what_and_why",
                violation_error_message="Schrijf waarop u de partij aanspreekt, en waarom.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at__isnull=True)),
                name="notice_closed_has_time",
                violation_error_message="Wat is afgesloten, heeft een moment van afsluiten.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PARTY_ACTS) | Q(due_on__isnull=False),
                name="notice_waits_until_a_day",
                violation_error_message="Noem de dag waarop de partij antwoordt of klaar is.",
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.ACCEPTED, decision__isnull=False)
                | (~Q(state=NoticeState.ACCEPTED)),
                name="notice_accepted_by_decision",
                violation_error_message="Alleen een besluit van het bestuur aanvaardt een afwijking.",
            ),
        ]

    def __str__(self) -> str:
        return self.about

    def get_absolute_url(self) -> str:
        return reverse("instruments:notice_detail", args=[self.pk])

    @property
    def state_label(self) -> str:
        return NoticeState(self.state).label

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED


class NoticeStep(models.Model):
    """What was said or done, by whom and when. Never changed."""

    append_only = True

    notice = models.ForeignKey(Notice, models.RESTRICT, related_name="course", verbose_name="aanspreken")
    kind = models.CharField("wat", max_length=8, choices=NoticeState.choices())
    text = models.TextField("tekst", max_length=5000)
    due_on = models.DateField("uiterlijk op", null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="besluit"
    )
    by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["notice", "pk"]
        verbose_name = "stap in het aanspreken"
        verbose_name_plural = "stappen in het aanspreken"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="notice_step_says_something",
                violation_error_message="Schrijf wat er is gezegd of gedaan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice}: {NoticeState(self.kind).label}"
