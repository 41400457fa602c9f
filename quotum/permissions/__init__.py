"""Who sees which figures and who may enter them. Figures are for everybody who signs in; drafts are not."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from governance.enums import AdoptableState, PartyKind, Role
from governance.permissions import current_term, has_role, is_participant, is_secretariat
from quotum.models import (
    Allocation,
    FileImport,
    ImportDraft,
    RealisationRevision,
    SectorList,
    WorkplaceDraft,
)
from quotum.models.file_imports import FileImportQuerySet
from quotum.models.realisation import RealisationRevisionQuerySet
from quotum.models.staged import StagedFileQuerySet


def visible_allocations(user: Any) -> QuerySet[Allocation]:
    """Adopted allocations are for everybody who signs in; drafts and proposals for who reads the agenda."""
    if not user.is_authenticated or not user.is_active:
        return Allocation.objects.none()
    if is_participant(user):
        return Allocation.objects.all()
    return Allocation.objects.filter(state=AdoptableState.ADOPTED)


def visible_sector_lists(user: Any) -> QuerySet[SectorList]:
    """As allocations: what was adopted is for everybody who signs in, drafts are for who reads the agenda."""
    if not user.is_authenticated or not user.is_active:
        return SectorList.objects.none()
    if is_participant(user):
        return SectorList.objects.all()
    return SectorList.objects.filter(state=AdoptableState.ADOPTED)


def visible_realisation(user: Any) -> RealisationRevisionQuerySet:
    """Realised numbers are for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return RealisationRevision.objects.none()
    return RealisationRevision.objects.all()


def can_draft_allocation(user: Any) -> bool:
    """The secretariat and UWV staff prepare an allocation; the board adopts it."""
    return has_role(user, Role.SECRETARIAT, Role.UWV_STAFF)


def can_change_allocation(user: Any, allocation: Allocation) -> bool:
    """Only a draft changes: what was proposed or adopted stays what was voted on."""
    return allocation.is_draft and can_draft_allocation(user)


def can_draft_sector_list(user: Any) -> bool:
    """Who prepares allocations prepares the list of sectors that they divide over; the board adopts both."""
    return can_draft_allocation(user)


def can_change_sector_list(user: Any, sector_list: SectorList) -> bool:
    """Only a draft changes."""
    return sector_list.is_draft and can_draft_sector_list(user)


def can_attach_annex(user: Any, allocation: Allocation) -> bool:
    """The secretariat, as long as the agenda with the proposal that carries it can still be changed."""
    point = allocation.decision_point
    return (
        is_secretariat(user)
        and allocation.is_draft
        and point is not None
        and point.proposal.item.meeting.is_agenda_editable
    )


def can_import_realisation(user: Any) -> bool:
    """UWV staff, and who holds or replaces UWV's seat: UWV monitors the realisation (article 5)."""
    return has_role(user, Role.UWV_STAFF) or can_remark_on_quarter(user)


def visible_import_drafts(user: Any) -> StagedFileQuerySet[ImportDraft]:
    """A file that waits for "overnemen" is its owner's alone."""
    if not can_import_realisation(user):
        return ImportDraft.objects.none()
    return ImportDraft.objects.filter(owner=user)


def can_import_workplaces(user: Any) -> bool:
    """Who prepares allocations keeps the workplaces that they divide by."""
    return can_draft_allocation(user)


def visible_workplace_drafts(user: Any) -> StagedFileQuerySet[WorkplaceDraft]:
    """A file that waits for "overnemen" is its owner's alone."""
    if not can_import_workplaces(user):
        return WorkplaceDraft.objects.none()
    return WorkplaceDraft.objects.filter(owner=user)


def visible_file_imports(user: Any) -> FileImportQuerySet:
    """A large file on its way in is its owner's alone."""
    if not can_import_realisation(user):
        return FileImport.objects.none()
    return FileImport.objects.filter(owner=user)


def can_remark_on_quarter(user: Any) -> bool:
    """Who holds or replaces UWV's seat: the board asked that seat to watch the realisation (article 5)."""
    term = current_term(user)
    return term is not None and term.seat.parties.filter(kind=PartyKind.UWV).exists()


def can_set_thresholds(user: Any) -> bool:
    """The secretariat writes down what the board decided to hear of."""
    return has_role(user, Role.SECRETARIAT)
