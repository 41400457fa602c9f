"""All models of governance, each in the file named after its subject."""

from governance.models.actions import Action, ActionChange, Owned, Owner, PointTask
from governance.models.adoptable import Adoptable, AdoptableQuerySet, adoptable_models
from governance.models.agreement import AgreementVersion, Article, RuleSet
from governance.models.amendments import Amendment
from governance.models.course import (
    AgendaVersion,
    ItemRequest,
    MeetingMove,
    PaperReading,
    PrivateNote,
    Recusal,
    Suspension,
    Treatment,
)
from governance.models.decisions import Decision
from governance.models.documents import StoredDocument, stored_document_models
from governance.models.follow_up import Consent, Evaluation, Finding, Uptake
from governance.models.ledger import LedgerEvent, LedgerHead
from governance.models.mail import OwedMail
from governance.models.meetings import AgendaItem, Attendance, LiveVersion, Meeting, Paper
from governance.models.minutes import Minutes, MinutesComment, MinutesText, minutes_subject
from governance.models.parties import Location, Party
from governance.models.people import Person, RoleAssignment
from governance.models.proposals import DecisionPoint, PreparedText, Proposal, ProposalVersion
from governance.models.publications import OwedPublication, Publication
from governance.models.seats import Seat, SeatTerm
from governance.models.vice_chair import ViceChairTerm
from governance.models.votes import Ballot, BallotEntry, PaperCount, Vote, VoteNote, VoteSeat
from governance.models.withdrawals import Withdrawal
from governance.models.writing import Versioned

__all__ = [
    "Action",
    "ActionChange",
    "Adoptable",
    "AdoptableQuerySet",
    "AgendaItem",
    "AgendaVersion",
    "AgreementVersion",
    "Amendment",
    "Article",
    "Attendance",
    "Ballot",
    "BallotEntry",
    "Consent",
    "Decision",
    "DecisionPoint",
    "Evaluation",
    "Finding",
    "ItemRequest",
    "LedgerEvent",
    "LedgerHead",
    "LiveVersion",
    "Location",
    "Meeting",
    "MeetingMove",
    "Minutes",
    "MinutesComment",
    "MinutesText",
    "OwedMail",
    "OwedPublication",
    "Owned",
    "Owner",
    "Paper",
    "PaperCount",
    "PaperReading",
    "Party",
    "Person",
    "PointTask",
    "PreparedText",
    "PrivateNote",
    "Proposal",
    "ProposalVersion",
    "Publication",
    "Recusal",
    "RoleAssignment",
    "RuleSet",
    "Seat",
    "SeatTerm",
    "StoredDocument",
    "Suspension",
    "Treatment",
    "Uptake",
    "Versioned",
    "ViceChairTerm",
    "Vote",
    "VoteNote",
    "VoteSeat",
    "Withdrawal",
    "adoptable_models",
    "minutes_subject",
    "stored_document_models",
]
