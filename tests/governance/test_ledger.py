"""The ledger: one chain, no gaps, no changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from governance.actions import close_meeting
from governance.actions.ledger import append_event
from governance.models import LedgerEvent, LedgerHead, OwedMail
from governance.queries.ledger import Head, ledger_head
from tests.governance.factories import Board, make_meeting, make_open_vote
from werkbedrijf.db_guards import check_guards, drop_guards, guarded_tables, install_guards
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_events_are_numbered_without_gaps() -> None:
    events = [append_event("vote_opened", None, {"vote": n}, AT) for n in range(3)]
    assert [event.sequence for event in events] == [1, 2, 3]


def test_each_event_holds_the_hash_of_the_one_before() -> None:
    first = append_event("vote_opened", None, {"vote": 1}, AT)
    second = append_event("vote_closed", None, {"vote": 1}, AT)
    assert (first.previous_sha256, second.previous_sha256) == ("0" * 64, first.sha256)


def test_head_follows_the_last_event() -> None:
    append_event("vote_opened", None, {"vote": 1}, AT)
    last = append_event("vote_closed", None, {"vote": 1}, AT)
    head = LedgerHead.objects.get()
    assert (head.sequence, head.sha256) == (2, last.sha256)


def test_head_before_the_first_event_is_nought() -> None:
    assert ledger_head() == Head(0, "0" * 64)


def test_head_is_read_as_it_is_printed() -> None:
    event = append_event("vote_opened", None, {"vote": 1}, AT)
    assert ledger_head().sentence == f"Logboek tot en met gebeurtenis 1, controlegetal {event.sha256}"


def test_hash_can_be_recomputed_from_the_stored_row() -> None:
    append_event("vote_opened", None, {"vote": 1, "roster": [{"seat": "uwv"}]}, AT)
    event = LedgerEvent.objects.get()
    assert event.sha256 == content_hash(
        {
            "sequence": event.sequence,
            "at": event.at.isoformat(),
            "kind": event.kind,
            "person": event.person_id,
            "facts": event.facts,
            "previous": event.previous_sha256,
        }
    )


def test_an_act_that_fails_leaves_no_event_and_no_gap() -> None:
    append_event("vote_opened", None, {"vote": 1}, AT)
    with pytest.raises(RuntimeError), transaction.atomic():
        append_event("vote_closed", None, {"vote": 1}, AT)
        raise RuntimeError
    assert append_event("vote_closed", None, {"vote": 1}, AT).sequence == 2


@pytest.mark.parametrize(
    "facts", [{"share": 0.5}, {"parts": [{"share": 1.0}]}, {"één": 1}, {"jobs": 2**53}, {"day": AT}]
)
def test_fact_that_two_readers_could_write_in_two_ways_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(TypeError), transaction.atomic():
        append_event("figures", None, facts, AT)
    assert ledger_head().sequence == 0


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_event_cannot_be_changed_or_deleted_in_the_database(verb: str) -> None:
    append_event("vote_opened", None, {"vote": 1}, AT)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if verb == "update":
            LedgerEvent.objects.update(kind="x")
        else:
            LedgerEvent.objects.all().delete()
    assert LedgerEvent.objects.get().kind == "vote_opened"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_ledgerhead SET sequence = sequence - 1",
        "UPDATE governance_ledgerhead SET sequence = sequence + 2",
        "UPDATE governance_ledgerhead SET sha256 = 'f'",
        "DELETE FROM governance_ledgerhead",
        pytest.param("TRUNCATE governance_ledgerhead", marks=pytest.mark.postgres),
    ],
)
def test_head_only_counts_up_whoever_asks(statement: str) -> None:
    append_event("vote_opened", None, {"vote": 1}, AT)
    with pytest.raises(DatabaseError, match="counts up"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ledger_head().sequence == 1


@pytest.mark.postgres
@pytest.mark.parametrize("table", list(guarded_tables()))
def test_no_append_only_table_can_be_truncated(table: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_guarded_tables_are_those_of_the_append_only_models() -> None:
    assert {
        "governance_ballot",
        "governance_decision",
        "governance_ledgerevent",
        "governance_proposalversion",
        "governance_voteseat",
    } <= set(guarded_tables())


def test_check_is_silent_while_all_guards_stand() -> None:
    assert check_guards(databases=["default"]) == []


def test_check_names_a_table_without_its_guards() -> None:
    drop_guards(connection)
    try:
        messages = [problem.msg for problem in check_guards(databases=["default"])]
    finally:
        install_guards(connection)
    assert "governance_ballot has 0 of its 2 guards." in messages
    assert "governance_ledgerhead has 0 of its 2 guards." in messages


# --- the head goes out when a meeting closes ---


def test_members_are_owed_the_head_in_the_transaction_of_closing(board: Board) -> None:
    close_meeting(make_meeting(board), board.secretary)
    owed = OwedMail.objects.filter(reference__startswith="meeting-head-").select_related("person")
    assert {mail.person for mail in owed} == set(board.holders.values())
    closed = LedgerEvent.objects.get(kind="meeting_closed")
    assert f"gebeurtenis: {closed.sequence}\nControlegetal: {closed.sha256}\n" in owed[0].body


def test_a_meeting_that_does_not_close_owes_no_head(board: Board) -> None:
    meeting = make_meeting(board)
    make_open_vote(board, meeting)
    with pytest.raises(Conflict):
        close_meeting(meeting, board.secretary)
    assert not OwedMail.objects.filter(reference__startswith="meeting-head-").exists()
