"""Who sees that a party was spoken to, and who acts: the party itself, the secretariat and the chair. Nobody else."""

from __future__ import annotations

from typing import Any

from governance.permissions import is_chair, is_secretariat
from instruments.enums import NoticeState
from instruments.models import Notice
from instruments.models.notices import NoticeQuerySet
from instruments.permissions.uniformity import own_parties


def visible_notices(user: Any) -> NoticeQuerySet:
    """All for the secretariat and the chair, a party's own for who speaks for it; others read the board's papers."""
    if not user.is_authenticated or not user.is_active:
        return Notice.objects.none()
    if is_secretariat(user) or is_chair(user):
        return Notice.objects.all()
    return Notice.objects.filter(party__in=own_parties(user).values("pk"))


def reads_notices(user: Any) -> bool:
    """Has the list: the secretariat, the chair, and who speaks for a party."""
    return is_secretariat(user) or is_chair(user) or own_parties(user).exists()


def can_raise_notice(user: Any) -> bool:
    """The board speaks; the secretariat records it."""
    return is_secretariat(user)


def can_answer_notice(user: Any, notice: Notice) -> bool:
    """From the party's own account, while it is open."""
    return notice.is_open and own_parties(user).filter(pk=notice.party_id).exists()


def can_follow_notice(user: Any, notice: Notice) -> bool:
    """Record an agreement: the secretariat, once the party was heard."""
    return is_secretariat(user) and notice.state in (NoticeState.ANSWERED, NoticeState.AGREED)


def can_close_notice(user: Any, notice: Notice) -> bool:
    """Record that it is resolved, or that a decision accepts the deviation: the secretariat."""
    return is_secretariat(user) and notice.is_open
