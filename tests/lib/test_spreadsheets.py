"""A cell shows what was typed and never calculates it."""

from __future__ import annotations

import pytest

from werkbedrijf.lib.spreadsheets import plain_cell


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1", "@x", "\t=1", " =1", "\n=1", "\r"])
def test_plain_cell_of_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Plan", "1 = 1", "Hof van Twente"])
def test_plain_cell_of_words_is_the_words(text: str) -> None:
    assert plain_cell(text) == text
