"""Around the figures: what the board wants to hear of, a remark of UWV's seat, counts from WBS/Sonar. All examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from governance.enums import Role
from governance.models import Location
from quotum.actions import import_counts, remark_on_quarter, set_threshold
from quotum.domain.counts_csv import CountRow
from quotum.domain.quarters import Quarter
from quotum.enums import CountKind, SignalKind
from reports.demo.calendar import Calendar, moment
from reports.demo.figures import published_on
from reports.demo.people import Board
from werkbedrijf.lib.canonical import content_hash

THRESHOLDS = {SignalKind.SECTOR_BEHIND: 30, SignalKind.REGION_BEHIND: 15, SignalKind.FIGURES_LATE: 30}
GROUND = "Voorbeeld: besproken in de bestuursvergadering"
REMARK = (
    "Voorbeeldgegeven: in dit kwartaal leverde een deel van de werkgevers later aan. "
    "De cijfers van informatie en communicatie stijgen daarom waarschijnlijk nog."
)
# New vacancies, jobseekers at the end of the quarter, and contacts, at a location of middling size.
COUNTED = {CountKind.VACANCIES: 140, CountKind.JOBSEEKERS: 1850, CountKind.CONTACTS: 95}
SECTOR_PERCENT = {"B-E": 22, "F": 9, "G-I": 31, "M-N": 17, "O-Q": 15, "": 6}
LOCATION_PERCENT = (80, 130, 90)  # in the order of their names


def monitoring_events(
    calendar: Calendar, board: Board
) -> list[tuple[datetime, Callable[[datetime], object]]]:
    """When what happens, for the list of events of the example: all of it around the newest quarter."""
    reported = calendar.reported_quarters(calendar.today)
    if not reported:
        return []
    newest = reported[-1]
    day = published_on(newest)
    return [
        (moment(day, 7), lambda at: _want_to_hear(board, at)),
        (moment(day, 8, 5), lambda at: _remark(board, newest, at)),
        *((moment(published_on(quarter), 8, 10), _counting(board, quarter)) for quarter in reported[-2:]),
    ]


def _want_to_hear(board: Board, at: datetime) -> None:
    for kind, value in THRESHOLDS.items():
        set_threshold(kind, value, ground=GROUND, by=board.office[Role.SECRETARIAT], is_example=True, now=at)


def _remark(board: Board, quarter: Quarter, at: datetime) -> None:
    remark_on_quarter(quarter, REMARK, by=board.holders["uwv"], is_example=True, now=at)


def _counting(board: Board, quarter: Quarter) -> Callable[[datetime], object]:
    def count(at: datetime) -> None:
        rows = [
            CountRow(
                quarter.year,
                quarter.number,
                kind.value,
                location.slug,
                sector,
                middling * percent * share * (100 + quarter.number) // 1_000_000,
            )
            for kind, middling in COUNTED.items()
            for location, percent in zip(Location.objects.order_by("name"), LOCATION_PERCENT, strict=True)
            for sector, share in SECTOR_PERCENT.items()
        ]
        import_counts(
            rows,
            by=board.uwv_staff,
            source=f"Voorbeeldexport WBS/Sonar, {quarter}",
            published_on=at.date(),
            sha256=content_hash({"counts": str(quarter), "total": sum(row.count for row in rows)}),
            is_example=True,
            now=at,
        )

    return count
