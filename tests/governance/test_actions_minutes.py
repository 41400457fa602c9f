"""The course of the minutes: begun, written, before the members, adopted by a decision, published, rectified."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import close_meeting, convene_meeting, note_mistake, submit_meeting
from governance.actions.minutes import (
    decline_change,
    propose_change,
    put_for_comment,
    refresh_facts,
    start_minutes,
    take_over_change,
    withdraw_change,
    write_minutes_text,
)
from governance.actions.minutes_course import propose_minutes, publish_minutes, rectify_minutes
from governance.actions.writing import TextMoved
from governance.enums import AdoptableState, AgendaItemKind, MeetingState
from governance.models import LedgerEvent, Minutes, MinutesComment, OwedMail, OwedPublication, Vote
from governance.queries.agenda import free_drafts
from governance.queries.minutes import facts_have_moved
from governance.queries.minutes_facts import minutes_facts
from tests.governance.factories import LATE, Board, decide_item, make_meeting
from tests.governance.minutes import (
    adopt,
    commented_minutes,
    held_meeting,
    next_meeting,
    text_of,
    written_minutes,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def kinds() -> list[str]:
    return list(LedgerEvent.objects.filter(kind__startswith="minutes").values_list("kind", flat=True))


def test_minutes_begin_once_from_the_opening_on(board: Board) -> None:
    convened = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(Conflict, match="vanaf het moment"):
        start_minutes(convened, board.secretary)
    meeting = make_meeting(board)
    minutes = start_minutes(meeting, board.secretary)
    assert start_minutes(meeting, board.secretary) == minutes
    assert minutes.texts.count() == 2 * 2 + 2 * meeting.items.count()
    with pytest.raises(NotAllowed):
        start_minutes(meeting, board.chair)


def test_facts_hold_the_vote_as_it_is_stored(board: Board) -> None:
    meeting = held_meeting(board)
    vote = Vote.objects.get(meeting=meeting)
    (found,) = [item for item in minutes_facts(meeting)["items"] if item["votes"]]
    assert found["votes"][0]["sentence"] == vote.sentence
    assert [seat["state"] for seat in found["votes"][0]["seats"]] == [
        "for",
        "absent",
        "absent",
        "for",
        "absent",
        "against",
        "absent",
        "absent",
    ]
    assert found["votes"][0]["decisions"][0]["number"] == vote.decisions.get().number


def test_put_for_comment_freezes_the_facts_and_tells_every_member_once(board: Board) -> None:
    minutes = commented_minutes(board)
    assert minutes.facts == minutes_facts(minutes.meeting)
    assert OwedMail.objects.filter(reference__startswith=f"minutes-comment-{minutes.pk}").count() == 8
    put_for_comment(minutes, board.secretary, minutes.comment_until)  # type: ignore[arg-type]
    assert OwedMail.objects.filter(reference__startswith=f"minutes-comment-{minutes.pk}").count() == 8
    event = LedgerEvent.objects.filter(kind="minutes_put_for_comment").first()
    assert event is not None
    assert event.facts["facts_sha256"] == minutes.facts_sha256


def test_put_for_comment_waits_for_the_end_of_the_meeting_and_names_a_day_that_comes(board: Board) -> None:
    today = timezone.localdate()
    meeting = make_meeting(board)
    minutes = start_minutes(meeting, board.secretary)
    with pytest.raises(Conflict, match="nog niet gesloten"):
        put_for_comment(minutes, board.secretary, today)
    close_meeting(meeting, board.secretary)
    with pytest.raises(DomainError, match="voorbij"):
        put_for_comment(minutes, board.secretary, today - timedelta(days=1))


def test_note_after_the_freeze_is_noticed_and_taken_along(board: Board) -> None:
    minutes = commented_minutes(board)
    assert not facts_have_moved(minutes)
    note_mistake(Vote.objects.get(meeting=minutes.meeting), board.chair, "Ik bedoelde tegen.")
    assert facts_have_moved(minutes)
    minutes = refresh_facts(minutes, board.secretary)
    assert not facts_have_moved(minutes)
    assert "Ik bedoelde tegen." in str(minutes.facts)


def test_member_proposes_and_the_secretariat_takes_over_or_declines(board: Board) -> None:
    minutes = commented_minutes(board)
    text, almelo = text_of(minutes), board.holders["almelo"]
    comment = propose_change(text, almelo, "De vicevoorzitter heet iedereen welkom.", "Zo was het.")
    assert propose_change(text, almelo, "De vicevoorzitter heet iedereen welkom.") == comment
    take_over_change(comment, board.secretary)
    text.refresh_from_db()
    assert text.text == "De vicevoorzitter heet iedereen welkom."
    with pytest.raises(Conflict, match="al overgenomen"):
        decline_change(comment, board.secretary, "Toch niet")
    other = propose_change(text, almelo, "Anders.")
    with pytest.raises(DomainError, match="waarom"):
        decline_change(other, board.secretary, " ")
    assert decline_change(other, board.secretary, "Was niet zo.").answer == "Was niet zo."


def test_change_is_proposed_by_a_member_in_time_and_withdrawn_by_oneself(board: Board) -> None:
    minutes = commented_minutes(board)
    text = text_of(minutes)
    with pytest.raises(NotAllowed):
        propose_change(text, board.secretary, "Anders.")
    with pytest.raises(DomainError, match="gelijk"):
        propose_change(text, board.chair, text.text)
    with pytest.raises(Conflict, match="niet \\(meer\\)"):
        propose_change(text, board.chair, "Te laat.", now=timezone.now() + timedelta(days=3))
    comment = propose_change(text, board.chair, "Anders.")
    with pytest.raises(NotAllowed):
        withdraw_change(comment, board.vice_chair)
    withdraw_change(comment, board.chair)
    comment.refresh_from_db()
    assert comment.state == "withdrawn"


def test_proposal_for_a_text_that_moved_on_is_merged_by_hand(board: Board) -> None:
    minutes = commented_minutes(board)
    text = text_of(minutes)
    comment = propose_change(text, board.chair, "De voorzitter opent.")
    write_minutes_text(text, board.secretary, "Iedereen is welkom.")
    with pytest.raises(TextMoved) as moved:
        take_over_change(comment, board.secretary)
    take_over_change(comment, board.secretary, "De voorzitter opent; welkom.", moved.value.version)
    text.refresh_from_db()
    assert text.text == "De voorzitter opent; welkom."
    assert MinutesComment.objects.get(pk=comment.pk).state == "taken_over"


def test_minutes_are_not_proposed_before_the_comments_are_answered(board: Board) -> None:
    minutes = written_minutes(board)
    agenda = next_meeting(board)
    with pytest.raises(Conflict, match="nog niet ter commentaar gelegd"):
        propose_minutes(minutes, agenda, board.secretary)
    assert minutes not in free_drafts(None)
    put_for_comment(minutes, board.secretary, timezone.localdate())
    assert minutes in free_drafts(None)
    comment = propose_change(text_of(minutes), board.chair, "Anders.")
    with pytest.raises(Conflict, match="1 voorstel is nog niet beantwoord"):
        propose_minutes(minutes, agenda, board.secretary)
    withdraw_change(comment, board.chair)
    item = propose_minutes(minutes, agenda, board.secretary)
    assert item.kind == AgendaItemKind.HAMMER
    with pytest.raises(Conflict, match="al op een agenda"):
        propose_minutes(minutes, agenda, board.secretary)


def test_minutes_before_the_board_lie_fixed_and_are_what_was_voted_on(board: Board) -> None:
    minutes = commented_minutes(board)
    item = propose_minutes(minutes, next_meeting(board), board.secretary)
    write_minutes_text(text_of(minutes), board.secretary, "Nog net op tijd.")  # the agenda is in preparation
    convene_meeting(submit_meeting(item.meeting, board.secretary), board.chair, late_reason=LATE)
    with pytest.raises(Conflict, match="liggen vast"):
        write_minutes_text(text_of(minutes), board.secretary, "Te laat.")
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert (minutes.state, minutes.content_sha256) == (AdoptableState.PROPOSED, minutes.compute_hash())


def test_decision_adopts_publication_opens_and_a_next_version_rectifies(board: Board) -> None:
    minutes = commented_minutes(board)
    with pytest.raises(Conflict, match="Alleen vastgestelde"):
        publish_minutes(minutes, board.secretary)
    with pytest.raises(Conflict, match="Alleen vastgestelde"):
        rectify_minutes(minutes, board.secretary, "Fout")
    decision = adopt(board, minutes)
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert (minutes.state, minutes.decision) == (AdoptableState.ADOPTED, decision)
    publish_minutes(minutes, board.secretary)
    publish_minutes(minutes, board.secretary)
    with pytest.raises(DomainError, match="aanleiding"):
        rectify_minutes(minutes, board.secretary, " ")
    second = rectify_minutes(minutes, board.secretary, "Naam verkeerd.")
    with pytest.raises(Conflict, match="al een rectificatie"):
        rectify_minutes(minutes, board.secretary, "Nog eens.")
    write_minutes_text(text_of(second), board.secretary, "De juiste naam.")
    assert text_of(minutes).text == "De voorzitter heet iedereen welkom."
    adopt(board, second)
    assert Minutes.objects.in_force(timezone.localdate(), minutes.subject) == second
    assert kinds().count("minutes_released") == 1
    owed = OwedPublication.objects.filter(meeting=minutes.meeting, kind="minutes")
    assert sorted(owed.values_list("audience", "number")) == [("internal", 1), ("public", 1)]
    assert Minutes.objects.get(pk=minutes.pk).is_rectified


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"number": 2}, "minutes_rectify_with_reason"),
        (
            {"comment_opened_at": timezone.now(), "comment_until": timezone.localdate()},
            "minutes_facts_frozen_before_comment",
        ),
        ({"comment_until": timezone.localdate()}, "minutes_comment_has_end"),
        ({"published_at": timezone.now()}, "minutes_published_when_adopted"),
        ({"state": "adopted"}, "minutes_adopted_by_decision"),
    ],
)
def test_minutes_hold_by_constraint(board: Board, change: dict[str, object], name: str) -> None:
    minutes = start_minutes(make_meeting(board), board.secretary)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(**change)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "withdrawn"}, "minutes_comment_answered_has_time"),
        ({"state": "declined", "answered_at": timezone.now()}, "minutes_comment_declined_has_answer"),
    ],
)
def test_comments_hold_by_constraint(board: Board, change: dict[str, object], name: str) -> None:
    comment = propose_change(text_of(commented_minutes(board)), board.chair, "Anders.")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MinutesComment.objects.filter(pk=comment.pk).update(**change)


def test_texts_hold_by_constraint(board: Board) -> None:
    meeting = make_meeting(board)
    minutes = start_minutes(meeting, board.secretary)
    for row, name in (
        ({"place": "opening"}, "minutes_text_once_at_ends"),
        ({"item": decide_item(meeting)}, "minutes_text_once_at_item"),
        ({"place": "opening", "item": decide_item(meeting), "is_internal": False}, "minutes_text_has_place"),
        ({"place": "item"}, "minutes_text_has_place"),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            minutes.texts.create(**row)
        # SQLite names the columns of a unique constraint, PostgreSQL its name.
        assert name in str(refused.value) or "UNIQUE constraint failed" in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.create(meeting=meeting, number=1)
