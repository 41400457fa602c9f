"""E-mail that is owed: a row says so, a task sends it once, a sweep picks up what a broker lost."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.enums import MailState
from governance.models.people import Person


class OwedMail(models.Model):
    """One message to one person, or to an address of a party's contact who has no account here.

    `reference` makes that the same message is owed only once.
    """

    person = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="mails", verbose_name="aan"
    )
    address = models.EmailField("aan adres", blank=True)
    reference = models.CharField("kenmerk", max_length=80)
    subject = models.CharField("onderwerp", max_length=200)
    body = models.TextField("tekst")
    state = models.CharField("staat", max_length=10, choices=MailState, default=MailState.OWED)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    # Where it went, or was refused: a person's address can change afterwards.
    used_address = models.CharField("gebruikt adres", max_length=254, blank=True)
    last_error = models.CharField("laatste fout", max_length=200, blank=True)
    leased_until = models.DateTimeField("in behandeling tot", null=True, blank=True)
    created_at = models.DateTimeField("gemaakt", auto_now_add=True)
    sent_at = models.DateTimeField("verzonden", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "te verzenden bericht"
        verbose_name_plural = "te verzenden berichten"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reference"],
                name="owed_mail_once",
                violation_error_message="Dit bericht staat al klaar.",
            ),
            models.UniqueConstraint(
                fields=["address", "reference"],
                condition=~Q(address=""),
                name="owed_mail_once_per_address",
                violation_error_message="Dit bericht staat al klaar.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | (Q(person__isnull=True) & ~Q(address="")),
                name="owed_mail_one_recipient",
                violation_error_message="Een bericht gaat naar één persoon of naar één adres.",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="owed_mail_sent_has_time",
                violation_error_message="Een verzonden bericht heeft een moment van verzending.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.person or self.address}"

    @property
    def to(self) -> str:
        """The address that it goes to."""
        return self.person.email if self.person else self.address
