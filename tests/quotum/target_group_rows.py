"""Rows of the target group that the database refuses, by the name of the constraint; for test_models.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from quotum.models import TargetGroupDraft, TargetGroupFigure, TargetGroupRevision
from tests.quotum.factories import Quotum

NOW = datetime(2025, 2, 1, tzinfo=UTC)


def revision(quotum: Quotum, **changes: Any) -> TargetGroupRevision:
    values: dict[str, Any] = {
        "year": 2024, "municipality": quotum.enschede, "kind": "counted", "number": 1, "total": 10,
        "source": "UWV", "published_on": date(2025, 2, 1), "imported_by": quotum.uwv_staff,
        "imported_at": NOW, "sha256": "1" * 64,
    }  # fmt: skip
    return TargetGroupRevision(**values | changes)


def figures(quotum: Quotum) -> list[models.Model]:
    delivery = revision(quotum)
    delivery.save()
    return [
        TargetGroupFigure(revision=delivery, characteristic="age", value="young", count=1) for _ in range(2)
    ]


def draft(quotum: Quotum) -> TargetGroupDraft:
    return TargetGroupDraft(
        owner=quotum.uwv_staff,
        rows=[],
        source="X",
        published_on=date(2025, 1, 1),
        created_at=NOW,
        expires_at=NOW,
    )


TARGET_GROUP_CASES: dict[str, Callable[[Quotum], list[models.Model]]] = {
    "target_group_revision_number_unique": lambda q: [revision(q), revision(q)],
    "target_group_forecast_says_how": lambda q: [revision(q, kind="forecast", low=9, high=11)],
    "target_group_figure_unique": figures,
    "target_group_draft_expires": lambda q: [draft(q)],
}
