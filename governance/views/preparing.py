"""Looking up what the secretariat prepares: 404 when not visible, 403 for who only reads, an explanation when fixed."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.models import AgendaItem, Meeting, Person
from governance.permissions import is_secretariat, visible_items, visible_meetings
from werkbedrijf.web.answers import SeeOther


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; only behind login_required."""
    return cast(Person, request.user)


def meeting_to_prepare(user: Any, pk: int) -> Meeting:
    """The meeting, for the secretariat; whether its agenda may still change is another question (`if_fixed`)."""
    meeting = get_object_or_404(visible_meetings(user), pk=pk)
    if not is_secretariat(user):
        raise PermissionDenied
    return meeting


def item_to_prepare(user: Any, pk: int) -> AgendaItem:
    """The agenda item with its meeting, for the secretariat."""
    item = get_object_or_404(visible_items(user).select_related("meeting"), pk=pk)
    if not is_secretariat(user):
        raise PermissionDenied
    return item


def if_fixed(request: HttpRequest, meeting: Meeting) -> SeeOther | None:
    """To the meeting's own page, with the reason, once it has been convened; None while its agenda may change."""
    if meeting.is_agenda_editable:
        return None
    messages.error(
        request,
        "De vergadering is bijeengeroepen: de agenda ligt vast. Wijzigen kan nog met een nazending.",
    )
    return SeeOther(meeting.get_absolute_url())


def changes_url(meeting_id: int) -> str:
    """The page on which changes to an agenda that was sent are prepared and sent."""
    return reverse("governance:meeting_changes", args=[meeting_id])


def prepare_url(meeting_id: int, item_id: int | None = None) -> str:
    """The page on which the agenda is prepared, at an item when one is given."""
    url = reverse("governance:meeting_prepare", args=[meeting_id])
    return f"{url}#agendapunt-{item_id}" if item_id else url
