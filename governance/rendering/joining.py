"""Many PDFs as one: bookmarks to each, a page number stamped on every page, and their structure (tagging.py).

What cannot be read is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from governance.rendering.numerals import NumberFont, number_font
from governance.rendering.tagging import TagTree

logging.getLogger("pypdf").setLevel(logging.ERROR)  # a paper that is a little out of order is no news

NUMBER_SIZE = 8  # points
MARGIN = 14  # points from the right and lower edge
UNREADABLE = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
)


@dataclass(frozen=True)
class Part:
    """Pages `start` until `end` of a PDF under a bookmark; `level` 0 stands on the first level, 1 below the last 0.

    end None: all pages to the last.
    """

    title: str
    file: IO[bytes]
    level: int = 0
    start: int = 0
    end: int | None = None


def count_pages(file: IO[bytes]) -> int | None:
    """How many pages a PDF has, or None when it cannot be read as a whole: broken, encrypted, or without pages."""
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            return None
        trial = PdfWriter()
        trial.append(reader, import_outline=False)
        for page in trial.pages:
            page.mediabox  # noqa: B018 (a page without a size cannot be shown)
            if page.get("/Contents") is not None:
                page.get_contents()
        return len(trial.pages) or None
    except UNREADABLE:
        return None


def join_parts(parts: Sequence[Part], target: IO[bytes], *, title: str) -> int:
    """Write all parts as one PDF to `target`; gives the number of pages. Each part can be read (count_pages)."""
    writer = PdfWriter()
    tags, above = TagTree(writer), None
    for part in parts:
        first = len(writer.pages)
        reader = PdfReader(part.file, strict=False)
        end = len(reader.pages) if part.end is None else part.end
        writer.append(reader, pages=(part.start, end), import_outline=False)
        if first == len(writer.pages):
            continue
        tags.add(part.title, reader, reader.pages[part.start : end], writer.pages[first:])
        mark = writer.add_outline_item(
            title=part.title, page_number=first, parent=above if part.level else None
        )
        above = mark if part.level == 0 else above
    tags.close()
    total = len(writer.pages)
    font = number_font(writer)
    for number, page in enumerate(writer.pages, start=1):
        _stamp(page, f"{number} / {total}", font)
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject("nl-NL")
    preferences = writer.create_viewer_preferences()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(
        True
    )  # the title in the window, not the file's name
    writer.set_page_label(0, total - 1, style=PageLabelStyle.DECIMAL)
    writer.page_mode = "/UseOutlines"
    writer.write(target)
    return total


def _stamp(page: PageObject, text: str, font: NumberFont) -> None:
    """`text` in the lower right corner, on white, whatever the page is turned or cropped to."""
    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    width = NUMBER_SIZE * font.width(text)
    x, y = float(box.right) - MARGIN - width, float(box.bottom) + MARGIN
    stamp = PageObject.create_blank_page(width=float(box.right), height=float(box.top))
    content = DecodedStreamObject()
    content.set_data(
        (
            "/Artifact <</Type /Pagination>> BDC "
            f"1 g {x - 3:.1f} {y - 3:.1f} {width + 6:.1f} {NUMBER_SIZE + 4} re f "
            f"0 g BT /PackNumber {NUMBER_SIZE} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET EMC"
        ).encode("ascii")
    )
    stamp[NameObject("/Contents")] = content
    stamp[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/PackNumber"): font.reference})}
    )
    page.merge_page(stamp, expand=False)
