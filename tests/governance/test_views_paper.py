"""The pages of a secret vote on paper: opening with its warning, the count by two, and an outcome without choices."""

from __future__ import annotations

import pytest

from governance.actions.paper_votes import enter_paper_count, open_paper_vote
from governance.domain.paper import PaperTotals
from governance.enums import VoteMethod, VoteState
from governance.models import Meeting, Vote
from governance.queries.now import meeting_now
from governance.views.live import part_keys, render_state
from tests.governance.factories import Board, decide_item, make_draft, make_meeting
from tests.governance.readers import as_, make_observer, page, text, url

SHEET = {"votes_for": "5", "against": "3", "abstained": "", "not_voted": "0"}


@pytest.fixture
def meeting(board: Board) -> Meeting:
    made = make_meeting(board, adopts=[make_draft(board)])
    as_(board.secretary).post(url("meeting_current_item", made.pk, decide_item(made).pk))
    return made


@pytest.fixture
def vote(board: Board, meeting: Meeting) -> Vote:
    return open_paper_vote(decide_item(meeting), board.secretary)


def test_warning_stands_before_opening(board: Board, meeting: Meeting) -> None:
    words = text(page(board.chair, "meeting_run", meeting.pk))
    assert "Schriftelijk en geheim stemmen" in words
    assert "Stemt iedereen hetzelfde, dan is van iedereen bekend hoe die stemde." in words
    assert "lid vraagt om geheime stemming" not in words  # it carries a vice-chair: that is about a person


def test_few_voters_are_warned_more_sharply(board: Board) -> None:
    made = make_meeting(board, adopts=[make_draft(board)], present=["voorzitter", "uwv"])
    as_(board.secretary).post(url("meeting_current_item", made.pk, decide_item(made).pk))
    words = text(page(board.chair, "meeting_run", made.pk))
    assert "Er is hier weinig geheim: maar 2 zetels stemmen mee." in words


def test_another_proposal_is_marked_by_the_secretariat_only(board: Board) -> None:
    made = make_meeting(board)
    item = decide_item(made)
    as_(board.secretary).post(url("meeting_current_item", made.pk, item.pk))
    assert "lid vraagt om geheime stemming" in text(page(board.secretary, "meeting_run", made.pk))
    assert "Schriftelijk en geheim" not in text(page(board.chair, "meeting_run", made.pk))
    as_(board.chair).post(url("paper_vote_open", item.pk), {"persons": "on"})
    as_(board.secretary).post(url("paper_vote_open", item.pk))
    assert not made.votes.exists()
    as_(board.secretary).post(url("paper_vote_open", item.pk), {"persons": "on"})
    assert made.votes.get().method == VoteMethod.PAPER


def test_point_of_another_proposal_is_refused(board: Board, meeting: Meeting) -> None:
    answer = as_(board.secretary).post(
        url("paper_vote_open", decide_item(meeting).pk), {"point": "999999"}, follow=True
    )
    assert "staat niet in het voorstel" in text(answer.content.decode())
    assert not meeting.votes.exists()


def test_two_people_count_and_the_outcome_shows_no_choice(board: Board, meeting: Meeting) -> None:
    secretariat, chair = as_(board.secretary), as_(board.chair)
    secretariat.post(url("paper_vote_open", decide_item(meeting).pk))
    vote = meeting.votes.get()
    secretariat.post(url("paper_count_enter", vote.pk), SHEET)
    entered = vote.paper_counts.get()
    assert "Telling bevestigen" not in text(page(board.secretary, "meeting_run", meeting.pk))
    assert "Telling bevestigen" in text(page(board.chair, "meeting_run", meeting.pk))
    secretariat.post(url("paper_count_confirm", entered.pk))
    assert Vote.objects.get(pk=vote.pk).is_open
    chair.post(url("paper_count_confirm", entered.pk))
    outcome = text(page(board.holders["uwv"], "vote_detail", vote.pk))
    assert "Aangenomen met 5 stemmen voor en 3 tegen." in outcome
    assert "op papier geteld door twee personen" in outcome
    assert "Op papier geteld door Secretaris, bevestigd door Lid voorzitter" in outcome
    assert outcome.count("aanwezig") >= 8
    assert "Wie stemde wat" not in outcome
    decision = vote.decisions.get()
    assert "Op papier geteld door" in text(page(make_observer(), "decision_detail", decision.number))


def test_rejected_count_is_entered_anew(board: Board, meeting: Meeting, vote: Vote) -> None:
    entered = enter_paper_count(vote, board.secretary, PaperTotals(5, 3, 0, 0))
    as_(board.chair).post(url("paper_count_reject", entered.pk))
    words = text(page(board.chair, "meeting_run", meeting.pk))
    assert "De vorige telling is afgewezen" in words
    assert "Telling invoeren" in words


@pytest.mark.parametrize("typed", ["-1", "vier", "4.5", "99999", "²"])
def test_line_that_is_no_number_is_refused_in_a_sentence(board: Board, vote: Vote, typed: str) -> None:
    answer = as_(board.secretary).post(
        url("paper_count_enter", vote.pk), {**SHEET, "against": typed}, follow=True
    )
    assert "geheel aantal briefjes" in text(answer.content.decode())
    assert not vote.paper_counts.exists()


def test_member_is_told_to_hand_in_a_paper_and_gets_no_form(
    board: Board, meeting: Meeting, vote: Vote
) -> None:
    html = page(board.holders["uwv"], "meeting_vote", meeting.pk)
    assert "Vul uw briefje in" in text(html)
    assert url("ballot_cast", vote.pk) not in html
    assert "zetels hebben gestemd" not in text(html)


def test_tie_is_asked_openly_on_the_page_of_the_chair(board: Board, meeting: Meeting, vote: Vote) -> None:
    entered = enter_paper_count(vote, board.secretary, PaperTotals(4, 4, 0, 0))
    as_(board.chair).post(url("paper_count_confirm", entered.pk))
    assert Vote.objects.get(pk=vote.pk).state == VoteState.TIED
    assert "Uw beslissende stem" in text(page(board.chair, "meeting_vote", meeting.pk))
    assert "Uw beslissende stem" not in text(page(board.vice_chair, "meeting_vote", meeting.pk))


def test_screens_follow_the_count_and_never_show_it(board: Board, meeting: Meeting, vote: Vote) -> None:
    before = part_keys(meeting_now(Meeting.objects.get(pk=meeting.pk)))["item"]
    enter_paper_count(vote, board.secretary, PaperTotals(5, 3, 0, 0))
    now = part_keys(meeting_now(Meeting.objects.get(pk=meeting.pk)))["item"]
    assert now != before
    state = text(render_state(meeting.pk))
    assert "Schriftelijk en geheim" in state
    assert "stemmen voor" not in state
