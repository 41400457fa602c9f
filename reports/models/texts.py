"""What the secretariat writes in the verslag over a year. It belongs to the year: a next edition takes it along."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from governance.models import Person, Versioned


class ReportText(Versioned):
    """The text at one place (kinds/verslag/contents.py) of the verslag over one year.

    named: the numbers in it that were figures when it was saved, with which figures (domain/report_texts.py).
    """

    year = models.PositiveSmallIntegerField("jaar")
    place = models.SlugField("plaats", max_length=60)
    text = models.TextField("tekst", blank=True)
    named = models.JSONField("genoemde cijfers", default=dict, blank=True, editable=False)
    is_example = models.BooleanField("voorbeeldtekst", default=False)
    changed_at = models.DateTimeField("gewijzigd op")
    changed_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="gewijzigd door")

    class Meta:
        ordering = ["year", "place"]
        verbose_name = "tekst van het verslag"
        verbose_name_plural = "teksten van het verslag"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "place"],
                name="report_text_once",
                violation_error_message="Op deze plaats staat al een tekst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, verslag over {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reports:text_edit", args=[self.year, self.place])
