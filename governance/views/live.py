"""The live screens of a meeting: the stream of server-sent events, and the same state by an ordinary request."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.handlers.asgi import ASGIRequest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from governance.enums import MeetingState, VoteMethod, VoteState
from governance.models import Meeting
from governance.permissions import visible_meetings
from governance.queries.entries import entries_key
from governance.queries.matters import matter_words
from governance.queries.now import MeetingNow, ballot_key, meeting_now
from governance.queries.paper import paper_key
from werkbedrijf.web.live import NOTHING_YET, EventStream, Hub, Message, Version, as_event

REGIONS = ("position", "progress", "outcome", "presence", "screen")
REGIONS_OF_PROGRESS = ("progress", "screen")  # those that a ballot changes


def read_versions() -> dict[int, Version]:
    """The version of the screens of every meeting, in one query: in SQL, since the hub asks it all day long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT meeting_id, version, urgent FROM governance_liveversion")
        return {meeting_id: Version(number, urgent) for meeting_id, number, urgent in cursor.fetchall()}


def render_state(meeting_id: int) -> str:
    """What is public of a meeting, as one line of JSON for live.js."""
    return as_line(whole_state(_read_now(meeting_id)))


class Screens:
    """Renders the state for the hub. Remembers the last one, for when only ballots came in since: half of all messages.

    For one thread. One meeting is remembered: a board holds one at a time, and another one is rendered whole.
    """

    def __init__(self) -> None:
        self._remembered: tuple[int, int] | None = None  # meeting and urgent version
        self._now: MeetingNow
        self._state: dict[str, dict[str, str]]

    def render(self, meeting_id: int, version: Version) -> str:
        """The same text as render_state."""
        wanted = (meeting_id, version.urgent)
        if self._remembered == wanted:
            self._now = replace(self._now)  # forgets what it counted
            self._state["regions"] |= regions(self._now, REGIONS_OF_PROGRESS)
            self._state["announce"] = announcements(self._now)
        else:
            self._remembered = None  # until it is whole
            self._now = _read_now(meeting_id)
            self._state = whole_state(self._now)
            self._remembered = wanted
        return as_line(self._state)


def _read_now(meeting_id: int) -> MeetingNow:
    return meeting_now(Meeting.objects.select_related("presiding_seat", "current_item").get(pk=meeting_id))


def whole_state(now: MeetingNow) -> dict[str, dict[str, str]]:
    """What live.js puts on a page.

    regions: HTML by name, put in place as it is. keys: what the personal parts depend on; a page whose part has another
    key fetches itself anew. announce: sentences by subject; one that changed is read aloud.
    """
    return {"regions": regions(now), "keys": part_keys(now), "announce": announcements(now)}


def regions(now: MeetingNow, names: Iterable[str] = REGIONS) -> dict[str, str]:
    """The HTML of these regions."""
    context = {"now": now, "meeting": now.meeting}
    return {name: render_to_string(f"governance/live/{name}.html", context) for name in names}


def as_line(state: dict[str, dict[str, str]]) -> str:
    """As one line of JSON."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def part_keys(now: MeetingNow) -> dict[str, str]:
    """For each personal part of a page, a text that changes exactly when the part may have to change."""
    vote, meeting = now.vote, now.meeting
    here = {line.seat.slug: line.attendance.pk if line.attendance else 0 for line in now.seats}
    current = f"{meeting.state}.{meeting.current_item_id or 0}"
    voting = f"{vote.pk}.{vote.state}" if vote else "0"
    by_hand = f".{paper_key(vote)}{entries_key(vote)}" if vote and vote.is_open else ""
    return {
        "meeting": current,
        "ballot": ballot_key(now),
        "agenda": ".".join(
            [
                current,
                now.amended,
                now.taking_part,
                *(f"{line.vote.pk}{line.vote.state}" for line in now.items if line.vote),
            ]
        ),
        "item": ".".join(
            [
                f"{current}.{voting}{by_hand}",
                now.taking_part,
                f"{meeting.presiding_seat_id or 0}.{bool(now.present)}.{now.amended}",
            ]
        ),
        "entries": f"{voting}{by_hand}",
        "amendments": f"{current}.{voting}.{now.amended}",
        "attendance": ".".join(
            [current, str(meeting.presiding_seat_id), now.taking_part, *map(str, here.values())]
        ),
        **{f"seat-{slug}": f"{meeting.state}.{present}" for slug, present in here.items()},
    }


def announcements(now: MeetingNow) -> dict[str, str]:
    """What a screen reader hears when it changes, in one sentence per subject."""
    meeting, vote = now.meeting, now.vote
    said = {
        "meeting": {
            MeetingState.OPEN: "De vergadering is geopend.",
            MeetingState.SUSPENDED: "De vergadering is geschorst.",
            MeetingState.CLOSED: "De vergadering is gesloten.",
            MeetingState.CANCELLED: "De vergadering is afgelast.",
        }.get(MeetingState(meeting.state), ""),
        "presiding": f"De zetel {now.presiding} zit voor." if now.presiding else "",
        "item": f"Aan de orde: {now.current.label}." if now.current else "",
        "vote": "",
        "progress": "",
    }
    if vote is not None and vote.state == VoteState.OPEN:
        said["vote"] = "De stemming is geopend."
        if now.progress and now.progress.voted == now.progress.entitled:
            said["progress"] = "Alle zetels op de lijst hebben gestemd."
    elif vote is not None and vote.state == VoteState.BROKEN_OFF:
        said["vote"] = "De stemming is afgebroken."
    elif vote is not None:
        closing = (
            "De stemming is gesloten." if vote.method != VoteMethod.NO_VOTE else "Het hamerstuk is behandeld."
        )
        matter = f"{matter_words(vote).capitalize()}: " if vote.point or vote.amendment else ""
        said["vote"] = closing if now.is_withheld else f"{closing} {matter}{vote.sentence}"
    return said


hub = Hub(read_versions, Screens().render)


@require_safe
@never_cache
@login_required
def meeting_fragment(request: HttpRequest, pk: int) -> HttpResponse:
    """The state as JSON, for a browser whose stream is broken off; 204 when it has this version already."""
    meeting = get_object_or_404(visible_meetings(request.user), pk=pk)
    version = read_versions().get(meeting.pk, NOTHING_YET).number
    if request.GET.get("versie") == str(version):
        return HttpResponse(status=204)
    return HttpResponse(
        f'{{"version":{version},"state":{render_state(meeting.pk)}}}', content_type="application/json"
    )


async def meeting_live(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stream of a meeting's public state, for who may see the meeting."""
    user = await request.auser()
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    await sync_to_async(_refuse_unseen)(user, pk)
    if isinstance(request, ASGIRequest):
        seen = request.headers.get("Last-Event-ID", "")
        # This request has a thread and a database connection of its own until the stream ends; give the connection
        # back now, or a handful of open pages empties the pool.
        await sync_to_async(connections.close_all)()
        response: StreamingHttpResponse = EventStream(hub, pk, int(seen) if seen.isdecimal() else None)
    else:
        # Not under ASGI an endless stream would hold its thread for good: one message, and the browser comes back.
        message = await sync_to_async(_one_message)(pk)
        response = StreamingHttpResponse(iter([message]), content_type="text/event-stream")
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"
    return response


def _refuse_unseen(user: Any, pk: int) -> None:
    get_object_or_404(visible_meetings(user), pk=pk)


def _one_message(pk: int) -> str:
    version = read_versions().get(pk, NOTHING_YET).number
    return "retry: 10000\n" + as_event(Message(version, render_state(pk)))
