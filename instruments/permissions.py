"""Who sees which version of the base package. What is adopted is for everybody who signs in; a draft is a paper."""

from __future__ import annotations

from typing import Any

from governance.enums import AdoptableState
from governance.models import AdoptableQuerySet
from governance.permissions import is_participant, is_secretariat
from instruments.models import Catalogue


def visible_catalogues(user: Any) -> AdoptableQuerySet:
    """Adopted versions for every signed-in person; drafts and proposed ones for who reads the board's papers."""
    if not user.is_authenticated or not user.is_active:
        return Catalogue.objects.none()
    if is_participant(user):
        return Catalogue.objects.all()
    return Catalogue.objects.filter(state=AdoptableState.ADOPTED)


def can_keep_loonwaarde(user: Any) -> bool:
    """The secretariat keeps the file of the loonwaarde: requirements, assessments, costs, amounts. The board adopts."""
    return is_secretariat(user)
