"""Who sees the agreements on supplying and matching candidates, and who drafts and evaluates them."""

from __future__ import annotations

from typing import Any

from governance.models import AdoptableQuerySet
from governance.permissions import is_secretariat
from instruments.models import SupplyAgreement
from instruments.permissions import visible_adoptables


def visible_supply(user: Any) -> AdoptableQuerySet:
    """As the base package: adopted ones for everybody who signs in, drafts among the board's papers."""
    return visible_adoptables(SupplyAgreement, user)


def can_keep_supply(user: Any) -> bool:
    """The secretariat drafts; the board adopts."""
    return is_secretariat(user)


def can_change_supply(user: Any, agreement: SupplyAgreement) -> bool:
    """Only a draft changes: what was proposed or adopted stays what was voted on."""
    return can_keep_supply(user) and agreement.is_draft


def can_evaluate_supply(user: Any, agreement: SupplyAgreement) -> bool:
    """Once, after it was adopted."""
    return can_keep_supply(user) and agreement.is_adopted and agreement.evaluated_on is None
