"""Who sees what of the base package and the loonwaarde. What is adopted is for who signs in; a draft is a paper."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from governance.enums import AdoptableState
from governance.models import Adoptable, AdoptableQuerySet
from governance.permissions import is_participant, is_secretariat
from instruments.models import Assessment, Catalogue, CostScenario, DossierEntry, MethodChoice, RequirementSet


def visible_catalogues(user: Any) -> AdoptableQuerySet:
    """Adopted versions for every signed-in person; drafts and proposed ones for who reads the board's papers."""
    return visible_adoptables(Catalogue, user)


def visible_requirement_sets(user: Any) -> AdoptableQuerySet:
    """As the base package: what was adopted is for everybody who signs in."""
    return visible_adoptables(RequirementSet, user)


def visible_choices(user: Any) -> AdoptableQuerySet:
    """As the base package."""
    return visible_adoptables(MethodChoice, user)


def visible_adoptables(kind: type[Adoptable], user: Any) -> AdoptableQuerySet:
    """What was adopted for who signs in, drafts and proposed ones for who reads the board's papers."""
    rows: AdoptableQuerySet = kind._default_manager.all()
    if not user.is_authenticated or not user.is_active:
        return rows.none()
    return rows if is_participant(user) else rows.filter(state=AdoptableState.ADOPTED)


def visible_assessments(user: Any) -> QuerySet[Assessment]:
    """Suppliers are compared among the board's papers; once it has chosen, everybody may see on what ground."""
    if not user.is_authenticated or not user.is_active:
        return Assessment.objects.none()
    if is_participant(user):
        return Assessment.objects.all()
    chosen = MethodChoice.objects.filter(state=AdoptableState.ADOPTED).values("requirement_set")
    return Assessment.objects.filter(requirement__requirement_set__in=chosen)


def visible_dossier(user: Any) -> QuerySet[DossierEntry]:
    """What an installation begins with is from public sources; what was added is a paper of the board."""
    if not user.is_authenticated or not user.is_active:
        return DossierEntry.objects.none()
    if is_participant(user):
        return DossierEntry.objects.all()
    return DossierEntry.objects.filter(entered_by=None)


def visible_scenarios(user: Any) -> QuerySet[CostScenario]:
    """What measuring would cost is a paper of the board."""
    return CostScenario.objects.all() if is_participant(user) else CostScenario.objects.none()


def can_keep_catalogue(user: Any) -> bool:
    """The secretariat drafts the base package and keeps the notes beside it. The board adopts."""
    return is_secretariat(user)


def can_keep_loonwaarde(user: Any) -> bool:
    """The secretariat keeps the file of the loonwaarde: requirements, assessments, costs, amounts. The board adopts."""
    return is_secretariat(user)


def can_change_draft(user: Any, thing: Adoptable) -> bool:
    """Only a draft changes: what was proposed or adopted stays what was voted on."""
    return thing.is_draft and can_keep_loonwaarde(user)


def can_assess(user: Any, requirement_set: RequirementSet) -> bool:
    """First the requirements, then the judgements; after a choice these stay what it rests on."""
    return (
        can_keep_loonwaarde(user)
        and requirement_set.is_adopted
        and not requirement_set.choices.exclude(state=AdoptableState.DRAFT).exists()
    )
