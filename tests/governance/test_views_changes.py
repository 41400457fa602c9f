"""The pages of the nazending: what members see before and after it is sent, and each version as it was."""

from __future__ import annotations

import pytest

from governance.actions import convene_meeting
from governance.actions.agenda import add_item, add_paper, change_item
from governance.actions.changes import prepare_explanation, prepare_paper, send_changes
from governance.enums import MeetingState, Visibility
from governance.models import AgendaItem, Meeting, OwedMail, Paper
from tests.governance.factories import Board, decide_item, make_meeting
from tests.governance.readers import as_, make_observer, make_pdf, url


@pytest.fixture
def called(board: Board) -> Meeting:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    add_paper(meeting.items.get(position=1), title="Notitie", file=make_pdf(), by=board.secretary)
    return convene_meeting(meeting, board.chair, late_reason="Spoed")


def page(board: Board, name: str, *args: object, by: str = "secretary") -> str:
    return as_(getattr(board, by)).get(url(name, *args)).content.decode()


def test_meeting_detail_names_the_version_and_the_late_call(board: Board, called: Meeting) -> None:
    text = page(board, "meeting_detail", called.pk)
    assert "Agenda, versie 1" in text
    assert url("agenda_version", called.pk, 1) in text
    assert "Later uitgenodigd dan afgesproken" in text
    assert "Spoed" in text


def test_prepared_changes_are_for_the_secretariat_until_sent(board: Board, called: Meeting) -> None:
    client, item = as_(board.secretary), called.items.get(position=1)
    member = as_(board.holders["uwv"])
    client.post(
        url("added_item_create", called.pk),
        {"kind": "inform", "title": "Nagekomen bericht", "visibility": "participants"},
    )
    client.post(url("sent_item_edit", item.pk), {"explanation": "Lees eerst het stuk."})
    client.post(url("added_paper_create", item.pk), {"title": "Bijlage", "file": make_pdf()})
    paper = Paper.objects.latest("pk")
    assert paper.title == "Bijlage"
    before = member.get(url("meeting_detail", called.pk)).content.decode()
    for words in ("Nagekomen bericht", "Lees eerst het stuk.", "Bijlage"):
        assert words in page(board, "meeting_changes", called.pk)
        assert words not in before
    assert member.get(url("paper_download", paper.pk)).status_code == 404
    answer = client.post(url("changes_send", called.pk), {"reden": "Nagekomen"}, follow=True)
    assert "Versie 2 van de agenda is verzonden." in answer.content.decode()
    after = member.get(url("meeting_detail", called.pk)).content.decode()
    for words in ("Nagekomen bericht", "Lees eerst het stuk.", "Bijlage"):
        assert words in after
    assert member.get(url("paper_download", paper.pk)).status_code == 200


def test_every_version_can_be_opened_by_a_reader(board: Board, called: Meeting) -> None:
    item, paper = called.items.get(position=1), Paper.objects.get()
    prepare_paper(item, board.secretary, title="Notitie, herzien", file=make_pdf(), replaces=paper)
    send_changes(called, board.secretary, "Rekenfout hersteld")
    member = as_(board.holders["uwv"])
    first = member.get(url("agenda_version", called.pk, 1)).content.decode()
    second = member.get(url("agenda_version", called.pk, 2)).content.decode()
    assert "Dit is niet de laatste versie" in first
    assert "Notitie, herzien" not in first
    assert "Stuk “Notitie” vervangen door “Notitie, herzien”" in second
    assert "Rekenfout hersteld" in second
    assert member.get(url("paper_download", paper.pk)).status_code == 200  # of version 1
    assert member.get(url("agenda_version", called.pk, 3)).status_code == 404


def test_changes_send_without_a_reason_asks_for_it(board: Board, called: Meeting) -> None:
    prepare_explanation(called.items.get(position=1), board.secretary, "Anders.")
    answer = as_(board.chair).post(url("changes_send", called.pk))
    assert answer.status_code == 422
    assert "Geef de aanleiding van de nazending." in answer.content.decode()


def test_meeting_changes_of_another_state_goes_back(board: Board) -> None:
    meeting = make_meeting(board)
    assert as_(board.secretary).get(url("meeting_changes", meeting.pk)).status_code == 303


def proposal_post(title: str, point: str, article: int) -> dict[str, object]:
    return {
        "title": title,
        "article": article,
        "punt-TOTAL_FORMS": 1,
        "punt-INITIAL_FORMS": 0,
        "punt-0-number": "1",
        "punt-0-text": point,
        "act": "save",
    }


def test_decision_added_after_the_call_is_written_and_sent(board: Board, called: Meeting) -> None:
    client, member = as_(board.secretary), as_(board.holders["uwv"])
    asked = {"kind": "decide", "title": "Spoedbesluit", "visibility": "participants"}
    answer = client.post(url("added_item_create", called.pk), asked)
    item = AgendaItem.objects.get(title="Spoedbesluit")
    assert answer["Location"] == url("proposal_edit", item.pk)
    assert "heeft nog geen voorstel" in page(board, "meeting_changes", called.pk)
    client.post(url("proposal_edit", item.pk), proposal_post("Spoedvoorstel", "Nu.", board.article.pk))
    versions = url("proposal_versions", item.proposal.pk)
    assert (member.get(versions).status_code, client.get(versions).status_code) == (404, 200)
    client.post(url("changes_send", called.pk), {"reden": "Spoed"})
    assert member.get(versions).status_code == 200
    assert "Spoedvoorstel" in page(board, "meeting_detail", called.pk)


def test_sent_proposal_is_changed_on_its_own_page(board: Board, called: Meeting) -> None:
    client, item = as_(board.secretary), decide_item(called)
    answer = client.post(url("proposal_edit", item.pk), proposal_post("Herzien", "Anders.", board.article.pk))
    assert answer["Location"] == url("meeting_changes", called.pk)
    edit = page(board, "proposal_edit", item.pk)
    assert "Anders." in edit
    assert "pas als de nazending is verzonden" in edit
    member = board.holders["uwv"]
    assert "Anders." not in as_(member).get(url("meeting_detail", called.pk)).content.decode()
    client.post(url("changes_send", called.pk), {"reden": "Herzien"})
    assert "Anders." in as_(member).get(url("meeting_detail", called.pk)).content.decode()
    version = as_(member).get(url("agenda_version", called.pk, 2)).content.decode()
    assert "Beslispunt 1:" in version
    assert '<ins class="difference__added">' in version


def test_changes_withdraw_by_the_secretariat(board: Board, called: Meeting) -> None:
    item = called.items.get(position=1)
    prepare_explanation(item, board.secretary, "Anders.")
    as_(board.secretary).post(url("changes_withdraw", called.pk))
    assert AgendaItem.objects.get(pk=item.pk).explanation == ""


def test_confidential_item_leaks_through_no_version_nor_mail(board: Board) -> None:
    observer = make_observer()
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    item = meeting.items.get(position=1)
    change_item(
        item,
        title="Geheime zaak",
        visibility=Visibility.CONFIDENTIAL,
        confidential_reason="Persoonlijke gegevens",
    )
    convene_meeting(meeting, board.chair, late_reason="Spoed")
    prepare_explanation(item, board.secretary, "Nog geheimer.")
    prepare_paper(item, board.secretary, title="Geheim stuk", file=make_pdf())
    send_changes(meeting, board.secretary, "Aanvulling")
    for number in (1, 2):
        text = as_(observer).get(url("agenda_version", meeting.pk, number)).content.decode()
        assert "Vertrouwelijk agendapunt" in text
        for words in ("Geheim", "geheimer"):
            assert words not in text
    bodies = [mail.body for mail in OwedMail.objects.filter(person=observer)]
    assert len(bodies) == 2
    assert not any("eheim" in body for body in bodies)
    assert "Geheim stuk" in OwedMail.objects.filter(person=board.holders["uwv"]).latest("pk").body


def test_meeting_convene_late_asks_for_the_reason_at_the_field(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    client = as_(board.chair)
    assert "Reden van de late uitnodiging" in client.get(url("meeting_detail", meeting.pk)).content.decode()
    answer = client.post(url("meeting_convene", meeting.pk), {"reden": ""})
    assert answer.status_code == 422
    assert "Geef de reden van de late uitnodiging." in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.SUBMITTED


def test_added_item_comes_before_what_closes_the_meeting(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    closing = [add_item(meeting, kind="discuss", title=title) for title in ("Rondvraag", "Sluiting")]
    called = convene_meeting(meeting, board.chair, late_reason="Spoed")
    form = as_(board.secretary).get(url("added_item_create", called.pk)).context["form"]
    assert form["before"].value() == closing[0].pk
