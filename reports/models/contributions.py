"""What the parties contribute: capacity and hours (article 11). The financial paragraph comes from it (article 12)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models import Party, Person


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def over(self, year: int) -> ContributionQuerySet:
        """All contributions to a calendar year, by party."""
        return self.filter(year=year).select_related("party").order_by("party__name", "kind_of_work")

    def unconfirmed(self) -> ContributionQuerySet:
        return self.filter(confirmed_at=None)

    def without_delivery(self, year: int) -> ContributionQuerySet:
        """Promised for this year, without the hours that were delivered."""
        return self.over(year).filter(delivered_hours=None)


class Contribution(models.Model):
    """Hours of one party in one year for one kind of work: planned, and delivered when known.

    The party enters it, the secretariat confirms it; what is changed afterwards has to be confirmed again.
    """

    party = models.ForeignKey(Party, models.RESTRICT, related_name="contributions", verbose_name="partij")
    year = models.PositiveSmallIntegerField("jaar")
    kind_of_work = models.CharField("soort werk", max_length=120)
    planned_hours = models.PositiveIntegerField("toegezegde uren")
    delivered_hours = models.PositiveIntegerField("geleverde uren", null=True, blank=True)
    people = models.PositiveSmallIntegerField("mensen die dit doen", null=True, blank=True)
    costs = models.PositiveIntegerField("kosten in euro", null=True, blank=True)
    entered_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="ingevuld door"
    )
    confirmed_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="bevestigd door"
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "party", "kind_of_work"]
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"
        constraints = [
            models.UniqueConstraint(
                fields=["party", "year", "kind_of_work"],
                name="contribution_once_per_kind",
                violation_error_message="Deze partij heeft voor dit werk in dit jaar al een bijdrage. Wijzig die.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2014),
                name="contribution_within_agreement",
                violation_error_message="Bijdragen bestaan vanaf 2014, het eerste jaar van de overeenkomst.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="contribution_confirmed_by_somebody",
                violation_error_message="Een bevestiging heeft een persoon en een moment.",
            ),
        ]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def __str__(self) -> str:
        return f"{self.party}, {self.year}: {self.kind_of_work}"
