"""What happens around and in a meeting: sent agendas, moves, suspensions, recusals, and who presided over what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from governance.enums import RequestState
from governance.models.meetings import AgendaItem, Meeting, Paper
from governance.models.people import Person
from governance.models.seats import Seat


class AgendaVersion(models.Model):
    """The agenda as it was sent: frozen with its hash. A later change is a new version ("nazending")."""

    append_only = True

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="agenda_versions", verbose_name="vergadering"
    )
    number = models.PositiveSmallIntegerField("versie")
    content = models.JSONField("inhoud")
    sha256 = models.CharField("hash", max_length=64)
    reason = models.CharField("aanleiding", max_length=300, blank=True)
    sent_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="verzonden door")
    sent_at = models.DateTimeField("verzonden op")

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = "versie van de agenda"
        verbose_name_plural = "versies van de agenda"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="agenda_version_number_unique",
                violation_error_message="Deze versie van de agenda bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return f"Agenda van {self.meeting}, versie {self.number}"


class MeetingMove(models.Model):
    """A convened meeting that got another time or place, and why; the earlier one stays readable."""

    append_only = True

    meeting = models.ForeignKey(Meeting, models.RESTRICT, related_name="moves", verbose_name="vergadering")
    was_at = models.DateTimeField("zou beginnen op")
    was_place = models.CharField("zou zijn in", max_length=200)
    reason = models.CharField("reden", max_length=300)
    moved_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="verplaatst door")
    moved_at = models.DateTimeField("verplaatst op")

    class Meta:
        ordering = ["meeting", "moved_at"]
        verbose_name = "verplaatsing"
        verbose_name_plural = "verplaatsingen"

    def __str__(self) -> str:
        return f"{self.meeting}: verplaatst"


class Suspension(models.Model):
    """A break in a meeting, from and until."""

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="suspensions", verbose_name="vergadering"
    )
    suspended_at = models.DateTimeField("geschorst om")
    resumed_at = models.DateTimeField("hervat om", null=True, blank=True)
    reason = models.CharField("reden", max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "suspended_at"]
        verbose_name = "schorsing"
        verbose_name_plural = "schorsingen"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(resumed_at=None),
                name="suspension_one_open_per_meeting",
                violation_error_message="De vergadering is al geschorst.",
            ),
            models.CheckConstraint(
                condition=Q(resumed_at=None) | Q(resumed_at__gte=F("suspended_at")),
                name="suspension_resumed_after_start",
                violation_error_message="Een schorsing eindigt nadat zij is begonnen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: geschorst"


class Treatment(models.Model):
    """An agenda item that was taken up: from when until when, and which seat presided over it."""

    item = models.ForeignKey(
        AgendaItem, models.RESTRICT, related_name="treatments", verbose_name="agendapunt"
    )
    presiding_seat = models.ForeignKey(
        Seat, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="voorgezeten door"
    )
    started_at = models.DateTimeField("aan de orde vanaf")
    ended_at = models.DateTimeField("afgerond om", null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        verbose_name = "behandeling"
        verbose_name_plural = "behandelingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="treatment_ends_after_start",
                violation_error_message="Een behandeling eindigt nadat zij is begonnen.",
            )
        ]

    def __str__(self) -> str:
        return str(self.item)


class Recusal(models.Model):
    """A seat that takes no part in one item because of an own interest (rule 14); withdrawn, it stays readable."""

    item = models.ForeignKey(AgendaItem, models.RESTRICT, related_name="recusals", verbose_name="agendapunt")
    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="recusals", verbose_name="zetel")
    reason = models.CharField("reden", max_length=300)
    noted_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="genoteerd door")
    noted_at = models.DateTimeField("genoteerd om")
    withdrawn_at = models.DateTimeField("ingetrokken om", null=True, blank=True)

    class Meta:
        ordering = ["item", "seat"]
        verbose_name = "onthouding van deelname"
        verbose_name_plural = "onthoudingen van deelname"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(withdrawn_at=None),
                name="recusal_one_per_seat",
                violation_error_message="Deze zetel doet bij dit agendapunt al niet mee.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="recusal_has_reason",
                violation_error_message="Geef de reden waarom deze zetel niet meedoet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} bij {self.item}"


class ItemRequest(models.Model):
    """An item that a member asks the secretariat to put on an agenda, with the answer."""

    title = models.CharField("titel", max_length=160)
    explanation = models.TextField("toelichting", blank=True)
    asked_by = models.ForeignKey(
        Person, models.RESTRICT, related_name="item_requests", verbose_name="aangevraagd door"
    )
    asked_at = models.DateTimeField("aangevraagd op")
    state = models.CharField("staat", max_length=10, choices=RequestState, default=RequestState.ASKED)
    answer = models.CharField("antwoord", max_length=300, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="request", verbose_name="agendapunt"
    )

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "aangevraagd agendapunt"
        verbose_name_plural = "aangevraagde agendapunten"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED, answered_at__isnull=True)
                | (~Q(state=RequestState.ASKED) & Q(answered_at__isnull=False)),
                name="item_request_answered_has_time",
                violation_error_message="Een beantwoorde aanvraag heeft een moment van antwoord.",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.DECLINED) | ~Q(answer=""),
                name="item_request_declined_has_answer",
                violation_error_message="Geef de reden waarom dit punt niet op de agenda komt.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PaperReading(models.Model):
    """That a person opened this version of a paper, and when first: for the reader, and for who sends the papers."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="readings", verbose_name="stuk")
    person = models.ForeignKey(Person, models.RESTRICT, related_name="readings", verbose_name="lezer")
    first_at = models.DateTimeField("voor het eerst gelezen op")

    class Meta:
        ordering = ["paper", "first_at"]
        verbose_name = "gelezen stuk"
        verbose_name_plural = "gelezen stukken"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "person"],
                name="paper_reading_once",
                violation_error_message="Dit stuk staat al als gelezen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} las {self.paper}"


class PrivateNote(models.Model):
    """A member's own note on an item: nobody else ever sees it, the secretariat and the administrator neither."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="private_notes", verbose_name="agendapunt"
    )
    person = models.ForeignKey(Person, models.RESTRICT, related_name="private_notes", verbose_name="van")
    text = models.TextField("aantekening", max_length=10_000)
    changed_at = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        ordering = ["item"]
        verbose_name = "eigen aantekening"
        verbose_name_plural = "eigen aantekeningen"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                name="private_note_one_per_item",
                violation_error_message="U heeft bij dit agendapunt al een aantekening.",
            )
        ]

    def __str__(self) -> str:
        return f"aantekening bij {self.item_id}"
