"""Who sees the numbers of the target group, who delivers them, and who records which groups are served."""

from __future__ import annotations

from typing import Any

from governance.enums import PartyKind, Role
from governance.permissions import has_role, is_secretariat
from quotum.models import TargetGroupDraft, TargetGroupRevision
from quotum.models.staged import StagedFileQuerySet
from quotum.models.target_group import TargetGroupRevisionQuerySet
from quotum.permissions.employers import sits_for


def visible_target_group(user: Any) -> TargetGroupRevisionQuerySet:
    """For everybody who signs in; the public sees none of it here, since small numbers could be traced."""
    if not user.is_authenticated or not user.is_active:
        return TargetGroupRevision.objects.none()
    return TargetGroupRevision.objects.all()


def can_import_target_group(user: Any) -> bool:
    """The secretariat, UWV (staff and seat) and the staff of the three locations, who know what municipalities have."""
    if has_role(user, Role.SECRETARIAT, Role.UWV_STAFF, Role.WERKPLEIN_STAFF):
        return True
    return sits_for(user, PartyKind.UWV)


def visible_target_group_drafts(user: Any) -> StagedFileQuerySet[TargetGroupDraft]:
    """A file that waits for "overnemen" is its owner's alone."""
    if not can_import_target_group(user):
        return TargetGroupDraft.objects.none()
    return TargetGroupDraft.objects.filter(owner=user)


def can_record_served_groups(user: Any) -> bool:
    """What the board agreed on competition between groups (article 8) is written down by the secretariat."""
    return is_secretariat(user)
