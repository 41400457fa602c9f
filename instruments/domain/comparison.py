"""Two versions of the base package beside each other: instrument by instrument, term by term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Terms = Mapping[
    tuple[str, str], str
]  # (provider, term) to its text; provider "" for the instrument as a whole


@dataclass(frozen=True)
class TermLine:
    """One term that differs. provider: "" for the instrument as a whole."""

    provider: str
    term: str
    old: str
    new: str


@dataclass(frozen=True)
class InstrumentLine:
    """One instrument in two versions. word: what happened to it, as a participle; "" when it stayed the same."""

    slug: str
    name: str
    word: str
    terms: tuple[TermLine, ...]


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[InstrumentLine]:
    """From the `full()` of one catalogue to that of another: in the order of the new, then what was dropped."""
    before = {entry["slug"]: entry for entry in old["entries"]}
    after = {entry["slug"]: entry for entry in new["entries"]}
    return [_line(slug, before.get(slug), after.get(slug)) for slug in dict.fromkeys([*after, *before])]


def _line(slug: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> InstrumentLine:
    was, is_now = _terms(old), _terms(new)
    terms = tuple(
        TermLine(*key, was.get(key, ""), is_now.get(key, ""))
        for key in dict.fromkeys([*is_now, *was])
        if was.get(key, "") != is_now.get(key, "")
    )
    name = str((new or old or {})["name"])
    if old is None:
        return InstrumentLine(slug, name, "toegevoegd", terms)
    if new is None:
        return InstrumentLine(slug, name, "vervallen", terms)
    return InstrumentLine(slug, name, "gewijzigd" if terms else "", terms)


def _terms(entry: Mapping[str, Any] | None) -> Terms:
    """All texts of an instrument. Its place in the list is none: moving it changes nothing for an employer."""
    if entry is None:
        return {}
    whole = {("", term): entry.get(term, "") for term in ("name", "summary", "relation", "replaces")}
    whole["", "is_described"] = "ja" if entry.get("is_described", True) else "nee"
    sides = {
        (side["provider"], term): value or ""
        for side in entry["sides"]
        for term, value in side.items()
        if term != "provider"
    }
    return whole | sides
