"""What every vote begins with: may it be opened, and who is on its list. Frozen then; nothing later changes it."""

from __future__ import annotations

from datetime import datetime

from governance.actions.amendments import refuse_undecided_amendments
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.proposals import freeze_version, propose_again
from governance.actions.treatments import follow_treatment
from governance.enums import AgendaItemKind, AmendmentState, MeetingState, VoteMethod
from governance.models import (
    AgendaItem,
    AgreementVersion,
    Amendment,
    DecisionPoint,
    Meeting,
    Person,
    Proposal,
    RuleSet,
    Vote,
    VoteSeat,
)
from governance.permissions import can_run_meeting, current_term, is_secretariat
from governance.queries.evidence import opening_facts, roster_facts
from governance.queries.matters import earlier_vote, undecided_points
from governance.queries.meetings import seat_lines
from governance.queries.presiding import presider
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def lock_meeting(meeting_id: int) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def refuse_other_hands(by: Person, meeting: Meeting, item: AgendaItem) -> None:
    """Who leads opens and closes votes, but nobody does at an item in which the own seat takes no part (rule 6)."""
    if not can_run_meeting(by, meeting):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, opent en sluit een stemming.")
    term = None if is_secretariat(by) else current_term(by)
    if term is not None and item.recusals.filter(seat=term.seat_id, withdrawn_at=None).exists():
        raise NotAllowed(
            "Uw zetel doet bij dit agendapunt niet mee: wie nu voorzit, of het secretariaat, doet dit."
        )


def lock_to_vote(item: AgendaItem, by: Person) -> Meeting:
    """The meeting, locked, in which `by` may now put this item to the vote; else Conflict or NotAllowed."""
    meeting = lock_meeting(item.meeting_id)
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("De vergadering is gesloten: er kan niet meer worden gestemd.")
    refuse_other_hands(by, meeting, item)
    if not meeting.is_open:
        raise Conflict("De vergadering is niet geopend. Open eerst de vergadering.")
    if meeting.votes.running().exists():
        raise Conflict("Er loopt al een stemming in deze vergadering. Rond die eerst af.")
    present = [line for line in seat_lines(meeting, item) if line.is_present]
    if not present:
        raise DomainError("Er is nog niemand aanwezig. Geef eerst aan welke zetels aanwezig zijn.")
    if all(line.recusal for line in present):
        raise DomainError(
            "Elke zetel die er is, doet bij dit agendapunt niet mee. Er kan niet worden besloten."
        )
    return meeting


def refuse_undecidable(
    item: AgendaItem,
    point: DecisionPoint | None = None,
    amendment: Amendment | None = None,
    method: str = VoteMethod.SEATS,
) -> Proposal:
    """The item's proposal, when there is something left to decide of it; else DomainError or Conflict."""
    proposal: Proposal | None = getattr(item, "proposal", None)
    if proposal is None:
        raise DomainError("Dit agendapunt heeft geen voorstel. Er valt niets te stemmen.")
    if item.kind == AgendaItemKind.HAMMER and item.lifted_at is None and method != VoteMethod.NO_VOTE:
        raise Conflict(
            "Dit is een hamerstuk. Stel het vast zonder stemming, of laat een lid om een stemming vragen."
        )
    if amendment is not None:
        if amendment.proposal_id != proposal.pk:
            raise DomainError("Dit amendement hoort bij een ander voorstel.")
        if amendment.state != AmendmentState.SUBMITTED:
            raise Conflict(f"{amendment} is al {amendment.get_state_display()}.")
        return proposal
    if point is not None:
        if point.proposal_id != proposal.pk:
            raise DomainError("Dit beslispunt hoort bij een ander voorstel.")
        if hasattr(point, "decision"):
            raise Conflict(
                f"Beslispunt {point.number} is al aangenomen, met besluit {point.decision.number}."
            )
    elif not undecided_points(proposal):
        raise Conflict("Over dit voorstel is al gestemd: er is geen beslispunt meer over.")
    refuse_undecided_amendments(proposal, point)
    return proposal


def begin_vote(
    meeting: Meeting,
    item: AgendaItem,
    by: Person,
    at: datetime,
    *,
    point: DecisionPoint | None = None,
    amendment: Amendment | None = None,
    method: str = VoteMethod.SEATS,
) -> Vote:
    """The vote, open, with its text, rules, list and presiding seat frozen; for who has checked that it may be."""
    proposal: Proposal = item.proposal
    version = proposal.versions.order_by("-number").first() or freeze_version(proposal)
    if amendment is None:
        propose_again(version, [point] if point else undecided_points(proposal))
    if meeting.current_item_id != item.pk:
        meeting.current_item = item
        meeting.save(update_fields=["current_item"])
    follow_treatment(meeting, at)
    vote = Vote.objects.create(
        meeting=meeting,
        item=item,
        proposal_version=version,
        point=point,
        amendment=amendment,
        method=method,
        follows=earlier_vote(item, point, amendment),
        rule_set=RuleSet.objects.in_force(meeting.day),
        agreement=AgreementVersion.objects.in_force(meeting.day),
        opened_at=at,
        opened_by=by,
        presiding_seat=presider(meeting),
    )
    _freeze_roster(vote)
    bump(meeting)
    append_event("roster_frozen", by, roster_facts(vote), at)
    append_event("vote_opened", by, opening_facts(vote), at)
    return vote


def _freeze_roster(vote: Vote) -> None:
    """Write down for every filled seat who is entitled, whether present or recused, and in which office."""
    VoteSeat.objects.bulk_create(
        VoteSeat(
            vote=vote,
            seat=line.seat,
            person=line.attendance.person if line.attendance else None,
            present=line.is_present,
            recused=line.is_present and line.recusal is not None,
            by_deputy=bool(line.attendance and line.attendance.by_deputy),
            office=line.office,
        )
        for line in seat_lines(vote.meeting, vote.item)
        if not line.is_vacant  # a vacant seat is no seat in a vote, the chair's neither (rule 16)
    )
