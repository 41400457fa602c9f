"""Taking part in an item: a seat that recuses itself, a hamerstuk with or without a vote, notes after a vote."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from governance.actions import (
    adopt_hammer_item,
    lift_hammer_item,
    note_dissent,
    note_mistake,
    recuse,
    withdraw_recusal,
)
from governance.enums import NoteKind
from governance.models import AgendaItem, Meeting, Seat
from governance.permissions import current_term, is_board_member, leads_meeting, visible_items, visible_votes
from governance.views.acts import perform, person_of
from governance.views.meetings_run import led_meeting, seen_meeting
from werkbedrijf.lib.errors import DomainError


@require_POST
@login_required
def recusal_set(request: HttpRequest, pk: int) -> HttpResponse:
    """POST act (recuse or withdraw), seat (a slug; one's own when empty) and reason."""
    item, meeting = _item_of_member(request, pk)

    def act() -> None:
        seat, by = _seat(request), person_of(request)
        if request.POST.get("act") == "withdraw":
            withdraw_recusal(item, seat, by)
        else:
            recuse(item, seat, by, request.POST.get("reason", "")[:300])

    return perform(request, meeting, act, back=_back(request, item))


@require_POST
@login_required
def hammer_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt a hamerstuk without a vote, for who leads."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    meeting = led_meeting(request, item.meeting_id)
    act = partial(adopt_hammer_item, item, person_of(request))
    return perform(request, meeting, act, done="Het voorstel is aangenomen zonder stemming.")


@require_POST
@login_required
def hammer_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """POST seat (a slug; one's own when empty): this seat asks for a vote."""
    item, meeting = _item_of_member(request, pk)

    def act() -> None:
        lift_hammer_item(item, _seat(request), person_of(request))

    done = "Over dit punt komt een stemming."
    return perform(request, meeting, act, done=done, back=_back(request, item))


@require_POST
@login_required
def vote_note(request: HttpRequest, pk: int) -> HttpResponse:
    """POST kind (mistake or dissent), text, and for a dissent seat (a slug; one's own when empty)."""
    vote = get_object_or_404(visible_votes(request.user).select_related("meeting"), pk=pk)
    if not is_board_member(request.user) and not leads_meeting(request.user, vote.meeting):
        raise PermissionDenied("Een aantekening komt van een zetel in het bestuur.")

    def act() -> None:
        by, words = person_of(request), request.POST.get("text", "")[:500]
        if request.POST.get("kind") == NoteKind.DISSENT:
            note_dissent(vote, _seat(request), by, words)
        else:
            note_mistake(vote, by, words)

    back = vote.get_absolute_url() if request.POST.get("pagina") == "uitslag" else ""
    return perform(request, vote.meeting, act, done="De aantekening staat bij de uitslag.", back=back)


def _item_of_member(request: HttpRequest, pk: int) -> tuple[AgendaItem, Meeting]:
    """The item and its meeting, for who has a seat or leads; 404 when not visible, 403 for another."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    meeting = seen_meeting(request, item.meeting_id)
    if not is_board_member(request.user) and not leads_meeting(request.user, meeting):
        raise PermissionDenied(
            "Dit is voor wie een zetel in het bestuur heeft, en voor wie de vergadering leidt."
        )
    return item, meeting


def _seat(request: HttpRequest) -> Seat:
    """The seat that is named, else one's own. Whether this person may act for it, is for the action to say."""
    named = request.POST.get("seat", "")
    term = current_term(request.user)
    seat = Seat.objects.filter(slug=named).first() if named else term.seat if term else None
    if seat is None:
        raise DomainError("Kies voor welke zetel dit geldt.")
    return seat


def _back(request: HttpRequest, item: AgendaItem) -> str:
    """The agenda, when the form stood there; else the page from which this person acts."""
    return item.get_absolute_url() if request.POST.get("pagina") == "agenda" else ""
