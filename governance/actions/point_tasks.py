"""Tasks under the decision points of a proposal (B6, B7): written with it, and frozen with its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from governance.models import DecisionPoint, PointTask
from governance.models.actions import kind_of, name_of
from governance.queries.tasks import TaskDraft


def write_tasks(point: DecisionPoint, tasks: Sequence[TaskDraft]) -> None:
    """Let a decision point that is drafted have these tasks, and no other."""
    point.tasks.all().delete()
    for position, draft in enumerate(tasks, start=1):
        task = PointTask(
            point=point,
            position=position,
            what=draft.what,
            condition=draft.condition,
            due_on=draft.due_on,
        )
        task.give_to(draft.owner)
        task.save()


def tasks_content(tasks: Sequence[TaskDraft]) -> dict[str, list[dict[str, Any]]]:
    """What the frozen text of a point says of its tasks; nothing without tasks, so that such a text keeps its hash."""
    found = [
        {
            "owner": {"kind": str(kind_of(task.owner)), "id": task.owner.pk, "name": name_of(task.owner)},
            "what": task.what,
            "condition": task.condition,
            "due_on": task.due_on.isoformat(),
        }
        for task in tasks
    ]
    return {"tasks": found} if found else {}
