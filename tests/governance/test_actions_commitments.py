"""Actions and commitments: recorded, reported on, moved, done, dropped, opened again; every change stays readable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import close_meeting, close_vote
from governance.actions.commitments import (
    correct_action,
    drop_action,
    finish_action,
    move_action,
    record_action,
    reopen_action,
    report_action,
)
from governance.enums import ActionState, MeetingState, PartyKind, Role, Visibility
from governance.models import Action, ActionChange, LedgerEvent, Owner, Party, Person
from governance.permissions import today
from governance.permissions.actions import can_report_action, visible_actions
from tests.governance.factories import Board, cast_all, decide_item, make_meeting, make_open_vote, make_person
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

SOON = timedelta(days=10)


def make_action(board: Board, owner: Owner | None = None, **changed: object) -> Action:
    values: dict[str, object] = {
        "kind": "action_point",
        "what": "Lijst maken",
        "due_on": today() + SOON,
    } | changed
    return record_action(owner or board.seats["almelo"], board.secretary, **values)  # type: ignore[arg-type]  # varied


@pytest.fixture
def action(board: Board) -> Action:
    return make_action(board)


def kinds(action: Action) -> list[str]:
    return list(action.changes.order_by("pk").values_list("kind", flat=True))


def test_action_from_open_to_done_and_back_keeps_every_step(board: Board, action: Action) -> None:
    almelo = board.holders["almelo"]
    report_action(action, almelo, "De helft staat erin.")
    moved = move_action(action, board.secretary, due_on=today() + 2 * SOON, reason="Vakantie")
    assert (moved.due_on, moved.first_due_on, moved.was_moved) == (today() + 2 * SOON, today() + SOON, True)
    done = finish_action(action, almelo, " Staat erin. ")
    assert (done.state, done.result, done.closed_at is not None) == (ActionState.DONE, "Staat erin.", True)
    again = reopen_action(action, almelo)
    assert (again.state, again.result, again.closed_at) == (ActionState.OPEN, "", None)
    dropped = drop_action(action, board.secretary, "Niet meer nodig")
    assert (dropped.state, dropped.dropped_reason) == (ActionState.DROPPED, "Niet meer nodig")
    assert kinds(action) == ["recorded", "reported", "moved", "done", "reopened", "dropped"]
    change = action.changes.get(kind="moved")
    assert (change.was_due_on, change.due_on, change.note, change.by) == (
        today() + SOON,
        today() + 2 * SOON,
        "Vakantie",
        board.secretary,
    )


def test_ledger_holds_days_and_ids_of_an_action_and_no_words(board: Board, action: Action) -> None:
    move_action(action, board.secretary, due_on=today() + 2 * SOON, reason="Vakantie")
    drop_action(action, board.secretary, "Niet nodig")
    events = LedgerEvent.objects.filter(kind__startswith="action_").order_by("sequence")
    days = [(today() + times * SOON).isoformat() for times in (1, 2)]
    owner = {"owner_kind": "seat", "owner": board.seats["almelo"].pk}
    assert [(event.kind, event.facts) for event in events] == [
        ("action_recorded", {"action": action.pk, **owner, "due_on": days[0], "item": None}),
        ("action_moved", {"action": action.pk, "was_due_on": days[0], "due_on": days[1]}),
        ("action_dropped", {"action": action.pk}),
    ]


def test_correction_keeps_what_stood_there_and_why(board: Board, action: Action) -> None:
    corrected = correct_action(
        action,
        board.secretary,
        owner=board.seats["hengelo"],
        what=" Lijsten maken ",
        condition="Na de zomer",
        reason="Verkeerd verstaan",
    )
    assert (corrected.owner, corrected.what, corrected.condition) == (
        board.seats["hengelo"],
        "Lijsten maken",
        "Na de zomer",
    )
    change = action.changes.get(kind="corrected")
    assert (change.was, change.note) == ("zetel Almelo: Lijst maken", "Verkeerd verstaan")
    event = LedgerEvent.objects.get(kind="action_corrected")
    assert (event.facts["owner_kind"], event.facts["owner"]) == ("seat", board.seats["hengelo"].pk)
    assert "Lijsten" not in str(event.facts)


def correction(board: Board, action: Action, **changed: Any) -> Action:
    values = {"owner": action.owner, "what": "Iets anders", "condition": "", "reason": "Verkeerd verstaan"}
    return correct_action(action, board.secretary, **(values | changed))


def test_correction_is_for_the_secretariat(board: Board, action: Action) -> None:
    with pytest.raises(NotAllowed, match="secretariaat"):
        correct_action(
            action,
            board.holders["almelo"],
            owner=action.owner,
            what="Niets",
            condition="",
            reason="Liever niet",
        )
    assert kinds(action) == ["recorded"]


def test_correction_of_what_a_decision_handed_out_is_a_conflict(board: Board) -> None:
    vote = make_open_vote(board, make_meeting(board))
    cast_all(vote, board, "vvvvvvvv")
    decision = close_vote(vote, board.secretary).decisions.get()
    action = make_action(board)
    Action.objects.filter(pk=action.pk).update(decision=decision)
    with pytest.raises(Conflict, match="alleen met een besluit"):
        correction(board, action)


def test_change_without_words_is_no_correction_in_the_database(board: Board, action: Action) -> None:
    with pytest.raises(IntegrityError, match="action_change_corrected"), transaction.atomic():
        ActionChange.objects.create(
            action=action, kind="corrected", by=board.secretary, at=timezone.now(), note="x"
        )


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda b, a: finish_action(a, b.secretary, " "), "Schrijf wat ervan kwam"),
        (lambda b, a: report_action(a, b.secretary, ""), "hoe ver"),
        (lambda b, a: drop_action(a, b.secretary, ""), "reden"),
        (lambda b, a: move_action(a, b.secretary, due_on=today() + 2 * SOON, reason=" "), "reden"),
        (lambda b, a: move_action(a, b.secretary, due_on=date(2015, 1, 1), reason="x"), "voorbij"),
        (lambda b, a: move_action(a, b.secretary, due_on=a.due_on, reason="x"), "al "),
        (lambda b, a: correction(b, a, what=a.what), "niets gewijzigd"),
        (lambda b, a: correction(b, a, what=" "), "wat er moet gebeuren"),
        (lambda b, a: correction(b, a, reason=" "), "reden"),
        (lambda b, a: reopen_action(a, b.secretary), "al open"),
        (lambda b, a: make_action(b, due_on=date(2015, 1, 1)), "voorbij"),
        (lambda b, a: make_action(b, what=" "), "wat er moet gebeuren"),
    ],
)
def test_act_on_an_action_that_cannot_be_is_refused(
    board: Board, action: Action, act: Callable[[Board, Action], Action], message: str
) -> None:
    with pytest.raises(DomainError, match=message):
        act(board, action)
    assert kinds(action) == ["recorded"]


def test_act_on_a_finished_action_is_a_conflict(board: Board, action: Action) -> None:
    finish_action(action, board.secretary, "Klaar.")
    with pytest.raises(Conflict, match="al afgerond"):
        drop_action(action, board.secretary, "Toch niet")


def test_owner_reports_but_does_not_move_drop_or_record(board: Board, action: Action) -> None:
    almelo, hengelo = board.holders["almelo"], board.holders["hengelo"]
    for act in (
        lambda: move_action(action, almelo, due_on=today() + 2 * SOON, reason="x"),
        lambda: drop_action(action, almelo, "x"),
        lambda: record_action(almelo, almelo, kind="commitment", what="x", due_on=today()),
        lambda: finish_action(action, hengelo, "x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    dropped = drop_action(action, board.secretary, "Niet nodig")
    assert not can_report_action(almelo, dropped)  # what the secretariat dropped, it opens again itself


def test_record_action_at_an_item_only_once_the_meeting_is_opened(board: Board) -> None:
    item = decide_item(make_meeting(board))
    assert make_action(board, item=item).item == item
    called = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(Conflict, match="nog niet"):
        make_action(board, item=decide_item(called))


@pytest.fixture
def others(board: Board) -> dict[str, Person]:
    """People outside the board: who listens, staff of UWV and the werkplein, a council."""
    Party.objects.filter(slug="uwv").update(kind=PartyKind.UWV)
    almelo = board.seats["almelo"].parties.get()
    return {
        "observer": make_person("Toehoorder", Role.OBSERVER),
        "uwv": make_person("Medewerker UWV", Role.UWV_STAFF),
        "werkplein": make_person("Werkplein", Role.WERKPLEIN_STAFF),
        "council": make_person("Griffie", Role.PARTY_READER, party=almelo),
    }


def test_visible_actions_by_role(board: Board, others: dict[str, Person]) -> None:
    uwv = Party.objects.get(slug="uwv")
    of_almelo = make_action(board, board.seats["almelo"].parties.get())
    of_uwv, of_its_seat = make_action(board, uwv), make_action(board, board.seats["uwv"])
    of_werkplein = make_action(board, others["werkplein"])
    everything = {of_almelo, of_uwv, of_its_seat, of_werkplein}
    expected = {
        board.holders["hengelo"]: everything,
        board.secretary: everything,
        others["observer"]: everything,
        others["uwv"]: {of_uwv, of_its_seat},
        others["werkplein"]: {of_werkplein},
        others["council"]: set(),
    }
    assert {person: set(visible_actions(person)) for person in expected} == expected


def test_action_of_a_confidential_item_is_seen_by_who_sees_the_item(
    board: Board, others: dict[str, Person]
) -> None:
    item = decide_item(make_meeting(board))
    item.visibility, item.confidential_reason = Visibility.CONFIDENTIAL, "Onderhandeling"
    item.save()
    make_action(board, Party.objects.get(slug="uwv"), item=item)
    seen = [visible_actions(who).count() for who in (board.chair, board.secretary, *others.values())]
    assert seen == [1, 1, 0, 0, 0, 0]
    with pytest.raises(DomainError, match="mag dit vertrouwelijke punt niet lezen"):
        make_action(board, others["observer"], item=item)


BROKEN = [
    ("action_one_owner", {"seat": None}),
    ("action_closed_has_time", {"closed_at": timezone.now()}),
    ("action_done_has_result", {"result": "Klaar."}),
    ("action_dropped_has_reason", {"dropped_reason": "Niet nodig"}),
]


@pytest.mark.parametrize(("name", "values"), BROKEN, ids=[name for name, _ in BROKEN])
def test_constraint_of_action_refuses(action: Action, name: str, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**values)


def test_action_one_owner_refuses_two(board: Board, action: Action) -> None:
    with pytest.raises(IntegrityError, match="action_one_owner"), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(person=board.secretary)


def test_action_change_moved_has_days_and_reason_refuses_a_silent_move(board: Board, action: Action) -> None:
    with (
        pytest.raises(IntegrityError, match="action_change_moved_has_days_and_reason"),
        transaction.atomic(),
    ):
        ActionChange.objects.create(
            action=action,
            kind="moved",
            by=board.secretary,
            at=timezone.now(),
            was_due_on=today(),
            due_on=today() + SOON,
        )


def test_action_change_is_never_changed(action: Action) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        action.changes.update(note="Anders")


def test_close_meeting_leaves_its_actions_open(board: Board) -> None:
    meeting = make_meeting(board)
    action = make_action(board, item=decide_item(meeting))
    close_meeting(meeting, board.secretary)
    action.refresh_from_db()
    assert action.is_open
