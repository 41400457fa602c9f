"""All models of quotum, each in the file named after its subject."""

from quotum.models.allocation import Allocation, AllocationShare
from quotum.models.cao import CaoAgreement
from quotum.models.commitments import Commitment, CommitmentEntry, Employer
from quotum.models.contacts import ContactPoint, WorksCouncil
from quotum.models.realisation import ImportDraft, RealisationFigure, RealisationRevision
from quotum.models.sectors import Sector, SectorList
from quotum.models.target_group import (
    ServedGroups,
    TargetGroupDraft,
    TargetGroupFigure,
    TargetGroupRevision,
)
from quotum.models.targets import NationalTarget, RegionalTarget
from quotum.models.workplaces import WorkplaceRevision, Workplaces

__all__ = [
    "Allocation",
    "AllocationShare",
    "CaoAgreement",
    "Commitment",
    "CommitmentEntry",
    "ContactPoint",
    "Employer",
    "ImportDraft",
    "NationalTarget",
    "RealisationFigure",
    "RealisationRevision",
    "RegionalTarget",
    "Sector",
    "SectorList",
    "ServedGroups",
    "TargetGroupDraft",
    "TargetGroupFigure",
    "TargetGroupRevision",
    "WorkplaceRevision",
    "Workplaces",
    "WorksCouncil",
]
