"""A page that is drawn once and copied comes out as if it were drawn each time, byte for byte."""

from __future__ import annotations

import pytest
from weasyprint.document import Document

from werkbedrijf.printing.press import Pdf, join, lay_out
from werkbedrijf.printing.repeating import RepeatedPage, repeated

pytestmark = pytest.mark.rendering
HEAD = '<html lang="nl"><head><title>Proef</title><meta name="dcterms.created" content="2027-01-20T10:00:00+01:00">'
TEXT = "<h1>Kop</h1><p>Een <strong>stuk</strong> tekst met Č, ş en ğ, en <a href='#verder'>een verwijzing</a>.</p>"
TABLE = (
    "<table><thead><tr><th>Wie</th></tr></thead><tbody><tr><td id='verder'>Almelo</td></tr></tbody></table>"
)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20" width="90" height="20"><title>Staven</title>'
    '<rect width="40" height="9" fill="#86c8da"/><text x="42" y="9" font-family="Verslag">12</text></svg>'
)
FAINT = "<div style='opacity: 0.5'><p>Half doorzichtig</p></div>"


def part(body: str, pages_before: int = 0) -> Document:
    return lay_out(
        f"{HEAD}</head><body>{body}</body></html>", head="Proef", foot="Voet", pages_before=pages_before
    )


def printed(shared: Document, name: str) -> Pdf:
    """A document for one recipient: a page of its own before what is shared, and one after it."""
    return join([part(f"<h1>{name}</h1>"), shared, part(f"<h2>Van {name}, met ß en ™</h2>", 3)])


@pytest.mark.parametrize(
    "body", [TEXT, TEXT + TABLE, TEXT + CHART, TEXT + FAINT], ids=["text", "table", "chart", "transparent"]
)
def test_documents_are_the_same_bytes_as_when_each_page_is_drawn(body: str) -> None:
    names = ("Almelo", "Borne", "Enschede")
    plain, shared = part(body, 1), repeated(part(body, 1))
    assert [printed(shared, name).sha256 for name in names] == [printed(plain, name).sha256 for name in names]


@pytest.mark.parametrize(("body", "is_plain"), [(TEXT + TABLE + CHART, True), (FAINT, False)])
def test_what_cannot_be_copied_is_drawn_each_time(body: str, is_plain: bool) -> None:
    shared = repeated(part(body))
    printed(shared, "Almelo")
    (page,) = shared.pages
    assert isinstance(page, RepeatedPage)
    assert (page._is_plain, page._drawing is not None) == (is_plain, is_plain)


def test_link_that_leads_nowhere_in_one_document_does_not_spoil_the_next() -> None:
    """Marked content is numbered after the links that work, and whether one does differs per document."""
    body = "<p><a href='#eigen'>Naar uw hoofdstuk</a> en meer tekst</p>"
    plain, shared = part(body), repeated(part(body))
    with_chapter, without = part("<h1 id='eigen'>Eigen</h1>"), part("<h1>Eigen</h1>")
    for own in (with_chapter, without, with_chapter):
        assert join([own, shared]).sha256 == join([own, plain]).sha256
