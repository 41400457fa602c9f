"""Which numbers of a text were figures, and which of those are no longer so."""

from __future__ import annotations

import pytest

from reports.domain.report_texts import Moved, moved, name_figures, numbers_in

NOW = {"het aantal besluiten": "6", "de realisatie": "297", "het aantal vergaderingen": "6"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Er zijn 297 banen, in 2026.", ["297"]),
        ("Er zijn 1.250 uren geleverd.", ["1250"]),
        ("Dat is 62,5 % en nog eens 62,5%.", ["62,5"]),
        ("Op 12 maart, volgens artikel 7, bij besluit 2026-003.", []),
        ("Van 4 naar 6.", ["4", "6"]),
        ("De A35 en 2,5-voudig", ["2,5"]),
        ("", []),
    ],
)
def test_numbers_in_a_text_are_those_that_can_be_figures(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


def test_number_is_taken_for_the_figure_of_its_own_chapter_first() -> None:
    near = {"het aantal besluiten": "6"}
    assert name_figures("Het bestuur nam 6 besluiten.", near, NOW, {}) == {"6": ["het aantal besluiten"]}


def test_number_of_another_chapter_is_known_too() -> None:
    assert name_figures("Er kwamen 297 banen bij.", {}, NOW, {}) == {"297": ["de realisatie"]}


def test_number_that_was_no_figure_is_left_alone() -> None:
    assert name_figures("Een dag of 10.", {}, NOW, {}) == {}


def test_figure_that_changed_is_pointed_out_with_the_old_and_the_new_number() -> None:
    found = moved({"280": ["de realisatie"]}, NOW)
    assert found == [Moved("280", (("de realisatie", "297"),))]
    assert found[0].sentence == "U schreef 280; de realisatie is nu 297."


def test_figure_that_is_gone_is_pointed_out() -> None:
    (found,) = moved({"80": ["de verdeling"]}, NOW)
    assert found.sentence == "U schreef 80; de verdeling staat er niet meer."


def test_number_that_one_of_its_figures_still_says_is_not_pointed_out() -> None:
    assert moved({"6": ["het aantal besluiten", "de realisatie"]}, NOW) == []


def test_saving_other_words_keeps_that_a_number_is_outdated() -> None:
    before = {"280": ["de realisatie"]}
    assert name_figures("Er kwamen 280 banen bij, zegt men.", {}, NOW, before) == before


def test_outdated_number_that_meets_another_figure_stays_outdated() -> None:
    before = {"6": ["de realisatie"]}
    assert name_figures("Er kwamen 6 banen bij.", {}, NOW, before) == before


def test_number_that_was_taken_out_is_forgotten() -> None:
    assert name_figures("Er kwamen banen bij.", {}, NOW, {"280": ["de realisatie"]}) == {}
