"""The besluitenlijst on paper: the same reading as the page, with the head of the ledger at its end."""

from __future__ import annotations

from django.template.loader import render_to_string

from governance.enums import Audience
from governance.models import OwedPublication
from governance.queries.decision_lists import decision_listing
from governance.queries.ledger import Head
from werkbedrijf.lib.dates import date_words
from werkbedrijf.printing.press import Pdf, join, lay_out


def print_decision_list(owed: OwedPublication, head: Head, created: str) -> Pdf:
    """One version of the besluitenlijst of a closed meeting. `created`: W3C date and time, so that the same gives
    the same bytes.
    """
    meeting, internal = owed.meeting, owed.audience == Audience.INTERNAL
    day = date_words(meeting.day)
    title = f"Besluitenlijst {day}" + (" (vertrouwelijk)" if internal else "")
    html = render_to_string(
        "governance/publications/decision_list_print.html",
        {
            "title": title,
            "subject": f"Besluiten van {meeting.title.lower()} van Werkbedrijf Twente op {day}",
            "created": created,
            "listing": decision_listing(meeting, internal=internal),
            "meeting": meeting,
            "owed": owed,
            "head": head,
        },
    )
    return join([lay_out(html, head=f"Werkbedrijf Twente · {title}", foot=f"Versie {owed.number}")])
