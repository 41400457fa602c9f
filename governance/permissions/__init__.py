"""Who sees what and may do what: `visible_*` for lists and look-ups (else 404), `can_*` for acts (else 403).

Arguments are the user, the object and the day, never the request. Time is part of a permission: roles and seats have
terms, a ballot can be cast only while the vote is open, an agenda changed only until it is convened.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.enums import (
    AdoptableState,
    Audience,
    MeetingState,
    Office,
    Role,
    SeatCapacity,
    Visibility,
)
from governance.models import (
    AgendaItem,
    Decision,
    ItemRequest,
    Meeting,
    Minutes,
    MinutesComment,
    Paper,
    Party,
    Publication,
    RoleAssignment,
    Seat,
    SeatTerm,
    ViceChairTerm,
    Vote,
)


def today() -> date:
    """The day in the Netherlands."""
    return timezone.localdate()


def current_roles(user: Any) -> frozenset[str]:
    """The roles of this person today; none for somebody who may not sign in. Read once per user object."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    roles: frozenset[str] | None = getattr(user, "_current_roles", None)
    if roles is None:
        roles = frozenset(
            RoleAssignment.objects.current(today()).filter(person=user).values_list("role", flat=True)
        )
        user._current_roles = roles
    return roles


def has_role(user: Any, *roles: str) -> bool:
    """Whether the person has one of these roles today."""
    return not current_roles(user).isdisjoint(roles)


def current_term(user: Any) -> SeatTerm | None:
    """The seat that this person holds or replaces today, or None."""
    if not user.is_authenticated or not user.is_active:
        return None
    if not hasattr(user, "_current_term"):
        user._current_term = (
            SeatTerm.objects.current(today())
            .filter(person=user)
            .select_related("seat")
            .order_by("capacity")
            .first()
        )
    term: SeatTerm | None = user._current_term
    return term


def is_board_member(user: Any) -> bool:
    return current_term(user) is not None


def vice_chair_seat(on: date) -> Seat | None:
    """The seat of the vice-chair on day `on`, or None when none is chosen."""
    term = ViceChairTerm.objects.select_related("seat").in_force(on)
    return term.seat if term else None


def office_of(user: Any, on: date | None = None) -> str:
    """The office this person holds in person: chair, vice_chair or "". An office never passes to a deputy (rule 8)."""
    term = current_term(user)
    if term is None or term.capacity != SeatCapacity.HOLDER:
        return ""
    if term.seat.is_chair:
        return Office.CHAIR
    seat = vice_chair_seat(on or today())
    return Office.VICE_CHAIR if seat is not None and seat.pk == term.seat_id else ""


def is_chair(user: Any) -> bool:
    return office_of(user) == Office.CHAIR


def is_secretariat(user: Any) -> bool:
    return has_role(user, Role.SECRETARIAT)


def is_administrator(user: Any) -> bool:
    return has_role(user, Role.ADMINISTRATOR) or (user.is_active and user.is_superuser)


def can_export_ledger(user: Any) -> bool:
    """Hands the ledger to an auditor: the secretariat and the administrator. It holds what seats chose, not names."""
    return is_secretariat(user) or is_administrator(user)


def is_participant(user: Any) -> bool:
    """Reads agendas and papers and follows the meeting: seats, secretariat, observers and UWV staff."""
    return is_board_member(user) or has_role(user, Role.SECRETARIAT, Role.OBSERVER, Role.UWV_STAFF)


def reader_parties(user: Any) -> QuerySet[Party]:
    """The parties for which this person receives the report today."""
    return Party.objects.filter(
        readers__in=RoleAssignment.objects.current(today()).filter(person=user, role=Role.PARTY_READER)
    ).distinct()


def visible_meetings(user: Any) -> QuerySet[Meeting]:
    """Participants see a meeting from its convening on; who prepares it, sees it before."""
    if not is_participant(user):
        return Meeting.objects.none()
    if is_secretariat(user):
        return Meeting.objects.all()
    shown = ~Q(state__in=[MeetingState.DRAFT, MeetingState.SUBMITTED])
    if office_of(user):
        shown |= Q(state=MeetingState.SUBMITTED)
    return Meeting.objects.filter(shown)


def sees_confidential(user: Any) -> bool:
    """Confidential items are for the seats (holders and deputies) and the secretariat: not for who only listens."""
    return is_board_member(user) or is_secretariat(user)


def visible_items(user: Any) -> QuerySet[AgendaItem]:
    """The items of visible meetings, without the confidential ones for who only listens.

    A public item of a meeting that has been called is for everybody who signs in: its papers stand with the decision.
    """
    if not user.is_authenticated or not user.is_active:
        return AgendaItem.objects.none()
    items = AgendaItem.objects.filter(
        Q(meeting__in=visible_meetings(user))
        | Q(visibility=Visibility.PUBLIC, meeting__convened_at__isnull=False)
    )
    if not (is_secretariat(user) or office_of(user)):
        items = items.filter(awaits_sending=False)  # prepared after the call: for who sends it
    return items if sees_confidential(user) else items.exclude(visibility=Visibility.CONFIDENTIAL)


def visible_papers(user: Any) -> QuerySet[Paper]:
    return Paper.objects.filter(item__in=visible_items(user))


def visible_votes(user: Any) -> QuerySet[Vote]:
    """Votes of visible meetings; of a confidential item the outcome is as confidential as the text."""
    votes = Vote.objects.filter(meeting__in=visible_meetings(user))
    return votes if sees_confidential(user) else votes.exclude(item__visibility=Visibility.CONFIDENTIAL)


def registered_decisions(user: Any) -> QuerySet[Decision]:
    """Every decision by its number, for everybody who signs in: numbers without gaps show that nothing is left out.

    What a decision says is another question: `visible_decisions`.
    """
    return Decision.objects.all() if user.is_authenticated and user.is_active else Decision.objects.none()


def visible_decisions(user: Any) -> QuerySet[Decision]:
    """For everybody who signs in, since the councils account for them; not those on a confidential item."""
    decisions = registered_decisions(user)
    if sees_confidential(user):
        return decisions
    return decisions.exclude(vote__item__visibility=Visibility.CONFIDENTIAL)


def visible_decision_lists(user: Any) -> QuerySet[Meeting]:
    """Meetings of which this person may read the besluitenlijst: once closed everybody, since the councils account
    for the decisions; while it runs, who may see the meeting.
    """
    if not user.is_authenticated or not user.is_active:
        return Meeting.objects.none()
    running = Q(state__in=[MeetingState.OPEN, MeetingState.SUSPENDED], pk__in=visible_meetings(user))
    return Meeting.objects.filter(Q(state=MeetingState.CLOSED) | running)


def visible_publications(user: Any) -> QuerySet[Publication]:
    """For everybody who signs in; what is for the board alone, for who may read confidential items."""
    if not user.is_authenticated or not user.is_active:
        return Publication.objects.none()
    made = Publication.objects.all()
    return made if sees_confidential(user) else made.exclude(audience=Audience.INTERNAL)


def can_prepare_meeting(user: Any, meeting: Meeting) -> bool:
    """Draft and change the agenda: the secretariat, until the chair has convened."""
    return is_secretariat(user) and meeting.is_agenda_editable


def can_postpone_item(user: Any, item: AgendaItem) -> bool:
    """While preparing: the secretariat. Once called, until the meeting is over: who leads it. An item goes once."""
    if item.postponed_at is not None:
        return False
    if item.meeting.is_agenda_editable:
        return is_secretariat(user)
    over = item.meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED)
    return not over and leads_meeting(user, item.meeting)


def visible_requests(user: Any) -> QuerySet[ItemRequest]:
    """Items asked for: the secretariat answers them, and a member sees the own ones."""
    if is_secretariat(user):
        return ItemRequest.objects.all()
    return ItemRequest.objects.filter(asked_by=user) if is_board_member(user) else ItemRequest.objects.none()


def can_convene_meeting(user: Any, meeting: Meeting) -> bool:
    """The chair convenes, or the vice-chair when the chair is absent (article 5)."""
    return meeting.state == MeetingState.SUBMITTED and bool(office_of(user))


def leads_meeting(user: Any, meeting: Meeting) -> bool:
    """Has the page from which a meeting is run, whatever its state: the secretariat, the offices, who presides now."""
    if is_secretariat(user) or office_of(user):
        return True
    term = current_term(user)
    if term is None or meeting.presiding_seat_id != term.seat_id:
        return False
    # Who presides is the person on that seat now: not its deputy at home.
    return meeting.attendances.filter(seat_id=term.seat_id, person=user, left_at=None).exists()


def can_run_meeting(user: Any, meeting: Meeting) -> bool:
    """Open and close the meeting and its votes, note attendance: who leads it, once it is convened."""
    running = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED)
    return meeting.state in running and leads_meeting(user, meeting)


def can_vote(user: Any, meeting: Meeting) -> bool:
    """Has the voting page of this meeting: a holder or deputy of a seat, while the meeting is open."""
    return meeting.state == MeetingState.OPEN and is_board_member(user)


def can_give_deciding_vote(user: Any, vote: Vote) -> bool:
    """The holder of the office that the tied vote waits for, as the vote's roster names that person."""
    return vote.is_tied and vote.seats.filter(office=vote.waiting_for, person=user, by_deputy=False).exists()


def visible_minutes(user: Any) -> QuerySet[Minutes]:
    """The secretariat sees all, members what was put before them, everybody else who signs in what is published.

    Whether somebody reads the internal or the public version is another question: `sees_confidential`.
    """
    if not user.is_authenticated or not user.is_active:
        return Minutes.objects.none()
    if is_secretariat(user):
        return Minutes.objects.all()
    if is_board_member(user):
        return Minutes.objects.filter(Q(comment_opened_at__isnull=False) | ~Q(state=AdoptableState.DRAFT))
    return Minutes.objects.filter(published_at__isnull=False)


def can_write_minutes(user: Any, minutes: Minutes) -> bool:
    """Write texts and answer comments: the secretariat, until the minutes are before the board."""
    return is_secretariat(user) and minutes.is_draft


def can_comment_minutes(user: Any, minutes: Minutes, on: date) -> bool:
    """Propose another text: a member or deputy, until the day that was named."""
    return is_board_member(user) and minutes.takes_comments(on)


def visible_minutes_comments(user: Any) -> QuerySet[MinutesComment]:
    """Proposals for another text, for who reads the internal version before it is adopted."""
    comments = MinutesComment.objects.filter(text__minutes__in=visible_minutes(user))
    return comments if sees_confidential(user) else comments.none()
