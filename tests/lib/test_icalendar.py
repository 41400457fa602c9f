"""Calendar items: escaped, folded, in UTC, with a method and a sequence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from werkbedrijf.lib.icalendar import Event, calendar, escape, fold, moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def make_event(**values: object) -> Event:
    given: dict[str, object] = {
        "uid": "vergadering-1@werkbedrijf-twente",
        "sequence": 0,
        "stamp": datetime(2027, 1, 1, 12, tzinfo=UTC),
        "starts_at": datetime(2027, 2, 11, 14, tzinfo=AMSTERDAM),
        "duration": timedelta(hours=2),
        "summary": "Bestuursvergadering",
        "place": "Stadhuis",
    }
    return Event(**{**given, **values})  # type: ignore[arg-type]  # the values of a test, checked by what comes out


def lines(event: Event, **options: str) -> list[str]:
    return calendar([event], **options).decode().replace("\r\n ", "").split("\r\n")


def test_calendar_of_one_event() -> None:
    assert lines(make_event(url="https://voorbeeld.example/1/", organizer="b@voorbeeld.example")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Werkbedrijf Twente//Vergaderingen//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:vergadering-1@werkbedrijf-twente",
        "SEQUENCE:0",
        "DTSTAMP:20270101T120000Z",
        "DTSTART:20270211T130000Z",
        "DTEND:20270211T150000Z",
        "SUMMARY:Bestuursvergadering",
        "LOCATION:Stadhuis",
        "STATUS:CONFIRMED",
        "URL:https://voorbeeld.example/1/",
        "ORGANIZER:mailto:b@voorbeeld.example",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_calendar_that_cancels() -> None:
    found = lines(make_event(cancelled=True, sequence=2), method="CANCEL", attendee="a@voorbeeld.example")
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"} <= set(found)
    assert "ATTENDEE;RSVP=FALSE:mailto:a@voorbeeld.example" in found


def test_calendar_ends_every_line_with_crlf() -> None:
    raw = calendar([make_event(description="a\nb")])
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c", "a\\;b\\,c"),
        ("a\\b", "a\\\\b"),
        ("a\r\nb\rc\nd", "a\\nb\\nc\\nd"),
        ("a\x00\x07b", "ab"),
        ("één", "één"),
    ],
)
def test_escape(text: str, written: str) -> None:
    assert escape(text) == written


def test_title_cannot_write_a_line_of_its_own() -> None:
    assert "ATTENDEE:mailto:x" not in lines(make_event(summary="a\r\nATTENDEE:mailto:x"))
    assert "ATTENDEE:mailto:x" not in lines(make_event(url="https://a.example/\r\nATTENDEE:mailto:x"))


@pytest.mark.parametrize("text", ["x" * 300, "é" * 200, "🙂" * 100, "x" * 75])
def test_fold_keeps_lines_short_and_characters_whole(text: str) -> None:
    folded = fold(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


@pytest.mark.parametrize(
    ("local", "written"),
    [
        (datetime(2027, 3, 28, 1, 30, tzinfo=AMSTERDAM), "20270328T003000Z"),  # before the clocks go forward
        (datetime(2027, 3, 28, 3, 30, tzinfo=AMSTERDAM), "20270328T013000Z"),
        (datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM), "20271031T003000Z"),
        (
            datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=AMSTERDAM),
            "20271031T013000Z",
        ),  # the second half past two
    ],
)
def test_moment_in_the_nights_when_the_clocks_change(local: datetime, written: str) -> None:
    assert moment(local) == written


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        moment(datetime(2027, 1, 1))  # noqa: DTZ001 (that is what is refused)
