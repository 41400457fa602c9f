"""The font of the page numbers that are stamped on other people's pages: our own, embedded, with these signs only."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from governance.rendering.tagging import dictionary

logging.getLogger("fontTools.subset").setLevel(logging.WARNING)  # a line per table is no news

FIRST, LAST = 32, 57  # from the space to the nine: the slash lies between them
NAME = "/WBTNUM+SourceSans3"


@dataclass(frozen=True)
class NumberFont:
    """The font within one document, and how wide its signs are, in thousandths of their size."""

    reference: IndirectObject
    widths: tuple[int, ...]

    def width(self, text: str) -> float:
        """How wide a text is, in sizes of the font."""
        return sum(self.widths[ord(sign) - FIRST] for sign in text) / 1000


@lru_cache(maxsize=1)
def _subset() -> tuple[bytes, tuple[int, ...], dict[str, int], tuple[int, ...]]:
    """The font file, the widths of its signs, what a reader has to know of its shape, and the box of its signs."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    from werkbedrijf.printing.press import font_path  # its first import takes a second

    font: Any = TTFont(font_path("asset:regular.ttf"))
    subsetter = Subsetter(Options(notdef_outline=True, layout_features=[]))
    subsetter.populate(text="0123456789 /")
    subsetter.subset(font)
    glyphs, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    widths = tuple(
        round(font["hmtx"][glyphs[code]][0] * scale) if code in glyphs else 0
        for code in range(FIRST, LAST + 1)
    )
    shape = {
        "Ascent": round(font["hhea"].ascent * scale),
        "Descent": round(font["hhea"].descent * scale),
        "CapHeight": round(font["OS/2"].sCapHeight * scale),
    }
    box = tuple(round(getattr(font["head"], edge) * scale) for edge in ("xMin", "yMin", "xMax", "yMax"))
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue(), widths, shape, box


def number_font(writer: PdfWriter) -> NumberFont:
    """Embed the font in a document. Raises MissingAsset when it has not been built."""
    content, widths, shape, box = _subset()
    file = DecodedStreamObject()
    file.set_data(content)
    file[NameObject("/Length1")] = NumberObject(len(content))
    descriptor = dictionary(
        Type="/FontDescriptor",
        FontName=NAME,
        Flags=32,  # its signs are those of a plain alphabet
        FontBBox=ArrayObject(NumberObject(edge) for edge in box),
        ItalicAngle=0,
        StemV=80,  # asked for, and in no font of this kind: what is usual for a regular weight
        FontFile2=writer._add_object(file.flate_encode()),
        **shape,
    )
    font = dictionary(
        Type="/Font",
        Subtype="/TrueType",
        BaseFont=NAME,
        Encoding="/WinAnsiEncoding",
        FirstChar=FIRST,
        LastChar=LAST,
        Widths=ArrayObject(NumberObject(width) for width in widths),
        FontDescriptor=writer._add_object(descriptor),
    )
    return NumberFont(writer._add_object(font), widths)
