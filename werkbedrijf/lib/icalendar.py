"""Calendar items as other programs read them (RFC 5545): one event in an invitation, many in a feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE = 75  # bytes; a longer line is folded (RFC 5545, section 3.1)
PRODUCT = "-//Werkbedrijf Twente//Vergaderingen//NL"


@dataclass(frozen=True)
class Event:
    """One meeting in a calendar. Times carry their zone and are written in UTC, so that no clock change moves them.

    uid: the same for good. sequence: higher at each change. stamp: when this state came about. url and organizer (an
    e-mail address) may be empty.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    duration: timedelta
    summary: str
    place: str
    description: str = ""
    url: str = ""
    organizer: str = ""
    cancelled: bool = False


def calendar(
    events: Iterable[Event], *, method: str = "PUBLISH", name: str = "", attendee: str = ""
) -> bytes:
    """The calendar as bytes. method: PUBLISH (a feed), REQUEST (a call) or CANCEL. attendee: an e-mail address."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    if name:
        lines.append(f"X-WR-CALNAME:{escape(name)}")
    for event in events:
        lines += _event(event, attendee)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def escape(text: str) -> str:
    """A text value: backslash, semicolon, comma and line breaks written so that they cannot end it."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in text if character >= " " and character != "\x7f")


def fold(line: str) -> str:
    """The line in pieces of at most 75 bytes, never through a character; each next piece starts with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece])


def moment(at: datetime) -> str:
    """ "20270211T130000Z"; ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("A calendar item needs a time with its zone.")
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _event(event: Event, attendee: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{moment(event.stamp)}",
        f"DTSTART:{moment(event.starts_at)}",
        f"DTEND:{moment(event.starts_at + event.duration)}",
        f"SUMMARY:{escape(event.summary)}",
        f"LOCATION:{escape(event.place)}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escape(event.description)}")
    if event.url:
        lines.append(f"URL:{_address(event.url)}")
    if event.organizer:
        lines.append(f"ORGANIZER:mailto:{_address(event.organizer)}")
    if attendee:
        lines.append(f"ATTENDEE;RSVP=FALSE:mailto:{_address(attendee)}")
    return [*lines, "END:VEVENT"]


def _address(value: str) -> str:
    """An address is no text value and is not escaped: whatever could end its line is left out."""
    return "".join(character for character in value if character > " " and character != "\x7f")
