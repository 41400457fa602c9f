"""Seats of the board (article 4): a seat votes, a person acts for it. Seat, holder and deputy have terms."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from governance.enums import SeatCapacity
from governance.models.parties import Party
from governance.models.people import Person
from werkbedrijf.lib.dates import date_words


class Seat(models.Model):
    """A place in the board; carries one vote. A seat can represent several parties (FNV and CNV)."""

    slug = models.SlugField("adres", max_length=60, unique=True)
    name = models.CharField("naam", max_length=80, unique=True)
    position = models.PositiveSmallIntegerField("volgorde", unique=True)
    is_chair = models.BooleanField("is voorzitter (artikel 4a)", default=False)
    duty = models.CharField("taak (artikel 5)", max_length=250, blank=True)
    parties = models.ManyToManyField(Party, related_name="seats", verbose_name="partijen")

    class Meta:
        ordering = ["position"]
        verbose_name = "zetel"
        verbose_name_plural = "zetels"
        constraints = [
            models.UniqueConstraint(
                fields=["is_chair"],
                condition=Q(is_chair=True),
                name="seat_one_chair",
                violation_error_message="Er is al een zetel van de voorzitter.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["SeatTerm"]):
    def current(self, on: date) -> TermQuerySet:
        """Terms that run on day `on`."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def overlapping(self, starts_on: date, ends_on: date | None) -> TermQuerySet:
        """Terms that have a day in common with this period; without an end it runs on."""
        found = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return found if ends_on is None else found.filter(starts_on__lte=ends_on)


class SeatTerm(models.Model):
    """Who holds a seat, or replaces the holder, from a day up to and including another."""

    # Held by the database itself (werkbedrijf/db_guards.py): rows alike in the column, under the condition, have no day
    # in common. Another column or condition needs another name, or PostgreSQL keeps the old one.
    no_overlap = {
        "seat_holder": ("seat_id", "capacity = 'holder'"),
        "seat_deputy": ("seat_id", "capacity = 'deputy'"),
        "person": ("person_id", "capacity <> ''"),
    }

    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="terms", verbose_name="zetel")
    person = models.ForeignKey(Person, models.RESTRICT, related_name="seat_terms", verbose_name="persoon")
    capacity = models.CharField(
        "hoedanigheid", max_length=10, choices=SeatCapacity, default=SeatCapacity.HOLDER
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "-starts_on"]
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_start",
                violation_error_message="Een termijn eindigt op of na de dag waarop zij begint.",
            ),
            models.UniqueConstraint(
                fields=["seat", "capacity"],
                condition=Q(ends_on=None),
                name="term_one_open_per_seat",
                violation_error_message="Deze zetel heeft al iemand in deze hoedanigheid.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on=None),
                name="term_one_seat_per_person",
                violation_error_message="Eén persoon houdt hoogstens één zetel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.person} ({self.get_capacity_display()})"

    def clean(self) -> None:
        """Say in a form what the database would refuse: a second person on the seat, a second seat for the person."""
        if self.starts_on is None:
            return
        others = SeatTerm.objects.exclude(pk=self.pk).overlapping(self.starts_on, self.ends_on)
        if self.seat_id is not None:
            same = others.filter(seat_id=self.seat_id, capacity=self.capacity).select_related(
                "person", "seat"
            )
            for other in same[:1]:
                raise ValidationError(
                    f"De zetel {other.seat} heeft {other.period} al een {other.get_capacity_display()}: "
                    f"{other.person}. Laat die termijn eerst eindigen, of kies andere dagen."
                )
        if self.person_id is not None:
            for other in others.filter(person_id=self.person_id).select_related("seat")[:1]:
                raise ValidationError(
                    f"Deze persoon is {other.period} al {other.get_capacity_display()} op de zetel {other.seat}. "
                    "Eén persoon heeft hoogstens één zetel. Laat die termijn eerst eindigen."
                )

    @property
    def period(self) -> str:
        """The days of this term: "van 1 januari 2015 tot en met 31 december 2016", "sinds 1 januari 2015"."""
        if self.ends_on is None:
            return f"sinds {date_words(self.starts_on)}"
        return f"van {date_words(self.starts_on)} tot en met {date_words(self.ends_on)}"
