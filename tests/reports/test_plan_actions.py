"""The actions of the marktbewerkingsplan: written with it, told of during the year, seen when they are late (M7)."""

from __future__ import annotations

from datetime import date

import pytest

from governance.queries.comparison import differences
from reports.actions.market_plan import start_market_plan
from reports.actions.plan_actions import delete_plan_action, note_progress, write_plan_action
from reports.enums import ProgressState
from reports.models import PlanActionNote
from reports.queries.market_plan import action_lines, actions_due
from tests.reports.factories import Twente
from tests.reports.plans import WRITTEN, YEAR, add_action, adopted_plan, proposed_plan
from werkbedrijf.lib.errors import DomainError, NotAllowed


def test_action_keeps_its_number_in_the_next_version(twente: Twente) -> None:
    plan = adopted_plan(twente)
    action = plan.actions.get()
    note_progress(action, twente.secretary, ProgressState.RUNNING, "Tien bezoeken gedaan.")
    later = start_market_plan(YEAR, twente.secretary)
    assert [line.state for line in action_lines(later, date(YEAR, 3, 1))] == ["running"]
    assert add_action(twente, later, "Iets nieuws").number == 2
    assert list(differences()) == []


def test_deleted_action_is_gone_in_the_ledger_too(twente: Twente) -> None:
    plan = start_market_plan(YEAR, twente.secretary, now=WRITTEN)
    delete_plan_action(add_action(twente, plan), twente.secretary)
    assert list(differences()) == []


def test_action_far_from_the_year_is_refused(twente: Twente) -> None:
    with pytest.raises(DomainError, match="ligt ver van"):
        write_plan_action(
            start_market_plan(YEAR, twente.secretary, now=WRITTEN),
            twente.secretary,
            owner=twente.member,
            what="Bezoeken",
            due_on=date(YEAR + 2, 1, 1),
        )


def test_progress_is_told_by_who_does_it(twente: Twente) -> None:
    action = adopted_plan(twente).actions.get()
    note_progress(action, twente.member, ProgressState.DONE)
    assert [line.text for line in action_lines(action.plan, date(YEAR, 12, 1))] == ["gedaan"]
    assert list(differences()) == []


def test_progress_is_not_told_by_another(twente: Twente) -> None:
    action = adopted_plan(twente).actions.get()
    with pytest.raises(NotAllowed):
        note_progress(action, twente.vice_chair, ProgressState.DONE)


def test_progress_is_not_told_before_the_board_had_the_plan(twente: Twente) -> None:
    action = proposed_plan(twente).actions.get()
    with pytest.raises(NotAllowed):
        note_progress(action, twente.secretary, ProgressState.DONE)


def test_action_is_dropped_with_a_reason(twente: Twente) -> None:
    action = adopted_plan(twente).actions.get()
    with pytest.raises(DomainError, match="waarom"):
        note_progress(action, twente.member, ProgressState.DROPPED)


def test_same_progress_twice_is_told_once(twente: Twente) -> None:
    action = adopted_plan(twente).actions.get()
    for _ in range(2):
        note_progress(action, twente.member, ProgressState.RUNNING, "Begonnen.")
    assert PlanActionNote.objects.count() == 1


def test_unfinished_action_is_late_after_its_day(twente: Twente) -> None:
    plan = adopted_plan(twente)
    days = (date(YEAR, 6, 30), date(YEAR, 7, 2))
    assert [line.late for day in days for line in action_lines(plan, day)] == ["", "2 dagen te laat"]


def test_due_actions_are_those_of_the_plan_that_counts(twente: Twente) -> None:
    plan = adopted_plan(twente)
    day = date(YEAR, 6, 20)
    assert [line.action.plan for line in actions_due(twente.member, day)] == [plan]
    assert actions_due(twente.vice_chair, day) == []
    assert actions_due(twente.secretary, day, everybody=True) == []
    assert len(actions_due(twente.secretary, date(YEAR, 7, 1), everybody=True)) == 1
