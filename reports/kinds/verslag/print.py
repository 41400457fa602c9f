"""The verslag on paper: front per recipient, a shared part laid out once, the recipient's own chapter last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from reports.kinds.verslag.chapters import basics, common_context
from reports.kinds.verslag.contents import Figures, chapters_of
from reports.kinds.verslag.own import OWN_TEMPLATES, own_context, own_title, recipient_name
from werkbedrijf.printing.press import Pdf, join, lay_out, page_of

if TYPE_CHECKING:
    from weasyprint.document import Document

FRONT_PAGES = 2  # cover and contents, in every copy


class LayoutFailed(Exception):
    """A part did not come out as the joining expects; the document is not made rather than wrongly numbered."""


@dataclass(frozen=True)
class CommonPart:
    """The shared pages with the page number of each chapter."""

    document: Document
    chapters: tuple[tuple[str, str, int], ...]  # anchor, title, page number


def lay_out_common(figures: Figures, *, edition: int, created: str) -> CommonPart:
    """Lay out what all recipients share: the expensive part, done once. `created`: W3C date and time."""
    context = {**common_context(figures), **_document(figures, edition, created)}
    document = lay_out(
        render_to_string("reports/print/common.html", context),
        pages_before=FRONT_PAGES,
        **_edges(figures, edition),
    )
    chapters = []
    for chapter in chapters_of(figures):
        page = page_of(document, chapter.anchor)
        if page is None:
            raise LayoutFailed(f"Het hoofdstuk {chapter.title} ontbreekt in de opmaak.")
        chapters.append((chapter.anchor, chapter.title, FRONT_PAGES + page + 1))
    return CommonPart(document, tuple(chapters))


@lru_cache(maxsize=1)
def common_part(figures_json: str, edition: int, created: str) -> CommonPart:
    """The same, kept in this process for the next recipient of the same edition. `figures_json`: canonical JSON."""
    return lay_out_common(json.loads(figures_json), edition=edition, created=created)


def print_copy(common: CommonPart, figures: Figures, slug: str, *, edition: int, created: str) -> Pdf:
    """The whole verslag for one recipient: front, shared part and own chapter as one PDF.

    The same figures, edition and `created` give the same bytes. Raises LayoutFailed when the front does not fit.
    """
    context = {**own_context(figures, slug), **_document(figures, edition, created)}
    party, edges = context["party"], _edges(figures, edition)
    before_own = FRONT_PAGES + len(common.document.pages)
    own = lay_out(render_to_string(OWN_TEMPLATES[party["kind"]], context), pages_before=before_own, **edges)
    contents = [
        {"anchor": anchor, "title": title, "page": page, "own": False}
        for anchor, title, page in common.chapters
    ]
    contents.append(
        {"anchor": "eigen", "title": own_title(figures, party), "page": before_own + 1, "own": True}
    )
    front_context = {
        **context,
        "title": f"{context['title']}, {recipient_name(party)}",
        "contents": contents,
        "examples": has_examples(figures),
    }
    front = lay_out(render_to_string("reports/print/front.html", front_context), **edges)
    if len(front.pages) != FRONT_PAGES:
        raise LayoutFailed(
            f"Omslag en inhoud beslaan {len(front.pages)} pagina's in plaats van {FRONT_PAGES}."
        )
    return join([front, common.document, own])


def has_examples(figures: Figures) -> bool:
    """Whether anything in the verslag is invented."""
    marked: list[Any] = [
        *figures["meetings"],
        *figures["decisions"],
        *figures["contributions"],
        *figures.get("information", ()),
        *figures.get("texts", {}).values(),
        *(
            figures.get(part, {})
            for part in ("package", "loonwaarde", "target_group", "commitments", "outlook")
        ),
        figures["allocation"] or {},
        figures["realisation"],
    ]
    return any(row.get("example") for row in marked)


def _document(figures: Figures, edition: int, created: str) -> dict[str, Any]:
    known, name = basics(figures), _name(figures)
    return {
        "title": f"{name} {known['year']} van Werkbedrijf Twente",
        "subject": f"Verslag over het kalenderjaar {known['year']}, artikel 12 van de samenwerkingsovereenkomst",
        "created": created,
        "edition": str(edition),
    }


def _edges(figures: Figures, edition: int) -> dict[str, Any]:
    """What stands above and below each page, and whether it carries the watermark."""
    known, name = basics(figures), _name(figures)
    return {
        "head": f"Werkbedrijf Twente · {name} {known['year']}",
        "foot": f"Editie {edition} · cijfers vastgelegd op {known['frozen_on']}",
        "concept": known["concept"] or known["preview"],
    }


def _name(figures: Figures) -> str:
    known = basics(figures)
    return (
        "Voorbeeld van het verslag"
        if known["preview"]
        else "Conceptverslag"
        if known["concept"]
        else "Verslag"
    )
