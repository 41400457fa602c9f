"""The secretariat prepares the withdrawal of a decision on the page of that decision, or takes the draft back."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from governance.actions.withdrawals import delete_withdrawal_draft, draft_withdrawal
from governance.models import Withdrawal
from governance.permissions import is_secretariat, visible_decisions
from governance.views.acts import person_of
from werkbedrijf.web.answers import carry_out


@require_POST
@login_required
def withdrawal_draft(request: HttpRequest, number: str) -> HttpResponse:
    """Make a draft that withdraws the decision with this number."""
    _refuse_others(request)
    year, _, sequence = number.partition("-")
    decision = get_object_or_404(
        visible_decisions(request.user), year=int(year), number_in_year=int(sequence)
    )
    act = partial(draft_withdrawal, decision, person_of(request))
    done = "De intrekking is een concept. Kies haar bij een beslispunt van een voorstel; het bestuur beslist."
    return carry_out(request, act, done, decision.get_absolute_url())


@require_POST
@login_required
def withdrawal_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a draft that is in no proposal."""
    _refuse_others(request)
    withdrawal = get_object_or_404(Withdrawal.objects.select_related("withdraws"), pk=pk)
    act = partial(delete_withdrawal_draft, withdrawal, person_of(request))
    return carry_out(request, act, "Het concept is verwijderd.", withdrawal.withdraws.get_absolute_url())


def _refuse_others(request: HttpRequest) -> None:
    if not is_secretariat(request.user):
        raise PermissionDenied("Alleen het secretariaat bereidt een intrekking voor.")
