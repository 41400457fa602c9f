"""What the ledger says of votes, ballots and decisions: their facts as plain values, written here once.

The actions append these, the export writes them beside the ledger, and `verify_ledger` compares them with the rows.
Ids, whole numbers, codes and hashes only; never a name, an address or a reason.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from governance.enums import Visibility
from governance.models import Adoptable, Ballot, Decision, LedgerEvent, PaperCount, Vote
from werkbedrijf.lib.canonical import content_hash

Facts = dict[str, Any]

TOTALS = ("for", "against", "abstained", "not_voted", "absent", "recused")


def event_record(event: LedgerEvent) -> Facts:
    """An event as it is hashed and exported; without `sha256` it is what the hash covers."""
    return {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(),
        "kind": event.kind,
        "person": event.person_id,
        "facts": event.facts,
        "previous": event.previous_sha256,
        "sha256": event.sha256,
    }


def roster_lines(vote: Vote) -> list[Facts]:
    """Who was entitled for each filled seat when the vote opened, in the order of the seats."""
    return [
        {
            "seat": line.seat.slug,
            "present": line.present,
            "recused": line.recused,
            "deputy": line.by_deputy,
            "office": str(line.office),
            "person": line.person_id,
        }
        for line in sorted(vote.seats.all(), key=lambda line: line.seat.slug)
    ]


def roster_facts(vote: Vote) -> Facts:
    lines = roster_lines(vote)
    return {"vote": vote.pk, "roster": lines, "roster_sha256": content_hash(lines)}


def opening_facts(vote: Vote) -> Facts:
    """What was put to the vote, to whom, and under which rules; each by its hash."""
    return {
        "vote": vote.pk,
        "meeting": vote.meeting_id,
        "item": vote.item_id,
        "method": str(vote.method),
        "confidential": vote.item.visibility == Visibility.CONFIDENTIAL,
        "proposal": vote.proposal_version.proposal_id,
        "version": vote.proposal_version.number,
        "text_sha256": vote.proposal_version.sha256,
        "point": vote.point.number if vote.point else "",
        "amendment": vote.amendment_id,
        "follows": vote.follows_id,
        "rules": vote.rule_set.number,
        "rules_sha256": content_hash(vote.rule_set.content()),
        "roster_sha256": content_hash(roster_lines(vote)),
    }


def closing_facts(vote: Vote) -> Facts:
    """What was counted and what came out of it; with what it needs to be computed again."""
    outcome = vote.outcome or {}
    return {
        "vote": vote.pk,
        "text_sha256": vote.proposal_version.sha256,
        "rules_sha256": content_hash(vote.rule_set.content()),
        "roster_sha256": content_hash(roster_lines(vote)),
        "totals": {name: outcome.get(name) for name in TOTALS},
        "result": vote.result,
        "decided_by": vote.decided_by,
        "waiting_for": vote.waiting_for,
        "deciding_vote": vote.deciding_vote,
        "sentence_sha256": content_hash(vote.sentence),
    }


def ballot_facts(ballot: Ballot) -> Facts:
    """One choice of one seat in an open vote."""
    return {
        "vote": ballot.vote_seat.vote_id,
        "seat": ballot.vote_seat.seat.slug,
        "sequence": ballot.sequence,
        "choice": str(ballot.choice),
        "text_sha256": ballot.text_sha256,
        "manner": str(ballot.manner),
    }


def paper_facts(entered: PaperCount) -> Facts:
    """The totals of a secret vote; of no seat is there a choice."""
    return {
        "vote": entered.vote_id,
        "count": entered.pk,
        "for": entered.votes_for,
        "against": entered.against,
        "abstained": entered.abstained,
        "not_voted": entered.not_voted,
    }


def decision_facts(decision: Decision, effects: list[Adoptable]) -> Facts:
    """A decision by its number and hash, with what it put in force."""
    return {
        "decision": decision.number,
        "vote": decision.vote_id,
        "point": decision.point.number,
        "text_sha256": decision.text_sha256,
        "adopts": sorted(
            (
                {"kind": each._meta.label_lower, "id": each.pk, "sha256": each.content_sha256}
                for each in effects
            ),
            key=lambda each: (each["kind"], each["id"]),
        ),
    }
