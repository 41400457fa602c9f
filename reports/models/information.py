"""What the board wants to know of the executing parties (article 12): indicators, requests, and their answers.

A set of indicators is adopted by decision. A request is owed per deliverer and period; an answer is never changed, a
correction is a next one.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from governance.models import Adoptable, Location, Party, Person
from reports.domain.information import Period
from reports.enums import DelivererKind, Frequency

FEWEST_DAYS, MOST_DAYS = 7, 120  # to answer a request


class IndicatorSet(Adoptable):
    """A version of what the board wants to know, adopted by decision."""

    version = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=160)
    days_to_answer = models.PositiveSmallIntegerField("dagen om te antwoorden", default=28)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-version"]
        verbose_name = "informatiebehoefte"
        verbose_name_plural = "informatiebehoeften"
        constraints = [
            *Adoptable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days_to_answer__gte=FEWEST_DAYS, days_to_answer__lte=MOST_DAYS),
                name="indicatorset_days_to_answer",
                violation_error_message=f"Geef {FEWEST_DAYS} tot en met {MOST_DAYS} dagen om te antwoorden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (versie {self.version})"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "indicator_set",
            "version": self.version,
            "title": self.title,
            "days_to_answer": self.days_to_answer,
            "indicators": sorted(
                (indicator.content() for indicator in self.indicators.all()), key=lambda row: row["code"]
            ),
        }

    def effect_sentence(self) -> str:
        return f"Informatiebehoefte van het bestuur: {self}"

    def unready(self) -> str:
        if self.indicators.exists():
            return ""
        return f"“{self.title}” heeft nog geen indicatoren. Voeg eerst een indicator toe."

    def get_absolute_url(self) -> str:
        return reverse("reports:indicator_set_detail", args=[self.version])


class Indicator(models.Model):
    """One figure that the board wants. `code` stays the same from version to version, so that values compare."""

    indicator_set = models.ForeignKey(
        IndicatorSet, models.CASCADE, related_name="indicators", verbose_name="informatiebehoefte"
    )
    code = models.SlugField("code", max_length=40)
    name = models.CharField("naam", max_length=120)
    definition = models.CharField("definitie", max_length=500)
    unit = models.CharField("eenheid", max_length=40)
    frequency = models.CharField("hoe vaak", max_length=10, choices=Frequency.choices())
    deliverers = models.CharField("wie levert", max_length=15, choices=DelivererKind.choices())

    class Meta:
        ordering = ["indicator_set", "name", "pk"]
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_set", "code"],
                name="indicator_unique",
                violation_error_message="Deze code staat al in de lijst. Kies een andere.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(definition="") & ~Q(unit=""),
                name="indicator_says_what",
                violation_error_message="Geef de indicator een naam, een definitie en een eenheid.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def content(self) -> dict[str, str]:
        names = ("code", "name", "definition", "unit", "frequency", "deliverers")
        return {name: str(getattr(self, name)) for name in names}


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    def with_deliverer(self) -> InformationRequestQuerySet:
        return self.select_related("location", "party", "indicator_set")

    def of_year(self, year: int) -> InformationRequestQuerySet:
        return self.filter(year=year)

    def unanswered(self) -> InformationRequestQuerySet:
        return self.filter(answered_at=None)

    def with_progress(self) -> InformationRequestQuerySet:
        """Annotated with how many figures are `asked`, and of how many something was `given`."""
        answers = InformationAnswer.objects.filter(request=OuterRef("pk")).order_by().values("request")
        given = answers.annotate(count=Count("indicator", distinct=True)).values("count")
        same = {name: OuterRef(name) for name in ("indicator_set", "frequency", "deliverers")}
        asked = Indicator.objects.filter(**same).order_by().values("indicator_set")
        return self.annotate(
            given=Coalesce(Subquery(given), 0),
            asked=Coalesce(Subquery(asked.annotate(count=Count("pk")).values("count")), 0),
        )


class InformationRequest(models.Model):
    """What one deliverer owes over one period. Complete, so `answered_at`, once every indicator has an answer."""

    indicator_set = models.ForeignKey(
        IndicatorSet, models.RESTRICT, related_name="requests", verbose_name="informatiebehoefte"
    )
    location = models.ForeignKey(
        Location, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="locatie"
    )
    party = models.ForeignKey(
        Party, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="partij"
    )
    deliverers = models.CharField("soort leverancier", max_length=15, choices=DelivererKind.choices())
    frequency = models.CharField("hoe vaak", max_length=10, choices=Frequency.choices())
    year = models.PositiveSmallIntegerField("jaar")
    number = models.PositiveSmallIntegerField("nummer in het jaar")
    due_on = models.DateField("uiterlijk")
    requested_at = models.DateTimeField("gevraagd op")
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "deliverers", "location__name", "party__name", "pk"]
        verbose_name = "uitvraag"
        verbose_name_plural = "uitvragen"
        constraints = [
            models.UniqueConstraint(
                fields=["location", "frequency", "year", "number"],
                name="information_once_per_location",
                violation_error_message="Deze locatie is over deze periode al gevraagd.",
            ),
            models.UniqueConstraint(
                fields=["party", "frequency", "year", "number"],
                name="information_once_per_party",
                violation_error_message="Deze partij is over deze periode al gevraagd.",
            ),
            models.CheckConstraint(
                condition=Q(deliverers=DelivererKind.LOCATION, location__isnull=False, party__isnull=True)
                | (~Q(deliverers=DelivererKind.LOCATION) & Q(location__isnull=True, party__isnull=False)),
                name="information_one_deliverer",
                violation_error_message="Een uitvraag gaat naar één locatie of naar één partij.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverer_name}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("reports:information_request", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.year, self.number)

    @property
    def deliverer_name(self) -> str:
        return f"Werkplein {self.location.name}" if self.location else str(self.party)

    def is_late(self, on: date) -> bool:
        """Not complete, and past its last day."""
        return self.answered_at is None and self.due_on < on

    def was_answered_by(self, day: date) -> bool:
        """Complete on or before `day`, a day in the Netherlands."""
        return self.answered_at is not None and timezone.localtime(self.answered_at).date() <= day

    def indicators(self) -> models.QuerySet[Indicator]:
        """The indicators that this deliverer owes over this period."""
        return self.indicator_set.indicators.filter(frequency=self.frequency, deliverers=self.deliverers)


class InformationAnswer(models.Model):
    """A figure as it was delivered. `number` counts: the last one counts, the ones before stay to be read."""

    append_only = True

    request = models.ForeignKey(
        InformationRequest, models.RESTRICT, related_name="answers", verbose_name="uitvraag"
    )
    indicator = models.ForeignKey(
        Indicator, models.RESTRICT, related_name="answers", verbose_name="indicator"
    )
    number = models.PositiveSmallIntegerField("levering")
    value = models.DecimalField("waarde", max_digits=12, decimal_places=2)
    source = models.CharField("bron", max_length=200)
    remark = models.CharField("toelichting", max_length=300, blank=True)
    confirmed = models.BooleanField("bevestigd na “klopt dit?”", default=False)
    answered_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="ingevuld door")
    answered_at = models.DateTimeField("ingevuld op")

    class Meta:
        ordering = ["request", "indicator", "-number"]
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "indicator", "number"],
                name="information_answer_number_unique",
                violation_error_message="Dit antwoord bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & ~Q(source=""),
                name="information_answer_has_source",
                violation_error_message="Vul een getal van 0 of meer in, en noem de bron.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(remark=""),
                name="information_correction_says_why",
                violation_error_message="Schrijf waarom u een eerder antwoord verbetert.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
