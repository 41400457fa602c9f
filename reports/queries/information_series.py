"""One indicator over the years: what every deliverer gave per period, so that the board sees where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.domain.information import Period
from reports.models import Indicator, InformationAnswer
from reports.permissions.information import visible_indicator_sets, visible_information

SHOWN = 8  # periods: two years of quarters, which fit on a page


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A deliverer with its figure per period, None where it gave none, and the page of the last request."""

    name: str
    values: tuple[Decimal | None, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Series:
    """The indicator as it was asked last, the periods (the newest last) and a row per deliverer."""

    indicator: Indicator
    periods: tuple[Period, ...]
    rows: tuple[SeriesRow, ...]
    left_out: int
    is_example: bool


def asked_indicators(user: Any) -> list[Indicator]:
    """Of every code that was ever asked, as far as this person may see it, the indicator of the last version."""
    newest: dict[str, Indicator] = {}
    rows = Indicator.objects.filter(
        indicator_set__in=visible_indicator_sets(user), answers__request__in=visible_information(user)
    )
    for indicator in rows.select_related("indicator_set").order_by("indicator_set__version").distinct():
        newest[indicator.code] = indicator
    return sorted(newest.values(), key=lambda one: one.name)


def series_of(user: Any, code: str) -> Series | None:
    """The figures that this person may see; None for a code that was never answered. Three queries."""
    indicator = next((one for one in asked_indicators(user) if one.code == code), None)
    if indicator is None:
        return None
    answers = (
        InformationAnswer.objects.filter(request__in=visible_information(user), indicator__code=code)
        .select_related("request__location", "request__party")
        .order_by("number")
    )
    given: dict[str, dict[Period, InformationAnswer]] = {}
    for answer in answers:  # the last delivery counts
        given.setdefault(answer.request.deliverer_name, {})[answer.request.period] = answer
    periods = sorted(
        {period for found in given.values() for period in found}, key=lambda one: (one.last_day, one.number)
    )
    shown = tuple(periods[-SHOWN:])
    rows = tuple(_row(name, found, shown) for name, found in sorted(given.items()))
    example = any(answer.request.is_example for found in given.values() for answer in found.values())
    return Series(indicator, shown, rows, len(periods) - len(shown), example)


def _row(name: str, found: dict[Period, InformationAnswer], periods: Sequence[Period]) -> SeriesRow:
    last = max(found, key=lambda period: period.last_day)
    values = tuple(found[period].value if period in found else None for period in periods)
    return SeriesRow(name, values, found[last].request.get_absolute_url())
