"""Is the agenda ready to send, and the call itself: preparing, submitting, convening."""

from __future__ import annotations

from datetime import timedelta

import pytest

from governance.actions import (
    add_item,
    add_paper,
    change_item,
    change_meeting,
    move_item,
)
from governance.enums import AgendaItemKind, MailState, MeetingState
from governance.models import OwedMail
from tests.governance.brokers import broker_at
from tests.governance.factories import (
    Board,
    add_deputy,
    decide_item,
    draft_board_meeting,
    make_board,
    make_draft,
    make_meeting,
)
from tests.governance.readers import as_, make_observer, make_pdf, url

WHY = {"reden": "Een besluit dat niet kan wachten"}  # these meetings are today

# --- preparing ---


def test_meeting_prepare_says_what_is_missing(board: Board) -> None:
    meeting = draft_board_meeting(board, proposals=0)
    add_item(meeting, kind=AgendaItemKind.DECIDE, title="Basispakket")
    page = as_(board.secretary).get(url("meeting_prepare", meeting.pk)).content.decode()
    assert "Punt 2 (Basispakket) heeft nog geen voorstel om over te besluiten." in page
    assert "Aan de voorzitter voorleggen" not in page


def test_meeting_prepare_offers_to_submit_when_complete(board: Board) -> None:
    meeting = draft_board_meeting(board)
    page = as_(board.secretary).get(url("meeting_prepare", meeting.pk)).content.decode()
    assert "De agenda is compleet" in page
    assert url("meeting_submit", meeting.pk) in page


@pytest.mark.parametrize(("state", "expected"), [(MeetingState.CONVENED, 303), (MeetingState.OPEN, 303)])
def test_meeting_prepare_is_over_once_convened(board: Board, state: MeetingState, expected: int) -> None:
    meeting = make_meeting(board, state=state)
    assert as_(board.secretary).get(url("meeting_prepare", meeting.pk)).status_code == expected


def test_meeting_prepare_by_others(board: Board) -> None:
    submitted = make_meeting(board, state=MeetingState.SUBMITTED)
    assert as_(board.chair).get(url("meeting_prepare", submitted.pk)).status_code == 403
    assert as_(board.holders["uwv"]).get(url("meeting_prepare", submitted.pk)).status_code == 404


def test_meeting_submit_and_take_back(board: Board) -> None:
    meeting = draft_board_meeting(board)
    client = as_(board.secretary)
    client.post(url("meeting_submit", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SUBMITTED
    client.post(url("meeting_take_back", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.DRAFT


def test_meeting_submit_empty_agenda_says_what_to_do(board: Board) -> None:
    meeting = draft_board_meeting(board, proposals=0)
    meeting.items.all().delete()
    response = as_(board.secretary).post(url("meeting_submit", meeting.pk), follow=True)
    assert "Voeg minstens één agendapunt toe." in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.DRAFT


def test_meeting_submit_twice_says_it_was_done(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    response = as_(board.secretary).post(url("meeting_submit", meeting.pk), follow=True)
    assert "al aan de voorzitter voorgelegd" in response.content.decode()


# --- convening ---


def test_meeting_convene_says_who_receives_the_call(board: Board) -> None:
    add_deputy(board, "uwv")
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    page = as_(board.chair).get(url("meeting_detail", meeting.pk)).content.decode()
    assert "gaat per e-mail naar 10 mensen" in page  # eight holders, a deputy, the secretariat


@pytest.mark.parametrize("who", ["chair", "vice_chair"])
def test_meeting_convene_by_an_office(board: Board, who: str) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    response = as_(getattr(board, who)).post(url("meeting_convene", meeting.pk), WHY)
    meeting.refresh_from_db()
    assert (response.status_code, meeting.state, meeting.convened_by) == (
        303,
        MeetingState.CONVENED,
        getattr(board, who),
    )
    assert OwedMail.objects.filter(state=MailState.OWED).count() == 9


def test_meeting_convene_by_others(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    assert as_(board.secretary).post(url("meeting_convene", meeting.pk), WHY).status_code == 403
    assert as_(board.holders["uwv"]).post(url("meeting_convene", meeting.pk), WHY).status_code == 404
    assert as_(make_observer()).post(url("meeting_convene", meeting.pk), WHY).status_code == 404
    assert (
        as_(add_deputy(board, "voorzitter")).post(url("meeting_convene", meeting.pk), WHY).status_code == 404
    )
    assert not OwedMail.objects.exists()


def test_meeting_convene_refused_when_the_agenda_changed_meanwhile(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    client = as_(board.chair)
    seen = client.get(url("meeting_detail", meeting.pk)).context["fingerprint"]
    item = decide_item(meeting)
    change_item(item, title="Iets heel anders")
    response = client.post(url("meeting_convene", meeting.pk), {"gezien": seen, **WHY}, follow=True)
    assert "De agenda is gewijzigd sinds u deze pagina opende." in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SUBMITTED
    client.post(url("meeting_convene", meeting.pk), {"gezien": response.context["fingerprint"], **WHY})
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED


@pytest.mark.parametrize("change", ["draft", "paper", "order", "time", "point"])
def test_meeting_convene_notices_every_kind_of_change(board: Board, change: str) -> None:
    draft = make_draft(board)
    meeting = make_meeting(board, state=MeetingState.SUBMITTED, adopts=[draft])
    client = as_(board.chair)
    seen = client.get(url("meeting_detail", meeting.pk)).context["fingerprint"]
    item = decide_item(meeting)
    match change:
        case "draft":
            draft.seat = board.seats["uwv"]
            draft.save()
        case "paper":
            add_paper(item, title="Nagezonden", file=make_pdf(), by=board.secretary)
        case "order":
            move_item(item, 1)
        case "time":
            change_meeting(
                meeting,
                title=meeting.title,
                starts_at=meeting.starts_at + timedelta(hours=1),
                place=meeting.place,
            )
        case "point":
            item.proposal.points.update(text="Iets anders.")
    client.post(url("meeting_convene", meeting.pk), {"gezien": seen, **WHY})
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SUBMITTED


def test_meeting_convene_twice_calls_once(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    client = as_(board.chair)
    client.post(url("meeting_convene", meeting.pk), WHY)
    response = client.post(url("meeting_convene", meeting.pk), WHY, follow=True)
    assert "al bijeengeroepen of teruggenomen" in response.content.decode()
    assert OwedMail.objects.count() == 9


def test_meeting_convene_with_the_broker_down(transactional_db: None) -> None:
    board = make_board()
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    with broker_at("redis://127.0.0.1:1/0"):
        response = as_(board.chair).post(url("meeting_convene", meeting.pk), WHY, follow=True)
    assert "De uitnodiging wordt verzonden zodra de verzending weer werkt." in response.content.decode()
    meeting.refresh_from_db()
    assert (meeting.state, OwedMail.objects.filter(state=MailState.OWED).count()) == (
        MeetingState.CONVENED,
        9,
    )


def test_meeting_detail_tells_the_secretariat_whose_call_failed(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    OwedMail.objects.filter(person=board.holders["uwv"]).update(state=MailState.FAILED, attempts=3)
    page = as_(board.secretary).get(url("meeting_detail", meeting.pk)).content.decode()
    assert "8 te verzenden, 1 mislukt" in page
    assert "Lid uwv (3 pogingen)" in page
    assert "mislukt" not in as_(board.chair).get(url("meeting_detail", meeting.pk)).content.decode()
