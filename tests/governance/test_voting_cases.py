"""Cases that have gone wrong with other systems: those without a test elsewhere, and where each of all has its test."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from governance.actions import arrive, close_vote, leave
from governance.models import Ballot, Vote
from tests.governance.factories import ALL, Board, add_deputy, cast, cast_all, make_meeting, make_open_vote
from tests.governance.readers import as_, page, url
from tests.governance.test_vote_races import ledger_holds
from werkbedrijf.lib.errors import NotAllowed

# Case (or invariant, by its number) → the tests that hold it. What concerns minutes comes with the minutes.
CASES = {
    "1 one ballot in force per vote and seat": "test_ballot_change_keeps_history_and_the_last_one_counts",
    "2 one open vote per meeting": "test_database_holds_one_running_vote_per_meeting test_two_openers_open_one_vote",
    "3 only while open, by the roster, for the text seen": (
        "test_ballot_of_who_is_not_on_the_roster_is_refused test_ballot_of_another_text_is_refused "
        "test_who_arrived_later_votes_after_breaking_off_and_opening_again"
    ),
    "4 closing, counting and deciding are one": "test_close_vote_that_cannot_adopt_closes_nothing",
    "5 a repeated request is one ballot": (
        "test_ballot_repeated_with_its_key_is_one test_ballot_repeated_after_closing_is_still_that_one"
    ),
    "6 nothing is deleted": "test_break_off_keeps_ballots_and_counts_nothing",
    "7 the roster is a snapshot": "test_roster_is_not_touched_by_later_arrivals_and_departures",
    "8 secret votes on paper, by four eyes": (
        "test_nothing_is_known_of_any_seat test_who_entered_does_not_confirm"
    ),
    "9 hidden until closing": (
        "test_state_is_the_same_whatever_is_chosen test_meeting_vote_hides_the_result_until_closing"
    ),
    "10 a filled-in form stays": "test_choice_not_yet_recorded_survives_progress_and_closing",
    "all at once, in any order": "test_voting_acts_in_any_order_keep_every_invariant test_storm_of_voters_and_closers",
    "member and deputy both logged in": "test_member_and_deputy_both_signed_in_have_one_vote",
    "deputy starts, member arrives": "test_member_who_arrives_takes_over_from_the_next_vote_on",
    "member leaves with the vote open": (
        "test_member_who_left_without_voting_counts_as_not_voted test_member_who_left_keeps_the_vote_that_was_open"
    ),
    "chair leaves after voting": "test_chair_who_left_after_voting_still_decides_the_tie",
    "chair recused on one item": "test_chair_recused_on_one_item",
    "chair and vice-chair away": "test_tie_without_chair_and_vice_chair_is_not_adopted",
    "one person on two seats": "test_one_person_on_two_seats_is_refused",
    "a seat vacant": "test_vacant_seat_is_not_on_the_roster",
    "everyone abstains": "test_everyone_abstains_is_no_decision_and_no_tie",
    "one single vote": "test_one_single_vote_decides_and_says_so",
    "unanimously against": (
        "test_unanimously_against_never_reads_as_adopted test_vote_detail_unanimously_against_never_reads_adopted"
    ),
    "secret and unanimous": (
        "test_warning_stands_before_opening test_secret_and_unanimous_says_so_in_the_explanation"
    ),
    "an amended text with open tabs on the old one": "test_a_ballot_for_the_old_text_from_an_open_tab_is_refused",
    "some points adopted and some not": "test_proposal_with_points_of_which_some_adopted_and_some_not",
    "two secretaries pressing at once": "test_two_closers_make_one_decision",
    "a click 200 ms after closing": "test_ballot_after_closing_is_told_the_time_and_not_counted",
    "two open tabs": "test_two_tabs_with_different_choices_leave_one_in_force",
    "two devices": "test_two_devices_of_one_member_are_one_seat",
    "back button": (
        "test_ballot_with_a_used_key_and_another_choice_is_refused test_history_does_not_bring_an_old_form_back"
    ),
    "the server restarted with a vote open": "test_faulty_submissions_and_a_killed_server_lose_and_double_nothing",
    "an item postponed": "test_postpone_while_preparing_comes_back_with_everything",
    "an agenda changed after it was sent": "test_send_changes_is_a_next_version_with_the_difference",
    "a paper replaced after sending": "test_paper_is_replaced_once",
    "closed items that leak": (
        "test_confidential_items_papers_and_votes_are_not_found test_confidential_item_in_the_call"
    ),
    "the night the clocks change": "test_vote_in_the_night_the_clocks_go_back_keeps_its_order",
}


@pytest.mark.parametrize("case", CASES)
def test_case_has_the_tests_that_are_named(case: str) -> None:
    tests = Path(__file__).resolve().parents[1].rglob("test_*.py")
    written = set(re.findall(r"^def (test_\w+)\(", "\n".join(t.read_text() for t in tests), re.MULTILINE))
    assert set(CASES[case].split()) <= written


def post_ballot(client: Client, vote: Vote, choice: str) -> int:
    """What a voting page sends; the status of the answer to a browser without script."""
    form = {"choice": choice, "text_sha256": vote.proposal_version.sha256, "request_key": str(uuid4())}
    return client.post(url("ballot_cast", vote.pk), form).status_code


def test_member_and_deputy_both_signed_in_have_one_vote(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, by_deputy=["almelo"])
    vote = make_open_vote(board, meeting)
    member = board.holders["almelo"]
    assert f"In deze stemming stemt {deputy} voor uw zetel." in page(member, "meeting_vote", meeting.pk)
    post_ballot(as_(member), vote, "against")
    assert not Ballot.objects.exists()
    assert post_ballot(as_(deputy), vote, "for") == 303
    assert list(Ballot.objects.values_list("cast_by", "choice")) == [(deputy.pk, "for")]


def test_member_who_arrives_takes_over_from_the_next_vote_on(board: Board) -> None:
    deputy, member = add_deputy(board, "almelo"), board.holders["almelo"]
    meeting = make_meeting(board, by_deputy=["almelo"], proposals=2)
    first = make_open_vote(board, meeting, 1)
    arrive(meeting, board.seats["almelo"], member, member)
    cast(first, deputy, "for")
    with pytest.raises(NotAllowed):
        cast(first, member, "against")
    close_vote(first, board.secretary)
    second = make_open_vote(board, meeting, 2)
    with pytest.raises(NotAllowed):
        cast(second, deputy, "for")
    assert cast(second, member, "against").vote_seat.by_deputy is False


def test_member_who_left_without_voting_counts_as_not_voted(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvt-----")
    leave(meeting, board.seats["uwv"], board.secretary)
    outcome = close_vote(vote, board.secretary).outcome
    assert [outcome[key] for key in ("for", "against", "not_voted", "absent")] == [2, 1, 5, 0]


def test_everyone_abstains_is_no_decision_and_no_tie(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast_all(vote, board, "oooooooo")
    vote = close_vote(vote, board.secretary)
    assert (vote.result, vote.state, vote.waiting_for) == ("no_decision", "closed", "")
    assert "er is geen enkele stem uitgebracht" in vote.sentence
    assert not vote.decisions.exists()


def test_one_single_vote_decides_and_says_so(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board, present=ALL[:3]))
    cast_all(vote, board, {"hellendoorn": "for"})
    vote = close_vote(vote, board.secretary)
    assert (vote.result, vote.decisions.count()) == ("adopted", 1)
    assert vote.sentence.startswith("Aangenomen met 1 stem voor en 0 tegen")
    assert any("minder dan de helft" in step["sentence"] for step in vote.outcome["steps"])


def test_two_devices_of_one_member_are_one_seat(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    phone, laptop = as_(board.chair), as_(board.chair)
    assert [post_ballot(phone, vote, "for"), post_ballot(laptop, vote, "against")] == [303, 303]
    for device in (phone, laptop):
        html = device.get(url("meeting_vote", vote.meeting_id)).content.decode()
        assert "Uw stem: Tegen" in " ".join(re.sub("<[^>]*>", "", html).split())
    outcome = close_vote(vote, board.secretary).outcome
    assert (outcome["for"], outcome["against"]) == (0, 1)


def test_vote_in_the_night_the_clocks_go_back_keeps_its_order(board: Board) -> None:
    """25 October 2026: half past two comes twice. The second one is later, whatever the clock on the wall says."""
    vote = make_open_vote(board, make_meeting(board))
    before, after = datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert f"{timezone.localtime(before):%H:%M}" > f"{timezone.localtime(after):%H:%M}"
    Vote.objects.filter(pk=vote.pk).update(opened_at=before - timedelta(minutes=5))
    cast(vote, board.chair, "for", now=before)
    cast(vote, board.chair, "against", now=after)
    vote = close_vote(vote, board.secretary, now=after + timedelta(minutes=1))
    assert (vote.outcome["for"], vote.outcome["against"]) == (0, 1)
    assert [b.cast_at for b in Ballot.objects.order_by("sequence")] == [before, after]
    assert vote.closed_at is not None and vote.closed_at > vote.opened_at
    assert ledger_holds()
