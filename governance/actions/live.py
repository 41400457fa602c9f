"""Tell the screens of a meeting that something changed: a version number in the same transaction as the change."""

from __future__ import annotations

from django.db.models import F

from governance.models import LiveVersion, Meeting


def bump(meeting: Meeting, *, urgent: bool = True) -> None:
    """Raise the version of what this meeting's screens show, by one.

    urgent: false for a ballot. It changes nothing but the progress, which the screens may show a moment later.
    """
    following = F("version") + 1
    changes = {"version": following, "urgent": following} if urgent else {"version": following}
    if not LiveVersion.objects.filter(meeting=meeting).update(**changes):
        LiveVersion.objects.get_or_create(meeting=meeting, defaults={"version": 1, "urgent": 1})
