"""Meetings, their agenda and papers (articles 4d and 5). An agenda item is what is planned; a vote is what happened."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.domain.numbering import item_numbers
from governance.enums import AgendaItemKind, MeetingState, Visibility
from governance.models.people import Person
from governance.models.seats import Seat
from governance.models.writing import Versioned

CONFIDENTIAL_TITLE = "Vertrouwelijk agendapunt"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def upcoming(self, now: datetime) -> MeetingQuerySet:
        """Meetings not yet closed, the first one first."""
        return self.exclude(state=MeetingState.CLOSED).order_by("starts_at")

    def past(self) -> MeetingQuerySet:
        return self.filter(state=MeetingState.CLOSED).order_by("-starts_at")

    def in_year(self, year: int) -> MeetingQuerySet:
        return self.filter(starts_at__year=year)


class Meeting(models.Model):
    """A meeting of the board. The chair convenes it (article 5); convening freezes the agenda that is sent."""

    title = models.CharField("titel", max_length=120, default="Bestuursvergadering")
    starts_at = models.DateTimeField("begint op")
    place = models.CharField("plaats", max_length=200)
    online_url = models.URLField("adres van de onlinevergadering", blank=True)
    state = models.CharField("staat", max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    submitted_at = models.DateTimeField("voorgelegd op", null=True, blank=True)
    returned_remark = models.CharField("opmerking van de voorzitter", max_length=300, blank=True)
    convened_at = models.DateTimeField("bijeengeroepen op", null=True, blank=True)
    convened_by = models.ForeignKey(
        Person,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="convened_meetings",
        verbose_name="bijeengeroepen door",
    )
    late_call_reason = models.CharField("reden van de late uitnodiging", max_length=300, blank=True)
    cancelled_at = models.DateTimeField("afgelast op", null=True, blank=True)
    cancelled_reason = models.CharField("reden van afgelasten", max_length=300, blank=True)
    opened_at = models.DateTimeField("geopend op", null=True, blank=True)
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    presiding_seat = models.ForeignKey(
        Seat, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="wordt voorgezeten door"
    )
    current_item = models.ForeignKey(
        "governance.AgendaItem",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="aan de orde",
    )
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.DRAFT, MeetingState.SUBMITTED], convened_at__isnull=True)
                | Q(
                    state__in=[
                        MeetingState.CONVENED,
                        MeetingState.OPEN,
                        MeetingState.SUSPENDED,
                        MeetingState.CLOSED,
                    ],
                    convened_at__isnull=False,
                )
                | Q(state=MeetingState.CANCELLED),
                name="meeting_convened_has_time",
                violation_error_message="Een bijeengeroepen vergadering heeft een moment van bijeenroepen.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.CLOSED],
                    opened_at__isnull=False,
                )
                | Q(
                    state__in=[
                        MeetingState.DRAFT,
                        MeetingState.SUBMITTED,
                        MeetingState.CONVENED,
                        MeetingState.CANCELLED,
                    ],
                    opened_at__isnull=True,
                ),
                name="meeting_opened_has_time",
                violation_error_message="Een geopende vergadering heeft een moment van opening.",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False)
                | (~Q(state=MeetingState.CLOSED) & Q(closed_at__isnull=True)),
                name="meeting_closed_has_time",
                violation_error_message="Een gesloten vergadering heeft een moment van sluiting.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=MeetingState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancelled_reason="")
                )
                | (~Q(state=MeetingState.CANCELLED) & Q(cancelled_at__isnull=True, cancelled_reason="")),
                name="meeting_cancelled_has_reason",
                violation_error_message="Geef de reden waarom de vergadering is afgelast.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {timezone.localtime(self.starts_at):%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting_detail", args=[self.pk])

    @property
    def day(self) -> date:
        """The calendar day, in the Netherlands, on which the meeting is held."""
        return timezone.localtime(self.starts_at).date()

    @property
    def is_agenda_editable(self) -> bool:
        return self.state in (MeetingState.DRAFT, MeetingState.SUBMITTED)

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.OPEN


class AgendaItem(Versioned):
    """One item of a meeting's agenda, in order of `position` (1, 2, 3 …); `version` goes up at each change of it."""

    own_note: str | None  # of the reader of a page, filled by queries.reading; None for who makes no notes

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="vergadering")
    position = models.PositiveSmallIntegerField("volgorde")
    kind = models.CharField("soort", max_length=10, choices=AgendaItemKind, default=AgendaItemKind.DISCUSS)
    title = models.CharField("titel", max_length=160)
    explanation = models.TextField("toelichting", blank=True)
    is_sub = models.BooleanField("onderdeel van het punt erboven", default=False)
    minutes_planned = models.PositiveSmallIntegerField("geplande minuten", null=True, blank=True)
    responsible_seat = models.ForeignKey(
        Seat, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="verantwoordelijke zetel"
    )
    visibility = models.CharField(
        "openbaarheid", max_length=12, choices=Visibility, default=Visibility.PARTICIPANTS
    )
    confidential_reason = models.CharField("reden van vertrouwelijkheid", max_length=300, blank=True)
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="vervolg op",
    )
    awaits_sending = models.BooleanField("klaargezet, nog niet verzonden", default=False, editable=False)
    postponed_at = models.DateTimeField("uitgesteld op", null=True, blank=True)
    postponed_reason = models.CharField("reden van uitstel", max_length=300, blank=True)
    lifted_by = models.ForeignKey(
        Seat, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="opgelicht door"
    )
    lifted_at = models.DateTimeField("opgelicht op", null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_item_position_unique",
                violation_error_message="Twee agendapunten kunnen niet op dezelfde plaats staan.",
            ),
            models.CheckConstraint(
                condition=(Q(visibility=Visibility.CONFIDENTIAL) & ~Q(confidential_reason=""))
                | (~Q(visibility=Visibility.CONFIDENTIAL) & Q(confidential_reason="")),
                name="agenda_item_confidential_has_reason",
                violation_error_message="Geef de reden waarom dit punt vertrouwelijk is.",
            ),
            models.CheckConstraint(
                condition=Q(postponed_at__isnull=True, postponed_reason="")
                | (Q(postponed_at__isnull=False) & ~Q(postponed_reason="")),
                name="agenda_item_postponed_has_reason",
                violation_error_message="Geef de reden waarom dit punt is uitgesteld.",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="agenda_item_lifted_by_seat",
                violation_error_message="Een hamerstuk wordt opgelicht door een zetel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting_detail", args=[self.meeting_id]) + f"#agendapunt-{self.pk}"

    @cached_property
    def number(self) -> str:
        """The number on the agenda ("3", "3.1"): a query, unless who read the whole agenda set it (queries.order)."""
        above = AgendaItem.objects.filter(meeting=self.meeting_id, position__lt=self.position)
        subs = [*above.order_by("position").values_list("is_sub", flat=True), self.is_sub]
        return item_numbers(subs)[-1]

    @property
    def is_confidential(self) -> bool:
        return self.visibility == Visibility.CONFIDENTIAL

    @property
    def label(self) -> str:
        """What everybody may read of this item, whoever looks: a confidential title stays within the board."""
        return f"{self.number}. {CONFIDENTIAL_TITLE}" if self.is_confidential else str(self)


def paper_path(paper: Paper, filename: str) -> str:
    """Where a paper lies: under a name of our own, never the uploader's."""
    return f"papers/{uuid4().hex}.pdf"


class Paper(models.Model):
    """A PDF that belongs to an agenda item, served only through a view that checks who may read it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers", verbose_name="agendapunt")
    # For the page of one person, filled by queries.reading.
    is_read: bool | None
    seen_by: list[Any]  # PaperReadings
    earlier: list[Paper]

    title = models.CharField("titel", max_length=160)
    file = models.FileField("bestand", upload_to=paper_path)
    sha256 = models.CharField("hash", max_length=64, editable=False)
    size = models.PositiveIntegerField("omvang in bytes", editable=False)
    replaces = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, related_name="replaced_by", verbose_name="vervangt"
    )
    uploaded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="geplaatst door")
    uploaded_at = models.DateTimeField("geplaatst op", auto_now_add=True)

    class Meta:
        ordering = ["item", "pk"]
        verbose_name = "stuk"
        verbose_name_plural = "stukken"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:paper_download", args=[self.pk])


class Attendance(models.Model):
    """A person who is, or was, in the meeting for a seat: from `arrived_at` until `left_at`."""

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="attendances", verbose_name="vergadering"
    )
    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="attendances", verbose_name="zetel")
    person = models.ForeignKey(Person, models.RESTRICT, related_name="attendances", verbose_name="persoon")
    by_deputy = models.BooleanField("plaatsvervanger")
    arrived_at = models.DateTimeField("aanwezig vanaf")
    left_at = models.DateTimeField("vertrokken om", null=True, blank=True)

    class Meta:
        ordering = ["meeting", "seat", "arrived_at"]
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                condition=Q(left_at=None),
                name="attendance_one_per_seat",
                violation_error_message="Voor deze zetel is al iemand aanwezig.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.person}"


class LiveVersion(models.Model):
    """The version number of what a meeting's screens show: bumped in the same transaction as the change itself.

    urgent: the newest version for which no screen waits. Those after it are ballots, which only the progress tells of.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="live")
    version = models.PositiveBigIntegerField("versie", default=0)
    urgent = models.PositiveBigIntegerField("versie die niet wacht", default=0)

    class Meta:
        verbose_name = "versie van de schermen"
        verbose_name_plural = "versies van de schermen"

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.version}"
