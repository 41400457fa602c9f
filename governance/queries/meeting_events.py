"""Meetings as items of a calendar: with the call, a move or a cancellation, and in a person's own feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from governance.enums import MeetingState
from governance.models import Meeting, MeetingMove, OwedMail, Person
from governance.permissions import visible_meetings
from werkbedrijf.lib.icalendar import Event, calendar

DURATION = timedelta(hours=2)  # assumed: a call names when a meeting begins, not when it ends
_REFERENCE = re.compile(r"^meeting-(?:call|move|cancel)-(\d+)(?:-\d+)?$")
_SHOWN = (
    MeetingState.CONVENED,
    MeetingState.OPEN,
    MeetingState.SUSPENDED,
    MeetingState.CLOSED,
    MeetingState.CANCELLED,
)


@dataclass(frozen=True)
class Attachment:
    """A calendar file that goes with a message: its bytes and the method that a mail program reads."""

    content: bytes
    method: str


def event_of(meeting: Meeting) -> Event:
    """The meeting as it stands; its sequence goes up with each move and with cancelling, its uid never changes."""
    moves: list[MeetingMove] = list(meeting.moves.all())
    cancelled = meeting.state == MeetingState.CANCELLED
    changed = [move.moved_at for move in moves]
    if meeting.cancelled_at:
        changed.append(meeting.cancelled_at)
    place = f"{meeting.place} ({meeting.online_url})" if meeting.online_url else meeting.place
    link = settings.SITE_URL + reverse("governance:meeting_detail", args=[meeting.pk])
    reason = f"Afgelast: {meeting.cancelled_reason}\n" if cancelled else ""
    return Event(
        uid=f"vergadering-{meeting.pk}@{_host()}",
        sequence=len(moves) + cancelled,
        stamp=max([meeting.convened_at or meeting.starts_at, *changed]),
        starts_at=meeting.starts_at,
        duration=DURATION,
        summary=meeting.title,
        place=place,
        description=f"{reason}Agenda en stukken: {link}",
        url=link,
        organizer=settings.DEFAULT_FROM_EMAIL,
        cancelled=cancelled,
    )


def calendar_for(mail: OwedMail) -> Attachment | None:
    """The calendar file that belongs to this message, as the meeting stands at sending; None for other messages.

    It holds when, where and a link: nothing of the agenda, so that what is confidential stays behind the sign-in.
    """
    found = _REFERENCE.match(mail.reference)
    meeting = Meeting.objects.filter(pk=int(found[1]), state__in=_SHOWN).first() if found else None
    if meeting is None:
        return None
    method = "CANCEL" if meeting.state == MeetingState.CANCELLED else "REQUEST"
    return Attachment(calendar([event_of(meeting)], method=method, attendee=mail.to), method)


def calendar_feed(person: Person) -> bytes:
    """Every meeting that was called and that this person may see, as a calendar to subscribe to."""
    meetings = visible_meetings(person).filter(state__in=_SHOWN).order_by("starts_at")
    found: Any = meetings.prefetch_related(Prefetch("moves"))
    return calendar([event_of(meeting) for meeting in found], name="Werkbedrijf Twente")


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "werkbedrijf-twente"
