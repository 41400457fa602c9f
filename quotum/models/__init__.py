"""All models of quotum, each in the file named after its subject."""

from quotum.models.allocation import Allocation, AllocationDeviation, AllocationShare, BranchShare
from quotum.models.cao import CaoAgreement
from quotum.models.classifications import Classification, ClassificationSection
from quotum.models.commitments import Commitment, CommitmentEntry, Employer, EmployerJoining
from quotum.models.contacts import ContactPoint, WorksCouncil
from quotum.models.counts import CountFigure, CountRevision
from quotum.models.file_imports import ColumnMapping, DetailFigure, FileImport
from quotum.models.realisation import ImportDraft, RealisationFigure, RealisationRevision
from quotum.models.sectors import FOUNDING, Branch, Sector, SectorList
from quotum.models.signals import QuarterRemark, Signal, SignalThreshold
from quotum.models.target_group import (
    ServedGroups,
    TargetGroupDraft,
    TargetGroupFigure,
    TargetGroupRevision,
)
from quotum.models.targets import NationalTarget, RegionalTarget
from quotum.models.workplaces import WorkplaceDraft, WorkplaceRevision, Workplaces

__all__ = [
    "FOUNDING",
    "Allocation",
    "AllocationDeviation",
    "AllocationShare",
    "Branch",
    "BranchShare",
    "CaoAgreement",
    "Classification",
    "ClassificationSection",
    "ColumnMapping",
    "Commitment",
    "CommitmentEntry",
    "ContactPoint",
    "CountFigure",
    "CountRevision",
    "DetailFigure",
    "Employer",
    "EmployerJoining",
    "FileImport",
    "ImportDraft",
    "NationalTarget",
    "QuarterRemark",
    "RealisationFigure",
    "RealisationRevision",
    "RegionalTarget",
    "Sector",
    "SectorList",
    "ServedGroups",
    "Signal",
    "SignalThreshold",
    "TargetGroupDraft",
    "TargetGroupFigure",
    "TargetGroupRevision",
    "WorkplaceDraft",
    "WorkplaceRevision",
    "Workplaces",
    "WorksCouncil",
]
