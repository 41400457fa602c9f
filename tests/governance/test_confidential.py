"""A confidential item leaks nowhere: every channel is read by who only listens, with a real item that could."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from governance.actions import (
    add_paper,
    arrive,
    change_item,
    close_meeting,
    close_vote,
    convene_meeting,
    open_meeting,
    open_vote,
    set_current_item,
    submit_meeting,
)
from governance.enums import Role, Visibility
from governance.models import AgendaItem, Decision, LedgerEvent, Meeting, OwedMail, Paper, Person, Vote
from governance.permissions import sees_confidential, visible_items, visible_papers, visible_votes
from governance.queries.register import find_decisions
from governance.views.live import render_state
from reports.kinds.verslag.figures import _decisions
from tests.governance.factories import (
    ALL,
    LATE,
    Board,
    add_deputy,
    cast_all,
    decide_item,
    draft_board_meeting,
    make_person,
)
from tests.governance.readers import as_, make_outsiders, make_pdf, page, text, url
from werkbedrijf.lib.errors import DomainError

pytestmark = pytest.mark.django_db

SECRET = "Zwaluwnest"  # stands in title, explanation, proposal, point and paper of the item


@pytest.fixture
def meeting(board: Board) -> Meeting:
    """An open meeting of today in which a confidential item is up, with a proposal and a paper."""
    draft = draft_board_meeting(board)
    item = decide_item(draft)
    item.proposal.title, item.proposal.considerations = f"Voorstel {SECRET}", f"Omdat {SECRET}"
    item.proposal.save()
    item.proposal.points.update(text=f"Het bestuur koopt {SECRET}.")
    change_item(
        item,
        title=f"Aankoop {SECRET}",
        explanation=f"Over {SECRET}",
        visibility=Visibility.CONFIDENTIAL,
        confidential_reason=f"Onderhandeling over {SECRET}",
    )
    add_paper(item, title=f"Taxatie {SECRET}", file=make_pdf(), by=board.secretary)
    found = open_meeting(
        convene_meeting(submit_meeting(draft, board.secretary), board.chair, late_reason=LATE),
        board.secretary,
    )
    for slug in ALL:
        arrive(found, board.seats[slug], board.holders[slug], board.secretary)
    return set_current_item(found, decide_item(found), board.secretary)


@pytest.fixture
def listeners() -> list[Person]:
    return [make_person("Toehoorder", Role.OBSERVER), make_person("Medewerker UWV", Role.UWV_STAFF)]


def decided(board: Board, meeting: Meeting) -> Decision:
    vote = open_vote(decide_item(meeting), board.secretary)
    cast_all(vote, board, "vvvvvvtt")
    close_vote(vote, board.secretary)
    return Decision.objects.latest("pk")


def test_confidential_is_for_seats_deputies_and_secretariat(board: Board, listeners: list[Person]) -> None:
    deputy = add_deputy(board, "almelo")
    insiders = [board.secretary, board.chair, board.holders["almelo"], deputy]
    assert [sees_confidential(person) for person in insiders] == [True] * 4
    assert [sees_confidential(person) for person in [*listeners, *make_outsiders(board)]] == [False] * 5


def test_confidential_items_papers_and_votes_are_not_found(
    board: Board, meeting: Meeting, listeners: list[Person]
) -> None:
    open_vote(decide_item(meeting), board.secretary)
    item, paper, vote = decide_item(meeting), Paper.objects.get(), Vote.objects.latest("pk")
    for person in listeners:
        assert not visible_items(person).filter(pk=item.pk).exists()
        assert not visible_papers(person).exists()
        assert not visible_votes(person).filter(pk=vote.pk).exists()
        assert as_(person).get(url("paper_download", paper.pk)).status_code == 404
        assert as_(person).get(url("vote_detail", vote.pk)).status_code == 404
    member = board.holders["almelo"]
    assert as_(member).get(url("paper_download", paper.pk)).status_code == 200
    assert as_(member).get(url("vote_detail", vote.pk)).status_code == 200


def test_confidential_item_on_the_page_keeps_only_its_number(
    board: Board, meeting: Meeting, listeners: list[Person]
) -> None:
    decided(board, meeting)
    for person in listeners:
        html = page(person, "meeting_detail", meeting.pk)
        assert SECRET not in html
        assert "Punt 2: Vertrouwelijk agendapunt" in text(html)
        assert SECRET not in as_(person).get("/").content.decode()
    assert f"Aankoop {SECRET}" in page(board.holders["almelo"], "meeting_detail", meeting.pk)


@pytest.mark.parametrize("stage", ["up", "voting", "closed"])
def test_confidential_item_on_live_screens(
    board: Board, meeting: Meeting, listeners: list[Person], stage: str
) -> None:
    if stage == "voting":
        open_vote(decide_item(meeting), board.secretary)
    elif stage == "closed":
        decided(board, meeting)
    state = render_state(meeting.pk)
    assert SECRET not in state
    assert "Vertrouwelijk agendapunt" in state
    assert "6 stemmen voor" not in state
    for person in [*listeners, board.secretary]:
        screen = page(person, "meeting_screen", meeting.pk)
        assert SECRET not in screen
        assert "2. Vertrouwelijk agendapunt" in screen
        assert "6 stemmen voor" not in screen


def test_confidential_item_in_the_call(board: Board, meeting: Meeting) -> None:
    observer = make_person("Toehoorder", Role.OBSERVER)
    meeting = draft_board_meeting(board, starts_at=timezone.now() + timedelta(days=19))
    change_item(
        decide_item(meeting),
        title=f"Aankoop {SECRET}",
        visibility=Visibility.CONFIDENTIAL,
        confidential_reason="x",
    )
    convene_meeting(submit_meeting(meeting, board.secretary), board.chair)
    mails = OwedMail.objects.filter(reference=f"meeting-call-{meeting.pk}")
    told = [mail.person for mail in mails if SECRET in mail.subject + mail.body]
    assert observer not in told
    assert "2. Vertrouwelijk agendapunt" in mails.get(person=observer).body
    assert {board.secretary, *board.holders.values()} <= set(told)


def test_confidential_decision_shows_its_number_only(
    board: Board, meeting: Meeting, listeners: list[Person]
) -> None:
    decision = decided(board, meeting)
    for person in [*listeners, *make_outsiders(board)]:
        register = page(person, "decision_list")
        assert SECRET not in register
        assert f"{decision.number} Vertrouwelijk besluit" in text(register)
        detail = page(person, "decision_detail", decision.number)
        assert SECRET not in detail
        assert "is vertrouwelijk" in text(detail)
        assert SECRET not in page(person, "article_detail", 1, board.article.number)
        assert list(find_decisions(person, words=SECRET)) == []
    assert [d.number for d in find_decisions(board.chair, words=SECRET)] == [decision.number]
    assert SECRET in page(board.chair, "decision_detail", decision.number)


def test_confidential_decision_in_the_verslag(board: Board, meeting: Meeting) -> None:
    decision = decided(board, meeting)
    printed = _decisions(decision.year)
    assert SECRET not in str(printed)
    assert [(line["number"], line["title"], line["votes"]) for line in printed] == [
        (decision.number, "Vertrouwelijk besluit", None)
    ]


def test_confidential_item_is_not_in_the_ledger(board: Board, meeting: Meeting) -> None:
    decided(board, meeting)
    close_meeting(meeting, board.secretary)
    assert not [event for event in LedgerEvent.objects.all() if SECRET in str(event.facts)]


def test_public_item_is_read_by_everybody_with_the_decision(board: Board, meeting: Meeting) -> None:
    griffie = make_outsiders(board)[0]
    Paper.objects.update(title="Notitie")
    AgendaItem.objects.filter(meeting=meeting).exclude(kind="decide").update(
        visibility=Visibility.PARTICIPANTS
    )
    AgendaItem.objects.filter(pk=decide_item(meeting).pk).update(
        visibility=Visibility.PUBLIC, confidential_reason=""
    )
    decision = decided(board, meeting)
    assert "Notitie (PDF" in text(page(griffie, "decision_detail", decision.number))
    assert as_(griffie).get(url("paper_download", Paper.objects.get().pk)).status_code == 200
    assert as_(griffie).get(url("meeting_detail", meeting.pk)).status_code == 404


def test_public_item_is_closed_until_the_meeting_is_called(board: Board) -> None:
    draft = draft_board_meeting(board, starts_at=timezone.now() + timedelta(days=9))
    change_item(decide_item(draft), visibility=Visibility.PUBLIC)
    paper = add_paper(decide_item(draft), title="Notitie", file=make_pdf(), by=board.secretary)
    assert as_(make_outsiders(board)[0]).get(url("paper_download", paper.pk)).status_code == 404
    assert Client().get(url("paper_download", paper.pk)).status_code == 302


def test_confidential_without_reason_is_refused(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    with pytest.raises(DomainError, match="reden waarom dit punt vertrouwelijk is"):
        change_item(item, visibility=Visibility.CONFIDENTIAL, confidential_reason=" ")
    with (
        pytest.raises(IntegrityError, match="agenda_item_confidential_has_reason"),
        transaction.atomic(),
    ):
        AgendaItem.objects.filter(pk=item.pk).update(visibility=Visibility.CONFIDENTIAL)


def test_opened_up_item_loses_its_reason(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    change_item(item, visibility=Visibility.CONFIDENTIAL, confidential_reason="Koop")
    change_item(item, visibility=Visibility.PARTICIPANTS, confidential_reason="Koop")
    item.refresh_from_db()
    assert (item.visibility, item.confidential_reason) == (Visibility.PARTICIPANTS, "")
