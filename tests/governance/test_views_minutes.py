"""The pages of the minutes: who reads what, how they are written, and the way from writing to rectifying."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import add_item, change_item, close_meeting, recuse, set_current_item
from governance.actions.minutes import decline_change, propose_change, start_minutes, write_minutes_text
from governance.actions.minutes_course import publish_minutes, rectify_minutes
from governance.enums import AgendaItemKind, Role, Visibility
from governance.models import Meeting, Minutes, MinutesComment, Person
from tests.governance.factories import (
    LATE,
    Board,
    arrive,
    convene_meeting,
    decide_item,
    draft_board_meeting,
    make_person,
    open_meeting,
    submit_meeting,
)
from tests.governance.minutes import (
    adopt,
    commented_minutes,
    held_meeting,
    next_meeting,
    text_of,
    written_minutes,
)
from tests.governance.readers import as_, count_queries, make_observer, make_outsiders, page, text, url

SECRET = "Ruzie over de erfpacht"


@pytest.fixture
def closed(board: Board) -> Meeting:
    """A closed meeting with a confidential item, and a seat that took no part in the proposal."""
    meeting = draft_board_meeting(board)
    secret = add_item(meeting, kind=AgendaItemKind.DISCUSS, title=SECRET)
    change_item(secret, visibility=Visibility.CONFIDENTIAL, confidential_reason="Onderhandeling")
    meeting = convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason=LATE)
    meeting = open_meeting(meeting, board.secretary)
    for slug in ("voorzitter", "hengelo", "uwv"):
        arrive(meeting, board.seats[slug], board.holders[slug], board.secretary)
    recuse(decide_item(meeting), board.seats["uwv"], board.secretary, "Familiebelang")
    for item in meeting.items.all():
        set_current_item(meeting, item, board.secretary)
    return close_meeting(meeting, board.secretary)


def councillor(board: Board) -> Person:
    return make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())


def test_minutes_are_seen_by_whom_it_is_their_turn(board: Board) -> None:
    minutes = written_minutes(board)
    address = url("minutes_detail", minutes.meeting_id)
    people = [board.secretary, board.holders["almelo"], make_observer(), *make_outsiders(board)]

    def seen() -> list[int]:
        return [as_(person).get(address).status_code for person in people]

    assert seen() == [200, 404, 404, 404, 404, 404]
    start_comment(board, minutes)
    assert seen() == [200, 200, 404, 404, 404, 404]
    adopt(board, minutes)
    assert seen() == [200] * 6
    assert "nog niet gepubliceerd" in page(people[2], "minutes_detail", minutes.meeting_id)
    publish_minutes(Minutes.objects.get(pk=minutes.pk), board.secretary)
    published = text(page(people[2], "minutes_detail", minutes.meeting_id))
    assert "De voorzitter heet iedereen welkom." in published
    assert "Binnenskamers" not in published
    assert "Binnenskamers" in page(board.holders["almelo"], "minutes_detail", minutes.meeting_id)


def start_comment(board: Board, minutes: Minutes) -> None:
    until = {"until": (timezone.localdate() + timedelta(days=3)).isoformat()}
    answer = as_(board.secretary).post(url("minutes_put_for_comment", minutes.meeting_id), until)
    assert answer.status_code == 303
    minutes.refresh_from_db()


def test_public_version_leaks_nothing_confidential_and_no_reason(board: Board, closed: Meeting) -> None:
    minutes = start_minutes(closed, board.secretary)
    secret = closed.items.get(title=SECRET)
    write_minutes_text(minutes.texts.get(item=secret), board.secretary, "Men was het oneens.")
    start_comment(board, minutes)
    adopt(board, minutes)
    publish_minutes(Minutes.objects.get(pk=minutes.pk), board.secretary)
    public = page(councillor(board), "minutes_detail", closed.pk)
    inside = page(board.holders["almelo"], "minutes_detail", closed.pk)
    for words in (SECRET, "Men was het oneens.", "Familiebelang"):
        assert words not in public
        assert words in inside
    assert "Vertrouwelijk agendapunt" in public
    assert "De zetel UWV deed bij dit punt niet mee." in public
    preview = as_(board.chair).get(url("minutes_detail", closed.pk), {"versie": "openbaar"}).content.decode()
    assert SECRET not in preview


def test_facts_stand_on_the_page_in_the_stored_words_and_in_no_field(board: Board) -> None:
    minutes = written_minutes(board)
    sentence = minutes.meeting.votes.get().sentence
    html = page(board.secretary, "minutes_write", minutes.meeting_id)
    assert sentence in html
    fields = [part.split("</textarea>")[0] for part in html.split("<textarea")[1:]]
    assert len(fields) == minutes.texts.count()
    assert not any(sentence in field for field in fields)


def test_begin_page_leads_to_the_writing_page_and_only_the_secretariat_has_it(board: Board) -> None:
    meeting = held_meeting(board)
    client = as_(board.secretary)
    assert "Notulen beginnen" in client.get(url("minutes_detail", meeting.pk), follow=True).content.decode()
    begun = client.post(url("minutes_start", meeting.pk), follow=True).content.decode()
    assert "De feiten staan er al" in begun
    assert as_(board.chair).get(url("minutes_write", meeting.pk)).status_code == 403
    assert as_(board.chair).post(url("minutes_start", meeting.pk)).status_code == 403
    overview = client.get("/").content.decode()
    assert "concept, nog ter commentaar te leggen" in overview


def test_member_proposes_a_text_and_reads_the_answer(board: Board) -> None:
    minutes = commented_minutes(board)
    almelo = board.holders["almelo"]
    client = as_(almelo)
    assert "Notulen ter commentaar" in client.get("/").content.decode()
    row = text_of(minutes)
    form = {"text": "De voorzitter opent.", "remark": "Korter"}
    back = client.post(url("minutes_change_create", row.pk), form, follow=True).content.decode()
    assert "Uw voorstel ligt bij het secretariaat." in back
    assert "Mijn voorstel intrekken" in back
    assert client.post(url("minutes_change_create", row.pk), {"text": row.text}).status_code == 422
    comment = MinutesComment.objects.get()
    secretariat = as_(board.secretary)
    assert "1 voorstel te beantwoorden" in secretariat.get("/").content.decode()
    answer = {"act": "decline", "answer": "Het hoort erbij."}
    secretariat.post(url("minutes_change_answer", comment.pk), answer)
    assert "Het hoort erbij." in client.get(minutes.get_absolute_url()).content.decode()
    assert client.post(url("minutes_change_answer", comment.pk)).status_code == 403
    assert as_(board.chair).post(url("minutes_change_withdraw", comment.pk)).status_code == 403


def test_taking_over_when_the_text_moved_shows_both_and_merges(board: Board) -> None:
    minutes = commented_minutes(board)
    row = text_of(minutes)
    comment = propose_change(row, board.chair, "Voorgestelde woorden.")
    write_minutes_text(row, board.secretary, "Intussen geschreven.")
    client = as_(board.secretary)
    merge = client.post(url("minutes_change_answer", comment.pk))
    assert merge.status_code == 409
    html = merge.content.decode()
    assert "Voorgestelde woorden.</textarea>" in html
    assert "Intussen geschreven." in html
    form = {"text": "Allebei.", "version": 2}
    assert client.post(url("minutes_change_answer", comment.pk), form).status_code == 303
    row.refresh_from_db()
    assert row.text == "Allebei."


def test_course_says_what_to_do_without_a_next_agenda_and_then_puts_it_there(board: Board) -> None:
    minutes = commented_minutes(board)
    client = as_(board.secretary)
    before = client.get(url("minutes_write", minutes.meeting_id)).content.decode()
    assert "plan eerst een vergadering" in before
    agenda = next_meeting(board)
    answer = client.post(url("minutes_propose", minutes.meeting_id), {"meeting": agenda.pk}, follow=True)
    assert "Notulen van" in answer.content.decode()
    assert agenda.items.get().proposal.points.get().proposed_minutess.get() == minutes
    assert client.post(url("minutes_propose", minutes.meeting_id), {"meeting": 0}).status_code == 303


def test_rectified_minutes_and_the_rectification_lead_to_each_other(board: Board) -> None:
    minutes = commented_minutes(board)
    decision = adopt(board, minutes)
    client = as_(board.secretary)
    client.post(url("minutes_publish", minutes.meeting_id))
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert minutes.is_published
    client.post(url("minutes_rectify", minutes.meeting_id), {"reason": "Naam verkeerd."})
    second = Minutes.objects.get(number=2)
    assert page(board.secretary, "minutes_write", minutes.meeting_id).count("<textarea") > 2
    adopt(board, second)
    old = text(page(board.chair, "minutes_version", minutes.meeting_id, 1))
    assert "Gerectificeerd door versie 2" in old
    assert decision.number in old
    assert "Rectificeert versie 1. Aanleiding: Naam verkeerd." in text(
        page(board.chair, "minutes_detail", minutes.meeting_id)
    )
    client.post(url("minutes_publish", minutes.meeting_id))
    assert Minutes.objects.get(number=2).is_published
    assert rectify_minutes(Minutes.objects.get(number=2), board.secretary, "Nog iets.").number == 3


def test_decision_leads_to_the_minutes_of_its_meeting(board: Board) -> None:
    minutes = commented_minutes(board)
    decision = minutes.meeting.decisions.get()
    assert minutes.get_absolute_url() in page(board.chair, "decision_detail", decision.number)
    assert minutes.get_absolute_url() in page(board.chair, "meeting_decision_list", minutes.meeting_id)
    assert minutes.get_absolute_url() not in page(councillor(board), "decision_detail", decision.number)


def test_overview_of_the_secretariat_takes_as_many_queries_for_one_meeting_as_for_many(board: Board) -> None:
    held_meeting(board)
    client = as_(board.secretary)
    one = count_queries(client, "/")
    for _ in range(3):
        written_minutes(board)
    assert count_queries(client, "/") == one


def test_page_takes_as_many_queries_for_many_comments_as_for_one(board: Board) -> None:
    minutes = commented_minutes(board)
    address = minutes.get_absolute_url()
    propose_change(text_of(minutes), board.chair, "Anders 0.")
    client = as_(board.holders["uwv"])
    one = count_queries(client, address)
    for number in range(1, 5):
        propose_change(text_of(minutes, decide_item(minutes.meeting)), board.chair, f"Anders {number}.")
    assert count_queries(client, address) == one


def overview_of(person: Person) -> str:
    return text(as_(person).get("/").content.decode())


def test_member_reads_on_the_overview_what_came_of_a_proposed_change(board: Board) -> None:
    minutes = commented_minutes(board)
    almelo = board.holders["almelo"]
    comment = propose_change(text_of(minutes), almelo, "De vicevoorzitter heet iedereen welkom.")
    assert "Uw voorstellen voor de notulen" not in overview_of(almelo)
    decline_change(comment, board.secretary, "Zo is het niet gezegd.")
    assert "niet overgenomen: Zo is het niet gezegd." in overview_of(almelo)
    assert "Uw voorstellen voor de notulen" not in overview_of(board.holders["hengelo"])
    MinutesComment.objects.update(answered_at=timezone.now() - timedelta(days=61))
    assert "Uw voorstellen voor de notulen" not in overview_of(almelo)
