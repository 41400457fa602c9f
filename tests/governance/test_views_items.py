"""Asking for an agenda item and postponing one, as the people concerned see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from governance.actions.requests import accept_request, decline_request, request_item
from governance.enums import MeetingState, RequestState
from governance.models import ItemRequest
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_meeting
from tests.governance.readers import as_, count_queries, make_observer, make_outsiders, page, text, url
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db


def test_request_is_answered_by_placing_it(board: Board) -> None:
    member, meeting = board.holders["almelo"], draft_board_meeting(board)
    client = as_(member)
    sent = client.post(
        url("request_create"), {"title": "Werkbezoek", "explanation": "Zien.", "form_key": "k" * 32}
    )
    assert (sent.status_code, sent["Location"]) == (303, "/")
    found = ItemRequest.objects.get()
    assert "Werkbezoek aangevraagd" in text(client.get("/").content.decode())
    assert "Werkbezoek Lid almelo" in text(as_(board.secretary).get("/").content.decode())
    response = as_(board.secretary).post(
        url("request_answer", found.pk), {"act": "accept", "meeting": meeting.pk}
    )
    found.refresh_from_db()
    assert (response.status_code, found.state) == (303, RequestState.ACCEPTED)
    assert found.item is not None
    assert (found.item.meeting, found.item.title, found.item.explanation) == (meeting, "Werkbezoek", "Zien.")
    assert "Werkbezoek op de agenda gezet" in text(client.get("/").content.decode())


def test_request_sent_twice_is_one(board: Board) -> None:
    client = as_(board.holders["almelo"])
    for _ in range(2):
        client.post(url("request_create"), {"title": "Werkbezoek", "form_key": "k" * 32})
    assert ItemRequest.objects.count() == 1


def test_request_declined_with_a_reason_that_the_member_reads(board: Board) -> None:
    found = request_item(board.holders["almelo"], title="Werkbezoek")
    client = as_(board.secretary)
    without = client.post(url("request_answer", found.pk), {"act": "decline", "reason": ""})
    assert (without.status_code, "Geef een reden." in without.content.decode()) == (422, True)
    client.post(url("request_answer", found.pk), {"act": "decline", "reason": "Hoort bij het college."})
    overview = text(as_(board.holders["almelo"]).get("/").content.decode())
    assert "niet geagendeerd: Hoort bij het college." in overview


def test_request_answer_without_reason_by_name(board: Board) -> None:
    found = request_item(board.holders["almelo"], title="Werkbezoek")
    with pytest.raises(DomainError, match="Geef de reden"):
        decline_request(found, board.secretary, " ")
    rows = ItemRequest.objects.filter(pk=found.pk)
    with pytest.raises(IntegrityError, match="item_request_declined_has_answer"), transaction.atomic():
        rows.update(state=RequestState.DECLINED, answered_at=timezone.now())
    with pytest.raises(IntegrityError, match="item_request_answered_has_time"), transaction.atomic():
        rows.update(state=RequestState.ACCEPTED)


def test_request_is_answered_once(board: Board) -> None:
    found = request_item(board.holders["almelo"], title="Werkbezoek")
    accept_request(found, draft_board_meeting(board), board.secretary)
    with pytest.raises(Conflict, match="al beantwoord"):
        decline_request(found, board.secretary, "Toch niet")


def test_request_only_onto_an_agenda_in_preparation(board: Board) -> None:
    convened = make_meeting(board, state=MeetingState.CONVENED)
    found = request_item(board.holders["almelo"], title="Werkbezoek")
    response = as_(board.secretary).post(
        url("request_answer", found.pk), {"act": "accept", "meeting": convened.pk}
    )
    assert response.status_code == 422
    with pytest.raises(Conflict):
        accept_request(found, convened, board.secretary)
    found.refresh_from_db()
    assert found.state == RequestState.ASKED


def test_request_is_seen_by_the_asker_and_the_secretariat_only(board: Board) -> None:
    found = request_item(board.holders["almelo"], title="Zwaluwnest")
    for person in (board.chair, board.holders["hengelo"], make_observer(), *make_outsiders(board)):
        client = as_(person)
        assert client.get(url("request_answer", found.pk)).status_code == 404
        assert "Zwaluwnest" not in client.get("/").content.decode()
    assert as_(board.holders["almelo"]).get(url("request_answer", found.pk)).status_code == 200
    answer = as_(board.holders["almelo"]).post(url("request_answer", found.pk), {"act": "accept"})
    assert answer.status_code == 403


def test_request_by_who_has_no_seat_is_refused(board: Board) -> None:
    for person in (board.secretary, make_observer(), *make_outsiders(board)):
        assert as_(person).post(url("request_create"), {"title": "x"}).status_code == 403
        with pytest.raises(NotAllowed):
            request_item(person, title="x")
    assert Client().get(url("request_create")).status_code == 302


def test_requests_on_the_overview_take_the_same_queries(board: Board) -> None:
    def ask(count: int) -> int:
        for number in range(count):
            request_item(board.holders["almelo"], title=f"Punt {number}")
        return count_queries(as_(board.secretary), "/")

    assert ask(1) == ask(29)


def test_postpone_page_asks_and_links_both_ways(board: Board) -> None:
    target = draft_board_meeting(board, proposals=0, starts_at=timezone.now() + timedelta(days=40))
    meeting = make_meeting(board)
    item, client = decide_item(meeting), as_(board.secretary)
    assert "Agendapunt uitstellen?" in page(board.secretary, "item_postpone", item.pk)
    empty = client.post(url("item_postpone", item.pk), {"reason": ""})
    assert (empty.status_code, "Geef een reden." in empty.content.decode()) == (422, True)
    done = client.post(url("item_postpone", item.pk), {"reason": "Te weinig tijd"})
    assert (done.status_code, done["Location"]) == (303, url("meeting_run", meeting.pk))
    member = text(page(board.holders["almelo"], "meeting_detail", meeting.pk))
    assert "uitgesteld Te weinig tijd" in member
    assert "Staat klaar voor de volgende agenda." in member
    assert "Vervolg op punt 2 van" in text(page(board.secretary, "meeting_prepare", target.pk))


def test_postpone_page_for_others(board: Board) -> None:
    item = decide_item(make_meeting(board))
    for person in (board.holders["almelo"], make_observer()):
        assert as_(person).post(url("item_postpone", item.pk), {"reason": "x"}).status_code == 403
    for person in make_outsiders(board):
        assert as_(person).post(url("item_postpone", item.pk), {"reason": "x"}).status_code == 404
    item.refresh_from_db()
    assert item.postponed_at is None
