"""Figures to test with: a board with UWV on its seat, two municipalities with codes, and allocations by real acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from governance.actions import close_vote
from governance.enums import PartyKind, Role
from governance.models import Party, Person
from quotum.actions import draft_allocation, import_realisation
from quotum.domain.realisation_csv import COLUMNS, Row
from quotum.loading import load_national_targets, load_sectors, load_workplaces
from quotum.models import Allocation, RealisationRevision, SectorList, WorkplaceRevision
from tests.governance.factories import Board, cast_all, make_board, make_meeting, make_open_vote, make_person
from tests.replay import replayed

JOINED = date(2014, 12, 12)


@dataclass
class Quotum:
    """What the tests of quotum stand on."""

    board: Board
    uwv_staff: Person
    reader: Person
    sector_list: SectorList
    workplaces: WorkplaceRevision
    enschede: Party
    almelo: Party


@replayed
def make_quotum() -> Quotum:
    """A board, sectors, workplaces and targets as loaded, UWV staff, a griffie, and two municipalities with a code."""
    board = make_board()
    Party.objects.filter(slug="uwv").update(kind=PartyKind.UWV)
    Party.objects.exclude(slug="uwv").update(
        kind=PartyKind.EMPLOYERS
    )  # only the two below are municipalities
    enschede, griffie_party = _municipality("Enschede", "GM0153"), _municipality("Gemeente Almelo", "GM0141")
    load_national_targets()
    return Quotum(
        board=board,
        uwv_staff=make_person("UWV medewerker", Role.UWV_STAFF),
        reader=make_person("Griffie Almelo", Role.PARTY_READER, party=griffie_party),
        sector_list=load_sectors(),
        workplaces=load_workplaces(),
        enschede=enschede,
        almelo=griffie_party,
    )


def _municipality(name: str, code: str) -> Party:
    return Party.objects.create(
        kind=PartyKind.MUNICIPALITY,
        name=name,
        slug=code.lower(),
        body="gemeenteraad",
        cbs_code=code,
        joined_on=JOINED,
    )


def allocation_inputs(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    """What an allocation of 500 jobs in 2024 on the workplaces of 2014 is drafted from."""
    inputs: dict[str, Any] = {
        "year": 2024,
        "total": 500,
        "target_source": "Voorstel aan het bestuur",
        "sector_list": quotum.sector_list,
        "workplace_revision": quotum.workplaces,
        "workplace_year": 2014,
        "by": quotum.uwv_staff,
    }
    return inputs | changes


@replayed
def make_draft_allocation(quotum: Quotum, **changes: Any) -> Allocation:
    return draft_allocation(**allocation_inputs(quotum, **changes))


@replayed
def make_proposed_allocation(quotum: Quotum, **changes: Any) -> Allocation:
    """On the agenda of a meeting that was convened."""
    allocation = make_draft_allocation(quotum, **changes)
    make_meeting(quotum.board, adopts=[allocation])
    allocation.refresh_from_db()
    return allocation


def make_adopted_allocation(
    quotum: Quotum, allocation: Allocation | None = None, **changes: Any
) -> Allocation:
    """Adopted by a vote of the eight seats: this draft, or a new one."""
    allocation = allocation or make_draft_allocation(quotum, **changes)
    meeting = make_meeting(quotum.board, adopts=[allocation])
    vote = make_open_vote(quotum.board, meeting)
    cast_all(vote, quotum.board, "vvvvvvvv")
    close_vote(vote, quotum.board.secretary)
    allocation.refresh_from_db()
    return allocation


def rows(
    year: int,
    quarter: int,
    counts: Mapping[str, int],
    *,
    kind: str = "sector",
    measure: str = "new",
    unit: str = "jobs",
) -> list[Row]:
    """Rows of one series."""
    return [Row(year, quarter, kind, code, measure, unit, count) for code, count in counts.items()]


def make_delivery(
    quotum: Quotum,
    year: int,
    quarter: int,
    counts: Mapping[str, int],
    *,
    kind: str = "sector",
    measure: str = "new",
    unit: str = "jobs",
    published_on: date = date(2025, 2, 1),
    source: str = "UWV",
    is_example: bool = False,
    now: datetime | None = None,
) -> RealisationRevision:
    """One delivery of one series, taken over by UWV staff."""
    figures = rows(year, quarter, counts, kind=kind, measure=measure, unit=unit)
    digest = sha256(repr((figures, published_on)).encode()).hexdigest()
    return import_realisation(
        figures,
        by=quotum.uwv_staff,
        source=source,
        published_on=published_on,
        sha256=digest,
        is_example=is_example,
        now=now,
    )[0]


def csv_file(*lines: str, header: str = ";".join(COLUMNS), encoding: str = "utf-8") -> bytes:
    """A file with a header and these lines."""
    return "\n".join([header, *lines, ""]).encode(encoding)
