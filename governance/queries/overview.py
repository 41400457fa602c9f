"""What waits for a person on the first page: a vote, a meeting, an agenda to prepare or to convene."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from governance.enums import WITH_PROPOSAL, MeetingState, RequestState, SeatCapacity, VoteState
from governance.models import AgendaItem, Decision, ItemRequest, Meeting, Seat, Vote, VoteSeat
from governance.permissions import (
    current_term,
    is_secretariat,
    office_of,
    visible_decisions,
    visible_items,
    visible_meetings,
    visible_papers,
    visible_requests,
)
from governance.queries.votes import own_seat

ANSWERS_SHOWN = timedelta(days=60)  # so long an answered request stays on the overview of who asked
RUNNING = (VoteState.OPEN, VoteState.TIED)
GOING_ON = (MeetingState.OPEN, MeetingState.SUSPENDED)


@dataclass(frozen=True)
class WaitingVote:
    """A running vote in which this person has a part.

    seat: the person's place on the roster, with `choice` (None: not voted yet). decides: the tie waits for this person.
    """

    vote: Vote
    seat: VoteSeat
    decides: bool

    @property
    def asks(self) -> bool:
        return self.decides or (self.vote.is_open and getattr(self.seat, "choice", None) is None)


def waiting_vote(user: Any) -> WaitingVote | None:
    """The running vote on whose roster this person is, as present; None for everybody else."""
    vote = (
        Vote.objects.running()
        .filter(seats__person=user, seats__present=True, seats__recused=False)
        .select_related("meeting", "proposal_version")
        .first()
    )
    seat = own_seat(vote, user) if vote else None
    if vote is None or seat is None:
        return None
    decides = vote.is_tied and seat.office == vote.waiting_for and not seat.by_deputy
    return WaitingVote(vote, seat, decides)


def open_meeting_of(user: Any) -> Meeting | None:
    """The meeting that is going on now, for who may follow it."""
    return visible_meetings(user).filter(state__in=GOING_ON).order_by("starts_at").first()


@dataclass(frozen=True)
class OpenMeetingPart:
    """A member's part in the meeting that is going on: which seat, and whether it is noted as present."""

    meeting: Meeting
    seat: Seat
    is_present: bool


def part_in_open_meeting(user: Any) -> OpenMeetingPart | None:
    """For a holder, or a deputy who acts for the seat now or finds it empty; None while no meeting is open."""
    term, meeting = current_term(user), open_meeting_of(user)
    if term is None or meeting is None:
        return None
    there = meeting.attendances.filter(seat=term.seat, left_at=None).first()
    if term.capacity == SeatCapacity.DEPUTY and there is not None and there.person_id != user.pk:
        return None
    return OpenMeetingPart(meeting, term.seat, there is not None and there.person_id == user.pk)


def next_meeting(user: Any) -> Meeting | None:
    """The first meeting that has been called and has not begun, with `item_count` and `paper_count`."""
    return (
        visible_meetings(user)
        .filter(state=MeetingState.CONVENED)
        .annotate(
            item_count=Count("items", distinct=True),
            paper_count=Count(
                "items__papers",
                filter=Q(items__papers__in=visible_papers(user), items__papers__replaced_by=None),
                distinct=True,
            ),
        )
        .order_by("starts_at")
        .first()
    )


def meetings_to_convene(user: Any) -> QuerySet[Meeting]:
    """Agendas that wait for the chair, or the vice-chair (article 5); for nobody else."""
    found = visible_meetings(user).filter(state=MeetingState.SUBMITTED).order_by("starts_at")
    return found if office_of(user) else found.none()


def meetings_to_prepare(user: Any) -> QuerySet[Meeting]:
    """Agendas in preparation, for the secretariat, each with `missing`: points for decision without a proposal."""
    if not is_secretariat(user):
        return Meeting.objects.none()
    return (
        Meeting.objects.filter(state__in=[MeetingState.DRAFT, MeetingState.SUBMITTED])
        .annotate(
            item_count=Count("items", distinct=True),
            missing=Count(
                "items",
                filter=Q(
                    items__kind__in=WITH_PROPOSAL,
                    items__postponed_at=None,
                    items__proposal__points__isnull=True,
                ),
                distinct=True,
            ),
        )
        .order_by("starts_at")
    )


def open_requests(user: Any) -> list[ItemRequest]:
    """For the secretariat the requests to answer; for a member the own ones that wait, or were answered lately."""
    found = visible_requests(user).select_related("asked_by")
    if is_secretariat(user):
        return list(found.filter(state=RequestState.ASKED).order_by("asked_at"))
    lately = timezone.now() - ANSWERS_SHOWN
    return list(found.filter(Q(state=RequestState.ASKED) | Q(answered_at__gte=lately)).order_by("-asked_at"))


def meetings_to_run(user: Any, on: date) -> list[Meeting]:
    """Meetings of day `on`, or going on, that the secretariat or the chair runs."""
    if not (is_secretariat(user) or office_of(user)):
        return []
    waiting = visible_meetings(user).filter(state__in=[MeetingState.CONVENED, *GOING_ON])
    return [m for m in waiting.order_by("starts_at") if m.state in GOING_ON or m.day == on]


def latest_decisions(user: Any, number: int = 3) -> list[Decision]:
    """The last decisions that this person may see."""
    return list(visible_decisions(user).order_by("-year", "-number_in_year")[:number])


def decisions_ahead(user: Any, meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting, visible to this person, on which the board is asked to decide, in order."""
    return list(
        visible_items(user)
        .filter(meeting=meeting, kind__in=WITH_PROPOSAL, postponed_at=None)
        .order_by("position")
    )
