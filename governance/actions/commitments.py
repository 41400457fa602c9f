"""Actions and commitments: handed out by a decision or recorded, then reported on, moved, corrected, done or dropped.

Every change leaves a row of its own (ActionChange) and, without its words, an event in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.enums import ActionChangeKind, ActionState, MeetingState, OwnerKind
from governance.models import Action, ActionChange, AgendaItem, Decision, Owner, Person
from governance.models.actions import name_of
from governance.permissions import sees_confidential
from governance.permissions.actions import can_record_action, can_report_action
from werkbedrijf.lib.dates import date_words, day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

# An item is not there for good before its meeting was opened: until then it can be thrown away.
HELD = (MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.CLOSED)


def hand_out_tasks(decisions: Iterable[Decision], by: Person, at: datetime) -> list[Action]:
    """The tasks of the points that were adopted become actions, in the transaction of the decision.

    They are read from the frozen text that was voted on, not from the draft that it was made from.
    """
    handed_out = []
    for decision in decisions:
        for task in _tasks_voted_on(decision):
            due_on = date.fromisoformat(task["due_on"])
            action = Action(
                what=task["what"],
                condition=task["condition"],
                due_on=due_on,
                first_due_on=due_on,
                decision=decision,
                item=decision.vote.item,
                recorded_at=at,
                is_example=decision.is_example,
            )
            setattr(action, f"{OwnerKind(task['owner']['kind'])}_id", task["owner"]["id"])
            action.save()
            _keep(action, ActionChangeKind.RECORDED, by, at)
            append_event("task_handed_out", by, _facts(action) | {"decision": decision.number}, at)
            handed_out.append(action)
    return handed_out


@transaction.atomic
def record_action(
    owner: Owner,
    by: Person,
    *,
    kind: str,
    what: str,
    due_on: date,
    condition: str = "",
    item: AgendaItem | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> Action:
    """Record what somebody promised or was asked to do, in a meeting (`item`) or outside it.

    Raises NotAllowed, DomainError (nothing to do, a day that is over, an owner who may not read the item).
    """
    at = now or timezone.now()
    _refuse_others(by)
    if not what.strip():
        raise DomainError("Schrijf wat er moet gebeuren.")
    if due_on < day_of(at):
        raise DomainError("Deze dag is voorbij. Kies een dag die nog komt.")
    if item is not None and item.meeting.state not in HELD:
        raise Conflict("Een actie komt uit een vergadering die is geopend. Bij dit punt kan het nog niet.")
    if item is not None:
        _refuse_blind(owner, item)
    action = Action(
        kind=kind,
        what=what.strip(),
        condition=condition.strip(),
        due_on=due_on,
        first_due_on=due_on,
        item=item,
        recorded_at=at,
        is_example=is_example,
    )
    action.give_to(owner)
    action.save()
    _keep(action, ActionChangeKind.RECORDED, by, at)
    append_event("action_recorded", by, _facts(action) | {"item": item.pk if item else None}, at)
    return action


@transaction.atomic
def report_action(action: Action, by: Person, note: str, *, now: datetime | None = None) -> Action:
    """Say how far it is; it stays open."""
    at = now or timezone.now()
    action = _locked_open(action)
    _refuse_strangers(by, action)
    if not note.strip():
        raise DomainError("Schrijf hoe ver het is.")
    _keep(action, ActionChangeKind.REPORTED, by, at, note.strip())
    append_event("action_reported", by, {"action": action.pk}, at)
    return action


@transaction.atomic
def finish_action(action: Action, by: Person, result: str, *, now: datetime | None = None) -> Action:
    """It is done, and this came of it."""
    at = now or timezone.now()
    action = _locked_open(action)
    _refuse_strangers(by, action)
    if not result.strip():
        raise DomainError("Schrijf wat ervan kwam.")
    action.state, action.result, action.closed_at = ActionState.DONE, result.strip(), at
    action.save(update_fields=["state", "result", "closed_at"])
    _keep(action, ActionChangeKind.DONE, by, at, action.result)
    append_event("action_done", by, {"action": action.pk, "due_on": action.due_on.isoformat()}, at)
    return action


@transaction.atomic
def drop_action(action: Action, by: Person, reason: str, *, now: datetime | None = None) -> Action:
    """It need not be done any more. The reason stands wherever the action does, also with its decision."""
    at = now or timezone.now()
    action = _locked_open(action)
    _refuse_others(by)
    if not reason.strip():
        raise DomainError("Geef de reden waarom dit vervalt.")
    action.state, action.dropped_reason, action.closed_at = ActionState.DROPPED, reason.strip()[:300], at
    action.save(update_fields=["state", "dropped_reason", "closed_at"])
    _keep(action, ActionChangeKind.DROPPED, by, at, action.dropped_reason)
    append_event("action_dropped", by, {"action": action.pk}, at)
    return action


@transaction.atomic
def reopen_action(action: Action, by: Person, *, now: datetime | None = None) -> Action:
    """It was not done, or does have to be done after all. What was written stays in its history."""
    at = now or timezone.now()
    action = _locked(action)
    if action.is_open:
        raise Conflict("Deze actie is al open.")
    _refuse_strangers(by, action)
    action.state, action.result, action.dropped_reason, action.closed_at = ActionState.OPEN, "", "", None
    action.save(update_fields=["state", "result", "dropped_reason", "closed_at"])
    _keep(action, ActionChangeKind.REOPENED, by, at)
    append_event("action_reopened", by, {"action": action.pk}, at)
    return action


@transaction.atomic
def move_action(
    action: Action, by: Person, *, due_on: date, reason: str, now: datetime | None = None
) -> Action:
    """Give it another day. The day that was agreed first, and every day in between, stay visible."""
    at = now or timezone.now()
    action = _locked_open(action)
    _refuse_others(by)
    if not reason.strip():
        raise DomainError("Geef de reden waarom de datum verandert.")
    if due_on < day_of(at):
        raise DomainError("Deze dag is voorbij. Kies een dag die nog komt.")
    if due_on == action.due_on:
        raise DomainError(f"De datum is al {date_words(due_on)}. Kies een andere dag.")
    was, action.due_on = action.due_on, due_on
    action.save(update_fields=["due_on"])
    _keep(action, ActionChangeKind.MOVED, by, at, reason.strip(), was_due_on=was, due_on=due_on)
    days = {"was_due_on": was.isoformat(), "due_on": due_on.isoformat()}
    append_event("action_moved", by, {"action": action.pk, **days}, at)
    return action


@transaction.atomic
def correct_action(
    action: Action,
    by: Person,
    *,
    owner: Owner,
    what: str,
    condition: str,
    reason: str,
    now: datetime | None = None,
) -> Action:
    """Put right who does it and what was written. What stood there, and why it changed, stays in the history.

    Raises NotAllowed; Conflict for what a decision handed out (only a decision changes that) or what is finished;
    DomainError without words, reason or change, or for an owner who may not read its item.
    """
    at = now or timezone.now()
    action = _locked_open(action)
    _refuse_others(by)
    if action.decision_id is not None:
        raise Conflict("Deze taak is door een besluit gegeven en verandert alleen met een besluit.")
    if not what.strip():
        raise DomainError("Schrijf wat er moet gebeuren.")
    if not reason.strip():
        raise DomainError("Geef de reden van de verbetering.")
    if action.item is not None:
        _refuse_blind(owner, action.item)
    before = _words(action)
    action.what, action.condition = what.strip(), condition.strip()
    action.give_to(owner)
    if _words(action) == before:
        raise DomainError("Er is niets gewijzigd. Pas aan wat niet klopt.")
    action.save(update_fields=["what", "condition", "person", "seat", "party"])
    _keep(action, ActionChangeKind.CORRECTED, by, at, reason.strip(), was=before)
    append_event("action_corrected", by, _facts(action), at)
    return action


def _words(action: Action) -> str:
    """Who does what under which condition, as it stood before a correction."""
    condition = f" (voorwaarde: {action.condition})" if action.condition else ""
    return f"{name_of(action.owner)}: {action.what}{condition}"


def _refuse_blind(owner: Owner, item: AgendaItem) -> None:
    """DomainError for a person who may not read a confidential item."""
    if item.is_confidential and isinstance(owner, Person) and not sees_confidential(owner):
        raise DomainError(f"{owner} mag dit vertrouwelijke punt niet lezen. Kies een ander.")


def _tasks_voted_on(decision: Decision) -> list[dict[str, Any]]:
    points = decision.vote.proposal_version.content.get("points", [])
    return [
        task
        for entry in points
        if entry["number"] == decision.point.number
        for task in entry.get("tasks", ())
    ]


def _locked(action: Action) -> Action:
    return Action.objects.select_for_update(of=("self",)).select_related("item").get(pk=action.pk)


def _locked_open(action: Action) -> Action:
    action = _locked(action)
    if not action.is_open:
        raise Conflict(f"Deze actie is al {action.get_state_display()}.")
    return action


def _refuse_others(by: Person) -> None:
    if not can_record_action(by):
        raise NotAllowed("Alleen het secretariaat legt acties vast, verplaatst ze en laat ze vervallen.")


def _refuse_strangers(by: Person, action: Action) -> None:
    if not can_report_action(by, action):
        raise NotAllowed("Alleen wie dit moet doen en het secretariaat melden hoe het ervoor staat.")


def _keep(
    action: Action, kind: ActionChangeKind, by: Person, at: datetime, note: str = "", **before: date | str
) -> None:
    ActionChange.objects.create(action=action, kind=kind, by=by, at=at, note=note, **before)


def _facts(action: Action) -> dict[str, Any]:
    owner = action.person_id or action.seat_id or action.party_id
    return {
        "action": action.pk,
        "owner_kind": str(action.owner_kind),
        "owner": owner,
        "due_on": action.due_on.isoformat(),
    }
