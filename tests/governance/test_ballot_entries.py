"""A device fails: the choice is taken down by one, confirmed by another, marked so, and gives way to the member."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from governance.actions import break_off_vote, close_vote
from governance.actions.entries import confirm_entry, reject_entry, take_down_ballot
from governance.actions.paper_votes import open_paper_vote
from governance.enums import BallotManner
from governance.models import Ballot, BallotEntry, LedgerEvent, Meeting, Person, Vote
from governance.queries.now import meeting_now
from governance.views.live import part_keys, render_state
from tests.governance.factories import (
    ALL,
    Board,
    cast,
    cast_all,
    decide_item,
    make_draft,
    make_meeting,
    make_open_vote,
)
from tests.governance.readers import as_, page, text, url
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return make_meeting(board)


@pytest.fixture
def vote(board: Board, meeting: Meeting) -> Vote:
    return make_open_vote(board, meeting)


def take_down(
    vote: Vote, board: Board, slug: str = "uwv", choice: str = "for", by: Person | None = None, **fields: str
) -> BallotEntry:
    words = {"manner": BallotManner.SPOKEN.value, "reason": "Telefoon leeg", **fields}
    return take_down_ballot(
        vote,
        board.seats[slug],
        by or board.secretary,
        choice,
        manner=words["manner"],
        reason=words["reason"],
    )


@pytest.mark.parametrize("confirmer", ["uwv", "voorzitter"], ids=["the member", "another who leads"])
def test_confirmed_entry_is_a_ballot_with_both_people(board: Board, vote: Vote, confirmer: str) -> None:
    entry = take_down(vote, board, manner=BallotManner.WRITTEN)
    assert not Ballot.objects.exists()
    ballot = confirm_entry(entry, board.holders[confirmer])
    assert (ballot.manner, ballot.choice, ballot.sequence) == (BallotManner.WRITTEN, "for", 1)
    assert (ballot.entered_by, ballot.cast_by) == (board.secretary, board.holders[confirmer])
    assert close_vote(vote, board.secretary).sentence == "Aangenomen met 1 stem voor en 0 tegen."
    assert LedgerEvent.objects.get(kind="ballot_cast").facts["manner"] == "written"


def test_who_took_it_down_does_not_confirm(board: Board, vote: Vote) -> None:
    entry = take_down(vote, board)
    with pytest.raises(NotAllowed, match="zelf op"):
        confirm_entry(entry, board.secretary)
    with pytest.raises(IntegrityError, match="ballot_taken_down_by_two"), transaction.atomic():
        Ballot.objects.create(
            vote_seat=entry.vote_seat,
            sequence=1,
            choice="for",
            cast_by=board.secretary,
            cast_at=vote.opened_at,
            text_sha256="0" * 64,
            request_key="00000000-0000-4000-8000-000000000000",
            manner=BallotManner.SPOKEN,
            entered_by=board.secretary,
        )


def test_chair_who_took_down_the_own_seat_needs_another(board: Board, vote: Vote) -> None:
    entry = take_down(vote, board, "voorzitter", by=board.chair)
    with pytest.raises(NotAllowed, match="zelf op"):
        confirm_entry(entry, board.chair)
    assert confirm_entry(entry, board.secretary).cast_by == board.secretary


def test_another_member_neither_takes_down_nor_confirms_nor_rejects(board: Board, vote: Vote) -> None:
    with pytest.raises(NotAllowed):
        take_down(vote, board, by=board.holders["almelo"])
    entry = take_down(vote, board)
    for act in (confirm_entry, reject_entry):
        with pytest.raises(NotAllowed):
            act(entry, board.holders["almelo"])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"choice": "ja"}, "Kies voor, tegen of onthouding"),
        ({"manner": "own"}, "mondeling of op papier"),
        ({"reason": "  "}, "Geef de reden"),
    ],
)
def test_entry_without_choice_manner_or_reason_is_refused(
    board: Board, vote: Vote, fields: dict[str, str], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        take_down(vote, board, **fields)


def test_seat_that_is_not_there_has_nothing_to_take_down(board: Board) -> None:
    meeting = make_meeting(board, present=[slug for slug in ALL if slug != "uwv"])
    with pytest.raises(DomainError, match="stemt in deze stemming niet mee"):
        take_down(make_open_vote(board, meeting), board)


def test_one_entry_waits_per_seat_and_a_rejected_one_never_counts(board: Board, vote: Vote) -> None:
    first = take_down(vote, board)
    with pytest.raises(Conflict, match="wacht al"):
        take_down(vote, board, choice="against")
    reject_entry(first, board.holders["uwv"])
    with pytest.raises(Conflict, match="al bevestigd of afgewezen"):
        confirm_entry(first, board.chair)
    confirm_entry(take_down(vote, board, choice="against"), board.chair)
    assert close_vote(vote, board.secretary).result == "rejected"


def test_double_click_on_confirming_is_one_ballot(board: Board, vote: Vote) -> None:
    entry = take_down(vote, board)
    confirm_entry(entry, board.chair)
    with pytest.raises(Conflict, match="al bevestigd"):
        confirm_entry(entry, board.chair)
    assert Ballot.objects.count() == 1


def test_members_own_later_ballot_takes_its_place(board: Board, vote: Vote) -> None:
    confirm_entry(take_down(vote, board), board.chair)
    later = cast(vote, board.holders["uwv"], "against")
    assert (later.sequence, later.manner) == (2, BallotManner.OWN)
    assert close_vote(vote, board.secretary).result == "rejected"
    assert "Opgenomen door" not in text(page(board.chair, "vote_detail", vote.pk))


def test_entry_does_not_overtake_the_members_own_ballot(board: Board, vote: Vote) -> None:
    entry = take_down(vote, board)
    cast(vote, board.holders["uwv"], "against")
    with pytest.raises(Conflict, match="intussen zelf gestemd"):
        confirm_entry(entry, board.chair)


def test_vote_does_not_close_over_a_waiting_entry(board: Board, vote: Vote) -> None:
    entry = take_down(vote, board)
    with pytest.raises(Conflict, match="zetel UWV is nog niet bevestigd"):
        close_vote(vote, board.secretary)
    reject_entry(entry, board.chair)
    assert close_vote(vote, board.secretary).is_closed


def test_after_closing_or_breaking_off_nothing_is_taken_down(board: Board, vote: Vote) -> None:
    entry = take_down(vote, board)
    break_off_vote(vote, board.secretary, "Vergissing")
    for act in (confirm_entry, reject_entry):
        with pytest.raises(Conflict, match="gesloten"):
            act(entry, board.chair)
    with pytest.raises(Conflict, match="gesloten"):
        take_down(vote, board, "almelo")


def test_secret_vote_takes_no_choice_down(board: Board) -> None:
    meeting = make_meeting(board, adopts=[make_draft(board)])
    secret = open_paper_vote(decide_item(meeting), board.secretary)
    with pytest.raises(DomainError, match="geheime stemming"):
        take_down(secret, board)


def test_pages_take_down_confirm_and_mark(board: Board, meeting: Meeting, vote: Vote) -> None:
    fields = {"seat": "uwv", "choice": "for", "manner": "spoken", "reason": "Telefoon leeg"}
    as_(board.secretary).post(url("entry_take_down", vote.pk), fields)
    entry = BallotEntry.objects.get()
    assert url("entry_confirm", entry.pk) not in page(board.secretary, "meeting_run", meeting.pk)
    assert url("entry_confirm", entry.pk) in page(board.chair, "meeting_run", meeting.pk)
    assert "nam om" in text(page(board.holders["uwv"], "meeting_vote", meeting.pk))
    assert "nam om" not in text(page(board.holders["almelo"], "meeting_vote", meeting.pk))
    as_(board.holders["uwv"]).post(url("entry_confirm", entry.pk), {"pagina": "stemmen"})
    mark = "Zetel UWV: mondeling, door twee mensen vastgelegd. Opgenomen door Secretaris, bevestigd door Lid uwv."
    assert mark in text(page(board.chair, "meeting_run", meeting.pk))
    cast_all(vote, board, "vvvvv-vv")
    close_vote(vote, board.secretary)
    assert mark in text(page(board.holders["almelo"], "vote_detail", vote.pk))
    assert mark in text(page(board.chair, "decision_detail", vote.decisions.get().number))


def test_public_state_follows_but_does_not_tell_the_choice(
    board: Board, meeting: Meeting, vote: Vote
) -> None:
    def keys() -> dict[str, str]:
        return part_keys(meeting_now(Meeting.objects.get(pk=meeting.pk)))

    before = keys()
    entry = take_down(vote, board)
    waiting = keys()
    assert (waiting["item"], waiting["entries"]) != (before["item"], before["entries"])
    assert waiting["ballot"] == before["ballot"]  # nobody's half-filled form is redrawn (invariant 10)
    confirm_entry(entry, board.chair)
    assert keys()["entries"] != waiting["entries"]
    assert "Telefoon leeg" not in render_state(meeting.pk)
