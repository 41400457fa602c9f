"""The whole example, event after event in the order of time, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from governance.models import Meeting, OwedMail, Person
from quotum.domain.quarters import Quarter
from reports.demo.actions import action_events
from reports.demo.agendas import EXTENSION_DECIDED_IN, Agendas
from reports.demo.calendar import FIRST_DAY, LAST_DAY, Calendar, moment, regular_day
from reports.demo.catalogue import draft_next_package
from reports.demo.contacts import contact_events
from reports.demo.contributions import create_contributions
from reports.demo.drafts import Drafts, draft_other_list
from reports.demo.employers import employer_events
from reports.demo.extension import extend_agreement
from reports.demo.figures import CORRECTED_AFTER, correct, deliver, deliver_in_detail, published_on
from reports.demo.follow_up import follow_base_package
from reports.demo.information import information_events
from reports.demo.loonwaarde import judge_and_choose
from reports.demo.market_plan import market_plan_events
from reports.demo.meetings import PLACES, Played, write_agenda
from reports.demo.minutes import minutes_events
from reports.demo.monitoring import monitoring_events
from reports.demo.people import Board, create_people
from reports.demo.target_group import target_group_events
from reports.demo.texts import text_events
from reports.demo.uniformity import uniformity_events
from reports.twente.agreement import ENDS_ON
from werkbedrijf.lib.errors import Conflict, DomainError

Event = tuple[datetime, Callable[[datetime], object]]


def demo_exists() -> bool:
    """Whether the example was loaded before."""
    return Person.objects.filter(is_demo=True).exists()


@transaction.atomic
def load_demo(today: date) -> None:
    """Everything of the example, for somebody who looks at it on `today`.

    Raises Conflict when there is an example already, or a real meeting: an example is never mixed with real work.
    Raises DomainError for a day that the example cannot be made for.
    """
    if demo_exists():
        raise Conflict("De voorbeeldgegevens staan er al. Er is niets veranderd.")
    if Meeting.objects.exists() or Person.objects.filter(seat_terms__isnull=False).exists():
        raise Conflict("Hier staan al echte vergaderingen of bestuursleden. Gebruik een lege database.")
    if not FIRST_DAY <= today <= LAST_DAY:
        raise DomainError(f"Kies een dag van {FIRST_DAY:%d-%m-%Y} tot en met {LAST_DAY:%d-%m-%Y}.")
    calendar, board = Calendar(today), create_people()
    events = [
        *_agreement(calendar),
        *_meetings(calendar, board),
        *minutes_events(calendar, board),
        *action_events(calendar, board),
        *_figures(calendar, board),
        *employer_events(calendar, board),
        *contact_events(calendar, board),
        *target_group_events(calendar, board),
        *monitoring_events(calendar, board),
        *uniformity_events(calendar, board),
        *information_events(calendar, board),
        *text_events(calendar, board),
        *market_plan_events(calendar, board),
    ]
    for at, event in sorted(events, key=lambda entry: entry[0]):
        event(at)
    create_contributions(calendar, board)
    # These people do not exist: nothing is owed to them by e-mail.
    OwedMail.objects.filter(person__is_demo=True).delete()


def _agreement(calendar: Calendar) -> list[Event]:
    """After 2026 a meeting extends the agreement (agendas.py); when none reaches back to it, it was extended before."""
    if calendar.today <= ENDS_ON or EXTENSION_DECIDED_IN in calendar.held_in:
        return []
    before = moment(regular_day(calendar.held_in[0]) - timedelta(days=30), 9)
    return [(before, lambda at: extend_agreement())]


def _meetings(calendar: Calendar, board: Board) -> list[Event]:
    agendas = Agendas(calendar, Drafts(board))
    events: list[Event] = []
    for place, quarter in enumerate(calendar.held_in):
        script = agendas.held(place, quarter)
        events += Played(board, script, regular_day(quarter), PLACES[place % len(PLACES)]).steps()
    now = Played(board, agendas.today(), calendar.today, PLACES[0])
    events += now.steps()[:-1]  # prepared and convened; it can be opened
    events.append(
        (
            moment(calendar.today, 8),
            lambda at: write_agenda(board, agendas.coming(), calendar.next_meeting_day, PLACES[1], at),
        )
    )
    events.append((moment(calendar.today, 8), lambda at: follow_base_package(board, at)))
    events.append((moment(calendar.today, 8), lambda at: draft_other_list(board, at)))
    events.append((moment(calendar.today, 8), lambda at: judge_and_choose(board, at)))
    events.append((moment(calendar.today, 8), lambda at: draft_next_package(board, at)))
    return events


def _figures(calendar: Calendar, board: Board) -> list[Event]:
    reported = calendar.reported_quarters(calendar.today)

    def delivery(quarter: Quarter) -> Event:
        take = deliver_in_detail if quarter == reported[-1] else deliver
        return moment(published_on(quarter), 8), lambda at: take(board, quarter, at)

    first = Quarter(calendar.last_year, 1)
    correction: Event = (
        moment(published_on(first) + CORRECTED_AFTER, 8),
        lambda at: correct(board, first, at),
    )
    return [*(delivery(quarter) for quarter in reported), correction]
