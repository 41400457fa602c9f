"""All models of governance, each in the file named after its subject."""

from governance.models.adoptable import Adoptable, AdoptableQuerySet, adoptable_models
from governance.models.agreement import AgreementVersion, Article, RuleSet
from governance.models.decisions import Decision
from governance.models.ledger import LedgerEvent, LedgerHead
from governance.models.mail import OwedMail
from governance.models.meetings import AgendaItem, Attendance, LiveVersion, Meeting, Paper
from governance.models.parties import Location, Party
from governance.models.people import Person, RoleAssignment
from governance.models.proposals import DecisionPoint, Proposal, ProposalVersion
from governance.models.seats import Seat, SeatTerm
from governance.models.vice_chair import ViceChairTerm
from governance.models.votes import Ballot, Vote, VoteSeat

__all__ = [
    "Adoptable",
    "AdoptableQuerySet",
    "AgendaItem",
    "AgreementVersion",
    "Article",
    "Attendance",
    "Ballot",
    "Decision",
    "DecisionPoint",
    "LedgerEvent",
    "LedgerHead",
    "LiveVersion",
    "Location",
    "Meeting",
    "OwedMail",
    "Paper",
    "Party",
    "Person",
    "Proposal",
    "ProposalVersion",
    "RoleAssignment",
    "RuleSet",
    "Seat",
    "SeatTerm",
    "ViceChairTerm",
    "Vote",
    "VoteSeat",
    "adoptable_models",
]
