"""How an act on the pages of a meeting is done and answered: a sentence, and back to the page it came from.

Without script a form is posted and the browser is sent back (303). With script (live.js says so in a header) a refusal
answers with the page itself and the status that says what kind of refusal it is, so that nothing on it is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse

from governance.models import Meeting, Person
from governance.permissions import is_board_member, leads_meeting
from governance.views.live import hub
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed
from werkbedrijf.web.answers import SeeOther


def person_of(request: HttpRequest) -> Person:
    """Who is signed in, on a page behind login_required: there, never the anonymous user."""
    return cast("Person", request.user)


def by_script(request: HttpRequest) -> bool:
    """Whether live.js sent this, which puts the answer in place itself."""
    return request.headers.get("X-Requested-With") == "fetch" or bool(getattr(request, "htmx", False))


def status_of(refusal: DomainError) -> int:
    """403 for who may not, 409 for what somebody else was first in, 422 for what cannot be."""
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, Conflict) else 422


def perform(
    request: HttpRequest, meeting: Meeting, act: Callable[[], Any], *, done: str = "", back: str = ""
) -> HttpResponse:
    """Do `act`, tell every screen, and go back to the page of the meeting from which this person acts.

    done: what to say when it worked. back: the address to go to instead.
    """
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
        address = back or home_address(request, meeting)
        return _same_page(request, address, status_of(refusal)) if by_script(request) else SeeOther(address)
    hub.wake()
    if done and not by_script(request):  # there, the line of the live page says what changed
        messages.success(request, done)
    return SeeOther(back or home_address(request, meeting))


def home_address(request: HttpRequest, meeting: Meeting) -> str:
    """The page of a meeting on which this person acts as things stand now: running it, voting in it, or reading.

    POST pagina=stemmen keeps somebody who leads the meeting on the page for voting, when that is where the form was.
    """
    votes = is_board_member(request.user)
    if votes and request.POST.get("pagina") == "stemmen":
        name = "meeting_vote"
    elif leads_meeting(request.user, Meeting.objects.get(pk=meeting.pk)):  # as it is now that the act is done
        name = "meeting_run"
    else:
        name = "meeting_vote" if votes else "meeting_detail"
    return reverse(f"governance:{name}", args=[meeting.pk])


def _same_page(request: HttpRequest, address: str, status: int) -> HttpResponse:
    """The page that the form was on, as it is now, with the status of the refusal."""
    match = resolve(address)
    request.method = "GET"  # the page only reads, and says so
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    response.status_code = status
    return response
