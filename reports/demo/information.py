"""What the board of the example asks of the execution, and what the locations, municipalities and UWV answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from governance.enums import Role
from governance.models import Adoptable, Person, RoleAssignment
from quotum.domain.quarters import Quarter
from reports.actions.indicators import draft_indicator_set, write_indicator
from reports.actions.information import Figure, answer_information, request_information
from reports.demo.calendar import Calendar, moment
from reports.demo.people import Board
from reports.enums import DelivererKind, Frequency
from reports.models import InformationRequest

ANSWERED_AFTER = timedelta(days=20)
STILL_OPEN = "enschede"  # the location that has not answered over the newest quarter
# Name, definition, unit, how often, who; and a middling figure.
INDICATORS = (
    (
        "Nieuwe vacatures",
        "Vacatures die in het kwartaal bij de locatie zijn gemeld en in WBS zijn geregistreerd.",
        "vacatures",
        Frequency.QUARTER,
        DelivererKind.LOCATION,
        140,
    ),
    (
        "Contacten met werkgevers",
        "Gesprekken met een werkgever over banen voor de doelgroep, ter plaatse of op de locatie.",
        "gesprekken",
        Frequency.QUARTER,
        DelivererKind.LOCATION,
        90,
    ),
    (
        "Mensen met loonkostensubsidie",
        "Mensen voor wie de gemeente op 31 december loonkostensubsidie betaalt.",
        "mensen",
        Frequency.YEAR,
        DelivererKind.MUNICIPALITY,
        75,
    ),
    (
        "Afgegeven no-riskverklaringen",
        "Verklaringen die UWV in het half jaar aan werkgevers in Twente heeft gegeven.",
        "verklaringen",
        Frequency.HALF_YEAR,
        DelivererKind.UWV,
        60,
    ),
)
SOURCE = "Voorbeeld: export van de locatie"


def draft_indicators(board: Board, at: datetime) -> Adoptable:
    """The list, as the draft that a proposal carries."""
    drafted = draft_indicator_set(board.secretariat, is_example=True, now=at)
    for name, definition, unit, frequency, deliverers, _ in INDICATORS:
        write_indicator(
            drafted,
            board.secretariat,
            name=name,
            definition=definition,
            unit=unit,
            frequency=frequency,
            deliverers=deliverers,
            now=at,
        )
    return drafted


def information_events(
    calendar: Calendar, board: Board
) -> list[tuple[datetime, Callable[[datetime], object]]]:
    """The day after each quarter since the board decided, the requests; some weeks later, the answers."""
    events: list[tuple[datetime, Callable[[datetime], object]]] = []
    quarter = Quarter(calendar.last_year, 3)
    while quarter.has_ended(calendar.today):
        after = quarter.last_day + timedelta(days=1)
        events.append((moment(after, 8), lambda at: request_information(at.date(), now=at)))
        if after + ANSWERED_AFTER <= calendar.today:
            newest = not quarter.next.has_ended(calendar.today)
            events.append((moment(after + ANSWERED_AFTER, 9), _answering(board, newest)))
        quarter = quarter.next
    return events


def _answering(board: Board, newest: bool) -> Callable[[datetime], object]:
    def answer(at: datetime) -> None:
        middling = {name: figure for name, *_, figure in INDICATORS}
        for place, request in enumerate(InformationRequest.objects.unanswered().with_deliverer()):
            if newest and request.location is not None and request.location.slug == STILL_OPEN:
                continue
            figures = {
                indicator.pk: Figure(
                    Decimal(middling[indicator.name] * (90 + (place * 7 + request.number * 3) % 25) // 100)
                )
                for indicator in request.indicators()
            }
            answer_information(request, _who(board, request), figures=figures, source=SOURCE, now=at)

    return answer


def _who(board: Board, request: InformationRequest) -> Person:
    """The staff of a location, UWV's staff, and for a municipality the secretariat."""
    if request.deliverers == DelivererKind.UWV:
        return board.uwv_staff
    if request.location is None:
        return board.secretariat
    role = RoleAssignment.objects.select_related("person").get(
        role=Role.WERKPLEIN_STAFF, location=request.location
    )
    return role.person
