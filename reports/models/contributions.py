"""What the parties contribute: capacity and hours (article 11). The financial paragraph comes from it (article 12)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models import Party


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def over(self, year: int) -> ContributionQuerySet:
        """All contributions to a calendar year, by party."""
        return self.filter(year=year).select_related("party").order_by("party__name", "kind_of_work")


class Contribution(models.Model):
    """Hours of one party in one year for one kind of work: planned, and delivered when known."""

    party = models.ForeignKey(Party, models.RESTRICT, related_name="contributions", verbose_name="partij")
    year = models.PositiveSmallIntegerField("jaar")
    kind_of_work = models.CharField("soort werk", max_length=120)
    planned_hours = models.PositiveIntegerField("toegezegde uren")
    delivered_hours = models.PositiveIntegerField("geleverde uren", null=True, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.year}: {self.kind_of_work}"
