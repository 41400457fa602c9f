"""Recognising what is about a person: the elfproef, and the names of columns."""

from __future__ import annotations

import pytest

from quotum.domain.personal_data import holds_bsn, is_bsn, is_personal_column


@pytest.mark.parametrize("digits", ["111222333", "123456782", "999999990", "010000008"])
def test_nine_digits_that_satisfy_the_elfproef_are_a_bsn(digits: str) -> None:
    assert is_bsn(digits)


@pytest.mark.parametrize(
    "digits", ["111222334", "123456789", "000000000", "11122233", "1112223330", "", "11122233a", "١١١٢٢٢٣٣٣"]
)
def test_other_digits_are_not(digits: str) -> None:
    assert not is_bsn(digits)


@pytest.mark.parametrize(
    "text", ["123456782", "1234.56.782", "123 456 782", "123-456-782", "a123456782b", "x; 123456782."]
)
def test_bsn_is_found_inside_a_text(text: str) -> None:
    assert holds_bsn(text)


@pytest.mark.parametrize("text", ["", "12345678", "1234567820", "2026;3", "123456783", "GM0153"])
def test_other_texts_hold_none(text: str) -> None:
    assert not holds_bsn(text)


@pytest.mark.parametrize(
    "name", ["bsn", " BSN ", "klantnaam", "geboorte datum", "E-mailadres", "woonadres", "Geslacht"]
)
def test_columns_about_people(name: str) -> None:
    assert is_personal_column(name)


@pytest.mark.parametrize(
    "name", ["jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal", "gemeentenaam", "sectornaam"]
)
def test_columns_about_figures(name: str) -> None:
    assert not is_personal_column(name)
