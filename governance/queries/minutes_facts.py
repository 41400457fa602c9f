"""The facts of a meeting, read from what is stored and nowhere typed: what its minutes are built on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch

from governance.domain.outcome import SeatState
from governance.enums import AmendmentState, Office, VoteMethod, VoteState
from governance.models import Action, AgendaItem, Amendment, Attendance, Decision, Meeting, Vote
from governance.queries.matters import matter_words
from governance.queries.meetings import seat_lines
from governance.queries.order import numbered
from governance.queries.votes import roster, seat_state


def minutes_facts(meeting: Meeting) -> dict[str, Any]:
    """Plain JSON values: times in UTC (ISO 8601), seats and people by name, items in the order of their treatment."""
    return {
        "kind": "minutes_facts",
        "meeting": meeting.pk,
        "title": meeting.title,
        "starts_at": _iso(meeting.starts_at),
        "place": meeting.place,
        "is_example": meeting.is_example,
        "opened_at": _iso(meeting.opened_at),
        "closed_at": _iso(meeting.closed_at),
        "late_call_reason": meeting.late_call_reason,
        "suspensions": [
            {"from": _iso(pause.suspended_at), "until": _iso(pause.resumed_at), "reason": pause.reason}
            for pause in meeting.suspensions.order_by("suspended_at")
        ],
        "agenda_versions": [
            {"number": version.number, "sent_at": _iso(version.sent_at), "reason": version.reason}
            for version in meeting.agenda_versions.defer("content").order_by("number")
        ],
        "moves": [
            {"was_at": _iso(move.was_at), "was_place": move.was_place, "reason": move.reason}
            for move in meeting.moves.order_by("moved_at")
        ],
        "seats": _seats(meeting),
        "items": [_item(item) for item in _in_order_treated(meeting)],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _seats(meeting: Meeting) -> list[dict[str, Any]]:
    stays: dict[int, list[Attendance]] = {}
    for stay in meeting.attendances.select_related("person").order_by("arrived_at"):
        stays.setdefault(stay.seat_id, []).append(stay)
    return [
        {
            "seat": line.seat.name,
            "office": Office(line.office).label if line.office else "",
            "stays": [
                {
                    "person": stay.person.name,
                    "by_deputy": stay.by_deputy,
                    "from": _iso(stay.arrived_at),
                    "until": _iso(stay.left_at),
                }
                for stay in stays.get(line.seat.pk, [])
            ],
        }
        for line in seat_lines(meeting)
        if stays.get(line.seat.pk) or not line.is_vacant
    ]


def _in_order_treated(meeting: Meeting) -> list[AgendaItem]:
    """Items that were taken up, in the order in which that began; then the others, in the order of the agenda."""
    items = numbered(
        meeting.items.order_by("position")
        .select_related("lifted_by")
        .prefetch_related(
            "treatments__presiding_seat",
            "recusals__seat",
            Prefetch(
                "proposal__amendments", Amendment.objects.select_related("seat", "point").order_by("number")
            ),
            Prefetch("actions", Action.objects.with_owner().order_by("pk")),
            Prefetch(
                "votes",
                Vote.objects.exclude(state__in=[VoteState.OPEN, VoteState.TIED])
                .select_related("point", "amendment")
                .prefetch_related(Prefetch("decisions", Decision.objects.order_by("number_in_year")))
                .order_by("opened_at", "pk"),
            ),
        )
    )
    started = {
        item.pk: min(part.started_at for part in item.treatments.all())
        for item in items
        if item.treatments.all()
    }
    taken_up = sorted((item for item in items if item.pk in started), key=lambda item: started[item.pk])
    return [*taken_up, *(item for item in items if item.pk not in started)]


def _item(item: AgendaItem) -> dict[str, Any]:
    proposal = getattr(item, "proposal", None)
    parts = list(item.treatments.all())
    began = parts[0].started_at if parts else None
    return {
        "id": item.pk,
        "number": item.number,
        "title": item.title,
        "kind": item.get_kind_display(),
        "is_confidential": item.is_confidential,
        "treated": [
            {
                "from": _iso(part.started_at),
                "until": _iso(part.ended_at),
                "presided_by": part.presiding_seat.name if part.presiding_seat else "",
            }
            for part in parts
        ],
        "postponed_reason": item.postponed_reason,
        "lifted_by": item.lifted_by.name if item.lifted_by else "",
        "recusals": [
            {"seat": recusal.seat.name, "reason": recusal.reason, "until": _iso(recusal.withdrawn_at)}
            for recusal in item.recusals.all()
            if recusal.withdrawn_at is None or (began and recusal.withdrawn_at > began)
        ],
        "amendments": [
            {
                "number": amendment.number,
                "seat": amendment.seat.name,
                "point": amendment.point.number,
                "text": amendment.new_text,
                "state": amendment.get_state_display()
                if amendment.state != AmendmentState.SUBMITTED
                else "niet in stemming gebracht",
            }
            for amendment in (proposal.amendments.all() if proposal else ())
        ],
        "votes": [_vote(vote) for vote in item.votes.all()],
        "actions": [
            {
                "kind": action.get_kind_display(),
                "owner": action.owner_name,
                "of_person": action.person_id is not None,
                "what": action.what,
                "due_on": action.first_due_on.isoformat(),
            }
            for action in item.actions.all()
        ],
    }


def _vote(vote: Vote) -> dict[str, Any]:
    counted = vote.state == VoteState.CLOSED
    secret = vote.method == VoteMethod.PAPER
    outcome = vote.outcome or {}
    return {
        "id": vote.pk,
        "matter": matter_words(vote),
        "method": vote.method,
        "closed_at": _iso(vote.closed_at),
        "broken_off_reason": vote.broken_off_reason,
        "sentence": vote.sentence,
        "result": vote.result,
        "totals": {str(state): outcome.get(str(state), 0) for state in SeatState} if counted else {},
        "seats": [_seat(line, secret=secret) for line in roster(vote).prefetch_related("notes")]
        if counted
        else [],
        "decisions": [
            {"number": decision.number, "title": decision.title, "text": decision.text}
            for decision in vote.decisions.all()
        ],
    }


def _seat(line: Any, *, secret: bool) -> dict[str, Any]:
    """What one seat did; of a secret vote there is no choice to tell, only who was there."""
    state = seat_state(line.present, None if secret else line.choice, line.recused)
    return {
        "seat": line.seat.name,
        "by_deputy": line.by_deputy,
        "state": str(state),
        "explanation": "" if secret else line.explanation or "",
        "notes": [
            {"kind": note.kind, "text": note.text, "at": _iso(note.noted_at)} for note in line.notes.all()
        ],
    }
