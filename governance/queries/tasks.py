"""The tasks of a decision point as words: of the draft while it is written, of the frozen text once it is voted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.enums import OwnerKind
from governance.models import DecisionPoint, Owner, Party, Person, PointTask, Seat
from werkbedrijf.lib.dates import date_words


@dataclass(frozen=True)
class TaskDraft:
    """One task as drafted: who is to do what, under which condition, and by when."""

    owner: Owner
    what: str
    due_on: date
    condition: str = ""


@dataclass(frozen=True)
class TaskText:
    """Who does what, under which condition, and by when."""

    owner: str
    what: str
    condition: str
    due_on: date

    @property
    def sentence(self) -> str:
        """ "zetel Hengelo: een plan, uiterlijk 1 december 2027. Voorwaarde: afgestemd met de managers." """
        condition = f" Voorwaarde: {self.condition.rstrip('.')}." if self.condition else ""
        return f"{self.owner}: {self.what.rstrip('.')}, uiterlijk {date_words(self.due_on)}.{condition}"


def drafted_tasks(tasks: Any) -> tuple[TaskText, ...]:
    """Of the rows under a point (`point.tasks.all()`, prefetched with their owners)."""
    found: list[PointTask] = sorted(tasks, key=lambda task: task.position)
    return tuple(TaskText(task.owner_name, task.what, task.condition, task.due_on) for task in found)


def frozen_tasks(point: Mapping[str, Any]) -> tuple[TaskText, ...]:
    """Of one point in the content of a ProposalVersion."""
    return tuple(
        TaskText(task["owner"]["name"], task["what"], task["condition"], date.fromisoformat(task["due_on"]))
        for task in point.get("tasks", ())
    )


def task_drafts(point: DecisionPoint) -> tuple[TaskDraft, ...]:
    """The tasks of a point, to show in a form, to freeze, or to hang on another point."""
    tasks = point.tasks.select_related("person", "seat", "party").order_by("position")
    return tuple(TaskDraft(task.owner, task.what, task.due_on, task.condition) for task in tasks)


def prepared_tasks(point: Mapping[str, Any]) -> tuple[TaskDraft, ...]:
    """Likewise, of one point in a text that is prepared. An owner is never deleted."""
    models: dict[str, type[Person] | type[Seat] | type[Party]] = {
        OwnerKind.PERSON: Person,
        OwnerKind.SEAT: Seat,
        OwnerKind.PARTY: Party,
    }
    return tuple(
        TaskDraft(
            models[task["owner"]["kind"]]._default_manager.get(pk=task["owner"]["id"]),
            task["what"],
            date.fromisoformat(task["due_on"]),
            task["condition"],
        )
        for task in point.get("tasks", ())
    )
