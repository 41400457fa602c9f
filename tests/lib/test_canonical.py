"""The same content always has the same hash."""

from __future__ import annotations

import pytest

from werkbedrijf.lib.canonical import canonical_json, content_hash


def test_order_of_keys_makes_no_difference() -> None:
    assert content_hash({"a": 1, "b": [2, "é"]}) == content_hash({"b": [2, "é"], "a": 1})


def test_order_of_a_list_makes_a_difference() -> None:
    assert content_hash([1, 2]) != content_hash([2, 1])


def test_text_is_written_without_spaces_or_escapes() -> None:
    assert canonical_json({"naam": "Oké", "n": None}) == '{"n":null,"naam":"Oké"}'


def test_hash_is_that_of_the_canonical_text() -> None:
    assert content_hash({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("value", [1.0, {"a": 0.1}, [[2.5]]])
def test_float_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="float"):
        canonical_json(value)


def test_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="Keys must be text"):
        canonical_json({1: "a"})
