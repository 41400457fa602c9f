"""An item that the system put forward, placed on an agenda by one press."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from governance.actions import add_item
from governance.enums import AgendaItemKind
from governance.queries.suggestions import open_suggestions
from governance.views.preparing import if_fixed, meeting_to_prepare, prepare_url
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.suggestions import suggestions_for


@require_POST
@login_required
def suggestion_add(request: HttpRequest, pk: int) -> HttpResponse:
    """POST key: put this suggestion at the end of the agenda. Pressed twice it stands there once."""
    meeting = meeting_to_prepare(request.user, pk)
    if fixed := if_fixed(request, meeting):
        return fixed
    key = request.POST.get("key", "")
    wanted = open_suggestions(meeting, suggestions_for(meeting.day))
    found = next((suggestion for suggestion in wanted if suggestion.key == key), None)
    if found is None:
        messages.info(request, "Dit punt staat al op een agenda.")
        return SeeOther(prepare_url(meeting.pk))
    try:
        item = add_item(
            meeting, kind=AgendaItemKind.DISCUSS, title=found.title, explanation=found.explanation
        )
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(prepare_url(meeting.pk))
    messages.success(request, f"“{found.title}” staat op de agenda.")
    return SeeOther(prepare_url(meeting.pk, item.pk))
