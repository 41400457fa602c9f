"""The base package as a table for a spreadsheet: one line for each side of each instrument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HEADER = (
    "versie",
    "instrument",
    "naam",
    "aanbieder",
    "doel",
    "voor wie",
    "voorwaarden",
    "duur",
    "bedrag",
    "grondslag",
    "vanaf",
    "tot en met",
    "wie betaalt",
    "wat de werkgever doet",
    "hoe aanvragen",
    "contact",
    "afspraak met UWV",
    "volgt op",
    "omschrijving vastgesteld",
)
_TERMS = (
    "purpose",
    "for_whom",
    "conditions",
    "duration",
    "amount",
    "legal_source",
    "valid_from",
    "valid_to",
    "payer",
    "employer_duties",
    "how_to_apply",
    "contact",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is carried out by a spreadsheet


def lines(content: Mapping[str, Any], providers: Mapping[str, str]) -> Iterable[list[str]]:
    """The lines below HEADER for the `full()` of a catalogue. providers: stored value to name on the screen."""
    for entry in content["entries"]:
        for side in entry["sides"]:
            cells = [content["number"], entry["slug"], entry["name"], providers[side["provider"]]]
            described = "ja" if entry["is_described"] else "nee"
            rest = [entry["relation"], entry["replaces"], described]
            yield [_cell(value) for value in (*cells, *(side[term] for term in _TERMS), *rest)]


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
