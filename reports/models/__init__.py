"""All models of reports, each in the file named after its subject."""

from reports.models.annual_report import AnnualReport, AnnualReportQuerySet
from reports.models.contributions import Contribution, ContributionQuerySet
from reports.models.deliveries import (
    MAX_ATTEMPTS,
    Delivery,
    DeliveryGroupObjectPermission,
    DeliveryQuerySet,
    DeliveryUserObjectPermission,
)
from reports.models.information import (
    Indicator,
    IndicatorSet,
    InformationAnswer,
    InformationRequest,
    InformationRequestQuerySet,
)
from reports.models.lateness import LateReason
from reports.models.market_plan import (
    MarketPlan,
    MarketPlanPart,
    PlanAction,
    PlanActionNote,
    PlanChapter,
    PlanComment,
)
from reports.models.public_versions import PublicVersion
from reports.models.ratification import Ratification
from reports.models.texts import ReportText

__all__ = [
    "MAX_ATTEMPTS",
    "AnnualReport",
    "AnnualReportQuerySet",
    "Contribution",
    "ContributionQuerySet",
    "Delivery",
    "DeliveryGroupObjectPermission",
    "DeliveryQuerySet",
    "DeliveryUserObjectPermission",
    "Indicator",
    "IndicatorSet",
    "InformationAnswer",
    "InformationRequest",
    "InformationRequestQuerySet",
    "LateReason",
    "MarketPlan",
    "MarketPlanPart",
    "PlanAction",
    "PlanActionNote",
    "PlanChapter",
    "PlanComment",
    "PublicVersion",
    "Ratification",
    "ReportText",
]
