"""The PDF itself: its text, its standards, its bytes, and that nothing is fetched for it."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
import socket
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reports.domain.corrections import PARTS
from reports.domain.public_version import public_figures
from reports.kinds.verslag.contents import chapters_of
from reports.kinds.verslag.print import lay_out_common, print_copy, print_public
from tests.printing import vera
from tests.reports.sample import sample_figures
from werkbedrijf.printing import files
from werkbedrijf.printing.press import Pdf, css_string, press

pytestmark = pytest.mark.rendering
CREATED = "2027-01-20T10:00:00+01:00"


def copy_for(slug: str, figures: dict[str, Any] | None = None) -> Pdf:
    """The verslag of the invented year, or of other figures, for one party."""
    if figures is None:
        return copy_of_the_invented_year(slug)
    common = lay_out_common(figures, edition=1, created=CREATED)
    return print_copy(common, figures, slug, edition=1, created=CREATED)


@cache
def copy_of_the_invented_year(slug: str) -> Pdf:
    """Printed once for all tests that only read it."""
    return copy_for(slug, sample_figures())


def text_of(pdf: Pdf) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)


@pytest.fixture(scope="module")
def hengelo() -> Pdf:
    return copy_for("hengelo")


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("slug", ["hengelo", "uwv", "mkb-nederland-midden", "cnv"])
def test_pdf_passes_verapdf(slug: str, flavour: str, tmp_path: Path) -> None:
    path = tmp_path / "verslag.pdf"
    path.write_bytes(copy_for(slug).content)
    verdict = vera.check(path, flavour)
    assert verdict.failures == ()
    assert verdict.compliant
    assert verdict.rules > 100
    assert verdict.checks > 10_000


def test_concept_with_watermark_passes_verapdf(tmp_path: Path) -> None:
    path = tmp_path / "concept.pdf"
    path.write_bytes(copy_for("hengelo", sample_figures(ended=False)).content)
    assert {flavour: vera.check(path, flavour).failures for flavour in ("ua1", "3a")} == {"ua1": (), "3a": ()}


def test_verapdf_notices_a_pdf_that_is_not_accessible(tmp_path: Path) -> None:
    from weasyprint import HTML

    path = tmp_path / "plain.pdf"
    HTML(string="<p>Zonder titel, taal of structuur").write_pdf(path)
    assert not vera.check(path, "ua1").compliant


def test_pdf_is_addressed_to_its_recipient(hengelo: Pdf) -> None:
    reader = PdfReader(io.BytesIO(hengelo.content))
    assert "Gemeenteraad van Hengelo" in reader.pages[0].extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == "Verslag 2026 van Werkbedrijf Twente, Gemeenteraad van Hengelo"
    assert len(reader.pages) == hengelo.pages


def test_contents_name_the_page_on_which_each_chapter_starts(hengelo: Pdf) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(hengelo.content)).pages]
    matches = [re.fullmatch(r"(.+) (\d+)", line) for line in pages[1].splitlines()]
    named = {m[1]: int(m[2]) for m in matches if m and not m[1].startswith("Editie")}
    assert list(named)[-1] == "Hengelo in 2026"
    assert len(named) == len(chapters_of(sample_figures())) + 1
    for title, number in named.items():
        lines = pages[number - 1].splitlines()
        assert title in lines
        assert lines[-1].endswith(f" {number}")  # the number that stands at the foot of that page


def test_contents_lead_to_the_chapters(hengelo: Pdf) -> None:
    reader = PdfReader(io.BytesIO(hengelo.content))
    links = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    targets = [str(link["/A"]["/D"] if "/A" in link else link["/Dest"]) for link in links]
    assert targets == [*(chapter.anchor for chapter in chapters_of(sample_figures())), "eigen"]
    landed = [reader.get_destination_page_number(reader.named_destinations[target]) for target in targets]
    lines = [reader.pages[page or 0].extract_text().splitlines() for page in landed]
    titles = [*(chapter.title for chapter in chapters_of(sample_figures())), "Hengelo in 2026"]
    assert [title in found for title, found in zip(titles, lines, strict=True)] == [True] * len(titles)


def test_own_chapter_differs_and_common_part_does_not() -> None:
    figures = sample_figures()
    common = lay_out_common(figures, edition=1, created=CREATED)
    texts = {
        slug: text_of(print_copy(common, figures, slug, edition=1, created=CREATED))
        for slug in ("hengelo", "borne")
    }
    assert "Hengelo in 2026" in texts["hengelo"]
    assert "Hengelo in 2026" not in texts["borne"]
    assert all("Financiële paragraaf" in text for text in texts.values())


def test_figures_in_the_pdf_are_the_frozen_ones(hengelo: Pdf) -> None:
    figures = sample_figures()
    text = " ".join(text_of(hengelo).split())
    mine = next(m for m in figures["realisation"]["municipalities"] if m["slug"] == "hengelo")
    assert f"In Hengelo zijn in 2026 {mine['realised']} extra banen gerealiseerd" in text
    planned = sum(line["planned"] for line in figures["contributions"])
    assert f"{planned:,}".replace(",", ".") in text
    assert figures["decisions"][0]["sentence"] in text


def test_figures_are_a_file_within_the_pdf(hengelo: Pdf) -> None:
    """In every copy the same: what all recipients share. As data, so that PDF/A-3 knows what it is."""
    (found,) = PdfReader(io.BytesIO(hengelo.content)).attachments["cijfers-2026.csv"]
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig")), delimiter=";"))
    figures = sample_figures()
    values = {row["cijfer"]: row["waarde"] for row in rows}
    assert values["het aantal vergaderingen"] == str(len(figures["meetings"]))
    for line in figures["realisation"]["sectors"]:
        assert values[f"de realisatie in de sector {line['name']}"] == str(line["realised"])
    assert {row["hoofdstuk"] for row in rows} <= {chapter.title for chapter in chapters_of(figures)}
    named = PdfReader(io.BytesIO(hengelo.content)).root_object["/AF"]
    assert {annex.get_object()["/AFRelationship"] for annex in named} == {"/Data"}


def test_file_of_the_public_version_holds_the_rounded_figures() -> None:
    figures = public_figures(sample_figures())
    (found,) = PdfReader(io.BytesIO(print_public(figures, edition=1, created=CREATED).content)).attachments[
        "cijfers-2026.csv"
    ]
    values = {
        row["cijfer"]: row["waarde"]
        for row in csv.DictReader(io.StringIO(found.decode("utf-8-sig")), delimiter=";")
    }
    for line in figures["realisation"]["municipalities"]:
        assert int(values[f"de realisatie in de gemeente {line['name']}"]) % 5 == 0
    assert values["het aantal gerealiseerde extra banen"] == str(figures["totals"]["realised"])


def test_concept_says_so_in_words_and_a_finished_year_does_not(hengelo: Pdf) -> None:
    concept = text_of(copy_for("hengelo", sample_figures(ended=False)))
    assert "Concept: het jaar 2026 is nog niet voorbij" in concept
    assert "Concept" not in text_of(hengelo)


def test_every_invented_figure_is_marked(hengelo: Pdf) -> None:
    assert "voorbeeldcijfer" in text_of(hengelo)
    figures = json.loads(json.dumps(sample_figures()).replace('"example": true', '"example": false'))
    assert "voorbeeldcijfer" not in text_of(copy_for("hengelo", figures))


def test_year_without_anything_still_gives_a_verslag() -> None:
    figures = sample_figures()
    figures.update(meetings=[], decisions=[], allocation=None, contributions=[])
    figures["realisation"].update(as_of="", source="", sectors=[], municipalities=[])
    text = " ".join(text_of(copy_for("hengelo", figures)).split())
    assert "Het bestuur nam in 2026 geen besluiten." in text
    assert "Over 2026 zijn geen bijdragen in uren opgegeven." in text


def test_names_with_signs_from_other_languages_come_out_right() -> None:
    figures = sample_figures()
    figures["decisions"][0]["title"] = "Čapek, Şahin, Ağaoğlu, Łódź en Ñandú"
    assert "Čapek, Şahin, Ağaoğlu, Łódź en Ñandú" in text_of(copy_for("hengelo", figures))


def test_same_figures_give_the_same_bytes(hengelo: Pdf) -> None:
    assert copy_for("hengelo", sample_figures()).sha256 == hengelo.sha256


HOSTILE = [
    '<img src="{url}">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="{url}">',
    "<style>@import url({url}); body {{ background: url({url}) }}</style>",
    '<object data="{url}"></object>',
    '<svg><image href="{url}"/></svg>',
    "<script>fetch('{url}')</script>",
    "{{{{ settings.SECRET_KEY }}}}{{% load board %}}",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_is_only_text_and_fetches_nothing(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    text = payload.format(url="http://127.0.0.1:9/geheim")
    figures = sample_figures()
    figures["decisions"][0].update(title=text, text=text, sentence=text)
    figures["meetings"][0].update(title=text, place=text)
    figures["contributions"][0]["work"] = text
    figures["parties"][0].update(name=text, body=text)
    before = len(press().fetcher.refused)
    pdf = copy_for(figures["parties"][0]["slug"], figures)
    assert len(press().fetcher.refused) == before
    printed = text_of(pdf).replace("\n", "").replace(" ", "")
    assert text.replace(" ", "") in printed
    assert PdfReader(io.BytesIO(pdf.content)).attachments.keys() == {"cijfers-2026.csv"}


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/", "data:text/css,p{}", "asset:other"]
)
def test_fetcher_refuses_all_but_own_assets(url: str) -> None:
    with pytest.raises(ValueError, match="own assets"):
        press().fetcher.fetch(url)


def test_css_string_cannot_be_ended_by_its_text() -> None:
    assert css_string('a"; } \\ \n') == '"a\\22 \\3b  \\7d  \\5c  \\a "'


def test_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.store(tmp_path / "sub" / "verslag.pdf", b"%PDF" * 1000)
    assert list((tmp_path / "sub").iterdir()) == []


def _remove(path: Path) -> None:
    path.unlink()


def _change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


@pytest.mark.parametrize("damage", [_remove, _change])
def test_damaged_file_is_not_read(damage: Callable[[Path], None], tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "verslag.pdf"
    files.store(path, b"%PDF-1.7")
    digest = hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert files.read_checked(path, digest) == b"%PDF-1.7"
    damage(path)
    with pytest.raises(files.FileDamaged):
        files.read_checked(path, digest)


def test_longest_reasons_of_a_late_and_corrected_edition_fit_on_its_cover() -> None:
    """A verslag that could not be laid out would be later still."""
    figures = sample_figures()
    figures["frozen_on"], figures["late_reason"] = "2027-03-01", "Reden " * 100
    figures["correction"] = {
        "of_edition": 1,
        "reason": "Omdat " * 100,
        "changed": list(PARTS.values()),
    }
    cover = PdfReader(io.BytesIO(copy_for("hof-van-twente", figures).content)).pages[0].extract_text()
    assert cover.split().count("Reden") == 100
    assert cover.split().count("Omdat") == 100
    assert "artikel 12" in cover


def test_chapter_with_little_to_tell_takes_no_page_of_its_own() -> None:
    figures = sample_figures()
    figures["commitments"]["count"] = 0
    pages = {anchor: page for anchor, _, page in lay_out_common(figures, edition=1, created=CREATED).chapters}
    assert pages["toezeggingen"] == pages["doelgroep"]
    assert pages["realisatie"] > pages["verdeling"]


def test_the_last_page_of_a_council_is_not_left_with_one_block(hengelo: Pdf) -> None:
    """Hours and decisions go to the last page together when they do not both fit on the one before."""
    last = PdfReader(io.BytesIO(hengelo.content)).pages[-1].extract_text()
    assert "Uw bijdrage in uren" in last
    assert "Wat de besluiten voor uw gemeente betekenen" in last
