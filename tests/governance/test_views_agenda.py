"""Making, changing, moving and removing the items of an agenda in preparation."""

from __future__ import annotations

import pytest
from django.test import Client

from governance.actions import add_item, add_paper
from governance.enums import AgendaItemKind, MeetingState
from governance.models import AgendaItem, Meeting
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_draft, make_meeting
from tests.governance.readers import as_, make_observer, make_outsiders, make_pdf, url

FIELDS = {
    "kind": "discuss",
    "title": "Sectorplannen",
    "explanation": "Wie is aan zet?",
    "visibility": "participants",
}


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


@pytest.fixture
def meeting(board: Board) -> Meeting:
    """An agenda of four items: A, B, C, D."""
    meeting = draft_board_meeting(board, proposals=0)
    meeting.items.all().delete()
    for title in "ABCD":
        add_item(meeting, kind=AgendaItemKind.DISCUSS, title=title)
    return meeting


def item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.items.get(title=title)


def test_item_create_at_the_end(board: Board, meeting: Meeting) -> None:
    response = as_(board.secretary).post(url("item_create", meeting.pk), FIELDS)
    made = item(meeting, "Sectorplannen")
    assert (made.position, made.kind, made.explanation) == (5, "discuss", "Wie is aan zet?")
    assert response.status_code == 303
    assert response["Location"] == f"{url('meeting_prepare', meeting.pk)}#agendapunt-{made.pk}"


def test_item_create_in_front_of_another(board: Board, meeting: Meeting) -> None:
    chosen = {**FIELDS, "before": str(item(meeting, "B").pk)}
    assert as_(board.secretary).post(url("item_create", meeting.pk), chosen).status_code == 303
    assert titles(meeting) == ["A", "Sectorplannen", "B", "C", "D"]


def test_item_create_sent_twice_is_one(board: Board, meeting: Meeting) -> None:
    client = as_(board.secretary)
    answers = [
        client.post(url("item_create", meeting.pk), {**FIELDS, "form_key": "f" * 32}) for _ in range(2)
    ]
    assert titles(meeting) == ["A", "B", "C", "D", "Sectorplannen"]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_item_create_page_carries_a_fresh_key(board: Board, meeting: Meeting) -> None:
    client = as_(board.secretary)
    keys = {client.get(url("item_create", meeting.pk)).context["form"]["form_key"].value() for _ in range(2)}
    assert [len(key) for key in keys] == [32, 32]


def test_item_create_refused_keeps_text_and_key(board: Board, meeting: Meeting) -> None:
    client = as_(board.secretary)
    wrong = {**FIELDS, "title": " ", "explanation": "Lang verhaal", "form_key": "f" * 32}
    response = client.post(url("item_create", meeting.pk), wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Geef het agendapunt een titel." in page
    assert ("Lang verhaal" in page, "f" * 32 in page) == (True, True)
    assert titles(meeting) == ["A", "B", "C", "D"]
    client.post(url("item_create", meeting.pk), {**wrong, "title": "Nu wel"})
    assert titles(meeting) == ["A", "B", "C", "D", "Nu wel"]


@pytest.mark.parametrize("kind", ["", "vote", "DECIDE"])
def test_item_create_unknown_kind(board: Board, meeting: Meeting, kind: str) -> None:
    assert (
        as_(board.secretary).post(url("item_create", meeting.pk), {**FIELDS, "kind": kind}).status_code == 422
    )
    assert titles(meeting) == ["A", "B", "C", "D"]


def test_item_edit_changes(board: Board, meeting: Meeting) -> None:
    target = item(meeting, "B")
    assert as_(board.secretary).post(url("item_edit", target.pk), FIELDS).status_code == 303
    assert titles(meeting) == ["A", "Sectorplannen", "C", "D"]


def test_item_edit_kind_with_proposal_is_refused_and_text_stays(board: Board) -> None:
    target = decide_item(draft_board_meeting(board))
    response = as_(board.secretary).post(url("item_edit", target.pk), {**FIELDS, "title": "Getypte titel"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Verwijder eerst het voorstel" in page
    assert "Getypte titel" in page
    target.refresh_from_db()
    assert (target.kind, target.title) == ("decide", "Agendapunt 1")


def test_item_delete_asks_first_and_says_what_goes_with_it(board: Board) -> None:
    target = decide_item(draft_board_meeting(board))
    add_paper(target, title="Bijlage", file=make_pdf(), by=board.secretary)
    page = as_(board.secretary).get(url("item_delete", target.pk)).content.decode()
    assert "Ook het voorstel “Voorstel 1” verdwijnt" in page
    assert "Ook 1 stuk verdwijnt." in page
    assert AgendaItem.objects.filter(pk=target.pk).exists()


def test_item_delete_renumbers_and_frees_the_draft(board: Board) -> None:
    draft = make_draft(board)
    meeting = draft_board_meeting(board, proposals=2, adopts=[draft])
    as_(board.secretary).post(url("item_delete", decide_item(meeting, 1).pk))
    assert list(meeting.items.order_by("position").values_list("position", "title")) == [
        (1, "Opening"),
        (2, "Agendapunt 2"),
    ]
    draft.refresh_from_db()
    assert draft.decision_point is None


def test_item_delete_twice_is_404_and_harmless(board: Board, meeting: Meeting) -> None:
    target = item(meeting, "C")
    client = as_(board.secretary)
    assert [client.post(url("item_delete", target.pk)).status_code for _ in range(2)] == [303, 404]
    assert titles(meeting) == ["A", "B", "D"]


@pytest.mark.parametrize(
    ("title", "data", "order"),
    [
        ("B", {"direction": "up"}, "BACD"),
        ("B", {"direction": "down"}, "ACBD"),
        ("A", {"direction": "up"}, "ABCD"),
        ("D", {"direction": "down"}, "ABCD"),
        ("A", {"position": "3"}, "BCAD"),
        ("D", {"position": "1"}, "DABC"),
        ("A", {"position": "99"}, "BCDA"),
        ("C", {"position": "0"}, "CABD"),
    ],
)
def test_item_move(board: Board, meeting: Meeting, title: str, data: dict[str, str], order: str) -> None:
    assert as_(board.secretary).post(url("item_move", item(meeting, title).pk), data).status_code == 303
    assert titles(meeting) == list(order)
    assert list(meeting.items.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]


def test_item_move_by_a_double_click_moves_once(board: Board, meeting: Meeting) -> None:
    client = as_(board.secretary)
    for _ in range(2):
        client.post(url("item_move", item(meeting, "D").pk), {"position": "3", "knop": "omhoog"})
    assert titles(meeting) == ["A", "B", "D", "C"]


@pytest.mark.parametrize("position", ["", "twee", "-1", "1.5", "²"])
def test_item_move_nonsense_says_what_to_do(board: Board, meeting: Meeting, position: str) -> None:
    response = as_(board.secretary).post(
        url("item_move", item(meeting, "D").pk), {"position": position}, follow=True
    )
    assert "Kies de plaats waar dit agendapunt moet komen" in response.content.decode()
    assert titles(meeting) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("title", "data", "focus"),
    [
        ("C", {"position": "2", "knop": "omhoog"}, "omhoog"),
        ("B", {"position": "1", "knop": "omhoog"}, "omlaag"),  # first now: it has no button "omhoog" any more
        ("C", {"position": "4", "knop": "omlaag"}, "omhoog"),
        ("A", {"position": "3"}, "plaats"),
    ],
)
def test_item_move_keeps_the_focus(
    board: Board, meeting: Meeting, title: str, data: dict[str, str], focus: str
) -> None:
    response = as_(board.secretary).post(url("item_move", item(meeting, title).pk), data, follow=True)
    page = response.content.decode()
    assert response.context["focus"] == focus
    assert page.count("autofocus") == 1
    assert f"“{title}” staat nu op plaats {data['position']} van 4." in page


def test_agenda_pages_for_others(board: Board) -> None:
    convened = make_meeting(board, state=MeetingState.CONVENED)
    submitted = make_meeting(board, state=MeetingState.SUBMITTED)
    readers = [board.holders["almelo"], make_observer()]
    for person in readers:
        client = as_(person)
        assert client.post(url("item_create", convened.pk), FIELDS).status_code == 403
        assert client.post(url("item_create", submitted.pk), FIELDS).status_code == 404
        for name in ("item_edit", "item_delete", "item_move"):
            assert client.post(url(name, decide_item(convened).pk), FIELDS).status_code == 403
            assert client.post(url(name, decide_item(submitted).pk), FIELDS).status_code == 404
    for person in make_outsiders(board):
        for name in ("item_edit", "item_delete", "item_move"):
            assert as_(person).post(url(name, decide_item(convened).pk), FIELDS).status_code == 404
    assert Client().post(url("item_delete", decide_item(submitted).pk)).status_code == 302
    assert titles(convened) == titles(submitted) == ["Opening", "Agendapunt 1"]


def test_agenda_after_convening_is_fixed(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    client = as_(board.secretary)
    target = decide_item(meeting)
    for address in (
        url("item_create", meeting.pk),
        url("item_edit", target.pk),
        url("item_delete", target.pk),
        url("item_move", target.pk),
    ):
        response = client.post(address, {**FIELDS, "position": "1"}, follow=True)
        assert "de agenda ligt vast" in response.content.decode()
    assert titles(meeting) == ["Opening", "Agendapunt 1"]
