"""After 2026 the example has an extended agreement: version 2, marked as an example, so that the board goes on."""

from __future__ import annotations

from datetime import date, timedelta

from governance.models import AgreementVersion
from governance.models.agreement import FOUNDING
from reports.twente.agreement import ENDS_ON, TITLE, load_articles

EXTENDED_TO = date(2031, 12, 31)
ARTICLE_13 = (
    "Voorbeeldgegeven: de overeenkomst is verlengd en geldt in principe tot en met 2031. De andere artikelen "
    "zijn gelijk gebleven."
)


def extend_agreement() -> AgreementVersion:
    """Version 2, from the day after the first one ends; it differs in article 13 only."""
    version = AgreementVersion.objects.create(
        number=2,
        title=f"{TITLE}, voorbeeld van een verlenging",
        in_force_from=ENDS_ON + timedelta(days=1),
        ends_on=EXTENDED_TO,
        is_example=True,
        **FOUNDING,
    )
    load_articles(version)
    version.articles.filter(number=13).update(text=ARTICLE_13)
    return version
