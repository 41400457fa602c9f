"""Votes: opening and closing them, the page on which a member votes, and the outcome with the reasons for it."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from governance.actions import break_off_vote, cast_ballot, cast_deciding_vote, close_vote, open_vote
from governance.models import DecisionPoint, Vote
from governance.permissions import (
    can_give_deciding_vote,
    current_term,
    is_board_member,
    leads_meeting,
    visible_items,
    visible_votes,
)
from governance.queries.amendments import amendment_line, amendments_of
from governance.queries.decisions import effects_of
from governance.queries.now import (
    frozen_version,
    meeting_now,
    proposal_points,
    seat_choices,
    vote_word,
    waited_for,
)
from governance.queries.votes import own_seat, progress, why_not_entitled
from governance.views.acts import perform, person_of
from governance.views.live import part_keys
from governance.views.meetings_run import led_meeting, seen_meeting
from werkbedrijf.lib.dates import second_of_day
from werkbedrijf.lib.errors import DomainError


@require_safe
@never_cache  # a page from the history would offer a form with the key of a ballot that is already cast
@login_required
def meeting_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """What am I deciding, and was my vote recorded? For the seats, on a phone first."""
    meeting = seen_meeting(request, pk)
    term = current_term(request.user)
    if term is None:
        raise PermissionDenied("Deze pagina is voor wie een zetel in het bestuur heeft.")
    now = meeting_now(meeting)
    vote, keys = now.vote, part_keys(now)
    version = vote.proposal_version if vote else frozen_version(now.current.item) if now.current else None
    own = own_seat(vote, person_of(request)) if vote else None
    return render(
        request,
        "governance/votes/meeting_vote.html",
        {
            "meeting": meeting,
            "now": now,
            "vote": vote,
            "keys": keys,
            "own_key": keys[f"seat-{term.seat.slug}"],
            "line": next(line for line in now.seats if line.seat.pk == term.seat_id),
            "own": own,
            "why_not": why_not_entitled(vote, person_of(request), term.seat)
            if vote and vote.is_open and own is None
            else "",
            "request_key": uuid4(),
            "version": version,
            "amended": amendments_of(meeting, request.user).get(now.current.item.pk) if now.current else None,
            "points": proposal_points(version) if version else [],
            "papers": now.current.item.papers.all() if now.current else [],
            "may_decide": vote is not None and can_give_deciding_vote(request.user, vote),
            "leads": leads_meeting(request.user, meeting),
        },
    )


@require_POST
@login_required
def vote_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the vote on the proposal of this agenda item. POST point (its number): on that decision point alone."""
    item = get_object_or_404(visible_items(request.user).select_related("meeting", "proposal"), pk=pk)
    meeting = led_meeting(request, item.meeting_id)

    def act() -> None:
        wanted = request.POST.get("point", "")
        point = None
        if wanted:
            point = DecisionPoint.objects.filter(proposal__item=item, number=wanted).first()
            if point is None:
                raise DomainError("Dit beslispunt staat niet (meer) in het voorstel. Ververs de pagina.")
        open_vote(item, person_of(request), point=point)

    return perform(request, meeting, act, done="De stemming is geopend.")


@require_POST
@login_required
def vote_close(request: HttpRequest, pk: int) -> HttpResponse:
    vote = _led_vote(request, pk)
    return perform(request, vote.meeting, partial(close_vote, vote, person_of(request)))


@require_POST
@login_required
def vote_break_off(request: HttpRequest, pk: int) -> HttpResponse:
    """POST reason: why this vote does not count."""
    vote = _led_vote(request, pk)
    act = partial(break_off_vote, vote, person_of(request), request.POST.get("reason", "")[:300])
    return perform(request, vote.meeting, act, done="De stemming is afgebroken en telt niet.")


@require_POST
@login_required
def ballot_cast(request: HttpRequest, pk: int) -> HttpResponse:
    """POST choice, text_sha256 (of the text on the page), request_key and explanation: one ballot of one's own seat."""
    vote = _own_vote(request, pk)

    def act() -> None:
        try:
            key = UUID(request.POST.get("request_key", ""))
        except ValueError:
            raise DomainError("Deze pagina is verouderd. Ververs de pagina en stem dan.") from None
        text = request.POST.get("text_sha256", "")
        cast_ballot(
            vote,
            person_of(request),
            request.POST.get("choice", ""),
            text_sha256=text,
            request_key=key,
            explanation=request.POST.get("explanation", ""),
        )

    return perform(request, vote.meeting, act)


@require_POST
@login_required
def deciding_vote_cast(request: HttpRequest, pk: int) -> HttpResponse:
    """POST choice: for, against or declined, by the holder of the office that the tied vote waits for."""
    vote = _own_vote(request, pk)
    act = partial(cast_deciding_vote, vote, person_of(request), request.POST.get("choice", ""))
    return perform(request, vote.meeting, act)


@require_safe
@never_cache
@login_required
def vote_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What did we decide, and why? Until the vote closes only how far it is (invariant 9)."""
    vote = get_object_or_404(
        visible_votes(request.user).select_related(
            "meeting",
            "item",
            "proposal_version__proposal__article__version",
            "rule_set",
            "agreement",
            "presiding_seat",
        ),
        pk=pk,
    )
    decisions = list(vote.decisions.order_by("year", "number_in_year"))
    effects = effects_of(decisions)
    return render(
        request,
        "governance/votes/vote_detail.html",
        {
            "vote": vote,
            "word": vote_word(vote),
            "broken_off": f"Afgebroken om {second_of_day(vote.closed_at)}. Reden: {vote.broken_off_reason} "
            "Wat was uitgebracht, is bewaard en niet geteld."
            if vote.closed_at
            else "",
            "progress": progress(vote) if vote.is_open else None,
            "choices": seat_choices(vote),
            "waited_for": waited_for(vote),
            "points": proposal_points(vote.proposal_version),
            "amendment": amendment_line(vote.amendment) if vote.amendment else None,
            "decisions": [(decision, effects.get(decision.pk, [])) for decision in decisions],
            "others": vote.item.votes.exclude(pk=vote.pk).order_by("opened_at"),
        },
    )


def _led_vote(request: HttpRequest, pk: int) -> Vote:
    vote = get_object_or_404(visible_votes(request.user), pk=pk)
    vote.meeting = led_meeting(request, vote.meeting_id)
    return vote


def _own_vote(request: HttpRequest, pk: int) -> Vote:
    """The vote, for who has a seat; whether that seat has a vote here is for the action to say, in a sentence."""
    vote = get_object_or_404(visible_votes(request.user).select_related("meeting"), pk=pk)
    if not is_board_member(request.user):
        raise PermissionDenied("Alleen wie een zetel in het bestuur heeft, stemt.")
    return vote
