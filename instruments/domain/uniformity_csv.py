"""The matrix as rows of a CSV: one row per municipality and instrument, so that a spreadsheet can turn it around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

HEADER = (
    "peildatum",
    "versie basispakket",
    "gemeente",
    "instrument",
    "oordeel",
    "hoe",
    "zo sinds",
    "regeling",
    "toelichting",
    "voorbeeldgegeven",
)
FORMULA = ("=", "+", "-", "@")  # a spreadsheet would compute what starts with these


@dataclass(frozen=True, slots=True)
class CsvCell:
    """What one row says, in words."""

    party: str
    instrument: str
    standing: str
    difference: str
    since: date | None
    regulation: str
    why: str
    is_example: bool


def lines(on: date, version: int, cells: Iterable[CsvCell]) -> Iterator[list[str]]:
    """The rows below the header; a text that a spreadsheet would take for a formula gets an apostrophe."""
    for one in cells:
        row = [
            on.isoformat(),
            str(version),
            one.party,
            one.instrument,
            one.standing,
            one.difference,
            one.since.isoformat() if one.since else "",
            one.regulation,
            one.why,
            "ja" if one.is_example else "nee",
        ]
        yield [f"'{value}" if value.startswith(FORMULA) else value for value in row]
