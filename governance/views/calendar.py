"""The feed with which a person's own calendar follows the meetings, at an address that only that person knows."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from governance.actions.calendar import renew_calendar_key
from governance.models import Person
from governance.permissions import is_participant
from governance.queries.meeting_events import calendar_feed
from governance.views.preparing import person_of
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out


@require_safe
def calendar_feed_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The feed of the person who has this key; without signing in, since a calendar program cannot."""
    person = get_object_or_404(Person, calendar_key=key, is_active=True)
    response = HttpResponse(calendar_feed(person), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="vergaderingen.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@allowed(is_participant)
def calendar_renew(request: HttpRequest) -> SeeOther:
    """Another address for one's own feed."""
    return carry_out(
        request,
        lambda: renew_calendar_key(person_of(request)),
        "Uw agenda heeft een nieuw adres. Het oude werkt niet meer: abonneer uw agenda opnieuw.",
        reverse("governance:meeting_list") + "#eigen-agenda",
    )
