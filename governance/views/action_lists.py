"""Lists of actions: who owes what? Mine first, late first; narrowed by what the address says, and as a file."""

from __future__ import annotations

import csv
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from governance.models import Decision, Owner
from governance.models.actions import kind_of, name_of
from governance.permissions import today, visible_decisions, visible_meetings
from governance.permissions.actions import can_record_action, reads_actions
from governance.queries.actions import (
    STANDS,
    Filter,
    find_actions,
    find_owner,
    meetings_with_actions,
    owner_key,
    owners_seen,
)
from werkbedrijf.lib.spreadsheets import plain_cell
from werkbedrijf.web.access import allowed

PAGE_SIZE = 30


@require_safe
@allowed(reads_actions)
def action_list(request: HttpRequest) -> HttpResponse:
    """Who owes what? Mine first, late first. ?stand= ?van=mij ?eigenaar= ?vergadering= ?besluit= narrow it."""
    return _list(request, _filter(request))


@require_safe
@allowed(reads_actions)
def action_owner(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """All that one seat, party or person owes: /acties/zetel/hengelo/."""
    owner = find_owner(f"{kind}-{key}")
    if owner is None:
        raise Http404
    return _list(request, _filter(request, owner, stand="alles"), fixed_owner=owner)


@require_safe
@allowed(reads_actions)
def action_csv(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="acties.csv"'
    response.write("\ufeff")  # so that a spreadsheet reads it as UTF-8
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        ["nummer", "soort", "wie", "wat", "voorwaarde", "uiterlijk op", "eerst afgesproken", "staat",
         "wat ervan kwam of waarom het verviel", "besluit", "vergadering", "voorbeeldgegeven"]
    )  # fmt: skip
    for action in find_actions(request.user, _filter(request)):
        decision = action.decision.number if action.decision else ""
        meeting = str(action.item.meeting) if action.item else ""
        words = [action.get_kind_display(), action.owner_name, action.what, action.condition]
        ending = action.result or action.dropped_reason
        writer.writerow(
            [action.pk, *map(plain_cell, words), action.due_on, action.first_due_on, action.get_state_display(),
             plain_cell(ending), decision, plain_cell(meeting), "ja" if action.is_example else "nee"]
        )  # fmt: skip
    return response


def _list(request: HttpRequest, chosen: Filter, *, fixed_owner: Owner | None = None) -> HttpResponse:
    page = Paginator(find_actions(request.user, chosen), PAGE_SIZE).get_page(request.GET.get("pagina"))
    query = _query(chosen, fixed_owner)
    return render(
        request,
        "governance/actions/action_list.html",
        {
            "page": page,
            "chosen": chosen,
            "fixed_owner": fixed_owner,
            "owner_name": name_of(fixed_owner) if fixed_owner else "",
            "fixed_kind": kind_of(fixed_owner).label if fixed_owner else "",
            "owner_key": owner_key(chosen.owner) if chosen.owner else "",
            "owners": [(owner_key(one), capfirst(name_of(one))) for one in owners_seen(request.user)],
            "meetings": meetings_with_actions(request.user),
            "stands": STANDS.items(),
            "query": f"{query}&" if query else "",
            "csv_query": _query(chosen, None),
            "day": today(),
            "may_record": can_record_action(request.user),
        },
    )


def _filter(request: HttpRequest, owner: Owner | None = None, *, stand: str = "open") -> Filter:
    """What the address asks for; what it names and this person may not see narrows it to nothing: 404."""
    asked = request.GET.get("stand", stand)
    meeting, number = request.GET.get("vergadering", ""), request.GET.get("besluit", "")
    return Filter(
        stand=asked if asked in STANDS else stand,
        mine=request.GET.get("van") == "mij",
        owner=owner or _named_owner(request.GET.get("eigenaar", "")),
        meeting=get_object_or_404(visible_meetings(request.user), pk=whole(meeting)) if meeting else None,
        decision=_decision(request, number) if number else None,
    )


def _query(chosen: Filter, fixed_owner: Owner | None) -> str:
    """The filter as parameters; the owner of the page itself stands in its address already."""
    owner = owner_key(chosen.owner) if chosen.owner and not fixed_owner else ""
    parameters = {
        "stand": chosen.stand,
        "van": "mij" if chosen.mine else "",
        "eigenaar": owner,
        "vergadering": chosen.meeting.pk if chosen.meeting else "",
        "besluit": chosen.decision.number if chosen.decision else "",
    }
    return urlencode({name: value for name, value in parameters.items() if value})


def _named_owner(key: str) -> Owner | None:
    owner = find_owner(key) if key else None
    if key and owner is None:
        raise Http404
    return owner


def _decision(request: HttpRequest, number: str) -> Decision:
    year, _, sequence = number.partition("-")
    return get_object_or_404(
        visible_decisions(request.user), year=whole(year), number_in_year=whole(sequence)
    )


def whole(text: str) -> int:
    """The number in an address; 404 for anything else."""
    if not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)
