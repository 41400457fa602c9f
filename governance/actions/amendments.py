"""Amendments: submitted on a decision point by a seat, voted on before the proposal; adopted, a new version of it.

An amendment creates no decision and adopts nothing: it changes what the vote on the proposal is about.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.domain.outcome import Outcome, TallyOutcome
from governance.enums import AgendaItemKind, AmendmentState
from governance.models import (
    AgendaItem,
    Amendment,
    DecisionPoint,
    Meeting,
    Person,
    Proposal,
    ProposalVersion,
    Seat,
    Vote,
)
from governance.permissions import current_term, is_secretariat
from governance.queries.amendments import AMENDABLE, points_voted_on
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def submit_amendment(
    point: DecisionPoint,
    seat: Seat,
    by: Person,
    *,
    new_text: str,
    reason: str = "",
    now: datetime | None = None,
) -> Amendment:
    """Submit another text for one decision point of a frozen proposal.

    By a member for the own seat, or by the secretariat for a seat that is present. Raises Conflict outside the time
    from convening until the vote on the point opens, NotAllowed for another's seat, DomainError without a text or a
    change.
    """
    at = now or timezone.now()
    meeting = Meeting.objects.select_for_update().get(items__proposal__points=point)
    point = DecisionPoint.objects.select_related("proposal__item").get(pk=point.pk)
    _refuse_late(meeting, point)
    _refuse_other_seat(by, meeting, seat)
    text = new_text.replace("\r\n", "\n").strip()
    if not text:
        raise DomainError("Schrijf de tekst die het beslispunt volgens u moet krijgen.")
    if text == point.text.strip():
        raise DomainError(
            "De tekst is gelijk aan het beslispunt. Wijzig de tekst of dien geen amendement in."
        )
    proposal = point.proposal
    last = proposal.amendments.order_by("-number").first()
    amendment = Amendment.objects.create(
        proposal=proposal,
        number=last.number + 1 if last else 1,
        point=point,
        seat=seat,
        old_text=point.text,
        new_text=text,
        reason=reason.strip(),
        submitted_by=by,
        submitted_at=at,
    )
    lift_for(proposal.item, seat, by, at)
    bump(meeting)
    append_event("amendment_submitted", by, facts_of(amendment), at)
    return amendment


@transaction.atomic
def withdraw_amendment(amendment: Amendment, by: Person, *, now: datetime | None = None) -> Amendment:
    """Withdraw an amendment: by its own seat, or by the secretariat when that seat is present. It stays readable."""
    at = now or timezone.now()
    meeting = Meeting.objects.select_for_update().get(items__proposal=amendment.proposal_id)
    found = Amendment.objects.select_for_update(of=("self",))
    amendment = found.select_related("seat", "proposal__item").get(pk=amendment.pk)
    if amendment.state != AmendmentState.SUBMITTED:
        raise Conflict(f"Dit amendement is al {amendment.get_state_display()}.")
    if meeting.state not in AMENDABLE and amendment.proposal.item.postponed_at is None:
        raise Conflict("De vergadering is voorbij: het amendement blijft staan zoals het is.")
    if amendment.votes.running().exists():
        raise Conflict("Over dit amendement wordt gestemd. Intrekken kan niet meer.")
    _refuse_other_seat(by, meeting, amendment.seat)
    amendment.state = AmendmentState.WITHDRAWN
    amendment.save(update_fields=["state"])
    bump(meeting)
    append_event("amendment_withdrawn", by, facts_of(amendment), at)
    return amendment


def conclude_amendment(vote: Vote, outcome: TallyOutcome, by: Person, at: datetime) -> ProposalVersion | None:
    """What follows from the vote on an amendment, in that vote's own transaction; the new version when it was adopted.

    Adopted: the point gets the new text in a new version of the proposal, with another hash, so that a ballot for the
    old text is refused. What the points carry stays proposed as it is: an amendment changes words, not drafts. Any
    other outcome than a tie that still waits: rejected.
    """
    if vote.amendment_id is None:
        raise ValueError("This vote is not about an amendment.")
    if outcome.result is Outcome.TIED:
        return None
    amendment = (
        Amendment.objects.select_for_update(of=("self",)).select_related("seat").get(pk=vote.amendment_id)
    )
    if amendment.state != AmendmentState.SUBMITTED:
        raise Conflict(f"Dit amendement is al {amendment.get_state_display()}.")
    if outcome.result is Outcome.ADOPTED:
        amendment.result_version = _with_text(amendment)
        amendment.state = AmendmentState.ADOPTED
    else:
        amendment.state = AmendmentState.REJECTED
    amendment.save(update_fields=["state", "result_version"])
    version = amendment.result_version
    facts = facts_of(amendment) | {"vote": vote.pk, "state": str(amendment.state)}
    if version is not None:
        facts |= {"version": version.number, "version_sha256": version.sha256}
    append_event("amendment_concluded", by, facts, at)
    return version


def refuse_undecided_amendments(proposal: Proposal, point: DecisionPoint | None = None) -> None:
    """Amendments come first: Conflict while one on this proposal (or on this point of it) is still undecided."""
    waiting = proposal.amendments.filter(state=AmendmentState.SUBMITTED).select_related("seat")
    if point is not None:
        waiting = waiting.filter(point=point)
    names = ", ".join(f"amendement {amendment.number} ({amendment.seat})" for amendment in waiting)
    if names:
        raise Conflict(
            f"Eerst over de amendementen: {names} wacht nog. Stem daarover, of laat het intrekken, en open daarna "
            "de stemming over het voorstel."
        )


def _with_text(amendment: Amendment) -> ProposalVersion:
    """The next version of the proposal: the latest one, with this point's text changed and all else as it was."""
    point = DecisionPoint.objects.select_for_update().get(pk=amendment.point_id)
    latest = amendment.proposal.versions.order_by("-number")[0]
    content = deepcopy(latest.content)
    for entry in content["points"]:
        if entry["number"] == point.number:
            entry["text"] = amendment.new_text
    point.text = amendment.new_text
    point.save(update_fields=["text"])
    return ProposalVersion.objects.create(
        proposal=amendment.proposal, number=latest.number + 1, content=content, sha256=content_hash(content)
    )


def lift_for(item: AgendaItem, seat: Seat, by: Person, at: datetime) -> None:
    """Who wants another text asks for a vote: a hamerstuk is none any more (rule 12)."""
    if item.kind != AgendaItemKind.HAMMER or item.lifted_at is not None:
        return
    item.lifted_by, item.lifted_at = seat, at
    item.save(update_fields=["lifted_by", "lifted_at"])
    append_event("hammer_lifted", by, {"meeting": item.meeting_id, "item": item.pk, "seat": seat.slug}, at)


def _refuse_late(meeting: Meeting, point: DecisionPoint) -> None:
    if meeting.state not in AMENDABLE:
        raise Conflict("Een amendement kan vanaf het bijeenroepen tot de vergadering sluit.")
    if points_voted_on([point]):
        raise Conflict("De stemming over dit beslispunt is al geopend. Een amendement kan niet meer.")


def _refuse_other_seat(by: Person, meeting: Meeting, seat: Seat) -> None:
    term = current_term(by)
    if term is not None and term.seat_id == seat.pk:
        return
    if not is_secretariat(by):
        raise NotAllowed("Een amendement komt van een zetel. U kunt dit alleen voor uw eigen zetel.")
    if not meeting.attendances.filter(seat=seat, left_at=None).exists():
        raise DomainError(
            f"De zetel {seat} is niet aanwezig. Het secretariaat legt dit alleen vast voor wie er is."
        )


def facts_of(amendment: Amendment) -> dict[str, str | int]:
    return {
        "amendment": amendment.pk,
        "proposal": amendment.proposal_id,
        "number": amendment.number,
        "point": amendment.point.number,
        "seat": amendment.seat.slug,
        "text_sha256": content_hash({"text": amendment.new_text}),
    }
