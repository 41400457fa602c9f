"""Minutes on paper: the same reading as the page, with the head of the ledger at the end."""

from __future__ import annotations

from django.template.loader import render_to_string

from governance.enums import Audience
from governance.models import Minutes, OwedPublication
from governance.queries.ledger import Head
from governance.queries.minutes import MinutesDocument, minutes_document
from werkbedrijf.lib.dates import date_words
from werkbedrijf.printing.press import Pdf, join, lay_out


def print_minutes(document: MinutesDocument, head: Head, created: str) -> Pdf:
    """The internal or the public version, as the document was read; with a watermark until a decision adopted it.

    `created`: W3C date and time, so that the same gives the same bytes.
    """
    minutes = document.minutes
    day = date_words(minutes.meeting.day)
    title = f"Notulen {day}" + ("" if document.is_public else " (intern)")
    html = render_to_string(
        "governance/minutes/minutes_print.html",
        {
            "title": title,
            "subject": f"Notulen van {minutes.meeting.title.lower()} van Werkbedrijf Twente op {day}",
            "created": created,
            "document": document,
            "minutes": minutes,
            "head": head,
        },
    )
    foot = f"Versie {minutes.number}, {minutes.state_word}"
    return join(
        [lay_out(html, head=f"Werkbedrijf Twente · {title}", foot=foot, concept=not minutes.is_adopted)]
    )


def print_published_minutes(owed: OwedPublication, head: Head, created: str) -> Pdf:
    """The PDF that is kept: of the version with the number of this publication."""
    minutes = Minutes.objects.select_related("meeting", "decision", "rectifies").get(
        meeting=owed.meeting_id, number=owed.number
    )
    return print_minutes(minutes_document(minutes, public=owed.audience == Audience.PUBLIC), head, created)
