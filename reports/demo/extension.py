"""After 2026 the example has an extended agreement: version 2, marked as an example, so that the board goes on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from governance.actions.agreement import change_agreement, draft_agreement, write_article
from governance.models import AgreementVersion, Person
from governance.models.agreement import FOUNDING
from reports.twente.agreement import ENDS_ON, TITLE, load_articles

EXTENDED_TO = date(2031, 12, 31)
ARTICLE_13 = (
    "Voorbeeldgegeven: de overeenkomst is verlengd en geldt in principe tot en met 2031. De andere artikelen "
    "zijn gelijk gebleven."
)


EXTENDED_TITLE = f"{TITLE}, voorbeeld van een verlenging"


def draft_extension(by: Person, at: datetime) -> AgreementVersion:
    """The draft that a meeting of the example adopts: from the day after the first version ends, article 13 changed."""
    draft = draft_agreement(by, extends=True, is_example=True, now=at)
    starts = ENDS_ON + timedelta(days=1)
    change_agreement(draft, by, title=EXTENDED_TITLE, in_force_from=starts, ends_on=EXTENDED_TO)
    write_article(draft, by, number=13, title=draft.articles.get(number=13).title, text=ARTICLE_13)
    return draft


def extend_agreement() -> AgreementVersion:
    """Version 2 without a decision: for an example whose meetings do not reach back to the extension."""
    version = AgreementVersion.objects.create(
        number=2,
        title=EXTENDED_TITLE,
        in_force_from=ENDS_ON + timedelta(days=1),
        ends_on=EXTENDED_TO,
        is_example=True,
        **FOUNDING,
    )
    load_articles(version)
    version.articles.filter(number=13).update(text=ARTICLE_13)
    return version
