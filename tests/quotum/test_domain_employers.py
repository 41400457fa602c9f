"""Two spellings of one organisation are recognised; a KvK number is eight digits."""

from __future__ import annotations

import pytest

from quotum.domain.employers import kvk_digits, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bakkerij De Zon B.V.", "bakkerij de zon"),
        ("Stichting Zorggroep Oost", "Zorggroep-Oost"),
        ("De Fabriek N.V.", "fabriek"),
        ("Café Één", "CAFE EEN"),
        ("Klei & Hout", "Klei en hout"),
        ("Foto’s Twente", "Foto's  Twente"),
    ],
)
def test_name_key_is_the_same_for_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Zorg Oost", "Zorg West"), ("Bouw Een BV", "Bouw Twee BV"), ("Stichting", "BV")]
)
def test_name_key_differs_for_other_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_name_key_of_no_letter_is_empty() -> None:
    assert name_key(" –!. ") == ""


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("12345678", "12345678"), ("12.34.56.78", "12345678"), ("1234 5678", "12345678"), ("", "")],
)
def test_kvk_digits_leaves_the_digits(typed: str, digits: str) -> None:
    assert kvk_digits(typed) == digits


@pytest.mark.parametrize("typed", ["1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"])
def test_kvk_digits_refuses_anything_else(typed: str) -> None:
    with pytest.raises(ValueError, match="eight digits"):
        kvk_digits(typed)
