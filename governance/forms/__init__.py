"""Forms of governance: what is typed, checked, with the message at the field; each subject in its own file."""

from governance.forms.agenda import AgendaItemForm, MeetingForm, PaperForm
from governance.forms.proposals import (
    POINTS,
    BasePointFormSet,
    PointForm,
    PointFormSet,
    ProposalForm,
    draft_key,
    point_drafts,
    rows_typed,
)

__all__ = [
    "POINTS",
    "AgendaItemForm",
    "BasePointFormSet",
    "MeetingForm",
    "PaperForm",
    "PointForm",
    "PointFormSet",
    "ProposalForm",
    "draft_key",
    "point_drafts",
    "rows_typed",
]
