"""Does a decision still hold? The rule in plain values, the query that says the same, and a withdrawal by the board."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from governance.actions import close_meeting, close_vote
from governance.actions.withdrawals import delete_withdrawal_draft, draft_withdrawal
from governance.domain.standing import InForce, Standing, Stands, WithdrawnBy, standings
from governance.enums import MeetingState, Role
from governance.models import Decision, ViceChairTerm, Withdrawal
from governance.permissions import today, vice_chair_seat
from governance.queries.decisions import standing_of
from governance.queries.standings import in_force_ids
from governance.queries.vice_chairs import vice_chair_history
from tests.governance.factories import Board, cast_all, make_draft, make_meeting, make_open_vote, make_person
from tests.governance.readers import as_, page, text, url
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

DAY = date(2026, 1, 1)


def row(decision: int, since: int, subject: str = "") -> InForce:
    return InForce("kind", subject, DAY + timedelta(days=since), (2026, decision), decision, decision)


@pytest.mark.parametrize(
    ("rows", "withdrawn", "expected"),
    [
        ([row(1, 0)], {}, {1: Standing.IN_FORCE}),
        ([row(1, 0), row(2, 5)], {}, {1: Standing.SUPERSEDED, 2: Standing.IN_FORCE}),
        ([row(1, 0), row(2, 5, "other")], {}, {1: Standing.IN_FORCE, 2: Standing.IN_FORCE}),
        ([row(1, 0), row(2, 11)], {}, {1: Standing.IN_FORCE, 2: Standing.FUTURE}),
        ([row(1, 5), row(2, 5)], {}, {1: Standing.SUPERSEDED, 2: Standing.IN_FORCE}),
        ([row(1, 0)], {1: 3}, {1: Standing.WITHDRAWN}),
        ([row(1, 0), row(2, 5)], {2: 7}, {1: Standing.IN_FORCE, 2: Standing.WITHDRAWN}),
        ([row(1, 0)], {1: 11}, {1: Standing.IN_FORCE}),
        ([], {9: 1}, {9: Standing.WITHDRAWN}),
    ],
)
def test_standing(rows: list[InForce], withdrawn: dict[int, int], expected: dict[int, Standing]) -> None:
    withdrawals = {pk: WithdrawnBy(99, DAY + timedelta(days=since)) for pk, since in withdrawn.items()}
    found = standings(rows, withdrawals, DAY + timedelta(days=10))
    assert {pk: stands.standing for pk, stands in found.items()} == expected


def test_of_each_subject_exactly_one_is_in_force_while_any_is_left() -> None:
    day = DAY + timedelta(days=10)
    for since in product((0, 5, 11), repeat=3):
        for gone in product((False, True), repeat=3):
            adopted = [row(number, days) for number, days in enumerate(since)]
            withdrawals = {number: WithdrawnBy(99, DAY) for number, is_gone in enumerate(gone) if is_gone}
            found = standings(adopted, withdrawals, day)
            left = [r for r in adopted if r.since <= day and not gone[r.key]]
            assert sum(found[r.key].standing is Standing.IN_FORCE for r in adopted) == bool(left)


def test_executed_is_what_handed_out_tasks_and_put_nothing_in_force() -> None:
    found = standings([row(1, 0)], {3: WithdrawnBy(99, DAY)}, DAY, executed=[1, 2, 3])
    standing = {pk: stands.standing for pk, stands in found.items()}
    assert standing == {1: Standing.IN_FORCE, 2: Standing.EXECUTED, 3: Standing.WITHDRAWN}


def test_replaced_names_the_decision_that_counts_now() -> None:
    found = standings([row(1, 0), row(2, 5), row(3, 8)], {}, DAY + timedelta(days=10))
    assert found[1] == Stands(Standing.SUPERSEDED, 3, DAY + timedelta(days=8))


def decide(board: Board, *adopts: ViceChairTerm | Withdrawal) -> Decision:
    meeting = make_meeting(board, adopts=adopts)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    decision: Decision = close_vote(vote, board.secretary).decisions.get()
    close_meeting(meeting, board.secretary)
    return decision


@pytest.mark.django_db
def test_board_withdraws_a_decision_and_what_it_replaced_holds_again(board: Board) -> None:
    decision = decide(board, make_draft(board, "uwv"))
    assert vice_chair_seat(today()) == board.seats["uwv"]
    assert standing_of(Decision.objects.get(year=2015)).by == decision
    with pytest.raises(NotAllowed):
        draft_withdrawal(decision, board.chair)
    draft = draft_withdrawal(decision, board.secretary)
    with pytest.raises(Conflict, match="al in een concept"):
        draft_withdrawal(decision, board.secretary)
    assert standing_of(decision).word == "geldt"

    later = decide(board, draft)
    assert vice_chair_seat(today()) == board.seats["hengelo"]
    assert in_force_ids(ViceChairTerm, today()) == {ViceChairTerm.objects.get(seat__slug="hengelo").pk}
    line = standing_of(decision)
    assert (line.word, line.by) == ("ingetrokken", later)
    assert standing_of(Decision.objects.get(year=2015)).word == "geldt"
    assert [entry.term.seat.slug for entry in vice_chair_history()] == ["hengelo"]
    words = text(page(board.holders["uwv"], "decision_detail", decision.number))
    assert f"ingetrokken bij besluit {later.number}" in words
    assert f"Besluit {decision.number} ingetrokken" in text(
        page(board.holders["uwv"], "decision_detail", later.number)
    )
    with pytest.raises(DomainError, match="wordt niet ingetrokken"):
        draft_withdrawal(later, board.secretary)
    with pytest.raises(IntegrityError, match="withdrawal_once|withdraws_id"), transaction.atomic():
        Withdrawal.objects.create(
            withdraws=decision,
            subject=decision.number,
            state="adopted",
            in_force_from=today(),
            decision=later,
            decision_point=later.point,
            content_sha256="0" * 64,
        )


@pytest.mark.django_db
def test_withdrawal_is_drafted_and_taken_back_on_the_page(board: Board) -> None:
    decision = Decision.objects.get()
    secretariat = as_(board.secretary)
    secretariat.post(url("withdrawal_draft", decision.number))
    draft = Withdrawal.objects.get()
    assert "Intrekking in voorbereiding" in page(board.secretary, "decision_detail", decision.number)
    assert "Intrekking" not in page(board.chair, "decision_detail", decision.number)
    secretariat.post(url("withdrawal_delete", draft.pk))
    assert not Withdrawal.objects.exists()
    taken = draft_withdrawal(decision, board.secretary)
    make_meeting(board, adopts=[taken])
    with pytest.raises(Conflict, match="ligt bij het bestuur"):
        delete_withdrawal_draft(taken, board.secretary)
    with pytest.raises(IntegrityError, match="withdrawal_has_subject"), transaction.atomic():
        Withdrawal.objects.create(withdraws=decision)


@pytest.mark.django_db
def test_members_read_that_a_withdrawal_stands_on_a_sent_agenda(board: Board) -> None:
    decision = Decision.objects.get()
    taken = draft_withdrawal(decision, board.secretary)
    make_meeting(board, adopts=[taken], state=MeetingState.CONVENED)
    assert "staat een voorstel om dit besluit in te trekken" in page(
        board.chair, "decision_detail", decision.number
    )
    griffie = make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    assert "in te trekken" not in page(griffie, "decision_detail", decision.number)
