"""What each municipality says of each instrument of the package (article 9): line after line, none overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models import Party, Person
from instruments.enums import Standing
from instruments.models.catalogues import Catalogue
from instruments.models.regulations import Regulation


class PackageAssessment(models.Model):
    """One municipality on one instrument from day `since` on, until a later line.

    package_sha256: of the text that it was held against. OPEN takes an earlier line back: then it is not yet assessed.
    """

    append_only = True

    party = models.ForeignKey(
        Party, models.RESTRICT, related_name="package_assessments", verbose_name="gemeente"
    )
    instrument = models.SlugField("instrument", max_length=60)
    catalogue = models.ForeignKey(Catalogue, models.RESTRICT, related_name="+", verbose_name="basispakket")
    package_sha256 = models.CharField("hash van de tekst in het pakket", max_length=64)
    standing = models.CharField("oordeel", max_length=8, choices=Standing.choices())
    difference = models.TextField("hoe", max_length=2000, blank=True)
    regulation = models.ForeignKey(
        Regulation,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name="regeling",
    )
    since = models.DateField("zo sinds")
    assessed_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="beoordeeld door")
    assessed_at = models.DateTimeField("beoordeeld op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["party", "instrument", "since", "pk"]
        verbose_name = "beoordeling van een gemeente"
        verbose_name_plural = "beoordelingen van gemeenten"
        indexes = [models.Index(fields=["party", "instrument", "since"], name="package_assessment_cell")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing=Standing.DIFFERS) | ~Q(difference=""),
                name="package_assessment_says_how",
                violation_error_message="Schrijf hoe de gemeente afwijkt.",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.EQUAL, Standing.DIFFERS]) | Q(regulation__isnull=False),
                name="package_assessment_rests_on_regulation",
                violation_error_message="Kies de regeling waarop het oordeel rust.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.instrument}: {Standing(self.standing).label}"

    @property
    def standing_label(self) -> str:
        return Standing(self.standing).label
