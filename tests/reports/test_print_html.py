"""What veraPDF cannot see: whether the HTML of the verslag has headings in order and tables that name their cells."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from reports.kinds.verslag.chapters import common_context
from reports.kinds.verslag.contents import chapters_of
from reports.kinds.verslag.own import OWN_TEMPLATES, own_context
from tests.reports.sample import sample_figures

DOCUMENT = {"title": "Verslag", "subject": "Verslag", "created": "2027-01-20T10:00:00+01:00", "edition": "1"}
VOID = {"meta", "br"}


class Outline(HTMLParser):
    """The headings, tables and ids of a page, and what is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.lang = ""
        self.tables: list[dict[str, int]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.lang = self.lang or (known.get("lang") or "")
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if tag not in VOID:
            self.open.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag == "table":
            self.tables.append({"caption": 0, "th": 0, "without_scope": 0})
        elif tag == "caption":
            self.tables[-1]["caption"] += 1
        elif tag == "th":
            self.tables[-1]["th"] += 1
            self.tables[-1]["without_scope"] += "scope" not in known

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape in a chart closes itself."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)


def own_html(slug: str, ended: bool = True) -> str:
    context = own_context(sample_figures(ended=ended), slug)
    return render_to_string(OWN_TEMPLATES[context["party"]["kind"]], {**context, **DOCUMENT})


def front_html() -> str:
    context = own_context(sample_figures(), "hengelo")
    return render_to_string(
        "reports/print/front.html", {**context, **DOCUMENT, "contents": [], "examples": True}
    )


def common_html(ended: bool = True) -> str:
    context = common_context(sample_figures(ended=ended))
    return render_to_string("reports/print/common.html", {**context, **DOCUMENT})


@pytest.mark.parametrize("slug", ["hengelo", "uwv", "mkb-nederland-midden", "fnv"])
def test_headings_start_at_one_and_skip_no_level(slug: str) -> None:
    levels = [
        level for html in (front_html(), common_html(), own_html(slug)) for level in Outline(html).levels
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize("slug", ["hengelo", "uwv", "mkb-nederland-midden", "fnv"])
def test_every_table_names_its_rows_and_columns(slug: str, ended: bool) -> None:
    outlines = [Outline(common_html(ended)), Outline(own_html(slug, ended))]
    tables = [table for outline in outlines for table in outline.tables]
    assert len(tables) >= 9
    for table in tables:
        assert table["caption"] == 1
        assert table["th"] > 0
        assert table["without_scope"] == 0


@pytest.mark.parametrize("html", [front_html, common_html, lambda: own_html("hengelo")])
def test_page_is_dutch_and_well_formed(html: Callable[[], str]) -> None:
    outline = Outline(html())
    assert outline.lang == "nl"
    assert outline.unbalanced == []
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))


def test_common_part_has_every_chapter_of_the_contents() -> None:
    ids = Outline(common_html()).ids
    assert [chapter.anchor for chapter in chapters_of(sample_figures())] == ids


def test_summary_names_who_is_behind_with_numbers() -> None:
    assert "<li>Bouwnijverheid: 16 van 18 (−2, 88,9\u00a0%)</li>" in common_html()


def test_a_late_verslag_says_so_on_its_cover() -> None:
    late = {**sample_figures(), "frozen_on": "2027-02-12"}
    context = {**own_context(late, "hengelo"), **DOCUMENT, "contents": [], "examples": True}
    assert "Uitgebracht na de termijn" in render_to_string("reports/print/front.html", context)
    assert "Uitgebracht na de termijn" not in front_html()


def test_decisions_say_how_many_seats_did_what() -> None:
    """Beside the stored sentence, which names the votes cast only."""
    html = " ".join(common_html().split())
    assert html.count("Geteld: 4 voor, 2 tegen, 1 onthouding, 1 afwezig.") == len(
        sample_figures()["decisions"]
    )
    assert "Geteld: 1 voor, 5 tegen, 1 onthouding, 0 afwezig, 1 niet meegedaan." in html


def test_decisions_of_an_edition_that_froze_no_counts_are_printed_as_before() -> None:
    figures = sample_figures()
    for row in (*figures["decisions"], *figures["rejected"]):
        del row["votes"]
    html = render_to_string("reports/print/common.html", {**common_context(figures), **DOCUMENT})
    assert figures["decisions"][0]["sentence"] in html
    assert "Geteld:" not in html
