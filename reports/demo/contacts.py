"""Invented offices and agreements in cao's: whom an employer calls, and what runs out soon. All examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from governance.models import Location
from quotum.actions.cao import write_cao
from quotum.actions.contacts import set_contact_point, set_works_council
from quotum.models import Employer, Sector
from reports.demo.calendar import Calendar, moment
from reports.demo.employers import CARE, METAL
from reports.demo.people import Board

Event = tuple[datetime, Callable[[datetime], object]]
DAYS_AGO = 20  # after every commitment of the example was made

# Of these sectors each location has an office; of the others the example has none yet.
OFFICES = {
    "B-E": "Werkgeversteam techniek",
    "G-I": "Werkgeversteam handel en horeca",
    "O-Q": "Werkgeversteam zorg",
}
MAIL = "{team}-{location}@werkplein.example"


def contact_events(calendar: Calendar, board: Board) -> list[Event]:
    """Contact points, a works council, and two agreements: one runs out soon, one has a successor."""
    at = moment(calendar.today - timedelta(days=DAYS_AGO), 9)
    return [
        (at, lambda now: _offices(board, now)),
        (at, lambda now: _employers(board, now)),
        (at, lambda now: _agreements(calendar, board, now)),
    ]


def _sector(code: str) -> Sector:
    return Sector.objects.filter(code=code).latest("sector_list__version")


def _mail(code: str, location: Location) -> str:
    return MAIL.format(team=OFFICES[code].split()[1], location=location.slug)


def _offices(board: Board, at: datetime) -> None:
    for code, office in OFFICES.items():
        for location in Location.objects.order_by("name"):
            set_contact_point(
                board.secretariat,
                sector=_sector(code),
                location=location,
                office=office,
                email=_mail(code, location),
                is_example=True,
                now=at,
            )


def _employers(board: Board, at: datetime) -> None:
    for promise, slug in ((METAL, "hengelo"), (CARE, "enschede")):
        location = Location.objects.get(slug=slug)
        set_contact_point(
            board.holders["werkgevers"],
            employer=Employer.objects.get(name=promise.employer),
            location=location,
            office=OFFICES[promise.sector],
            email=_mail(promise.sector, location),
            is_example=True,
            now=at,
        )
    set_works_council(
        Employer.objects.get(name=METAL.employer),
        board.holders["werknemers"],
        office="Secretariaat ondernemingsraad",
        email="or@metaalbewerking.example",
        is_example=True,
        now=at,
    )


def _agreements(calendar: Calendar, board: Board, at: datetime) -> None:
    today = calendar.today

    def write(title: str, code: str, text: str, first: date, last: date) -> None:
        write_cao(
            board.holders["werknemers"],
            sector=_sector(code),
            title=title,
            agreement=text,
            valid_from=first,
            valid_to=last,
            reference="Voorbeeld: artikel 12",
            is_example=True,
            now=at,
        )

    def days(count: int) -> date:
        return today + timedelta(days=count)

    places = "Voorbeeld: elke vestiging met meer dan vijftig werknemers biedt een werkplek voor de doelgroep."
    write("Voorbeeld-cao techniek", "B-E", places, days(-680), days(50))
    pay = "Voorbeeld: wie uit de doelgroep komt, groeit in stappen naar de laagste loonschaal."
    write("Voorbeeld-cao zorg", "O-Q", pay, days(-700), days(-1))
    write("Voorbeeld-cao zorg", "O-Q", pay, days(0), days(730))
