"""Meetings in other people's calendars: with the call, a move and a cancellation, and in a feed of one's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.message import Message
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from governance.actions.course import cancel_meeting, move_meeting
from governance.enums import MeetingState
from governance.models import Meeting, Person
from governance.queries.calendar import period_at_risk
from governance.queries.meeting_events import event_of
from governance.tasks import send_owed_mail
from tests.governance.factories import Board, draft_board_meeting, make_meeting
from tests.governance.readers import as_, count_queries, make_outsiders, url


def attached(message: mail.EmailMessage) -> tuple[Message, str]:
    """The calendar part of a message as it goes out, and its unfolded text."""
    parts = [part for part in message.message().walk() if part.get_content_type() == "text/calendar"]
    payload = parts[0].get_payload(decode=True)
    assert isinstance(payload, bytes)
    return parts[0], payload.decode().replace("\r\n ", "").replace("\n ", "")


def sent_last() -> tuple[Message, str]:
    send_owed_mail()
    return attached(mail.outbox[-1])


def feed(person: Person) -> str:
    answer = Client().get(url("calendar_feed_file", person.calendar_key))
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")


def test_call_carries_the_meeting_for_the_calendar(board: Board) -> None:
    start = datetime(2099, 2, 12, 13, tzinfo=UTC)
    meeting = make_meeting(board, state=MeetingState.CONVENED, starts_at=start)
    part, text = sent_last()
    assert part.get_param("method") == "REQUEST"
    assert part.get_filename() == "vergadering.ics"
    for line in ("METHOD:REQUEST", "SEQUENCE:0", "DTSTART:20990212T130000Z", "STATUS:CONFIRMED"):
        assert line in text
    assert f"ATTENDEE;RSVP=FALSE:mailto:{mail.outbox[-1].to[0]}" in text
    assert f"/vergaderingen/{meeting.pk}/" in text
    assert "Agendapunt" not in text  # nothing of the agenda itself


def test_move_and_cancellation_keep_the_uid_and_raise_the_sequence(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    uid = event_of(meeting).uid
    later = meeting.starts_at + timedelta(days=2)
    move_meeting(meeting, board.secretary, starts_at=later, place="Almelo", reason="Zaal bezet")
    _, moved = sent_last()
    assert f"UID:{uid}" in moved
    assert "SEQUENCE:1" in moved
    assert "LOCATION:Almelo" in moved
    cancel_meeting(Meeting.objects.get(pk=meeting.pk), board.secretary, "Griep")
    part, cancelled = sent_last()
    assert part.get_param("method") == "CANCEL"
    for line in (f"UID:{uid}", "SEQUENCE:2", "STATUS:CANCELLED", "METHOD:CANCEL"):
        assert line in cancelled


def test_feed_holds_called_meetings_of_who_may_see_them(board: Board) -> None:
    called = make_meeting(board, state=MeetingState.CONVENED)
    draft = draft_board_meeting(board, title="Nog in voorbereiding")
    for person in (board.holders["uwv"], board.secretary):
        text = feed(person)
        assert f"UID:{event_of(called).uid}" in text
        assert draft.title not in text


def test_feed_of_outsiders_is_empty_or_not_found(board: Board) -> None:
    make_meeting(board, state=MeetingState.CONVENED)
    for person in make_outsiders(board):
        answer = Client().get(url("calendar_feed_file", person.calendar_key))
        assert answer.status_code == (200 if person.is_active else 404)
        assert b"BEGIN:VEVENT" not in answer.content
    assert Client().get(url("calendar_feed_file", uuid4())).status_code == 404


def test_feed_of_somebody_who_may_not_sign_in_any_more_is_not_found(board: Board) -> None:
    person = board.holders["uwv"]
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert Client().get(url("calendar_feed_file", person.calendar_key)).status_code == 404


def test_feed_shows_a_cancelled_meeting_as_such(board: Board) -> None:
    cancel_meeting(make_meeting(board, state=MeetingState.CONVENED), board.secretary, "Griep")
    assert "STATUS:CANCELLED" in feed(board.holders["uwv"])


def test_feed_takes_as_many_queries_at_1_and_30_meetings(board: Board) -> None:
    key, at = board.holders["uwv"].calendar_key, timezone.now()

    def called(number: int) -> None:
        Meeting.objects.bulk_create(
            Meeting(starts_at=at, place="Hengelo", state=MeetingState.CONVENED, convened_at=at)
            for _ in range(number)
        )

    called(1)
    one = count_queries(Client(), url("calendar_feed_file", key))
    called(29)
    assert count_queries(Client(), url("calendar_feed_file", key)) == one


def test_calendar_renew_closes_the_earlier_address(board: Board) -> None:
    person = board.holders["uwv"]
    client, old = as_(person), person.calendar_key
    assert str(old) in client.get(url("meeting_list")).content.decode()
    assert client.post(url("calendar_renew")).status_code == 303
    person.refresh_from_db()
    assert person.calendar_key != old
    assert Client().get(url("calendar_feed_file", old)).status_code == 404
    assert str(person.calendar_key) in client.get(url("meeting_list")).content.decode()


# --- the rhythm ---


def test_quarter_without_a_meeting_is_at_risk_until_one_is_planned(board: Board) -> None:
    day = timezone.localdate()
    line = period_at_risk(day)
    assert line is not None
    assert line.period.holds(day)
    page = as_(board.secretary).get("/").content.decode()
    assert f"Nog geen vergadering in het {line.period.label}" in page
    assert f"Nog geen vergadering in het {line.period.label}" in as_(board.chair).get("/").content.decode()
    assert "Nog geen vergadering in het" not in as_(board.holders["uwv"]).get("/").content.decode()
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    assert period_at_risk(day) is None
    cancel_meeting(meeting, board.secretary, "Griep")
    assert period_at_risk(day) is not None


@pytest.mark.parametrize("on", [date(2027, 3, 28), date(2027, 10, 31)])
def test_period_at_risk_on_the_days_the_clocks_change(board: Board, on: date) -> None:
    line = period_at_risk(on)
    assert line is not None
    assert line.days_left is not None
    assert line.days_left >= 1
