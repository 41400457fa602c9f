"""Invented employers and what they promised: one of everything that can become of a commitment. All examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from governance.models import Location, Party
from quotum.actions.commitments import (
    change_commitment,
    correct_fulfilment,
    fulfil_commitment,
    record_commitment,
    withdraw_commitment,
)
from quotum.models import Commitment, Sector
from reports.demo.calendar import Calendar, moment
from reports.demo.people import Board

Event = tuple[datetime, Callable[[datetime], object]]


@dataclass(frozen=True)
class Promise:
    """A commitment of the example. made: days before today. starts: days from then. filled: days after then, jobs."""

    employer: str
    sector: str
    place: str  # the slug of a municipality; with "werkplein-" before it of a location
    jobs: int
    made: int
    starts: int
    filled: tuple[tuple[int, int], ...] = ()


PROMISES = (
    Promise("Voorbeeld Metaalbewerking B.V.", "B-E", "hengelo", 12, 330, 30, ((60, 4), (150, 5))),
    Promise("Voorbeeld Zorggroep", "O-Q", "werkplein-enschede", 20, 300, 40, ((70, 8), (200, 6))),
    Promise("Voorbeeld Supermarkten", "G-I", "almelo", 8, 240, 20, ((30, 3), (90, 5))),
    Promise("Voorbeeld Bouwbedrijf", "F", "rijssen-holten", 6, 200, 25, ((50, 2),)),
    Promise("Voorbeeld Schoonmaak", "M-N", "werkplein-almelo", 10, 150, 30, ((60, 7),)),
    Promise("Voorbeeld Softwarehuis", "J", "enschede", 3, 60, 120),
)
METAL, CARE, BUILDING = PROMISES[0], PROMISES[1], PROMISES[3]


def employer_events(calendar: Calendar, board: Board) -> list[Event]:
    """Commitments and their lines, in the months before the day of the example."""
    by, made = board.holders["werkgevers"], {}

    def day(promise: Promise, after: int = 0) -> date:
        return calendar.today - timedelta(days=promise.made - after)

    def record(promise: Promise) -> Callable[[datetime], object]:
        def act(at: datetime) -> object:
            made[promise] = record_commitment(
                by,
                employer_name=promise.employer,
                sector=Sector.objects.filter(code=promise.sector).latest("sector_list__version"),
                place=_place(promise.place),
                jobs=promise.jobs,
                starts_on=day(promise, promise.starts),
                source="Voorbeeld: gesprek op een werkgeversbijeenkomst",
                is_example=True,
                now=at,
            )
            return made[promise]

        return act

    def fill(promise: Promise, after: int, jobs: int) -> Callable[[datetime], object]:
        return lambda at: fulfil_commitment(made[promise], by, jobs=jobs, on=day(promise, after), now=at)

    events: list[Event] = []
    for promise in PROMISES:
        events.append((moment(day(promise), 10), record(promise)))
        events += [
            (moment(day(promise, after), 11), fill(promise, after, jobs)) for after, jobs in promise.filled
        ]
    return [
        *events,
        (moment(day(METAL, 170), 11), lambda at: _correct(made[METAL], board, at)),
        (
            moment(day(CARE, 210), 11),
            lambda at: change_commitment(
                made[CARE], by, jobs=24, note="Voorbeeld: een tweede locatie", now=at
            ),
        ),
        (
            moment(day(BUILDING, 120), 11),
            lambda at: withdraw_commitment(
                made[BUILDING], by, on=day(BUILDING, 120), note="Voorbeeld: minder werk dan verwacht", now=at
            ),
        ),
    ]


def _correct(commitment: Commitment, board: Board, at: datetime) -> object:
    """The last filling said one job too many."""
    last = commitment.entries.latest("pk")
    return correct_fulfilment(
        last, board.secretariat, jobs=last.jobs - 1, note="Voorbeeld: één plaatsing ging niet door", now=at
    )


def _place(slug: str) -> Party | Location:
    if slug.startswith("werkplein-"):
        return Location.objects.get(slug=slug.removeprefix("werkplein-"))
    return Party.objects.get(slug=slug)
