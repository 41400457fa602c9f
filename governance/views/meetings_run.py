"""Running a meeting: opening and closing it, who is there and presides, which item is up; and the room's screen."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from governance.actions import arrive, close_meeting, leave, open_meeting, preside, set_current_item
from governance.models import Meeting, Person, Seat
from governance.permissions import (
    can_give_deciding_vote,
    current_term,
    is_board_member,
    leads_meeting,
    visible_items,
    visible_meetings,
)
from governance.queries.amendments import amendments_of
from governance.queries.now import frozen_version, meeting_now, proposal_points
from governance.tasks import make_owed_publications, send_owed_mail
from governance.views.acts import perform, person_of
from governance.views.live import part_keys
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.nudge import nudge


def seen_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for who may see it; else 404."""
    return get_object_or_404(
        visible_meetings(request.user).select_related("presiding_seat", "current_item"), pk=pk
    )


def led_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for who leads it; 404 when it is not visible, 403 when it is another's to lead."""
    meeting = seen_meeting(request, pk)
    if not leads_meeting(request.user, meeting):
        raise PermissionDenied("Alleen het secretariaat of wie voorzit, leidt de vergadering in dit systeem.")
    return meeting


@require_safe
@never_cache
@login_required
def meeting_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Where are we, who is here, what now? For the secretariat, the chair and who presides."""
    meeting = led_meeting(request, pk)
    now = meeting_now(meeting)
    vote = now.vote
    version = frozen_version(now.current.item) if now.current else None
    return render(
        request,
        "governance/meetings/meeting_run.html",
        {
            "meeting": meeting,
            "now": now,
            "keys": part_keys(now),
            "version": version,
            "amended": amendments_of(meeting, request.user).get(now.current.item.pk) if now.current else None,
            "points": proposal_points(version) if version else [],
            "papers": now.current.item.papers.all() if now.current else [],
            "may_decide": vote is not None and can_give_deciding_vote(request.user, vote),
            "has_seat": is_board_member(request.user),
            "decisions": meeting.decisions.order_by("year", "number_in_year"),
        },
    )


@require_POST
@login_required
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = led_meeting(request, pk)
    act = partial(open_meeting, meeting, person_of(request))
    return perform(request, meeting, act, done="De vergadering is geopend.")


@require_POST
@login_required
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it; a worker then prints the besluitenlijst and mails the head, or the sweep when no worker heard of it."""
    meeting = led_meeting(request, pk)

    def act() -> None:
        close_meeting(meeting, person_of(request))
        nudge(make_owed_publications)
        nudge(send_owed_mail)

    return perform(request, meeting, act, done="De vergadering is gesloten.")


@require_POST
@login_required
def meeting_current_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take up an item of the agenda."""
    meeting = led_meeting(request, pk)
    taken_up = get_object_or_404(visible_items(request.user), pk=item, meeting=meeting)
    return perform(request, meeting, partial(set_current_item, meeting, taken_up, person_of(request)))


@require_POST
@login_required
def meeting_preside(request: HttpRequest, pk: int) -> HttpResponse:
    """POST seat: the slug of the seat that presides from now on."""
    meeting = led_meeting(request, pk)

    def act() -> None:
        seat = Seat.objects.filter(slug=request.POST.get("seat", "")).first()
        if seat is None:
            raise DomainError("Kies de zetel die het voorzitten overneemt.")
        preside(meeting, seat, person_of(request))

    return perform(request, meeting, act, done="Het voorzitten is overgedragen.")


@require_POST
@login_required
def attendance_set(request: HttpRequest, pk: int, seat: str) -> HttpResponse:
    """POST act (arrive or leave), and person (an id) for a deputy. Members do this for their own seat only."""
    meeting = seen_meeting(request, pk)
    place = get_object_or_404(Seat, slug=seat)
    term = current_term(request.user)
    if not leads_meeting(request.user, meeting) and (term is None or term.seat_id != place.pk):
        raise PermissionDenied("U kunt alleen uw eigen aanwezigheid aangeven.")

    def act() -> None:
        if request.POST.get("act") == "leave":
            leave(meeting, place, person_of(request))
        elif request.POST.get("act") == "arrive":
            arrive(meeting, place, _person_for(request, meeting, place), person_of(request))
        else:
            raise DomainError("Kies of de zetel aanwezig is of vertrekt.")

    return perform(request, meeting, act)


@require_safe
@never_cache
@login_required
def meeting_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen in the room: what is happening? Nothing on it can be pressed."""
    meeting = seen_meeting(request, pk)
    return render(
        request,
        "governance/meetings/meeting_screen.html",
        {"meeting": meeting, "now": meeting_now(meeting)},
    )


def _person_for(request: HttpRequest, meeting: Meeting, seat: Seat) -> Person:
    """Who arrives: the person named, else oneself on one's own seat, else the seat's holder."""
    named = request.POST.get("person", "")
    if named.isdecimal() and len(named) < 19:
        person = Person.objects.filter(pk=int(named), is_active=True).first()
        if person is None:
            raise DomainError("Deze persoon is niet bekend. Kies het lid of de plaatsvervanger van de zetel.")
        return person
    term = current_term(request.user)
    if term is not None and term.seat_id == seat.pk:
        return person_of(request)
    line = next(line for line in meeting_now(meeting).seats if line.seat.pk == seat.pk)
    if line.holder is None:
        raise DomainError(f"De zetel {seat} heeft op deze dag geen lid. Kies de plaatsvervanger.")
    return line.holder
