"""The agenda as it was sent, in each of its versions, with what changed since the one before."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.permissions import visible_meetings
from governance.queries.agenda_versions import (
    hidden_from,
    latest_version,
    readable_difference,
    readable_items,
    version_difference,
)


@require_safe
@login_required
def agenda_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was sent: any reader can open every one of them."""
    meeting = get_object_or_404(visible_meetings(request.user), pk=pk)
    version = get_object_or_404(meeting.agenda_versions.select_related("sent_by"), number=number)
    latest = latest_version(meeting)
    hidden = hidden_from(version.content, request.user)
    found = version_difference(version)
    return render(
        request,
        "governance/meetings/agenda_version.html",
        {
            "meeting": meeting,
            "version": version,
            "starts_at": datetime.fromisoformat(version.content["starts_at"]),
            "latest": latest.number if latest else version.number,
            "items": readable_items(version.content, hidden),
            "difference": readable_difference(found, hidden) if found else None,
        },
    )
