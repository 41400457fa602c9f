"""Texts that several people write: each keeps a version, so that who saves later sees what came in between."""

from __future__ import annotations

from django.db import models


class Versioned(models.Model):
    """A row with a text. `version` goes up at each change of it (actions.writing); a form carries the one it shows."""

    version = models.PositiveIntegerField("versie van de tekst", default=0, editable=False)

    class Meta:
        abstract = True
