"""Documents of our own that are kept as a file: where it lies, and the hash of what was written there."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models


class StoredDocument(models.Model):
    """A file that is served only while it is what its hash says (werkbedrijf/printing/files.py); empty while owed."""

    file = models.CharField("bestand", max_length=200, blank=True, editable=False)
    sha256 = models.CharField("hash", max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def path(self) -> Path:
        """Where the file lies; never built from anything that a user typed."""
        return Path(settings.MEDIA_ROOT) / self.file


def stored_document_models() -> list[type[StoredDocument]]:
    """Every kind of kept document, in every installed app."""
    return [model for model in apps.get_models() if issubclass(model, StoredDocument)]
