"""The verslag on paper: front per recipient, a shared part laid out once, the recipient's own chapter last."""

from __future__ import annotations

import gc
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from reports.kinds.verslag.annex import figures_annex
from reports.kinds.verslag.chapters import basics, common_context
from reports.kinds.verslag.contents import Figures, chapters_of
from reports.kinds.verslag.own import OWN_TEMPLATES, own_context, own_title, recipient_name
from werkbedrijf.printing.press import Pdf, join, lay_out, page_of
from werkbedrijf.printing.repeating import repeated

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
    document = repeated(
        lay_out(
            render_to_string("reports/print/common.html", context),
            pages_before=FRONT_PAGES,
            **_edges(figures, edition),
        )
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
    """The same, kept in this process for the next recipient of the same edition. `figures_json`: canonical JSON.

    What is kept is some hundred thousand objects, and looking at them again and again for what can be thrown away took
    a fifth of the time of each copy. They are set aside, until the next edition takes their place.
    """
    common_part.cache_clear()
    gc.unfreeze()
    common = lay_out_common(json.loads(figures_json), edition=edition, created=created)
    gc.collect()
    gc.freeze()
    return common


def print_copy(common: CommonPart, figures: Figures, slug: str, *, edition: int, created: str) -> Pdf:
    """The whole verslag for one recipient: front, shared part and own chapter as one PDF.

    The same figures, edition and `created` give the same bytes. Raises LayoutFailed when the front does not fit.
    """
    context = {**own_context(figures, slug), **_document(figures, edition, created)}
    party, edges = context["party"], _edges(figures, edition)
    before_own = FRONT_PAGES + len(common.document.pages)
    own = lay_out(render_to_string(OWN_TEMPLATES[party["kind"]], context), pages_before=before_own, **edges)
    front = _front(
        {**context, "title": f"{context['title']}, {recipient_name(party)}"},
        [
            *_contents(common),
            {"anchor": "eigen", "title": own_title(figures, party), "page": before_own + 1, "own": True},
        ],
        edges,
    )
    return join([front, common.document, own], [figures_annex(figures, created)])


def print_public(figures: Figures, *, edition: int, created: str) -> Pdf:
    """The verslag for everybody: front and shared part of figures made public (reports/domain/public_version.py)."""
    common = lay_out_common(figures, edition=edition, created=created)
    document = _document(figures, edition, created)
    words = {"title": f"{document['title']}, openbare versie", "recipient": "Openbare versie"}
    front = _front({**basics(figures), **document, **words}, _contents(common), _edges(figures, edition))
    return join([front, common.document], [figures_annex(figures, created)])


def _contents(common: CommonPart) -> list[dict[str, Any]]:
    return [
        {"anchor": anchor, "title": title, "page": page, "own": False}
        for anchor, title, page in common.chapters
    ]


def _front(context: dict[str, Any], contents: list[dict[str, Any]], edges: dict[str, Any]) -> Document:
    """Cover and contents, always the same number of pages: what follows is numbered after it."""
    words = {**context, "contents": contents, "examples": has_examples(context["figures"])}
    front = lay_out(render_to_string("reports/print/front.html", words), **edges)
    if len(front.pages) != FRONT_PAGES:
        raise LayoutFailed(
            f"Omslag en inhoud beslaan {len(front.pages)} pagina's in plaats van {FRONT_PAGES}."
        )
    return front


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
