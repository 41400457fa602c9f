"""The register of decisions, and one decision with everything it rests on and everything it put in force."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.permissions import (
    is_secretariat,
    registered_decisions,
    today,
    visible_decisions,
    visible_papers,
    visible_votes,
)
from governance.queries.agreement import agreement_notice
from governance.queries.amendments import amendments_on
from governance.queries.decisions import (
    decision_effects,
    decision_years,
    find_decisions,
    taken_after_end,
)
from governance.queries.follow_up import follow_up
from governance.queries.now import seat_choices
from werkbedrijf.web.panels import panels_for

PAGE_SIZE = 20


@require_safe
@login_required
def decision_list(request: HttpRequest) -> HttpResponse:
    """The register, newest first; ?jaar= and ?zoek= narrow it, ?pagina= turns the page."""
    year = _year(request.GET.get("jaar", ""))
    words = request.GET.get("zoek", "").strip()[:100]
    page = Paginator(find_decisions(request.user, year, words), PAGE_SIZE).get_page(request.GET.get("pagina"))
    query = urlencode([(name, value) for name, value in (("jaar", year or ""), ("zoek", words)) if value])
    return render(
        request,
        "governance/decisions/decision_list.html",
        {
            "page": page,
            "years": decision_years(request.user),
            "year": year,
            "words": words,
            "query": f"{query}&" if query else "",
            "notice": agreement_notice(today()),
        },
    )


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
    vote = decision.vote
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
            "effects": decision_effects(decision),
            "amendments": amendments_on(decision.point, request.user),
            "after_end": taken_after_end(decision.decided_at, vote.agreement),
            "panels": panels_for("decision", request, decision=decision),
            "follow_up": follow_up(decision, request.user, is_secretariat=is_secretariat(request.user)),
            "may_ask": is_secretariat(request.user),
        },
    )


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None
