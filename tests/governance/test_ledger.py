"""The ledger: one chain, no gaps, no changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from governance.actions.ledger import append_event
from governance.models import LedgerEvent, LedgerHead
from governance.queries.ledger import Head, ledger_head
from werkbedrijf.db_guards import check_guards, drop_guards, guarded_tables, install_guards
from werkbedrijf.lib.canonical import content_hash

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


def test_float_among_the_facts_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        append_event("figures", None, {"share": 0.5}, AT)


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_event_cannot_be_changed_or_deleted_in_the_database(verb: str) -> None:
    append_event("vote_opened", None, {"vote": 1}, AT)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if verb == "update":
            LedgerEvent.objects.update(kind="x")
        else:
            LedgerEvent.objects.all().delete()
    assert LedgerEvent.objects.get().kind == "vote_opened"


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
