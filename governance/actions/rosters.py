"""What every vote begins with: may it be opened, and who is on its list. Frozen then; nothing later changes it."""

from __future__ import annotations

from typing import Any

from governance.actions.amendments import refuse_undecided_amendments
from governance.enums import AmendmentState, MeetingState
from governance.models import AgendaItem, Amendment, DecisionPoint, Meeting, Person, Proposal, Vote, VoteSeat
from governance.permissions import can_run_meeting
from governance.queries.matters import undecided_points
from governance.queries.meetings import seat_lines
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def lock_meeting(meeting_id: int) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def refuse_other_hands(by: Person, meeting: Meeting) -> None:
    if not can_run_meeting(by, meeting):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, opent en sluit een stemming.")


def lock_to_vote(item: AgendaItem, by: Person) -> Meeting:
    """The meeting, locked, in which `by` may now put this item to the vote; else Conflict or NotAllowed."""
    meeting = lock_meeting(item.meeting_id)
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("De vergadering is gesloten: er kan niet meer worden gestemd.")
    refuse_other_hands(by, meeting)
    if not meeting.is_open:
        raise Conflict("De vergadering is niet geopend. Open eerst de vergadering.")
    if meeting.votes.running().exists():
        raise Conflict("Er loopt al een stemming in deze vergadering. Rond die eerst af.")
    if not any(line.is_present for line in seat_lines(meeting)):
        raise DomainError("Er is nog niemand aanwezig. Geef eerst aan welke zetels aanwezig zijn.")
    return meeting


def refuse_undecidable(
    item: AgendaItem, point: DecisionPoint | None = None, amendment: Amendment | None = None
) -> Proposal:
    """The item's proposal, when there is something left to decide of it; else DomainError or Conflict."""
    proposal: Proposal | None = getattr(item, "proposal", None)
    if proposal is None:
        raise DomainError("Dit agendapunt heeft geen voorstel. Er valt niets te stemmen.")
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


def freeze_roster(vote: Vote, meeting: Meeting) -> None:
    """Write down for every filled seat who is entitled in this vote, whether present, and in which office."""
    VoteSeat.objects.bulk_create(
        VoteSeat(
            vote=vote,
            seat=line.seat,
            person=line.attendance.person if line.attendance else None,
            present=line.is_present,
            by_deputy=bool(line.attendance and line.attendance.by_deputy),
            office=line.office,
        )
        for line in seat_lines(meeting)
        # A vacant seat is no seat in a vote (rule 16); the chair's office is named all the same, as absent.
        if not line.is_vacant or line.seat.is_chair
    )


def opening_facts(vote: Vote) -> dict[str, Any]:
    """What the ledger keeps of the opening: the text by its hash, and the list."""
    return {
        "vote": vote.pk,
        "meeting": vote.meeting_id,
        "method": str(vote.method),
        "point": vote.point.number if vote.point else "",
        "amendment": vote.amendment_id,
        "follows": vote.follows_id,
        "text_sha256": vote.proposal_version.sha256,
        "rules": vote.rule_set.number,
        "roster": [
            {
                "seat": s.seat.slug,
                "present": s.present,
                "recused": s.recused,
                "deputy": s.by_deputy,
                "office": s.office,
                "person": s.person_id,
            }
            for s in vote.seats.select_related("seat")
        ],
    }
