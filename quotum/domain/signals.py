"""What goes over a threshold of the board, as sentences. The thresholds are its own: no law or agreement has any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from quotum.domain.pace import Pace
from quotum.domain.quarters import Quarter
from quotum.enums import SignalKind

FEWEST_JOBS = 1  # who is less than a whole job behind is not: with two jobs a year, half a job is a third


@dataclass(frozen=True, slots=True)
class Breach:
    """One threshold that was passed. place: of the sector among the lines, None for the region or a quarter."""

    kind: SignalKind
    place: int | None
    sentence: str


def breaches(
    quarter: Quarter,
    names: Iterable[str],
    paces: Iterable[Pace | None],
    region: Pace | None,
    thresholds: Mapping[SignalKind, int | None],
) -> list[Breach]:
    """Sectors and the region that are further behind than the board wants, at the end of `quarter`.

    thresholds: in per cent of what would be realised by now (domain/pace.py); passed when it is more, not when equal,
    and when it is at least one whole job.
    """
    found = []
    limit = thresholds.get(SignalKind.REGION_BEHIND)
    if limit is not None and (sentence := _behind("De regio", region, limit, quarter)):
        found.append(Breach(SignalKind.REGION_BEHIND, None, sentence))
    limit = thresholds.get(SignalKind.SECTOR_BEHIND)
    if limit is not None:
        for place, (name, pace) in enumerate(zip(names, paces, strict=True)):
            if sentence := _behind(name, pace, limit, quarter):
                found.append(Breach(SignalKind.SECTOR_BEHIND, place, sentence))
    return found


def late(quarter: Quarter, expected: date, on: date, limit: int | None) -> Breach | None:
    """The figures of a quarter that are more than `limit` days later than expected on day `on`; else None."""
    days = (on - expected).days
    if limit is None or days <= limit:
        return None
    return Breach(
        SignalKind.FIGURES_LATE,
        None,
        f"De cijfers over {quarter} werden rond {expected:%d-%m-%Y} verwacht en zijn er op {on:%d-%m-%Y} niet.",
    )


def _behind(name: str, pace: Pace | None, limit: int, quarter: Quarter) -> str:
    percent = pace.behind_percent if pace is not None else None
    if pace is None or percent is None or percent <= limit or pace.behind < FEWEST_JOBS:
        return ""
    return (
        f"{name} ligt na {quarter} {_dutch(pace.behind)} banen achter op schema: "
        f"{_dutch(percent)} procent minder dan naar rato."
    )


def _dutch(value: Fraction) -> str:
    rounded = (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded}".replace(".", ",")
