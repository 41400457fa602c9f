"""What a decision point adopts, as a PDF among the papers: each app registers how its own kind is printed.

An app registers in its `rendering/adopted.py`, imported from `AppConfig.ready`, so that governance needs no import of
its neighbours. A printer loads the press only when it prints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from governance.enums import Audience, PublicationKind
from governance.models import Minutes, Publication
from governance.permissions import sees_confidential, visible_minutes
from governance.queries.agenda import AgendaLine
from governance.queries.ledger import ledger_head
from governance.queries.minutes import minutes_document
from werkbedrijf.lib.dates import date_words
from werkbedrijf.printing.files import FileDamaged, read_checked

NOT_READABLE = "U mag dit stuk niet lezen, of nog niet."
DAMAGED = "Het bestand is beschadigd; vraag het secretariaat erom."


@dataclass(frozen=True)
class AdoptedPaper:
    """The PDF of one thing, or in a sentence why there is none. key: what two points share is printed once."""

    key: str
    title: str
    content: bytes = b""
    reason: str = ""


# Of a thing, for a reader, as it stands at a moment.
Printer = Callable[[Any, Any, datetime], AdoptedPaper]
_printers: dict[str, Printer] = {}


def register_adopted(label: str) -> Callable[[Printer], Printer]:
    """Registers the printer of a model, such as "reports.MarketPlanPart"."""

    def decorate(printer: Printer) -> Printer:
        _printers[label] = printer
        return printer

    return decorate


def adopted_papers(line: AgendaLine, reader: Any, now: datetime) -> list[AdoptedPaper]:
    """What the points of an item adopt, as far as it is ever printed, in the order of the points and each once.

    Not what lies among its papers already, under the same title.
    """
    things = [effect.thing for point in line.points for effect in point.effects]
    printed = [thing for thing in things if thing is not None and thing._meta.label in _printers]
    found = [_printers[thing._meta.label](thing, reader, now) for thing in printed]
    placed = {paper.title for paper in line.papers}
    return list({paper.key: paper for paper in found if paper.title not in placed}.values())


def stored(key: str, title: str, document: Any) -> AdoptedPaper:
    """A file that is kept, if it is still what its hash says."""
    try:
        return AdoptedPaper(key, title, read_checked(document.path, document.sha256))
    except FileDamaged:
        return AdoptedPaper(key, title, reason=DAMAGED)


@register_adopted("governance.Minutes")
def minutes_paper(minutes: Minutes, reader: Any, now: datetime) -> AdoptedPaper:
    """As published, else as they stand; the public version for who may not read the internal one."""
    public = not sees_confidential(reader)
    title, key = f"Notulen van {date_words(minutes.meeting.day)}", f"minutes-{minutes.pk}"
    if not visible_minutes(reader).filter(pk=minutes.pk).exists():
        return AdoptedPaper(key, title, reason=NOT_READABLE)
    kept = Publication.objects.filter(
        meeting=minutes.meeting_id,
        kind=PublicationKind.MINUTES,
        number=minutes.number,
        audience=Audience.PUBLIC if public else Audience.INTERNAL,
    ).first()
    if kept is not None:
        return stored(key, title, kept)
    from governance.rendering.minutes import print_minutes  # the press: its first import takes a second

    document = minutes_document(minutes, public=public)
    return AdoptedPaper(
        key, title, print_minutes(document, ledger_head(), now.isoformat(timespec="seconds")).content
    )
