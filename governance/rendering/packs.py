"""A meeting's pack: cover with the agenda, then per item the text of its proposal and its papers, as one PDF.

It holds what its reader may read: the lines come from queries.agenda for that person. Built on request, kept nowhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string

from governance.models import Meeting, Paper
from governance.queries.agenda import AgendaLine, WithheldLine
from governance.rendering.joining import Part, count_pages, join_parts
from werkbedrijf.lib.errors import DomainError

LARGEST_PACK = 100 * 1024 * 1024  # bytes of papers together
MOST_PAGES = 1500
FONTS = {
    "asset:regular.ttf": "dist/fonts/SourceSans3_400Regular.ttf",
    "asset:bold.ttf": "dist/fonts/SourceSans3_700Bold.ttf",
}


@dataclass(frozen=True)
class PackPaper:
    """A paper in the pack: its pages, or None when it cannot be read and is only named."""

    paper: Paper
    pages: int | None


@dataclass(frozen=True)
class PackItem:
    """An item as the pack prints it; `line` is a WithheldLine where only the number may be read."""

    line: AgendaLine | WithheldLine
    papers: tuple[PackPaper, ...] = ()

    @property
    def has_text(self) -> bool:
        return isinstance(self.line, AgendaLine) and self.line.proposal is not None


def write_pack(meeting: Meeting, lines: Sequence[AgendaLine | WithheldLine], target: IO[bytes]) -> int:
    """Write the pack to `target`; gives the number of pages. Raises DomainError when it would become too large."""
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
            items.append(PackItem(line, tuple(found)))
        if sum(paper.pages or 0 for item in items for paper in item.papers) > MOST_PAGES:
            raise DomainError(
                f"De stukken hebben samen meer dan {MOST_PAGES} bladzijden. Open ze los op de agenda."
            )
        return join_parts(list(_parts(meeting, items, files)), target, title=str(meeting))


def _open(paper: Paper, stack: ExitStack) -> IO[bytes] | None:
    try:
        file: IO[bytes] = stack.enter_context(paper.file.open("rb"))
    except OSError:
        return None
    return file


def _parts(meeting: Meeting, items: Sequence[PackItem], files: dict[int, IO[bytes]]) -> list[Part]:
    cover = _print("governance/pack/pack_cover.html", {"meeting": meeting, "items": items})
    parts = [Part("Agenda", cover)]
    for item in items:
        if not isinstance(item.line, AgendaLine):
            continue
        title = str(item.line.item)
        readable = [paper for paper in item.papers if paper.pages]
        if item.has_text:
            parts.append(Part(title, _print("governance/pack/pack_proposal.html", {"line": item.line})))
            parts += [Part(p.paper.title, files[p.paper.pk], level=1) for p in readable]
        else:
            parts += [Part(f"{title}: {p.paper.title}", files[p.paper.pk]) for p in readable]
    return parts


def _print(template: str, context: dict[str, Any]) -> IO[bytes]:
    """A page of our own as a PDF. No other asset than our fonts is read, whatever the text holds."""
    from weasyprint import CSS, HTML  # its first import takes a second: only who makes a pack waits for it
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFonts(URLFetcher):  # WeasyPrint has no types
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url in FONTS:
                return URLFetcherResponse(url, font(url), {"Content-Type": "font/ttf"})
            raise ValueError("Only the project's own fonts are read.")

    fetcher = OwnFonts(allowed_protocols=set(), allow_redirects=False)
    fonts = FontConfiguration()
    style = CSS(string=render_to_string("governance/pack/pack.css"), font_config=fonts, url_fetcher=fetcher)
    html = HTML(string=render_to_string(template, context), url_fetcher=fetcher)
    return io.BytesIO(html.write_pdf(stylesheets=[style], font_config=fonts))


@lru_cache(maxsize=len(FONTS))
def font(url: str) -> bytes:
    """A font of ours: built here, or collected under a hashed name. Raises OSError rather than printing in another."""
    name = FONTS[url]
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    stored = getattr(staticfiles_storage, "stored_name", lambda plain: plain)(name)
    return (Path(settings.STATIC_ROOT) / stored).read_bytes()
