"""A meeting's pack: cover with the agenda, then per item its proposal, what that adopts, and its papers, as one PDF.

It holds what its reader may read: the lines come from queries.agenda for that person. Built on request, kept nowhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone

from governance.models import Action, Meeting, Paper
from governance.queries.agenda import AgendaLine, WithheldLine
from governance.rendering.adopted import AdoptedPaper, adopted_papers
from governance.rendering.joining import Part, count_pages, join_parts
from werkbedrijf.lib.errors import DomainError

LARGEST_PACK = 100 * 1024 * 1024  # bytes of papers together
MOST_PAGES = 1500


@dataclass(frozen=True)
class PackPaper:
    """A paper in the pack: its pages, or None when it cannot be read and is only named."""

    paper: Paper
    pages: int | None


@dataclass(frozen=True)
class PackAdopted:
    """What a point of the item adopts, with its pages; None when there is no PDF of it, for a reason."""

    paper: AdoptedPaper
    pages: int | None


@dataclass(frozen=True)
class PackItem:
    """An item as the pack prints it; `line` is a WithheldLine where only the number may be read."""

    line: AgendaLine | WithheldLine
    papers: tuple[PackPaper, ...] = ()
    adopted: tuple[PackAdopted, ...] = ()

    @property
    def pages(self) -> int:
        """Of all that is in it, but its own text."""
        return sum(one.pages or 0 for one in self.papers) + sum(one.pages or 0 for one in self.adopted)

    @property
    def has_text(self) -> bool:
        return isinstance(self.line, AgendaLine) and self.line.proposal is not None


def write_pack(
    meeting: Meeting,
    lines: Sequence[AgendaLine | WithheldLine],
    target: IO[bytes],
    *,
    reader: Any,
    now: datetime,
    actions: Sequence[Action] = (),
) -> int:
    """Write the pack to `target`; gives the number of pages. Raises DomainError when it would become too large.

    reader: what the points adopt is printed as this person may read it. actions: what is open now, after the agenda.
    """
    papers = [paper for line in lines if isinstance(line, AgendaLine) for paper in line.papers]
    if sum(paper.size for paper in papers) > LARGEST_PACK:
        raise DomainError("De stukken zijn samen te groot voor één PDF. Open ze los op de agenda.")
    with ExitStack() as stack:
        files: dict[int, IO[bytes]] = {}
        items = []
        for line in lines:
            found = []
            for paper in line.papers if isinstance(line, AgendaLine) else ():
                file = _open(paper, stack)
                pages = count_pages(file) if file is not None else None
                if file is not None and pages is not None:
                    files[paper.pk] = file
                found.append(PackPaper(paper, pages))
            adopted = adopted_papers(line, reader, now) if isinstance(line, AgendaLine) else []
            printed = [PackAdopted(one, count_pages(io.BytesIO(one.content))) for one in adopted]
            items.append(PackItem(line, tuple(found), tuple(printed)))
        if sum(item.pages for item in items) > MOST_PAGES:
            raise DomainError(
                f"De stukken hebben samen meer dan {MOST_PAGES} bladzijden. Open ze los op de agenda."
            )
        return join_parts(_parts(meeting, items, files, actions, now), target, title=str(meeting))


def _open(paper: Paper, stack: ExitStack) -> IO[bytes] | None:
    try:
        file: IO[bytes] = stack.enter_context(paper.file.open("rb"))
    except OSError:
        return None
    return file


def _parts(
    meeting: Meeting,
    items: Sequence[PackItem],
    files: dict[int, IO[bytes]],
    actions: Sequence[Action],
    now: datetime,
) -> list[Part]:
    own, starts, end = _own_pages(meeting, items, actions, now)
    parts = [Part("Agenda", own, start=0, end=min(starts.values(), default=end))]
    ends = dict(zip(starts, [*list(starts.values())[1:], end], strict=False))
    for item in items:
        if not isinstance(item.line, AgendaLine):
            continue
        title, key = str(item.line.item), item.line.item.pk
        readable = [paper for paper in item.papers if paper.pages]
        if item.has_text:
            parts.append(Part(title, own, start=starts[key], end=ends[key]))
            parts += [
                Part(a.paper.title, io.BytesIO(a.paper.content), level=1) for a in item.adopted if a.pages
            ]
            parts += [Part(p.paper.title, files[p.paper.pk], level=1) for p in readable]
        else:
            parts += [Part(f"{title}: {p.paper.title}", files[p.paper.pk]) for p in readable]
    return parts


def _own_pages(
    meeting: Meeting, items: Sequence[PackItem], actions: Sequence[Action], now: datetime
) -> tuple[IO[bytes], dict[int, int], int]:
    """The agenda and the proposals as one PDF; the page (0 is first) of each item's proposal; and how many pages.

    No claim of PDF/UA: between these pages come papers of others.
    """
    from werkbedrijf.printing.press import join, lay_out, page_of  # its first import takes a second

    context = {
        "meeting": meeting,
        "items": items,
        "actions": actions,
        "day": timezone.localtime(now).date(),
        "title": str(meeting),
        "subject": "Agenda en stukken",
        "created": now.isoformat(timespec="seconds"),
    }
    document = lay_out(
        render_to_string("governance/pack/pack.html", context), head="Werkbedrijf Twente", foot=str(meeting)
    )
    starts = {}
    for item in items:
        if item.has_text and isinstance(item.line, AgendaLine):
            starts[item.line.item.pk] = page_of(document, f"punt-{item.line.item.pk}") or 0
    return io.BytesIO(join([document]).content), starts, len(document.pages)
