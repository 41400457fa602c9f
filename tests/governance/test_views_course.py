"""The pages on which a meeting is called off, moved, suspended, resumed and thrown away."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from governance.actions.course import suspend_meeting
from governance.enums import MeetingState
from governance.models import Meeting, OwedMail
from tests.governance.factories import Board, draft_board_meeting, make_meeting
from tests.governance.readers import as_, url


def test_meeting_cancel_asks_for_the_reason_and_says_it_afterwards(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    client = as_(board.secretary)
    assert "9 uitgenodigden krijgen bericht" in client.get(url("meeting_cancel", meeting.pk)).content.decode()
    assert client.post(url("meeting_cancel", meeting.pk)).status_code == 422
    page = client.post(url("meeting_cancel", meeting.pk), {"reden": "Griep"}, follow=True).content.decode()
    assert "De vergadering is afgelast." in page
    assert "Reden: Griep" in page
    assert "afgelast" in as_(board.holders["uwv"]).get(url("meeting_list")).content.decode()


def test_meeting_move_shows_both_times(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    start = timezone.localtime() + timedelta(days=10)
    values = {"day": f"{start:%Y-%m-%d}", "time": "15:30", "place": "Hengelo", "reden": "Zaal bezet"}
    page = as_(board.chair).post(url("meeting_move", meeting.pk), values, follow=True).content.decode()
    assert "Reden: Zaal bezet" in page
    assert "eerst " in page
    meeting.refresh_from_db()
    assert (f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}", meeting.place) == (
        f"{start:%Y-%m-%d} 15:30",
        "Hengelo",
    )


def test_meeting_move_in_the_night_the_clocks_change_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    values = {"day": "2027-03-28", "time": "02:30", "place": "Hengelo", "reden": "Nacht"}
    answer = as_(board.secretary).post(url("meeting_move", meeting.pk), values)
    assert answer.status_code == 422
    assert "In deze nacht gaat de klok om" in answer.content.decode()


def test_suspended_meeting_says_so_on_every_page(board: Board) -> None:
    meeting = make_meeting(board)
    client = as_(board.secretary)
    client.post(url("meeting_suspend", meeting.pk), {"reden": "Beraad"})
    since = f"{timezone.localtime(meeting.suspensions.get().suspended_at):%H:%M}"
    for name in ("meeting_run", "meeting_screen", "meeting_detail"):
        assert f"eschorst sinds {since}" in client.get(url(name, meeting.pk)).content.decode(), name
    voting = as_(board.holders["uwv"]).get(url("meeting_vote", meeting.pk)).content.decode()
    assert f"geschorst sinds {since}" in voting
    assert "Ik vertrek" not in voting
    assert url("meeting_resume", meeting.pk) in client.get(url("meeting_run", meeting.pk)).content.decode()
    client.post(url("meeting_resume", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.OPEN
    assert "Beraad" in client.get(url("meeting_detail", meeting.pk)).content.decode()


def test_suspended_meeting_stays_on_the_first_page(board: Board) -> None:
    meeting = make_meeting(board)
    suspend_meeting(meeting, board.secretary)
    assert "De vergadering is geschorst" in as_(board.secretary).get("/").content.decode()


def test_meeting_delete_asks_once(board: Board) -> None:
    meeting = draft_board_meeting(board)
    client = as_(board.secretary)
    assert "2 agendapunten" in client.get(url("meeting_delete", meeting.pk)).content.decode()
    page = client.post(url("meeting_delete", meeting.pk), follow=True).content.decode()
    assert "is verwijderd." in page
    assert not Meeting.objects.filter(pk=meeting.pk).exists()


def test_online_address_is_shown_and_called(board: Board) -> None:
    meeting = draft_board_meeting(board)
    values = {
        "title": meeting.title,
        "day": f"{timezone.localtime() + timedelta(days=9):%Y-%m-%d}",
        "time": "14:00",
        "place": "Hengelo",
        "online_url": "https://overleg.example/zaal",
    }
    client = as_(board.secretary)
    client.post(url("meeting_edit", meeting.pk), values)
    client.post(url("meeting_submit", meeting.pk))
    page = as_(board.chair).post(url("meeting_convene", meeting.pk), follow=True).content.decode()
    assert "https://overleg.example/zaal" in page
    assert "Online: https://overleg.example/zaal" in OwedMail.objects.earliest("pk").body
