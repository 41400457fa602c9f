"""Pages that come in many documents, such as what nineteen recipients share: drawn once, copied into every next one.

Drawing is half of what a copy costs. What drawing leaves behind in a document is taken down the first time: the
operators, the marked content, the glyphs of each font and the transparencies. This knows the inside of WeasyPrint, so
a page that uses anything else is drawn each time, and a test compares the bytes with those of drawing everything.
"""

from __future__ import annotations

import zlib
from copy import copy
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.document import Document, Page
from weasyprint.pdf.stream import Stream


@dataclass(frozen=True)
class Drawing:
    """What drawing a page added: to its stream (packed), its tags, and the fonts and resources of the document."""

    packed: bytes
    tags_before: int
    tags: dict[Any, dict[str, Any]]
    fonts: dict[Any, Any]
    states: dict[str, Any]

    def add_to(self, stream: Stream) -> None:
        stream.stream = [self.packed]
        stream.extra["Filter"], stream.compress = "/FlateDecode", False  # it is compressed already
        stream._tags.update({box: dict(tag) for box, tag in self.tags.items()})
        for key, state in self.states.items():
            stream._resources["ExtGState"].setdefault(key, state)
        for key, font in self.fonts.items():
            if key not in stream._fonts:
                stream._fonts[key] = _copy_of(font)
            else:
                stream._fonts[key].widths.update(font.widths)
                stream._fonts[key].to_unicode.update(font.to_unicode)


class RepeatedPage:
    """A laid-out page that remembers how it was drawn."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._drawing: Drawing | None = None
        self._is_plain = True  # until it turns out to need more than can be copied

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Stream, scale: float = 1) -> None:
        """As WeasyPrint's own, which it calls the first time."""
        if self._drawing is None and self._is_plain:
            self._drawing = draw(self._page, stream, scale)
            self._is_plain = self._drawing is not None
        if self._drawing is None or self._drawing.tags_before != len(stream._tags or ()):
            self._page.paint(stream, scale)
        else:
            self._drawing.add_to(stream)


def repeated(document: Document) -> Document:
    """The same document, whose pages are drawn once however many documents they are joined to."""
    document.pages = [RepeatedPage(page) for page in document.pages]
    return document


def draw(page: Page, stream: Stream, scale: float) -> Drawing | None:
    """Draw a page beside the document; None when it needs images, groups, patterns or glyphs that no font has."""
    if stream._tags is None or not stream.compress:
        return None
    resources = pydyf.Dictionary(
        {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading")}
    )
    resources["ColorSpace"] = stream._resources["ColorSpace"]
    beside = stream.clone(fonts={}, resources=resources, images={}, tags=dict(stream._tags))
    beside._ctm_stack = list(stream._ctm_stack)
    page.paint(beside, scale)
    states = resources["ExtGState"]
    if (
        any(resources[name] for name in ("XObject", "Pattern", "Shading"))
        or beside._images
        or any(key.startswith("s") for key in states)  # a mask or blend, numbered per document
        or any(font.missing for font in beside._fonts.values())
    ):
        return None
    packer = zlib.compressobj(level=9)  # as pydyf does
    content = b"\n".join(pydyf._to_bytes(item) for item in [*stream.stream, *beside.stream])
    return Drawing(
        packed=packer.compress(content) + packer.flush(),
        tags_before=len(stream._tags),
        tags={box: tag for box, tag in beside._tags.items() if box not in stream._tags},
        fonts=beside._fonts,
        states=dict(states),
    )


def _copy_of(font: Any) -> Any:
    """For one document: what is written of a font is cut down to what that document uses."""
    own = copy(font)
    own.widths, own.to_unicode, own.missing = dict(font.widths), dict(font.to_unicode), {}
    own.tables = list(font.tables)
    return own
