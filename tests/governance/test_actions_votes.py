"""Opening a vote and casting ballots in it; closing and what follows is in test_actions_votes_outcome.py."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import (
    arrive,
    break_off_vote,
    cast_ballot,
    close_vote,
    leave,
    open_vote,
    set_current_item,
)
from governance.actions.ballots import TextChanged, VoteClosed
from governance.enums import AgendaItemKind, MeetingState, Office
from governance.models import Ballot, Vote, VoteSeat
from governance.queries.votes import own_seat, progress
from tests.governance.factories import (
    ALL,
    SEATS,
    Board,
    add_deputy,
    cast,
    cast_all,
    decide_item,
    make_meeting,
    make_open_vote,
    make_person,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

# --- opening ---


def test_open_vote_freezes_roster_rules_and_text(board: Board) -> None:
    meeting = make_meeting(board, present=["voorzitter", "hengelo", "uwv"])
    vote = make_open_vote(board, meeting)
    lines = {line.seat.slug: line for line in vote.seats.select_related("seat")}
    assert list(lines) == list(SEATS)
    assert [slug for slug, line in lines.items() if line.present] == ["voorzitter", "hengelo", "uwv"]
    assert lines["voorzitter"].office == Office.CHAIR
    assert lines["hengelo"].office == Office.VICE_CHAIR
    assert lines["uwv"].person == board.holders["uwv"]
    assert lines["almelo"].person is None
    assert (vote.rule_set.number, vote.agreement.number) == (1, 1)
    assert vote.presiding_seat == board.seats["voorzitter"]
    assert vote.proposal_version == decide_item(meeting).proposal.versions.get()


def test_roster_is_not_touched_by_later_arrivals_and_departures(board: Board) -> None:
    meeting = make_meeting(board, present=["voorzitter", "uwv"])
    vote = make_open_vote(board, meeting)
    before = list(vote.seats.values_list("seat__slug", "present", "person", "office"))
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)
    leave(meeting, board.seats["uwv"], board.secretary)
    assert list(vote.seats.values_list("seat__slug", "present", "person", "office")) == before
    assert cast(vote, board.holders["uwv"], "for").choice == "for"


def test_roster_cannot_be_changed_in_the_database(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        VoteSeat.objects.filter(vote=vote).update(present=False)


def test_open_vote_with_nobody_present_is_refused(board: Board) -> None:
    meeting = make_meeting(board, present=[])
    with pytest.raises(DomainError, match="nog niemand aanwezig"):
        make_open_vote(board, meeting)
    assert not Vote.objects.filter(meeting=meeting).exists()


def test_open_vote_without_proposal_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(DomainError, match="geen voorstel"):
        open_vote(meeting.items.get(kind=AgendaItemKind.DISCUSS), board.secretary)


def test_open_vote_while_another_runs_is_refused(board: Board) -> None:
    meeting = make_meeting(board, proposals=2)
    make_open_vote(board, meeting)
    with pytest.raises(Conflict, match="loopt al een stemming"):
        make_open_vote(board, meeting, 2)


def test_database_holds_one_running_vote_per_meeting(board: Board) -> None:
    meeting = make_meeting(board, proposals=2)
    vote = make_open_vote(board, meeting)
    vote.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.save(force_insert=True)


def test_open_vote_before_the_meeting_opens_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(Conflict, match="niet geopend"):
        make_open_vote(board, meeting)


def test_open_vote_on_a_decided_proposal_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast(vote, board.chair, "for")
    close_vote(vote, board.secretary)
    with pytest.raises(Conflict, match="al gestemd"):
        make_open_vote(board, meeting)


def test_open_vote_by_who_does_not_lead_is_refused(board: Board) -> None:
    meeting = make_meeting(board)
    with pytest.raises(NotAllowed):
        open_vote(decide_item(meeting), board.holders["almelo"])


def test_vacant_seat_is_not_on_the_roster(board: Board) -> None:
    board.seats["werknemers"].terms.update(ends_on=timezone.localdate() - timedelta(days=1))
    meeting = make_meeting(board, present=[slug for slug in ALL if slug != "werknemers"])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, {"voorzitter": "for"})
    assert close_vote(vote, board.secretary).seats.count() == 7
    vote.refresh_from_db()
    assert (
        sum(vote.outcome[key] for key in ("for", "against", "abstained", "not_voted", "absent", "recused"))
        == 7
    )


def test_vacant_seat_of_the_chair_does_not_count_and_the_vice_chair_decides(board: Board) -> None:
    meeting = make_meeting(board, present=[slug for slug in ALL if slug != "voorzitter"])
    board.seats["voorzitter"].terms.update(ends_on=timezone.localdate() - timedelta(days=1))
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "-tvvvtto")
    vote = close_vote(vote, board.secretary)
    names = ("for", "against", "abstained", "not_voted", "absent", "recused")
    assert [vote.outcome[name] for name in names] == [3, 3, 1, 0, 0, 0]
    assert (vote.seats.count(), vote.result, vote.decided_by) == (7, "adopted", "vice_chair")
    sentences = [step["sentence"] for step in vote.outcome["steps"]]
    assert "De zetel van de voorzitter is vacant en telt niet als zetel." in sentences


def test_vote_takes_up_its_item_and_keeps_it(board: Board) -> None:
    meeting = make_meeting(board, proposals=2)
    make_open_vote(board, meeting)
    meeting.refresh_from_db()
    assert meeting.current_item == decide_item(meeting)
    with pytest.raises(Conflict, match="loopt een stemming"):
        set_current_item(meeting, decide_item(meeting, 2), board.secretary)


# --- casting ---


def test_ballot_change_keeps_history_and_the_last_one_counts(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast(vote, board.chair, "for")
    cast(vote, board.chair, "abstained")
    cast(vote, board.chair, "against")
    ballots = Ballot.objects.filter(vote_seat__vote=vote).order_by("sequence")
    assert list(ballots.values_list("sequence", "choice")) == [(1, "for"), (2, "abstained"), (3, "against")]
    closed = close_vote(vote, board.secretary)
    assert (closed.outcome["for"], closed.outcome["against"]) == (0, 1)


def test_ballot_repeated_with_its_key_is_one(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    key, text = uuid4(), vote.proposal_version.sha256
    first = cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key)
    again = cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key)
    assert (again.pk, Ballot.objects.count()) == (first.pk, 1)


def test_ballot_repeated_after_closing_is_still_that_one(board: Board) -> None:
    """A retry after a time-out must not tell a member that a ballot that counted was not counted."""
    vote = make_open_vote(board, make_meeting(board))
    key, text = uuid4(), vote.proposal_version.sha256
    first = cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key)
    close_vote(vote, board.secretary)
    assert cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key).pk == first.pk


def test_ballot_with_a_used_key_and_another_choice_is_refused(board: Board) -> None:
    """The back button: the old form with its old key, and a new choice, must not silently keep the old choice."""
    vote = make_open_vote(board, make_meeting(board))
    key, text = uuid4(), vote.proposal_version.sha256
    cast_ballot(vote, board.chair, "for", text_sha256=text, request_key=key)
    with pytest.raises(Conflict, match="staat vast als voor"):
        cast_ballot(vote, board.chair, "against", text_sha256=text, request_key=key)


def test_ballot_after_closing_is_told_the_time_and_not_counted(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast(vote, board.chair, "for")
    at = timezone.now()
    closed = close_vote(vote, board.secretary, now=at)
    with pytest.raises(VoteClosed) as refusal:
        cast(vote, board.holders["almelo"], "against", now=at + timedelta(milliseconds=200))
    assert (
        refusal.value.message
        == f"De stemming is gesloten om {timezone.localtime(at):%H:%M:%S}; uw stem is niet meegeteld."
    )
    assert (Ballot.objects.count(), closed.outcome["against"]) == (1, 0)


def test_ballot_of_another_text_is_refused(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    with pytest.raises(TextChanged, match="andere dan die u zag"):
        cast_ballot(vote, board.chair, "for", text_sha256="0" * 64, request_key=uuid4())
    assert not Ballot.objects.exists()


def test_ballot_with_an_unknown_choice_is_refused(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    with pytest.raises(DomainError, match="Kies voor, tegen of onthouding"):
        cast(vote, board.chair, "declined")


@pytest.mark.parametrize("who", ["secretary", "outsider", "late"])
def test_ballot_of_who_is_not_on_the_roster_is_refused(board: Board, who: str) -> None:
    meeting = make_meeting(board, present=[slug for slug in ALL if slug != "almelo"])
    vote = make_open_vote(board, meeting)
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)
    person = {
        "secretary": board.secretary,
        "outsider": make_person("Voorbijganger"),
        "late": board.holders["almelo"],
    }[who]
    with pytest.raises(NotAllowed, match="niet op de lijst"):
        cast(vote, person, "for")


def test_who_arrived_later_votes_after_breaking_off_and_opening_again(board: Board) -> None:
    meeting = make_meeting(board, present=[slug for slug in ALL if slug != "almelo"])
    vote = make_open_vote(board, meeting)
    cast(vote, board.chair, "against")
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)
    break_off_vote(vote, board.secretary, "Almelo kwam binnen.")
    again = make_open_vote(board, meeting)
    cast(again, board.holders["almelo"], "for")
    closed = close_vote(again, board.secretary)
    assert (closed.result, closed.outcome["for"], closed.outcome["against"]) == ("adopted", 1, 0)


def test_deputy_on_the_roster_votes_and_the_member_does_not(board: Board) -> None:
    deputy = add_deputy(board, "almelo")
    meeting = make_meeting(board, by_deputy=["almelo"])
    vote = make_open_vote(board, meeting)
    arrive(meeting, board.seats["almelo"], board.holders["almelo"], board.secretary)
    with pytest.raises(NotAllowed):
        cast(vote, board.holders["almelo"], "for")
    assert cast(vote, deputy, "against").choice == "against"
    assert own_seat(vote, board.holders["almelo"]) is None


def test_progress_counts_seats_and_not_ballots(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board, present=SEATS[:6]))
    cast(vote, board.chair, "for")
    cast(vote, board.chair, "against")
    cast(vote, board.holders["hengelo"], "for")
    assert progress(vote).sentence == "2 van 6 zetels hebben gestemd"
