"""The kinds that instruments stores, with their Dutch names on the screen."""

from django.db import models


class Provider(models.TextChoices):
    """Who offers an instrument: each has its own law, so each has its own side of the entry (article 7)."""

    MUNICIPALITY = "municipality", "gemeente"
    UWV = "uwv", "UWV"


class Benefit(models.TextChoices):
    """What the candidate lives on the day before the job starts: it tells who serves the candidate."""

    PARTICIPATION = "bijstand", "bijstand (Participatiewet)"
    UNEMPLOYMENT = "ww", "WW"
    WAJONG = "wajong", "Wajong"
    DISABILITY = "wia", "WIA, WAO of WAZ"
    NONE = "geen", "geen uitkering"


class Verdict(models.TextChoices):
    """What the finder says of an instrument for a candidate: advice, never a decision."""

    POSSIBLE = "possible", "kan"
    MAYBE = "maybe", "misschien"
    NO = "no", "kan niet"
