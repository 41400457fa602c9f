"""HTML to PDF: one file that is both PDF/A-3a (to keep) and PDF/UA-1 (to read with a screen reader).

Knows nothing of reports: it takes HTML, lays it out, and joins laid-out parts to one document. The fonts and the print
style are parsed once per process; what nineteen recipients share is laid out once by the caller and joined nineteen
times. Nothing outside the project's own assets is ever fetched, whatever the HTML asks for.
"""

from __future__ import annotations

# ruff: noqa: E402 (the logger is turned down first: importing WeasyPrint already writes to it)
import atexit
import hashlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # a line per page is no news

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from werkbedrijf.printing.files import MissingAsset

# Full TTFs: two subsets under one family name print wrong glyphs, and woff2 has to be unpacked every time.
FONTS = {
    "asset:regular.ttf": "dist/fonts/SourceSans3_400Regular.ttf",
    "asset:semibold.ttf": "dist/fonts/SourceSans3_600SemiBold.ttf",
    "asset:bold.ttf": "dist/fonts/SourceSans3_700Bold.ttf",
}
WATERMARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210mm" height="297mm">
<text x="105" y="165" text-anchor="middle" transform="rotate(-52 105 148)" font-family="Verslag" font-weight="700"
font-size="48" letter-spacing="4" fill="#eef1f2">CONCEPT</text></svg>"""
CONCEPT_CSS = "@page { background: url(asset:watermark.svg) center / 210mm 297mm no-repeat }"
PDF_OPTIONS = {"pdf_variant": "pdf/a-3a", "presentational_hints": False}

# What makes an A-3a file also say that it is UA-1: the claim, and the schema that A-3 wants for a foreign property.
UA_CLAIM = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>"
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class AssetFetcher(URLFetcher):  # WeasyPrint has no types
    """Knows the project's own fonts and watermark, and refuses all else: no file, no network, no data address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=set(), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url == "asset:watermark.svg":
            return URLFetcherResponse(url, WATERMARK.encode(), {"Content-Type": "image/svg+xml"})
        if url in FONTS:
            return URLFetcherResponse(url, font_path(url).read_bytes(), {"Content-Type": "font/ttf"})
        self.refused = [*self.refused[-9:], url[:200]]
        raise ValueError("Only the project's own assets are read.")


class AccessibleMetadata(DocumentMetadata):  # WeasyPrint has no types
    """Metadata of a file that claims PDF/UA-1 beside PDF/A-3a (WeasyPrint writes one claim at a time)."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
        head, end, tail = rdf.rpartition(b"</rdf:RDF>")
        return head + UA_CLAIM + end + tail


def font_path(url: str) -> Path:
    """Where a font of the print style lies: built here, or collected under a hashed name. Raises MissingAsset."""
    name = FONTS[url]
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found)
    stored = getattr(staticfiles_storage, "stored_name", lambda plain: plain)(name)
    path = Path(settings.STATIC_ROOT) / stored
    if not path.is_file():
        raise MissingAsset(f"Het lettertype {Path(name).name} ontbreekt: voer bin/setup uit.")
    return path


@dataclass(frozen=True)
class Press:
    """What is prepared once per process: fonts, style and the fetcher."""

    fonts: FontConfiguration
    style: CSS
    fetcher: AssetFetcher
    images: dict[str, Any]


@lru_cache(maxsize=1)
def press() -> Press:
    """The press of this process. Raises MissingAsset rather than printing in another font."""
    for url in FONTS:
        font_path(url)
    fonts, fetcher = FontConfiguration(), AssetFetcher()
    style = CSS(string=render_to_string("print/print.css"), font_config=fonts, url_fetcher=fetcher)
    return Press(fonts, style, fetcher, {})


atexit.register(
    press.cache_clear
)  # WeasyPrint cleans up its fonts with functions that are gone a moment later


def lay_out(
    html: str, *, head: str = "", foot: str = "", pages_before: int = 0, concept: bool = False
) -> Document:
    """Lay out a part of a document; its first page gets number `pages_before` + 1.

    `head` and `foot` stand at the left above and below each page; they are no content, so they are not read aloud.
    """
    ready = press()
    extra = (
        f"@page {{ @top-left {{ content: {css_string(head)} }} @bottom-left {{ content: {css_string(foot)} }} }}"
        f"@page :first {{ counter-reset: page {pages_before + 1} }}"
    ) + (CONCEPT_CSS if concept else "")
    styles = [ready.style, CSS(string=extra, font_config=ready.fonts, url_fetcher=ready.fetcher)]
    return HTML(string=html, url_fetcher=ready.fetcher).render(
        stylesheets=styles, font_config=ready.fonts, cache=ready.images, **PDF_OPTIONS
    )


def css_string(text: str) -> str:
    """`text` as a string in CSS; what could end the string or the line is written as a code point."""
    return '"' + "".join(c if c.isalnum() or c in " .,:·–()" else f"\\{ord(c):x} " for c in text) + '"'


@dataclass(frozen=True)
class Pdf:
    """A finished document: its bytes, number of pages and SHA-256 in hexadecimal."""

    content: bytes
    pages: int
    sha256: str


@dataclass(frozen=True)
class Annex:
    """A file within the document, as PDF/A-3 allows: the figures, for who wants to compute with them."""

    name: str
    description: str
    content: str
    created: datetime


def join(parts: Sequence[Document], annexes: Sequence[Annex] = ()) -> Pdf:
    """One PDF of the pages of all parts, with title, language and dates of the first part, and the annexes within it.

    The same gives the same bytes: the dates come from the HTML (`dcterms.created`) and the annexes, not from the clock.
    """
    pages = [page for part in parts for page in part.pages]
    whole = parts[0].copy(pages)
    whole.metadata = AccessibleMetadata(**vars(parts[0].metadata))
    target = io.BytesIO()
    attachments = [
        Attachment(
            string=annex.content,
            name=annex.name,
            description=annex.description,
            created=annex.created,
            modified=annex.created,
            relationship="Data",
            url_fetcher=press().fetcher,
        )
        for annex in annexes
    ]
    whole.write_pdf(target, attachments=attachments, **PDF_OPTIONS)
    content = target.getvalue()
    return Pdf(content, len(pages), hashlib.sha256(content).hexdigest())


def page_of(part: Document, anchor: str) -> int | None:
    """On which page of a laid-out part (counting from 0) the element with this id starts; None when it is not there."""
    for number, page in enumerate(part.pages):
        if anchor in page.anchors:
            return number
    return None
