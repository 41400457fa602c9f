"""The numbers of a file with the target group: its columns and words, its rows, and whether parts make their total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotum.domain.delimited import FileError
from quotum.enums import AgeBand, Characteristic, Distance, Group, HeadcountKind

COLUMNS = ("jaar", "gemeente", "soort", "kenmerk", "waarde", "aantal", "laagste", "hoogste")
KINDS = {"geteld": HeadcountKind.COUNTED, "prognose": HeadcountKind.FORECAST}
CHARACTERISTICS = {
    "totaal": Characteristic.TOTAL,
    "groep": Characteristic.GROUP,
    "leeftijd": Characteristic.AGE,
    "afstand": Characteristic.DISTANCE,
}
# What stands in the column "waarde", per characteristic; in the order in which it is shown.
VALUES: dict[Characteristic, dict[str, str]] = {
    Characteristic.TOTAL: {"": ""},
    Characteristic.GROUP: {
        "participatiewet": Group.PW,
        "wajong": Group.WAJONG,
        "wsw": Group.WSW,
        "wiw/id": Group.WIW_ID,
        "overig": Group.OTHER,
    },
    Characteristic.AGE: {
        "15 tot 27": AgeBand.YOUNG,
        "27 tot 50": AgeBand.MIDDLE,
        "50 en ouder": AgeBand.OLDER,
        "onbekend": AgeBand.UNKNOWN,
    },
    Characteristic.DISTANCE: {
        "direct": Distance.DIRECT,
        "binnen een jaar": Distance.WITHIN_YEAR,
        "langer": Distance.LONGER,
        "onbekend": Distance.UNKNOWN,
    },
}
FIRST_YEAR = 2013
YEARS_AHEAD = 10  # a forecast that looks further says nothing any more
MAX_COUNT = 200_000  # more than the region has inhabitants of an age to work in any group


@dataclass(frozen=True, slots=True)
class Row:
    """One number of people. municipality: CBS code. value: "" for a total. low, high: the range of a forecast."""

    year: int
    municipality: str
    kind: str
    characteristic: str
    value: str
    count: int
    low: int | None = None
    high: int | None = None

    @property
    def series(self) -> tuple[int, str, str]:
        """What one delivery is about: the year, the municipality, counted or expected."""
        return (self.year, self.municipality, self.kind)

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        return (*self.series, self.characteristic, self.value)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What a file says. With errors there are no rows. `notes` are for the reader and stop nothing."""

    sha256: str
    rows: tuple[Row, ...] = ()
    errors: tuple[FileError, ...] = ()
    notes: tuple[str, ...] = ()
    more_errors: int = 0

    @property
    def is_good(self) -> bool:
        return not self.errors

    @property
    def has_forecast(self) -> bool:
        return any(row.kind == HeadcountKind.FORECAST for row in self.rows)


def check_parts(rows: Sequence[Row], municipalities: Mapping[str, str]) -> tuple[list[FileError], list[str]]:
    """Every series has its total, and what is broken down adds up to it.

    A difference of at most 1 per part comes from rounding at the source: it is noted, not refused.
    """
    totals = {row.series: row.count for row in rows if row.characteristic == Characteristic.TOTAL}
    sums: dict[tuple[tuple[int, str, str], str], list[int]] = {}
    for row in rows:
        if row.characteristic != Characteristic.TOTAL:
            sums.setdefault((row.series, row.characteristic), []).append(row.count)
    errors, notes = [], []
    for series in dict.fromkeys(row.series for row in rows):
        if series not in totals:
            errors.append(
                FileError(
                    0, "kenmerk", f"{_name(series, municipalities)}: de regel met het totaal ontbreekt."
                )
            )
    for (series, characteristic), parts in sums.items():
        difference = sum(parts) - totals.get(series, sum(parts))
        sentence = (
            f"{_name(series, municipalities)}: naar {Characteristic(characteristic).label} opgeteld {sum(parts)}, "
            f"volgens het totaal {sum(parts) - difference}."
        )
        if abs(difference) > len(parts):
            errors.append(
                FileError(
                    0, "aantal", f"{sentence} Verbeter het, of zet de rest onder “onbekend” of “overig”."
                )
            )
        elif difference:
            notes.append(f"{sentence} Dat verschil komt door afronding en blijft zo staan.")
    return errors, notes


def _name(series: tuple[int, str, str], municipalities: Mapping[str, str]) -> str:
    year, code, kind = series
    return f"{municipalities.get(code, code)} {year} ({HeadcountKind(kind).label})"
