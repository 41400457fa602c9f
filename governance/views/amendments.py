"""Amendments: submitted on a point, withdrawn, voted on; and the versions of a proposal side by side."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.actions import open_vote, submit_amendment, withdraw_amendment
from governance.forms.amendments import AmendmentForm
from governance.models import Amendment, DecisionPoint, Proposal, Seat
from governance.permissions import current_term, is_board_member, is_secretariat, visible_items
from governance.queries.amendments import AMENDABLE, points_voted_on
from governance.queries.versions import side_by_side, version_lines
from governance.views.acts import perform, person_of
from governance.views.live import hub
from governance.views.meetings_run import led_meeting
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def amendment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Another text for one decision point: by a member for the own seat, by the secretariat for a seat present."""
    point = get_object_or_404(
        DecisionPoint.objects.filter(proposal__item__in=visible_items(request.user)).select_related(
            "proposal__item__meeting"
        ),
        pk=pk,
    )
    term = current_term(request.user)
    if term is None and not is_secretariat(request.user):
        raise PermissionDenied("Een amendement komt van een zetel in het bestuur.")
    item = point.proposal.item
    if item.meeting.state not in AMENDABLE or points_voted_on([point]):
        messages.error(request, "Op dit beslispunt kan geen amendement (meer) worden ingediend.")
        return SeeOther(item.get_absolute_url())
    seats = (
        []
        if term
        else list(Seat.objects.filter(attendances__in=item.meeting.attendances.filter(left_at=None)))
    )
    form = AmendmentForm(request.POST or None, seats=seats, initial={"new_text": point.text})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act() -> str:
            seat = term.seat if term else next((s for s in seats if s.slug == values.get("seat")), None)
            if seat is None:
                raise DomainError("Er is nog geen zetel aanwezig. Geef eerst aan wie er is.")
            submit_amendment(
                point, seat, person_of(request), new_text=values["new_text"], reason=values["reason"]
            )
            return item.get_absolute_url()

        try:
            address = once(request, values["form_key"], act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            hub.wake()
            messages.success(request, "Het amendement is ingediend. Iedereen ziet het bij dit agendapunt.")
            return SeeOther(address)
    return render(
        request,
        "governance/amendments/amendment_create.html",
        {"form": form, "point": point, "item": item, "seat": term.seat if term else None},
        status=422 if form.is_bound else 200,
    )


@require_POST
@login_required
def amendment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """By the seat that submitted it, or by the secretariat for a seat that is there."""
    amendment = _seen_amendment(request, pk)
    if not (is_board_member(request.user) or is_secretariat(request.user)):
        raise PermissionDenied("Een amendement wordt ingetrokken door de zetel die het indiende.")
    item = amendment.proposal.item
    return perform(
        request,
        item.meeting,
        partial(withdraw_amendment, amendment, person_of(request)),
        done="Het amendement is ingetrokken. Het blijft leesbaar bij dit agendapunt.",
        back="" if request.POST.get("pagina") else item.get_absolute_url(),
    )


@require_POST
@login_required
def amendment_vote_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the vote on an amendment, before the vote on the proposal."""
    amendment = _seen_amendment(request, pk)
    meeting = led_meeting(request, amendment.proposal.item.meeting_id)
    act = partial(open_vote, amendment.proposal.item, person_of(request), amendment=amendment)
    return perform(request, meeting, act, done="De stemming over het amendement is geopend.")


@require_safe
@login_required
def proposal_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions side by side; ?van= and ?naar= are their numbers, by default the last two."""
    proposal = get_object_or_404(
        Proposal.objects.filter(item__in=visible_items(request.user)).select_related(
            "item__meeting", "article__version"
        ),
        pk=pk,
    )
    lines = version_lines(proposal, proposal.item.meeting)
    by_number = {str(line.version.number): line for line in lines}
    left = by_number.get(request.GET.get("van", ""), lines[-2] if len(lines) > 1 else None)
    right = by_number.get(request.GET.get("naar", ""), lines[-1] if lines else None)
    return render(
        request,
        "governance/proposals/proposal_versions.html",
        {
            "proposal": proposal,
            "item": proposal.item,
            "lines": lines,
            "left": left,
            "right": right,
            "rows": side_by_side(left.version, right.version) if left and right else [],
        },
    )


def _seen_amendment(request: HttpRequest, pk: int) -> Amendment:
    return get_object_or_404(
        Amendment.objects.filter(proposal__item__in=visible_items(request.user)).select_related(
            "proposal__item__meeting", "seat"
        ),
        pk=pk,
    )
