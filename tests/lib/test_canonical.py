"""The same content always has the same hash."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from werkbedrijf.lib.canonical import LARGEST, canonical_json, content_hash, plain_facts


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


# --- what the ledger holds, next to a second writer of RFC 8785 ---


def written_by_rfc_8785(value: Any) -> str:
    """RFC 8785, section 3.2, by hand: keys sorted by UTF-16, few escapes, numbers as ECMAScript has them."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
        return '"' + "".join(short.get(c, f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(written_by_rfc_8785, value)) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(f"{written_by_rfc_8785(k)}:{written_by_rfc_8785(value[k])}" for k in keys) + "}"


def random_facts(chance: Random, depth: int = 0) -> Any:
    kind = chance.randrange(7 if depth < 3 else 4)
    if kind == 0:
        return chance.choice((None, True, False))
    if kind == 1:
        return chance.choice((0, -1, chance.randint(-LARGEST, LARGEST), LARGEST))
    if kind in (2, 3):
        letters = ("a", "Z", "0", '"', "\\", "/", "\n", "\x00", "\x1f", "\x7f", "é", "\u2028", "\ufb33", "😀")
        return "".join(chance.choice(letters) for _ in range(chance.randrange(8)))
    if kind == 4:
        return [random_facts(chance, depth + 1) for _ in range(chance.randrange(4))]
    keys = ("a", "A", "a1", "_", "text_sha256", "zz", "1", "", "~")
    return {chance.choice(keys): random_facts(chance, depth + 1) for _ in range(chance.randrange(5))}


def test_what_the_ledger_takes_is_written_as_rfc_8785_writes_it(deep: bool) -> None:
    chance = Random(8785)
    for _ in range(10_000 if deep else 2_000):
        facts = {"facts": random_facts(chance)}
        assert canonical_json(plain_facts(facts)) == written_by_rfc_8785(facts)


@pytest.mark.parametrize("value", [0.0, {"é": 1}, [2**53], -(2**53), {"a": {1: 2}}, (1, {2}), b"x"])
def test_what_two_writers_could_write_in_two_ways_is_no_fact(value: object) -> None:
    with pytest.raises(TypeError):
        plain_facts({"fact": value})


def test_half_a_surrogate_pair_is_no_fact() -> None:
    with pytest.raises(UnicodeEncodeError):
        plain_facts({"fact": "\ud800"})
