"""One way to write a value as bytes, so that the same content always has the same hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

LARGEST = 2**53 - 1  # larger whole numbers are not the same in every language (RFC 8785, I-JSON)


def canonical_json(value: Any) -> str:
    """`value` (dict, list, str, int, bool, None) as JSON with sorted keys and no spaces; floats are refused."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(value: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of `value`."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, when their canonical JSON is what RFC 8785 makes of them, whoever writes it; else TypeError.

    Texts, whole numbers up to 2^53, yes and no, nothing, lists, and dictionaries with keys in ASCII: for these, sorting
    by character is sorting by UTF-16, and there is no question how a number is written.
    """
    _refuse_unplain(facts)
    return dict(facts)


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A float has no one way to be written: use an integer or a string.")
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("Keys must be text.")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def _refuse_unplain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise TypeError(f"A key is text in ASCII, not {key!r}.")
            _refuse_unplain(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_unplain(item)
    elif isinstance(value, int):
        if not -LARGEST <= value <= LARGEST:
            raise TypeError(f"{value} is too large a whole number for every reader: use a string.")
    elif isinstance(value, str):
        value.encode("utf-8")  # half a surrogate pair has no UTF-8: UnicodeEncodeError
    elif value is not None:
        raise TypeError(f"A {type(value).__name__} has no one way to be written: use an integer or a string.")
