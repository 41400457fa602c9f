"""Employers and their commitments of garantiebanen (article 5, the employers' seat). Organisations, never people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from governance.models import Location, Party, Person
from quotum.domain.commitments import Standing
from quotum.enums import CommitmentState, EntryKind
from quotum.models.sectors import Sector


class EmployerQuerySet(models.QuerySet["Employer"]):
    def present(self) -> EmployerQuerySet:
        """Without those that turned out to be another one that is here already."""
        return self.filter(joined_to=None)


class Employer(models.Model):
    """An organisation that employs people; `name_key` is its name as it is compared (quotum/domain/employers.py).

    joined_to: the employer that this one turned out to be; what was promised under this name counts for that one.
    """

    name = models.CharField("naam van de organisatie", max_length=120)
    name_key = models.CharField("naam om te vergelijken", max_length=120, db_index=True, editable=False)
    kvk_number = models.CharField("KvK-nummer", max_length=8, blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)
    joined_to = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
        verbose_name="samengevoegd met",
    )

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "werkgever"
        verbose_name_plural = "werkgevers"
        constraints = [
            models.UniqueConstraint(
                fields=["kvk_number"],
                condition=~Q(kvk_number=""),
                name="employer_kvk_unique",
                violation_error_message="Dit KvK-nummer hoort al bij een andere werkgever.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_key=""),
                name="employer_has_name",
                violation_error_message="Een werkgever heeft een naam.",
            ),
            models.CheckConstraint(
                condition=Q(joined_to=None) | ~Q(joined_to=F("pk")),
                name="employer_joined_to_another",
                violation_error_message="Een werkgever wordt met een andere samengevoegd.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("quotum:employer_detail", args=[self.pk])

    @property
    def present(self) -> Employer:
        """The employer that this one counts for now: itself, unless it turned out to be another."""
        return self.joined_to or self


class EmployerJoining(models.Model):
    """That one employer turned out to be another, or after all not; the last line of an employer counts."""

    append_only = True

    employer = models.ForeignKey(Employer, models.RESTRICT, related_name="joinings", verbose_name="werkgever")
    into = models.ForeignKey(
        Employer, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="samengevoegd met"
    )
    reason = models.CharField("reden", max_length=300)
    by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd op")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "samenvoeging van werkgevers"
        verbose_name_plural = "samenvoegingen van werkgevers"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & (Q(into=None) | ~Q(into=F("employer"))),
                name="employer_joining_has_reason",
                violation_error_message="Werkgevers worden samengevoegd of gesplitst met een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer}: {'samengevoegd met ' + str(self.into) if self.into else 'weer apart'}"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def with_standing(self) -> CommitmentQuerySet:
        """With `promised`, `fulfilled`, `ending`, `open_jobs` and `counting_jobs`, each in jobs, from the lines.

        The same as quotum.domain.commitments.Standing says, so that a list can be narrowed and sorted by it.
        """
        last = CommitmentEntry.objects.filter(
            commitment=OuterRef("pk"), kind__in=[EntryKind.WITHDRAWN, EntryKind.REOPENED]
        ).order_by("-pk")
        withdrawn = Q(ending=EntryKind.WITHDRAWN)
        rows: Any = self
        standing: CommitmentQuerySet = rows.annotate(
            promised=F("jobs") + _sum(EntryKind.CHANGED),
            fulfilled=_sum(EntryKind.FULFILLED, EntryKind.CORRECTED),
            ending=Coalesce(Subquery(last.values("kind")[:1]), Value("")),
        ).annotate(
            open_jobs=Case(When(withdrawn, then=Value(0)), default=F("promised") - F("fulfilled")),
            counting_jobs=Case(When(withdrawn, then=F("fulfilled")), default=F("promised")),
        )
        return standing

    def in_state(self, state: str, on: date) -> CommitmentQuerySet:
        """Those of `with_standing` that stand so on day `on`."""
        withdrawn = Q(ending=EntryKind.WITHDRAWN)
        planned = Q(starts_on__gt=on, fulfilled=0, open_jobs__gt=0)
        return self.filter(
            {
                CommitmentState.WITHDRAWN: withdrawn,
                CommitmentState.FULFILLED: ~withdrawn & Q(open_jobs=0),
                CommitmentState.PLANNED: planned,
                CommitmentState.OPEN: Q(open_jobs__gt=0) & ~planned,
            }[CommitmentState(state)]
        )


def _sum(*kinds: EntryKind) -> Coalesce:
    """The jobs of all lines of these kinds of one commitment; 0 without a line."""
    lines = CommitmentEntry.objects.filter(commitment=OuterRef("pk"), kind__in=kinds).order_by()
    total = lines.values("commitment").annotate(total=Sum("jobs")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


class Commitment(models.Model):
    """So many garantiebanen in one sector and place, from a day on; as it was made. What became of it: its entries."""

    append_only = True

    employer = models.ForeignKey(
        Employer, models.RESTRICT, related_name="commitments", verbose_name="werkgever"
    )
    sector = models.ForeignKey(Sector, models.RESTRICT, related_name="commitments", verbose_name="sector")
    municipality = models.ForeignKey(
        Party, models.RESTRICT, null=True, blank=True, related_name="commitments", verbose_name="gemeente"
    )
    location = models.ForeignKey(
        Location,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name="werkpleinlocatie",
    )
    jobs = models.PositiveIntegerField("toegezegde garantiebanen")
    starts_on = models.DateField("vanaf")
    source = models.CharField("hoe toegezegd", max_length=200)
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldcijfer", default=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = "toezegging van een werkgever"
        verbose_name_plural = "toezeggingen van werkgevers"
        constraints = [
            models.CheckConstraint(
                condition=Q(jobs__gt=0),
                name="commitment_has_jobs",
                violation_error_message="Een toezegging gaat over ten minste 1 baan.",
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, location__isnull=True)
                | Q(municipality__isnull=True, location__isnull=False),
                name="commitment_one_place",
                violation_error_message="Een toezegging geldt voor één gemeente of één werkpleinlocatie.",
            ),
        ]

    # Only of rows of `with_standing`.
    promised: int
    fulfilled: int
    ending: str
    open_jobs: int
    counting_jobs: int

    def __str__(self) -> str:
        return f"{self.employer}: {self.jobs} {'baan' if self.jobs == 1 else 'banen'} in {self.sector.name}"

    def get_absolute_url(self) -> str:
        return reverse("quotum:commitment_detail", args=[self.pk])

    @property
    def holder(self) -> Employer:
        """The employer whose promise it is now; `employer` is under which name it was made."""
        return self.employer.present

    @property
    def place(self) -> Party | Location:
        """The municipality or the location of Werkplein Twente that it is for."""
        place = self.municipality or self.location
        assert place is not None  # noqa: S101 (held by commitment_one_place)
        return place

    @property
    def place_name(self) -> str:
        """Almelo is a municipality and a location: the words say which."""
        return f"Werkplein {self.location}" if self.location else f"gemeente {self.municipality}"

    @property
    def standing(self) -> Standing:
        """How it stands; only of rows of `with_standing`."""
        return Standing(self.starts_on, self.promised, self.fulfilled, self.ending == EntryKind.WITHDRAWN)


class CommitmentEntry(models.Model):
    """One line in what became of a commitment. `jobs` is a difference: filled, or added to what was promised or filled.

    on: the day it happened; of a correction the day of the line that it corrects, so that a year's sum stays right.
    """

    append_only = True

    commitment = models.ForeignKey(
        Commitment, models.RESTRICT, related_name="entries", verbose_name="toezegging"
    )
    kind = models.CharField("wat", max_length=10, choices=EntryKind.choices())
    on = models.DateField("op")
    jobs = models.IntegerField("banen erbij of eraf", default=0)
    corrects = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="corrections", verbose_name="corrigeert"
    )
    note = models.CharField("toelichting", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    at = models.DateTimeField("vastgelegd op")

    class Meta:
        ordering = ["commitment", "pk"]
        verbose_name = "regel van een toezegging"
        verbose_name_plural = "regels van toezeggingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="fulfilled", jobs__gt=0, corrects__isnull=True)
                | (Q(kind="corrected", corrects__isnull=False) & ~Q(jobs=0))
                | (Q(kind="changed", corrects__isnull=True) & ~Q(jobs=0))
                | Q(kind__in=["withdrawn", "reopened"], jobs=0, corrects__isnull=True),
                name="commitment_entry_fits_kind",
                violation_error_message="Deze regel past niet bij wat er is gebeurd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"
