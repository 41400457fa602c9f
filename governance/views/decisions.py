"""One decision, with everything it rests on and everything that followed from it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.models import Withdrawal
from governance.permissions import (
    is_secretariat,
    registered_decisions,
    visible_decisions,
    visible_papers,
    visible_votes,
)
from governance.queries.amendments import amendments_on
from governance.queries.decisions import (
    decision_effects,
    decision_event,
    standing_of,
    taken_after_end,
    withdrawal_of,
)
from governance.queries.follow_up import follow_up
from governance.queries.now import seat_choices
from werkbedrijf.web.panels import panels_for


@require_safe
@login_required
def decision_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One decision by its permanent number, such as 2027-003: its text, its ground, its vote and its effects.

    Who may not read a confidential decision reads that it is one: the register shows its number already.
    """
    year, _, sequence = number.partition("-")
    decision = get_object_or_404(
        registered_decisions(request.user).select_related(
            "meeting",
            "article__version",
            "point",
            "vote__agreement",
            "vote__rule_set",
            "vote__proposal_version",
        ),
        year=int(year),
        number_in_year=int(sequence),
    )
    if decision.number != number:  # 2027-0003 is no second address of 2027-003
        raise Http404
    if not visible_decisions(request.user).filter(pk=decision.pk).exists():
        return render(request, "governance/decisions/decision_withheld.html", {"number": decision.number})
    vote, effects = decision.vote, decision_effects(decision)
    return render(
        request,
        "governance/decisions/decision_detail.html",
        {
            "decision": decision,
            "vote": vote,
            "outcome": vote.outcome,
            "choices": seat_choices(vote),
            "vote_is_open_to_me": visible_votes(request.user).filter(pk=vote.pk).exists(),
            "papers": visible_papers(request.user).filter(item=vote.item_id, replaced_by=None),
            "effects": effects,
            "standing": standing_of(decision),
            "withdrawal": withdrawal_of(decision, request.user),
            "is_withdrawal": any(isinstance(effect, Withdrawal) for effect in effects),
            "event": decision_event(decision),
            "amendments": amendments_on(decision.point, request.user),
            "after_end": taken_after_end(decision.decided_at, vote.agreement),
            "panels": panels_for("decision", request, decision=decision),
            "follow_up": follow_up(decision, request.user, is_secretariat=is_secretariat(request.user)),
            "may_ask": is_secretariat(request.user),
        },
    )
