"""All models of quotum, each in the file named after its subject."""

from quotum.models.allocation import Allocation, AllocationDeviation, AllocationShare, BranchShare
from quotum.models.classifications import Classification, ClassificationSection
from quotum.models.realisation import ImportDraft, RealisationFigure, RealisationRevision
from quotum.models.sectors import FOUNDING, Branch, Sector, SectorList
from quotum.models.targets import NationalTarget, RegionalTarget
from quotum.models.workplaces import WorkplaceDraft, WorkplaceRevision, Workplaces

__all__ = [
    "FOUNDING",
    "Allocation",
    "AllocationDeviation",
    "AllocationShare",
    "Branch",
    "BranchShare",
    "Classification",
    "ClassificationSection",
    "ImportDraft",
    "NationalTarget",
    "RealisationFigure",
    "RealisationRevision",
    "RegionalTarget",
    "Sector",
    "SectorList",
    "WorkplaceDraft",
    "WorkplaceRevision",
    "Workplaces",
]
