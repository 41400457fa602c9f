"""A notice on paper: what a party was spoken to about and what came of it, for who is to decide on it (article 9)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.text import Truncator

from instruments.models import Notice
from instruments.queries.notices import notice_line, noticed_entry
from instruments.queries.uniformity import cells_of, package_on
from werkbedrijf.lib.dates import day_of

if TYPE_CHECKING:
    from werkbedrijf.printing.press import Pdf


MOST = 160  # characters in the title of a paper


def print_notice(notice: Notice, now: datetime) -> Pdf:
    """The course of a notice as it is at `now`, beside what the matrix says of this party and instrument."""
    from werkbedrijf.printing.press import join, lay_out  # its first import takes a second

    on, entry = day_of(now), noticed_entry(notice)
    package = package_on(on) if entry else None
    title = notice_title(notice)
    html = render_to_string(
        "instruments/notices/notice_print.html",
        {
            "title": title,
            "subject": f"Aanspreken van {notice.party}: verloop tot nu toe",
            "created": now.isoformat(timespec="seconds"),
            "on": on,
            "notice": notice,
            "line": notice_line(notice, on),
            "entry": entry,
            "cell": cells_of(notice.party, package, on).get(entry.slug) if package and entry else None,
            "steps": notice.course.select_related("by", "decision"),
        },
    )
    return join([lay_out(html, head=f"Werkbedrijf Twente · {title}")])


def notice_title(notice: Notice) -> str:
    """The title of the paper, by which a newer one finds the one that it replaces."""
    title = f"Aanspreken {notice.party}, nummer {notice.pk}: {notice.about}"
    return Truncator(title).chars(MOST)
