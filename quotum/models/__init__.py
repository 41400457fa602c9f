"""All models of quotum, each in the file named after its subject."""

from quotum.models.allocation import Allocation, AllocationShare
from quotum.models.counts import CountFigure, CountRevision
from quotum.models.file_imports import ColumnMapping, DetailFigure, FileImport
from quotum.models.realisation import ImportDraft, RealisationFigure, RealisationRevision
from quotum.models.sectors import Sector, SectorList
from quotum.models.signals import QuarterRemark, Signal, SignalThreshold
from quotum.models.targets import NationalTarget, RegionalTarget
from quotum.models.workplaces import WorkplaceRevision, Workplaces

__all__ = [
    "Allocation",
    "AllocationShare",
    "ColumnMapping",
    "CountFigure",
    "CountRevision",
    "DetailFigure",
    "FileImport",
    "ImportDraft",
    "NationalTarget",
    "QuarterRemark",
    "RealisationFigure",
    "RealisationRevision",
    "RegionalTarget",
    "Sector",
    "SectorList",
    "Signal",
    "SignalThreshold",
    "WorkplaceRevision",
    "Workplaces",
]
