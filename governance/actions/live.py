"""Tell the screens of a meeting that something changed: a version number in the same transaction as the change."""

from __future__ import annotations

from django.db.models import F

from governance.models import LiveVersion, Meeting


def bump(meeting: Meeting) -> None:
    """Raise the version of what this meeting's screens show, by one."""
    if not LiveVersion.objects.filter(meeting=meeting).update(version=F("version") + 1):
        LiveVersion.objects.get_or_create(meeting=meeting, defaults={"version": 1})
