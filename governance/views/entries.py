"""A member's device fails: who leads takes the choice down, the member or another who leads confirms or rejects it."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from governance.actions.entries import confirm_entry, reject_entry, take_down_ballot
from governance.models import BallotEntry, Seat
from governance.permissions import is_board_member, leads_meeting, visible_votes
from governance.views.acts import perform, person_of
from governance.views.meetings_run import led_meeting, seen_meeting
from werkbedrijf.lib.errors import DomainError


@require_POST
@login_required
def entry_take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """POST seat (slug), choice, manner (spoken or written) and reason."""
    vote = get_object_or_404(visible_votes(request.user), pk=pk)
    vote.meeting = led_meeting(request, vote.meeting_id)

    def act() -> None:
        seat = Seat.objects.filter(slug=request.POST.get("seat", "")).first()
        if seat is None:
            raise DomainError("Kies de zetel waarvan u de stem opneemt.")
        take_down_ballot(
            vote,
            seat,
            person_of(request),
            request.POST.get("choice", ""),
            manner=request.POST.get("manner", ""),
            reason=request.POST.get("reason", ""),
        )

    done = "De stem is opgenomen. Het lid, of een ander die de vergadering leidt, bevestigt haar."
    return perform(request, vote.meeting, act, done=done)


@require_POST
@login_required
def entry_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """With it the choice counts as the seat's ballot."""
    entry = _entry(request, pk)
    act = partial(confirm_entry, entry, person_of(request))
    return perform(request, entry.vote_seat.vote.meeting, act, done="De opgenomen stem is bevestigd.")


@require_POST
@login_required
def entry_reject(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    act = partial(reject_entry, entry, person_of(request))
    return perform(request, entry.vote_seat.vote.meeting, act, done="De opgenomen stem telt niet.")


def _entry(request: HttpRequest, pk: int) -> BallotEntry:
    """The entry, for who leads or has a seat; whether it is that person's to confirm is for the action to say."""
    entry = get_object_or_404(
        BallotEntry.objects.filter(vote_seat__vote__in=visible_votes(request.user)).select_related(
            "vote_seat__vote"
        ),
        pk=pk,
    )
    meeting = seen_meeting(request, entry.vote_seat.vote.meeting_id)
    if not leads_meeting(request.user, meeting) and not is_board_member(request.user):
        raise PermissionDenied("Een opgenomen stem bevestigt het lid zelf, of wie de vergadering leidt.")
    entry.vote_seat.vote.meeting = meeting
    return entry
