"""Invented numbers of the target group per municipality, and which groups sectors serve. All examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from governance.models import Party
from quotum.actions.target_group import import_target_group, record_served_groups
from quotum.domain.apportionment import Method, apportion
from quotum.domain.target_group_rows import Row
from quotum.enums import AgeBand, Characteristic, Distance, Group, HeadcountKind
from quotum.models import Sector
from reports.demo.calendar import Calendar, moment
from reports.demo.people import Board
from werkbedrijf.lib.canonical import content_hash

Event = tuple[datetime, Callable[[datetime], object]]
DAYS_AGO = 15
COUNTED_IN = 10  # the month in which last year's count came, before the plan went to the board

# How a municipality's people are divided, in parts per hundred.
WEIGHTS: dict[Characteristic, Mapping[str, int]] = {
    Characteristic.GROUP: {
        Group.PW: 58,
        Group.WAJONG: 27,
        Group.WSW: 9,
        Group.WIW_ID: 1,
        Group.OTHER: 5,
    },
    Characteristic.AGE: {AgeBand.YOUNG: 29, AgeBand.MIDDLE: 44, AgeBand.OLDER: 27},
    Characteristic.DISTANCE: {Distance.DIRECT: 21, Distance.WITHIN_YEAR: 34, Distance.LONGER: 45},
}
PER_THOUSAND = 17  # people of the target group among a thousand inhabitants, in the example
GROWTH = 3  # percent a year
RANGE = 6  # percent on either side of a forecast
METHOD = "Voorbeeld: groei van het afgelopen jaar doorgetrokken, met 6 procent naar boven en beneden"
AGREED = "Voorbeeld: een vacature gaat tegelijk naar alle drie de groepen; het werkgeversteam kiest wie past."
SERVED: dict[str, tuple[tuple[str, ...], str]] = {
    "O-Q": ((Group.PW, Group.WAJONG, Group.WSW), AGREED),
    "G-I": ((Group.PW, Group.WAJONG), ""),
    "B-E": ((Group.PW,), ""),
}


def target_group_events(calendar: Calendar, board: Board) -> list[Event]:
    """A count last year and the newest one, each with a forecast; and what three sectors serve."""
    at = moment(calendar.today - timedelta(days=DAYS_AGO), 9)
    autumn = moment(date(calendar.last_year, COUNTED_IN, 1), 9)
    return [
        (autumn, lambda now: _counts(calendar.last_year - 1, board, now, years_ago=1)),
        (at, lambda now: _counts(calendar.last_year, board, now)),
        (at, lambda now: _served(board, now)),
    ]


def _counts(year: int, board: Board, at: datetime, *, years_ago: int = 0) -> None:
    """What was counted in `year` and the year before; years_ago: before the newest count, as it was smaller then."""
    rows: list[Row] = []
    for place, party in enumerate(Party.objects.municipalities().order_by("name")):
        # Some have a few more, some a few less: between 90 and 110 percent.
        now = (party.inhabitants or 0) * PER_THOUSAND * (90 + place * 7 % 21) // 100_000
        now = now * 100**years_ago // (100 + GROWTH) ** years_ago
        before, ahead = now * 100 // (100 + GROWTH), now * (100 + 2 * GROWTH) // 100
        rows += [_row(year - 1, party, before), *_broken_down(year, party, now)]
        rows.append(_forecast(year + 2, party, ahead))
    import_target_group(
        rows,
        by=board.secretariat,
        source="Voorbeeldtelling gemeenten en UWV",
        published_on=at.date(),
        method=METHOD,
        sha256=content_hash({"target_group": [asdict(row) for row in rows]}),
        is_example=True,
        now=at,
    )


def _row(year: int, party: Party, count: int, characteristic: str = "total", value: str = "") -> Row:
    return Row(year, party.cbs_code, HeadcountKind.COUNTED.value, characteristic, value, count)


def _broken_down(year: int, party: Party, count: int) -> list[Row]:
    rows = [_row(year, party, count)]
    for characteristic, weights in WEIGHTS.items():
        shares = apportion(
            Method.HAMILTON, count, {str(value): part for value, part in weights.items()}
        ).shares
        rows += [_row(year, party, part, characteristic.value, value) for value, part in shares.items()]
    return rows


def _forecast(year: int, party: Party, count: int) -> Row:
    low, high = count * (100 - RANGE) // 100, count * (100 + RANGE) // 100
    return Row(year, party.cbs_code, HeadcountKind.FORECAST.value, "total", "", count, low, high)


def _served(board: Board, at: datetime) -> None:
    for code, (groups, agreement) in SERVED.items():
        record_served_groups(
            Sector.objects.filter(code=code).latest("sector_list__version"),
            board.secretariat,
            groups=groups,
            agreement=agreement,
            is_example=True,
            now=at,
        )
