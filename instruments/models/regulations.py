"""The rules of each municipality (articles 3c and 9), and what the region agreed on what belongs to no instrument."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Decision, Party, Person
from instruments.enums import RegulationKind, Topic


class Regulation(models.Model):
    """A verordening, beleidsregel or uitvoeringsbesluit of one municipality, with the days on which it holds."""

    party = models.ForeignKey(Party, models.RESTRICT, related_name="regulations", verbose_name="gemeente")
    kind = models.CharField("soort", max_length=16, choices=RegulationKind.choices())
    topic = models.CharField("gaat over", max_length=16, choices=Topic.choices())
    title = models.CharField("titel", max_length=200)
    summary = models.TextField("wat zij regelt", max_length=3000, blank=True)
    link = models.URLField("webadres", max_length=300, blank=True)
    in_force_from = models.DateField("geldt vanaf")
    in_force_to = models.DateField("geldt tot en met", null=True, blank=True)
    document = models.FileField("document", upload_to="regelingen/", blank=True)
    sha256 = models.CharField("hash", max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    changed_at = models.DateTimeField("bijgewerkt op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["party", "topic", "-in_force_from", "pk"]
        verbose_name = "regeling van een gemeente"
        verbose_name_plural = "regelingen van gemeenten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="regulation_has_title",
                violation_error_message="Geef de regeling haar titel.",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                name="regulation_ends_after_start",
                violation_error_message="Een regeling eindigt op of na de dag waarop zij begint.",
            ),
            models.CheckConstraint(
                condition=Q(document="", sha256="") | (~Q(document="") & ~Q(sha256="")),
                name="regulation_document_has_hash",
                violation_error_message="Bij een document hoort de hash.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('instruments:uniformity_party', args=[self.party.slug])}#regeling-{self.pk}"

    @property
    def kind_label(self) -> str:
        return RegulationKind(self.kind).label

    def is_valid(self, on: date) -> bool:
        """Whether it holds on day `on`."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


class TopicAgreement(models.Model):
    """What the region agreed on rules that belong to no instrument (article 3c). The last line of a topic counts."""

    append_only = True

    topic = models.CharField("gaat over", max_length=16, choices=Topic.choices())
    text = models.TextField("wat de regio afsprak", max_length=5000)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="besluit"
    )
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["topic", "-pk"]
        verbose_name = "regionale afspraak"
        verbose_name_plural = "regionale afspraken"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(topic=Topic.INSTRUMENTS),
                name="topic_agreement_says_something",
                violation_error_message="Schrijf wat de regio afsprak. Over instrumenten spreekt het basispakket.",
            )
        ]

    def __str__(self) -> str:
        return f"{Topic(self.topic).label}, {self.recorded_at:%Y-%m-%d}"
