"""Invented realisation per quarter: new jobs per sector and per municipality, taken over by UWV staff. All examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.models import Party
from quotum.actions import import_realisation, keep_file, read_file, take_over_file
from quotum.domain.apportionment import Method, apportion
from quotum.domain.columns import COLUMNS, Layout
from quotum.domain.quarters import Quarter
from quotum.domain.realisation_csv import GROUPS, SIDES, Row
from quotum.enums import Dimension, Measure, Unit
from quotum.imports import receive
from quotum.models import Allocation
from reports.demo.calendar import FIGURES_AFTER
from reports.demo.people import Board
from werkbedrijf.lib.canonical import content_hash

SOURCE = "Voorbeeldlevering UWV"

# How much of its allocation a sector makes in a whole year, in percent: some are behind, some ahead.
PACE = {
    "A": 100,
    "B-E": 106,
    "F": 78,
    "G-I": 97,
    "J": 62,
    "K": 50,
    "L": 100,
    "M-N": 112,
    "O-Q": 89,
    "R-U": 100,
}
BY_QUARTER = (0, 20, 44, 69, 100)  # percent of the year that is made by the end of each quarter
# Municipalities do not all do equally well: weight per hundred inhabitants, in order of their names.
MUNICIPAL_PACE = (95, 110, 88, 102, 120, 100, 97, 93, 105, 99, 112, 84, 108, 90)
# How the jobs are spread over the groups of the register, and over market and government, in percent.
GROUP_WEIGHTS = {"pw": 52, "wajong": 31, "wsw": 9, "wiw-id": 2, "other": 6}
SIDE_WEIGHTS = {"market": 83, "government": 17}
LATER_FOUND = {"O-Q": 2, "B-E": 1}  # jobs that came to light after the first delivery over a quarter
CORRECTED_AFTER = timedelta(days=60)


def published_on(quarter: Quarter) -> date:
    return quarter.last_day + FIGURES_AFTER


def deliver(board: Board, quarter: Quarter, at: datetime) -> None:
    """Take over the first figures of a quarter."""
    _import(board, _rows(quarter, _by_sector(quarter)), f"{SOURCE}, {quarter}", at)


def correct(board: Board, quarter: Quarter, at: datetime) -> None:
    """Take over a second delivery of the same quarter: late registrations raise it, the first one stays readable."""
    jobs = {code: count + LATER_FOUND.get(code, 0) for code, count in _by_sector(quarter).items()}
    _import(board, _rows(quarter, jobs), f"{SOURCE}, nalevering {quarter}", at)


def _by_sector(quarter: Quarter) -> dict[str, int]:
    """New jobs in the quarter per sector, from the allocation of its year and the sector's pace."""
    allocation: Allocation = Allocation.objects.adopted().get(year=quarter.year)

    def made(jobs: int, code: str, until: int) -> int:
        return jobs * PACE[code] * BY_QUARTER[until] // 10_000

    return {
        share.sector.code: made(share.assigned, share.sector.code, quarter.number)
        - made(share.assigned, share.sector.code, quarter.number - 1)
        for share in allocation.shares.select_related("sector")
    }


def _rows(quarter: Quarter, jobs: dict[str, int]) -> list[Row]:
    """The same jobs four times: per sector, and spread over municipalities, groups, and market and government."""
    total = sum(jobs.values())
    parts: tuple[tuple[Dimension, Mapping[str, int]], ...] = (
        (Dimension.SECTOR, jobs),
        (Dimension.MUNICIPALITY, _by_municipality(total)),
        (Dimension.GROUP, apportion(Method.HAMILTON, total, GROUP_WEIGHTS).shares),
        (Dimension.SIDE, apportion(Method.HAMILTON, total, SIDE_WEIGHTS).shares),
    )
    return [
        Row(quarter.year, quarter.number, kind.value, code, Measure.NEW.value, Unit.JOBS.value, count)
        for kind, counts in parts
        for code, count in counts.items()
    ]


def _by_municipality(total: int) -> dict[str, int]:
    municipalities = Party.objects.municipalities().order_by("name")
    weights = {
        party.cbs_code: (party.inhabitants or 0) * pace
        for party, pace in zip(municipalities, MUNICIPAL_PACE, strict=True)
    }
    return apportion(Method.HAMILTON, total, weights).shares


def deliver_in_detail(board: Board, quarter: Quarter, at: datetime) -> None:
    """Take over the first figures of a quarter as a file in detail, so that a cut can be made through them."""
    text = ";".join(COLUMNS[Layout.DETAIL]) + "\n" + "".join(_detail_lines(quarter))
    file = keep_file(
        receive(SimpleUploadedFile("detail.csv", text.encode())),
        by=board.uwv_staff,
        source=f"{SOURCE}, {quarter}",
        published_on=at.date(),
        is_example=True,
        now=at,
    )
    read_file(file.pk, pause=0, now=at)
    take_over_file(file, by=board.uwv_staff, now=at)


def _detail_lines(quarter: Quarter) -> Iterator[str]:
    """A line for each combination: every job gets a municipality, a group and an employer, each in another order."""
    sectors = _by_sector(quarter)
    total = sum(sectors.values())
    places = _by_municipality(total)
    columns = [
        _dealt(sectors, 1),
        _dealt(places, 7),
        _dealt(apportion(Method.HAMILTON, total, GROUP_WEIGHTS).shares, 11),
        _dealt(apportion(Method.HAMILTON, total, SIDE_WEIGHTS).shares, 13),
    ]
    found = Counter(zip(*columns, strict=True))
    # Nothing made is a figure too.
    found.update({(code, "", "", ""): 0 for code, count in sectors.items() if not count})
    found.update({("", code, "", ""): 0 for code, count in places.items() if not count})
    for (sector, place, group, side), count in found.items():
        words = (place, sector, GROUPS.get(group, ""), SIDES.get(side, ""))
        yield f"{quarter.year};{quarter.number};{';'.join(words)};nieuw;banen;{count}\n"


def _dealt(counts: Mapping[str, int], step: int) -> list[str]:
    """Every code as often as its count, in an order that differs per step: the same at every load."""
    cards = [code for code, count in counts.items() for _ in range(count)]
    return [cards[place] for place in sorted(range(len(cards)), key=lambda n: (n * step % 97, n))]


def _import(board: Board, rows: list[Row], source: str, at: datetime) -> None:
    import_realisation(
        rows,
        by=board.uwv_staff,
        source=source,
        published_on=at.date(),
        sha256=content_hash({"source": source, "rows": [asdict(row) for row in rows]}),
        is_example=True,
        now=at,
    )
