"""Acts of who leads the meeting in a secret vote on paper: opening it, entering the totals, confirming or rejecting."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from governance.actions.paper_votes import (
    confirm_paper_count,
    enter_paper_count,
    open_paper_vote,
    reject_paper_count,
)
from governance.domain.paper import PaperTotals
from governance.models import DecisionPoint, PaperCount
from governance.permissions import visible_items, visible_votes
from governance.views.acts import perform, person_of
from governance.views.meetings_run import led_meeting
from werkbedrijf.lib.errors import DomainError

LINES = ("votes_for", "against", "abstained", "not_voted")


@require_POST
@login_required
def paper_vote_open(request: HttpRequest, pk: int) -> HttpResponse:
    """POST persons=on when a member asked for secrecy on a proposal about persons; point (an id) for one point only."""
    item = get_object_or_404(visible_items(request.user).select_related("meeting", "proposal"), pk=pk)
    meeting = led_meeting(request, item.meeting_id)

    def act() -> None:
        chosen = request.POST.get("point", "")
        point = None
        if chosen:
            found = DecisionPoint.objects.filter(proposal__item=item)
            point = found.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
            if point is None:
                raise DomainError("Dit beslispunt staat niet in het voorstel. Kies een beslispunt.")
        open_paper_vote(
            item, person_of(request), about_persons=request.POST.get("persons") == "on", point=point
        )

    return perform(request, meeting, act, done="De schriftelijke stemming is geopend.")


@require_POST
@login_required
def paper_count_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """POST votes_for, against, abstained and not_voted: how many papers of each."""
    vote = get_object_or_404(visible_votes(request.user), pk=pk)
    vote.meeting = led_meeting(request, vote.meeting_id)

    def act() -> None:
        enter_paper_count(vote, person_of(request), _sheet(request))

    return perform(
        request, vote.meeting, act, done="De telling is ingevoerd. Een ander bevestigt haar of wijst haar af."
    )


@require_POST
@login_required
def paper_count_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the totals that another person entered; with it the vote closes."""
    entered = _led_count(request, pk)
    return perform(request, entered.vote.meeting, partial(confirm_paper_count, entered, person_of(request)))


@require_POST
@login_required
def paper_count_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the totals are not right, so that they are entered anew."""
    entered = _led_count(request, pk)
    act = partial(reject_paper_count, entered, person_of(request))
    return perform(request, entered.vote.meeting, act, done="De telling is afgewezen. Voer haar opnieuw in.")


def _led_count(request: HttpRequest, pk: int) -> PaperCount:
    entered = get_object_or_404(
        PaperCount.objects.filter(vote__in=visible_votes(request.user)).select_related("vote"), pk=pk
    )
    entered.vote.meeting = led_meeting(request, entered.vote.meeting_id)
    return entered


def _sheet(request: HttpRequest) -> PaperTotals:
    """The four lines as typed; an empty line is nothing of that kind. DomainError for what is no number."""
    typed = [request.POST.get(name, "").strip() or "0" for name in LINES]
    if not all(line.isascii() and line.isdecimal() and len(line) < 5 for line in typed):
        raise DomainError("Vul bij elke regel een geheel aantal briefjes in.")
    return PaperTotals(*(int(line) for line in typed))
