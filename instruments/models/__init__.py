"""All models of instruments, each in the file named after its subject."""

from instruments.models.amounts import LegalAmount
from instruments.models.catalogues import (
    CATALOGUE_SUBJECT,
    Catalogue,
    InstrumentEntry,
    InstrumentSide,
    LaterChange,
)
from instruments.models.cost import CostScenario
from instruments.models.dossier import DossierEntry
from instruments.models.groups import InstrumentGroups
from instruments.models.loonwaarde import (
    Assessment,
    LoonwaardeMethod,
    MethodChoice,
    Requirement,
    RequirementSet,
)
from instruments.models.notices import Notice, NoticeStep
from instruments.models.own_instruments import OwnInstrument, OwnInstrumentFlag
from instruments.models.regulations import Regulation, TopicAgreement
from instruments.models.supply import SupplyAgreement
from instruments.models.uniformity import PackageAssessment

__all__ = [
    "CATALOGUE_SUBJECT",
    "Assessment",
    "Catalogue",
    "CostScenario",
    "DossierEntry",
    "InstrumentEntry",
    "InstrumentGroups",
    "InstrumentSide",
    "LaterChange",
    "LegalAmount",
    "LoonwaardeMethod",
    "MethodChoice",
    "Notice",
    "NoticeStep",
    "OwnInstrument",
    "OwnInstrumentFlag",
    "PackageAssessment",
    "Regulation",
    "Requirement",
    "RequirementSet",
    "SupplyAgreement",
    "TopicAgreement",
]
