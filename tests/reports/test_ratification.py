"""The board and the verslag: adopted before it is sent or ratified after it, and never what it waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.actions import (
    arrive,
    close_meeting,
    close_vote,
    convene_meeting,
    draft_meeting,
    open_meeting,
    submit_meeting,
)
from governance.actions.agenda import delete_item
from governance.actions.course import cancel_meeting
from governance.enums import AgendaItemKind, MeetingState
from governance.models import Article, Meeting, Seat
from governance.queries.comparison import differences
from reports.actions import open_report, release_report
from reports.actions.ratification import bring_to_board, place_ratifications
from reports.enums import ReportState
from reports.models import AnnualReport, Ratification
from reports.queries.ratification import board_line
from tests.governance.factories import LATE, Board, cast_all, decide_item, make_open_vote
from tests.governance.readers import as_
from tests.reports.factories import DURING_YEAR, Twente, hand_in, make_edition
from werkbedrijf.lib.errors import Conflict, NotAllowed

NOW = timezone.now()
YEAR = timezone.localdate().year - 1
EVERYBODY, NOBODY = "vvvvvvvv", "tttttttt"


def board_of(twente: Twente) -> Board:
    seats = {seat.slug: seat for seat in Seat.objects.all()}
    return Board(seats, twente.seats, twente.secretary, Article.objects.get(version__number=1, number=12))


def draft(days: int = 0) -> Meeting:
    """A meeting in preparation, an hour from now and so many days later."""
    return draft_meeting(
        title="Bestuursvergadering", starts_at=NOW + timedelta(days=days, hours=1), place="Hengelo"
    )


def decide(twente: Twente, meeting: Meeting, ballots: str = EVERYBODY) -> None:
    """Hold the meeting and vote on its first item to decide on."""
    board = board_of(twente)
    meeting = submit_meeting(meeting, twente.secretary)
    meeting = convene_meeting(meeting, twente.chair, late_reason=LATE)
    meeting = open_meeting(meeting, twente.secretary)
    for slug, seat in board.seats.items():
        arrive(meeting, seat, twente.seats[slug], twente.secretary)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, ballots)
    close_vote(vote, twente.secretary)
    close_meeting(Meeting.objects.get(pk=meeting.pk), twente.secretary)


def ready(twente: Twente) -> AnnualReport:
    return make_edition(twente, YEAR, NOW)


def released(twente: Twente) -> AnnualReport:
    return release_report(ready(twente), twente.chair)


def word(report: AnnualReport) -> str:
    report.refresh_from_db()
    return board_line(report).word


def test_release_puts_the_ratification_on_the_next_agenda(twente: Twente) -> None:
    later, soon = draft(days=30), draft(days=3)
    report = released(twente)
    item = decide_item(soon)
    assert (item.title, item.kind) == (f"Bekrachtiging van het verslag over {YEAR}", AgendaItemKind.DECIDE)
    assert item.proposal.article.number == 12
    assert report.ratification.decision_point == item.proposal.points.get()
    assert not later.items.exists()
    assert word(report) == "ter bekrachtiging"
    assert board_line(report).item == item


def test_release_does_not_wait_for_an_agenda(twente: Twente) -> None:
    report = released(twente)
    assert report.is_released
    assert word(report) == "ter bekrachtiging"
    assert place_ratifications() == 0
    meeting = draft()
    assert (place_ratifications(), place_ratifications()) == (1, 0)
    assert decide_item(meeting).proposal.points.get().proposed_ratifications.get() == report.ratification


def test_decision_ratifies_what_was_released(twente: Twente) -> None:
    meeting = draft()
    report = released(twente)
    decide(twente, meeting)
    assert word(report) == "bekrachtigd"
    assert report.ratification.decision is not None
    assert not report.ratification.came_first
    assert [one for one in differences() if "verslag" in one.lower()] == []


def test_board_can_adopt_before_it_is_sent_and_then_there_is_nothing_to_ratify(twente: Twente) -> None:
    meeting, report = draft(), ready(twente)
    assert word(report) == "niet voorgelegd"
    bring_to_board(report, twente.secretary)
    assert word(report) == "ter vaststelling"
    assert decide_item(meeting).title == f"Vaststelling van het verslag over {YEAR}"
    decide(twente, meeting)
    following = draft(days=30)
    release_report(report, twente.chair)
    assert word(report) == "vastgesteld"
    assert (place_ratifications(), Ratification.objects.count(), following.items.count()) == (0, 1, 0)


def test_release_while_it_lies_before_the_board_adds_nothing(twente: Twente) -> None:
    meeting, report = draft(), ready(twente)
    bring_to_board(report, twente.secretary)
    release_report(report, twente.chair)
    assert meeting.items.count() == 1
    decide(twente, meeting)
    assert word(report) == "bekrachtigd"


def test_rejected_says_so_and_comes_back_only_when_it_is_brought(twente: Twente) -> None:
    meeting = draft()
    report = released(twente)
    decide(twente, meeting, NOBODY)
    line = board_line(AnnualReport.objects.get(pk=report.pk))
    assert (line.word, line.may_bring) == ("niet ingestemd", True)
    following = draft(days=30)
    assert place_ratifications() == 0
    bring_to_board(report, twente.secretary)
    assert following.items.count() == 1
    assert word(report) == "ter bekrachtiging"


def test_removed_item_does_not_come_back_by_itself(twente: Twente) -> None:
    meeting = draft()
    report = released(twente)
    delete_item(decide_item(meeting))
    assert place_ratifications() == 0
    assert board_line(AnnualReport.objects.get(pk=report.pk)).may_bring


def test_item_of_a_meeting_that_was_called_off_goes_to_the_next(twente: Twente) -> None:
    meeting = draft()
    released(twente)
    convene_meeting(submit_meeting(meeting, twente.secretary), twente.chair, late_reason=LATE)
    cancel_meeting(Meeting.objects.get(pk=meeting.pk), twente.chair, "Te weinig leden.")
    following = draft(days=30)
    assert place_ratifications() == 1
    assert following.items.count() == 1


def test_what_waits_moves_on_to_the_corrected_edition(twente: Twente) -> None:
    first = released(twente)
    second = open_report(YEAR, twente.secretary, correction="Een uur te veel.", now=NOW)
    for delivery in second.deliveries.select_related("party"):
        hand_in(delivery)
    AnnualReport.objects.filter(pk=second.pk).update(state=ReportState.MADE)
    release_report(second, twente.chair)
    assert Ratification.objects.get().report == second
    assert not Ratification.objects.filter(report=first).exists()
    assert [one for one in differences() if "verslag" in one.lower()] == []


def test_edition_made_anew_takes_the_place_of_the_one_that_lay_ready(twente: Twente) -> None:
    meeting, first = draft(), ready(twente)
    bring_to_board(first, twente.secretary)
    second = open_report(YEAR, twente.secretary, now=NOW)
    assert Ratification.objects.get().report == second
    assert meeting.items.count() == 1


def test_bringing_is_refused_for_others_and_for_what_is_not_ready(twente: Twente) -> None:
    report = ready(twente)
    with pytest.raises(NotAllowed):
        bring_to_board(report, twente.chair)
    concept = open_report(DURING_YEAR.year, twente.secretary, now=DURING_YEAR)
    with pytest.raises(Conflict, match="dat af is"):
        bring_to_board(concept, twente.secretary)
    draft()
    bring_to_board(report, twente.secretary)
    with pytest.raises(Conflict, match="ligt al bij het bestuur"):
        bring_to_board(report, twente.secretary)
    assert Meeting.objects.filter(state=MeetingState.DRAFT).get().items.count() == 1


def test_page_says_which_of_both_it_was(twente: Twente) -> None:
    client, address = as_(twente.secretary), reverse("reports:report_detail", args=[YEAR])
    meeting, report = draft(), ready(twente)
    assert "niet voorgelegd" in client.get(address).content.decode()
    assert client.post(reverse("reports:report_bring", args=[YEAR])).status_code == 303
    assert "ter vaststelling" in client.get(address).content.decode()
    decide(twente, meeting)
    release_report(report, twente.chair)
    page = client.get(address).content.decode()
    assert "voordat zij werd verzonden" in page
    assert report.ratification.decision is not None
    assert report.ratification.decision.get_absolute_url() in page
