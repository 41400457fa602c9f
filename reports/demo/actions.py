"""What people of the example owe: two tasks that a decision of the memo's points hands out, and some from a meeting.

One is done, one late, one was moved; the others are open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from governance.actions.commitments import finish_action, move_action, record_action, report_action
from governance.enums import ActionKind, MeetingState, Role
from governance.models import Action, AgendaItem, Owner, Party
from governance.queries.tasks import TaskDraft
from reports.demo.calendar import Calendar, moment, regular_day
from reports.demo.people import Board

LATE = "De lijst van bedrijfscontacten in WBS en Sonar aanvullen"
MOVED = "Een voorstel voor de werkgeversbijeenkomsten van volgend jaar"


def _in_december(day: date) -> date:
    """The middle of the December that comes."""
    this_year = date(day.year, 12, 15)
    return this_year if day < this_year else date(day.year + 1, 12, 15)


def plan_task(board: Board, day: date) -> tuple[TaskDraft, ...]:
    """B6 and B7a: the plan, coordinated with the managers."""
    return (
        TaskDraft(
            board.office[Role.OBSERVER],
            "Een plan maken voor de uitvoering van de punten 3 tot en met 5",
            _in_december(day),
            "Afgestemd met de verantwoordelijke managers van gemeenten en UWV",
        ),
    )


def submission_task(board: Board, day: date) -> tuple[TaskDraft, ...]:
    """B7b: in December."""
    what = "Het plan voor de uitvoering aan het bestuur voorleggen"
    return (TaskDraft(board.office[Role.OBSERVER], what, _in_december(day)),)


def action_events(calendar: Calendar, board: Board) -> list[tuple[datetime, Callable[[datetime], object]]]:
    """When what happens to them, for the list of events of the example."""
    handed_out, last = regular_day(calendar.held_in[1]), regular_day(calendar.held_in[-1])
    return [
        (moment(_in_december(handed_out) - timedelta(days=3), 9), lambda at: _finish_plan(board, at)),
        (moment(last, 17), lambda at: _record(board, calendar.today, at)),
        (moment(calendar.today - timedelta(days=8), 10), lambda at: _move(board, calendar.today, at)),
    ]


def _finish_plan(board: Board, at: datetime) -> None:
    result = "Voorbeeldgegeven: het plan is besproken met de managers en ligt bij het bestuur."
    for action in Action.objects.filter(decision__isnull=False):
        finish_action(action, board.office[Role.OBSERVER], result, now=at)


def _record(board: Board, today: date, at: datetime) -> None:
    """At the end of the last meeting, under its last item."""
    item = AgendaItem.objects.filter(meeting__state=MeetingState.CLOSED).latest(
        "meeting__starts_at", "position"
    )
    owed: list[tuple[Owner, ActionKind, str, int]] = [
        (board.seats["almelo"], ActionKind.ACTION_POINT, LATE, -9),
        (board.secretariat, ActionKind.ACTION_POINT, MOVED, -3),
        (board.seats["werkgevers"], ActionKind.COMMITMENT, "Drie bedrijven vragen om een werkbezoek", 5),
        (
            Party.objects.get(slug="tubbergen"),
            ActionKind.COMMITMENT,
            "De verordening naast het pakket leggen",
            40,
        ),
    ]
    for owner, kind, what, days in owed:
        due_on = today + timedelta(days=days)
        record_action(
            owner,
            board.secretariat,
            kind=kind,
            what=what,
            due_on=due_on,
            item=item,
            is_example=True,
            now=at,
        )


def _move(board: Board, today: date, at: datetime) -> None:
    reason = "Voorbeeldgegeven: de locaties willen hun cijfers er eerst naast leggen."
    moved = Action.objects.get(what=MOVED)
    move_action(moved, board.secretariat, due_on=today + timedelta(days=25), reason=reason, now=at)
    note = "Voorbeeldgegeven: de contacten van twee gemeenten staan erin."
    report_action(Action.objects.get(what=LATE), board.holders["almelo"], note, now=at)
