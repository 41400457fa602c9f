"""The duties that article 5 gives to offices and seats: whose is which, for the first page and the pages of a duty."""

from __future__ import annotations

from typing import Any

from governance.enums import Office
from governance.models import Article, Seat
from governance.permissions import current_term, office_of, today
from governance.queries.agreement import agreement_on

DUTIES_ARTICLE = 5
VICE_CHAIR_DUTY = (
    "U vervangt de voorzitter bij afwezigheid: bijeenroepen, agenda, voorbereiding, notulen en informatie."
)


def seat_with_duty(user: Any) -> Seat | None:
    """The seat of this person, when article 5 gives that seat a duty; with its parties."""
    term = current_term(user)
    return term.seat if term is not None and term.seat.duty else None


def office_duty(user: Any) -> str:
    """The duty of the chair or the vice-chair in person, else "": an office never passes to a deputy (rule 8)."""
    office = office_of(user)
    if office == Office.VICE_CHAIR:
        return VICE_CHAIR_DUTY
    seat = seat_with_duty(user)
    return seat.duty if office == Office.CHAIR and seat is not None else ""


def duties_article() -> Article | None:
    """The article about the duties, of the version in force today."""
    version = agreement_on(today())
    if version is None:
        return None
    return version.articles.select_related("version").filter(number=DUTIES_ARTICLE).first()
