"""The kinds that instruments stores, with their Dutch names on the screen."""

from django.db import models


class Provider(models.TextChoices):
    """Who offers an instrument: each has its own law, so each has its own side of the entry (article 7)."""

    MUNICIPALITY = "municipality", "gemeente"
    UWV = "uwv", "UWV"
