"""What a screen reader finds in the bundle of a meeting: our own structure, and that of a paper when it has one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from governance.rendering.joining import Part, join_parts
from tests.printing import vera
from werkbedrijf.printing.press import join, lay_out

pytestmark = pytest.mark.rendering
PAGE = """<html lang="nl"><head><title>{0}</title></head><body><h1>{0}</h1><p>Lees <a href="#verder">verder</a>.</p>
<table><thead><tr><th scope="col">Wie</th></tr></thead><tbody><tr><td id="verder">Almelo</td></tr></tbody></table>
<section style="break-before: page"><h2>Tweede bladzijde van {0}</h2></section></body></html>"""


def ours(title: str) -> io.BytesIO:
    """Two pages as the press makes them, with head and foot, a link and a table."""
    return io.BytesIO(join([lay_out(PAGE.format(title), head="Werkbedrijf Twente", foot=title)]).content)


def bare(pages: int) -> io.BytesIO:
    """A paper without structure."""
    writer, file = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(file)
    return file


def joined(*parts: Part) -> io.BytesIO:
    target = io.BytesIO()
    join_parts(parts, target, title="Bestuursvergadering")
    return target


def below(element: Any) -> list[Any]:
    """The elements within an element; not its text."""
    return [kid.get_object() for kid in element["/K"] if "/S" in kid.get_object()] if "/K" in element else []


def roles(element: Any) -> set[str]:
    return {str(element["/S"])}.union(*map(roles, below(element)))


def parts_of(file: io.BytesIO) -> list[Any]:
    tree: Any = PdfReader(file).root_object["/StructTreeRoot"]
    return below(tree["/K"])


def heads(element: Any) -> list[str]:
    """The names of the heads of tables."""
    own = [str(element["/ID"])] if element["/S"] == "/TH" else []
    return own + [name for kid in below(element) for name in heads(kid)]


def test_bundle_of_our_own_pages_lacks_only_the_claim_of_pdf_ua(tmp_path: Path) -> None:
    own, path = ours("Agenda"), tmp_path / "bundel.pdf"
    bundle = joined(Part("Begin", own, end=1), Part("Verslag", ours("Verslag")), Part("Slot", own, start=1))
    path.write_bytes(bundle.getvalue())
    verdict = vera.check(path, "ua1")
    assert [failure.split()[0] for failure in verdict.failures] == [
        "7.1-8"
    ]  # the metadata, where it would stand
    assert verdict.checks > 1000


def test_each_part_has_its_title_and_the_structure_of_its_own_pages() -> None:
    own = ours("Agenda")
    first, second = parts_of(joined(Part("Begin", own, end=1), Part("Einde", own, start=1)))
    assert (first["/T"], second["/T"]) == ("Begin", "Einde")
    assert roles(first) >= {"/H1", "/P", "/Link", "/Table", "/TH", "/TD"}
    assert "/H2" not in roles(first)
    assert "/H2" in roles(second)
    assert roles(second).isdisjoint({"/H1", "/Table", "/Link"})


def test_paper_without_structure_is_one_paragraph_per_page() -> None:
    _, paper = parts_of(joined(Part("Agenda", ours("Agenda")), Part("Stuk", bare(2), level=1)))
    assert (paper["/T"], [kid["/S"] for kid in below(paper)]) == ("Stuk", ["/P", "/P"])


def test_paper_whose_structure_is_broken_is_read_as_one_without() -> None:
    writer, file = PdfWriter(clone_from=PdfReader(ours("Stuk"))), io.BytesIO()
    tree: Any = writer.root_object["/StructTreeRoot"]
    del tree["/K"][0].get_object()["/S"]
    writer.write(file)
    (paper,) = parts_of(joined(Part("Stuk", file)))
    assert [kid["/S"] for kid in below(paper)] == ["/P", "/P"]


def test_heads_of_tables_in_two_parts_have_other_names() -> None:
    one, two = parts_of(joined(Part("Een", ours("Een")), Part("Twee", ours("Twee"))))
    assert len(heads(one)) == len(heads(two)) == 1
    assert heads(one) != heads(two)
