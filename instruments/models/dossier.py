"""The file of the choice: what was asked, advised and tendered, with the documents, in the order of the days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.models import Person
from instruments.enums import DossierKind


class DossierEntry(models.Model):
    """One fact or document. Without `entered_by` it is what an installation begins with, from public sources."""

    kind = models.CharField("soort", max_length=10, choices=DossierKind.choices())
    day = models.DateField("datum")
    title = models.CharField("titel", max_length=160)
    text = models.TextField("tekst", blank=True)
    source = models.CharField("bron", max_length=200, blank=True)
    link = models.URLField("webadres", max_length=300, blank=True)
    document = models.FileField("document", upload_to="loonwaarde/", blank=True)
    sha256 = models.CharField("hash", max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="ingevoerd door"
    )
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = "regel van het dossier"
        verbose_name_plural = "regels van het dossier"
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & (~Q(text="") | ~Q(document="")),
                name="dossier_says_something",
                violation_error_message="Geef een titel, en een tekst of een document.",
            ),
            models.CheckConstraint(
                condition=Q(document="", sha256="") | (~Q(document="") & ~Q(sha256="")),
                name="dossier_document_has_hash",
                violation_error_message="Bij een document hoort de hash.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('instruments:dossier')}#regel-{self.pk}"

    @property
    def kind_label(self) -> str:
        return DossierKind(self.kind).label
