"""Every row of every table of ours, to compare what a command left with what was there."""

from __future__ import annotations

from typing import Any

from django.apps import apps

OURS = ("governance", "instruments", "quotum", "reports")


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Model to rows, in the order of their keys."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for app in OURS
        for model in apps.get_app_config(app).get_models()
    }
