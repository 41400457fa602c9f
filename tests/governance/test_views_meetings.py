"""The pages of a meeting before and after it is run: list, details, papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.actions import (
    PointDraft,
    add_item,
    add_paper,
    change_item,
    close_meeting,
    close_vote,
    write_proposal,
)
from governance.enums import AgendaItemKind, MeetingState
from governance.models import Decision, Meeting
from tests.governance.factories import (
    Board,
    add_deputy,
    cast_all,
    decide_item,
    draft_board_meeting,
    make_draft,
    make_meeting,
    make_open_vote,
)
from tests.governance.readers import as_, count_queries, make_observer, make_outsiders, make_pdf, url

TOMORROW = timezone.localdate() + timedelta(days=1)
FIELDS = {
    "title": "Voorjaarsoverleg",
    "day": TOMORROW.isoformat(),
    "time": "14:00",
    "place": "Stadhuis Almelo",
}


# --- the list ---


def test_meeting_list_shows_upcoming_and_past(board: Board) -> None:
    make_meeting(board, state=MeetingState.CONVENED, title="Komende")
    close_meeting(make_meeting(board, title="Geweest"), board.secretary)
    upcoming, past = (
        as_(board.holders["almelo"])
        .get(url("meeting_list"))
        .content.decode()
        .split("Eerdere vergaderingen</h2>")
    )
    assert ("Komende" in upcoming, "Komende" in past) == (True, False)
    assert ("Geweest" in upcoming, "Geweest" in past) == (False, True)
    assert "geen besluiten" in past


@pytest.mark.parametrize(
    ("who", "sees"), [("member", False), ("observer", False), ("chair", False), ("secretary", True)]
)
def test_meeting_list_draft_only_for_the_secretariat(board: Board, who: str, sees: bool) -> None:
    draft_board_meeting(board, title="Opzet van maart")
    people = {
        "member": board.holders["almelo"],
        "observer": make_observer(),
        "chair": board.chair,
        "secretary": board.secretary,
    }
    page = as_(people[who]).get(url("meeting_list")).content.decode()
    assert ("Opzet van maart" in page) is sees


def test_meeting_list_warns_of_a_quarter_without_meeting(board: Board) -> None:
    page = as_(board.chair).get(url("meeting_list")).content.decode()
    assert page.count("Plan een vergadering: nog ") == 1
    make_meeting(board, state=MeetingState.CONVENED)
    assert "Plan een vergadering" not in as_(board.chair).get(url("meeting_list")).content.decode()


def test_meeting_list_same_queries_at_1_and_30(board: Board) -> None:
    client = as_(board.secretary)
    draft_board_meeting(board)
    at_1 = count_queries(client, url("meeting_list"))
    for _ in range(29):
        draft_board_meeting(board, proposals=0)
    assert count_queries(client, url("meeting_list")) == at_1


def test_meeting_list_pages_the_past(board: Board) -> None:
    at = timezone.now() - timedelta(days=400)
    for number in range(21):
        Meeting.objects.create(
            title=f"Nummer {number:02}",
            starts_at=at + timedelta(days=number),
            place="Hengelo",
            state=MeetingState.CLOSED,
            convened_at=at,
            opened_at=at,
            closed_at=at,
        )
    client = as_(board.chair)
    first = client.get(url("meeting_list")).content.decode()
    second = client.get(url("meeting_list"), {"pagina": "2"}).content.decode()
    assert ("Nummer 20" in first, "Nummer 20" in second) == (True, False)
    assert ("Nummer 00" in first, "Nummer 00" in second) == (False, True)
    assert client.get(url("meeting_list"), {"pagina": "kapot"}).status_code == 200


def test_meeting_pages_for_outsiders(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    for person in make_outsiders(board):
        client = as_(person)
        assert client.get(url("meeting_list")).status_code == 403, person
        assert client.get(url("meeting_create")).status_code == 403, person
        for name in ("meeting_detail", "meeting_prepare", "meeting_edit"):
            assert client.get(url(name, meeting.pk)).status_code == 404, (person, name)
        for name in ("meeting_submit", "meeting_take_back", "meeting_convene"):
            assert client.post(url(name, meeting.pk)).status_code == 404, (person, name)


def test_meeting_pages_for_anonymous(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    for name in ("meeting_detail", "meeting_prepare", "meeting_edit"):
        assert Client().get(url(name, meeting.pk)).status_code == 302
    for name in ("meeting_submit", "meeting_take_back", "meeting_convene"):
        assert Client().post(url(name, meeting.pk)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SUBMITTED


def test_meeting_of_somebody_whose_account_was_closed(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    client = as_(board.holders["almelo"])
    type(board.chair).objects.filter(pk=board.holders["almelo"].pk).update(is_active=False)
    assert client.get(url("meeting_detail", meeting.pk)).status_code == 302


def test_meeting_pages_change_nothing_on_get(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    for name in ("meeting_submit", "meeting_take_back", "meeting_convene"):
        assert as_(board.secretary).get(url(name, meeting.pk)).status_code == 405


# --- create and edit ---


def test_meeting_create_leads_to_its_agenda(board: Board) -> None:
    response = as_(board.secretary).post(url("meeting_create"), FIELDS)
    meeting = Meeting.objects.get(title="Voorjaarsoverleg")
    assert (response.status_code, response["Location"]) == (303, url("meeting_prepare", meeting.pk))
    assert (meeting.day, f"{timezone.localtime(meeting.starts_at):%H:%M}", meeting.place) == (
        TOMORROW,
        "14:00",
        "Stadhuis Almelo",
    )


def test_meeting_create_sent_twice_is_one(board: Board) -> None:
    client = as_(board.secretary)
    first, second = (client.post(url("meeting_create"), {**FIELDS, "form_key": "a" * 32}) for _ in range(2))
    assert Meeting.objects.filter(title="Voorjaarsoverleg").count() == 1
    assert first["Location"] == second["Location"]


def test_meeting_create_with_two_keys_is_two(board: Board) -> None:
    client = as_(board.secretary)
    for key in ("a", "b"):
        client.post(url("meeting_create"), {**FIELDS, "form_key": key * 32})
    assert Meeting.objects.filter(title="Voorjaarsoverleg").count() == 2


def test_meeting_create_refused_keeps_what_was_typed(board: Board) -> None:
    response = as_(board.secretary).post(url("meeting_create"), {**FIELDS, "day": "31-02-2027"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Dit is geen datum." in page
    assert 'value="Stadhuis Almelo"' in page
    assert not Meeting.objects.filter(title="Voorjaarsoverleg").exists()


@pytest.mark.parametrize("who", ["member", "chair", "observer"])
def test_meeting_create_only_for_the_secretariat(board: Board, who: str) -> None:
    person = {"member": board.holders["uwv"], "chair": board.chair, "observer": make_observer()}[who]
    assert as_(person).post(url("meeting_create"), FIELDS).status_code == 403
    assert not Meeting.objects.filter(title="Voorjaarsoverleg").exists()


def test_meeting_edit_changes(board: Board) -> None:
    meeting = draft_board_meeting(board)
    response = as_(board.secretary).post(url("meeting_edit", meeting.pk), FIELDS)
    meeting.refresh_from_db()
    assert (response.status_code, meeting.place, meeting.day) == (303, "Stadhuis Almelo", TOMORROW)


def test_meeting_edit_after_convening_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    response = as_(board.secretary).post(url("meeting_edit", meeting.pk), FIELDS, follow=True)
    assert "de agenda ligt vast" in response.content.decode()
    meeting.refresh_from_db()
    assert meeting.place == "Stadhuis Enschede"


def test_meeting_edit_by_the_chair_is_403(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    assert as_(board.chair).post(url("meeting_edit", meeting.pk), FIELDS).status_code == 403


# --- the papers of a member ---


def test_meeting_detail_shows_agenda_papers_and_proposal(board: Board) -> None:
    draft = make_draft(board)
    meeting = draft_board_meeting(board, adopts=[draft])
    item = meeting.items.first()
    assert item is not None
    change_item(item, explanation="Lees eerst de bijlage.")
    add_paper(item, title="Stand van zaken", file=make_pdf(), by=board.secretary)
    page = as_(board.secretary).get(url("meeting_detail", meeting.pk)).content.decode()
    for words in (
        "Lees eerst de bijlage.",
        "Stand van zaken",
        "Voorstel: Voorstel 1",
        "Het bestuur stemt in met onderwerp 1.",
        "artikel 5 (onderwerp 5)",
        "Vicevoorzitter: zetel Almelo",
    ):
        assert words in page, words


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.SUBMITTED])
def test_meeting_detail_before_convening_is_hidden_from_members(board: Board, state: MeetingState) -> None:
    meeting = make_meeting(board, state=state)
    for person in (board.holders["almelo"], make_observer()):
        assert as_(person).get(url("meeting_detail", meeting.pk)).status_code == 404


def test_meeting_detail_submitted_is_seen_by_chair_and_vice_chair(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    deputy = add_deputy(board, "voorzitter")
    seen = [
        as_(p).get(url("meeting_detail", meeting.pk)).status_code
        for p in (board.chair, board.vice_chair, deputy)
    ]
    assert seen == [200, 200, 404]  # an office does not pass to a deputy (rule 8)


def test_meeting_detail_while_open_leads_to_the_vote(board: Board) -> None:
    meeting = make_meeting(board)
    member = as_(board.holders["almelo"]).get(url("meeting_detail", meeting.pk)).content.decode()
    observer = as_(make_observer()).get(url("meeting_detail", meeting.pk)).content.decode()
    vote, run = url("meeting_vote", meeting.pk), url("meeting_run", meeting.pk)
    assert (vote in member, run in member) == (True, False)
    assert (vote in observer, run in observer) == (False, False)
    assert run in as_(board.secretary).get(url("meeting_detail", meeting.pk)).content.decode()


def test_meeting_detail_leads_to_running_it_only_on_the_day(board: Board) -> None:
    later = make_meeting(board, state=MeetingState.CONVENED, starts_at=timezone.now() + timedelta(days=9))
    now = make_meeting(board, state=MeetingState.CONVENED)
    client = as_(board.chair)
    shown = [
        url("meeting_run", m.pk) in client.get(url("meeting_detail", m.pk)).content.decode()
        for m in (later, now)
    ]
    assert shown == [False, True]


def test_meeting_detail_after_the_vote_shows_outcome_and_decision(board: Board) -> None:
    meeting = make_meeting(board, adopts=[make_draft(board)])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvttt")
    close_vote(vote, board.secretary)
    page = as_(board.holders["almelo"]).get(url("meeting_detail", meeting.pk)).content.decode()
    decision = Decision.objects.latest("pk")
    assert decision.sentence in page
    assert decision.get_absolute_url() in page
    assert "Stelde vast: " in page


def test_meeting_detail_hides_the_count_of_an_open_vote(board: Board) -> None:
    meeting = make_meeting(board)
    cast_all(make_open_vote(board, meeting), board, "vvvvvvvv")
    page = as_(board.holders["almelo"]).get(url("meeting_detail", meeting.pk)).content.decode()
    assert "De stemming is geopend." in page
    assert "8 stemmen" not in page


def test_meeting_detail_keeps_what_a_rejected_point_would_have_adopted(board: Board) -> None:
    meeting = make_meeting(board, adopts=[make_draft(board)])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "tttttttt")
    close_vote(vote, board.secretary)
    page = as_(board.chair).get(url("meeting_detail", meeting.pk)).content.decode()
    assert "Stelt vast: Vicevoorzitter: zetel Almelo" in page


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_prepare"])
def test_agenda_same_queries_at_1_and_30_items(board: Board, name: str) -> None:
    client = as_(board.secretary)
    meeting = draft_board_meeting(board, adopts=[make_draft(board)])
    add_paper(decide_item(meeting), title="Stuk", file=make_pdf(), by=board.secretary)
    at_1 = count_queries(client, url(name, meeting.pk))
    for number in range(29):
        item = add_item(meeting, kind=AgendaItemKind.DECIDE, title=f"Punt {number}")
        write_proposal(
            item,
            title="Voorstel",
            article=board.article,
            points=[PointDraft("1", "Akkoord.", (make_draft(board, "uwv"),))],
            by=board.secretary,
        )
        add_paper(item, title="Stuk", file=make_pdf(), by=board.secretary)
    assert count_queries(client, url(name, meeting.pk)) == at_1
