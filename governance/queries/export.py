"""The ledger and what stands beside it, as plain rows for an export (governance/verification/format.md, section 5).

Read under the lock on the head, so that no act falls between the ledger and the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from governance.enums import VoteState
from governance.models import (
    Ballot,
    Decision,
    LedgerEvent,
    PaperCount,
    ProposalVersion,
    RuleSet,
    StoredDocument,
    Vote,
    VoteSeat,
    stored_document_models,
)
from governance.queries.decisions import decision_effects
from governance.queries.evidence import (
    ballot_facts,
    closing_facts,
    decision_facts,
    event_record,
    opening_facts,
    paper_facts,
    roster_lines,
)
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.moment import one_moment

Row = dict[str, Any]


@dataclass
class Evidence:
    """An export before it is written: the events, the lists by name, and the files that go along."""

    events: list[Row] = field(default_factory=list)
    lists: dict[str, list[Row]] = field(default_factory=dict)
    files: dict[str, StoredDocument] = field(default_factory=dict)


@one_moment()
def collect_evidence() -> Evidence:
    """Everything of an export but the bytes of the documents, as it was at one moment; a ballot does not wait for it.

    Raises DomainError when a document is not there.
    """
    evidence = Evidence()
    evidence.events = [event_record(event) for event in LedgerEvent.objects.order_by("sequence").iterator()]
    votes = list(_votes())
    # What is confidential is what the ledger says was so when the vote opened.
    secret = {row["vote"]: row["confidential"] for row in votes}
    evidence.lists = {
        "rosters": [{"vote": row["vote"], "roster": row.pop("roster")} for row in votes],
        "votes": votes,
        "texts": list(_texts(evidence.events, secret)),
        "rules": list(_rules(votes)),
        "decisions": list(_decisions(secret)),
        "documents": [],
    }
    for row, document in _documents(evidence.events):
        evidence.lists["documents"].append(row)
        if row["file"] is not None:
            evidence.files[row["file"]] = document
    return evidence


def _votes() -> Iterator[Row]:
    ballots = Prefetch("ballots", Ballot.objects.order_by("sequence"))
    seats = Prefetch("seats", VoteSeat.objects.select_related("seat").prefetch_related(ballots))
    found: Any = Vote.objects.order_by("pk").select_related("item", "proposal_version", "point", "rule_set")
    for vote in found.prefetch_related(seats, Prefetch("paper_counts", PaperCount.objects.order_by("pk"))):
        row = opening_facts(vote) | {"state": str(vote.state), "roster": roster_lines(vote)}
        if vote.state in (VoteState.TIED, VoteState.CLOSED):
            row |= closing_facts(vote) | {"sentence": vote.sentence}
        row["ballots"] = [
            _without(ballot_facts(ballot), "vote")
            for line in sorted(vote.seats.all(), key=lambda line: line.seat.slug)
            for ballot in line.ballots.all()
        ]
        row["papers"] = [
            _without(paper_facts(count), "vote") | {"state": _paper_state(count)}
            for count in vote.paper_counts.all()
        ]
        yield row


def _paper_state(count: PaperCount) -> str:
    return "rejected" if count.rejected_at else "confirmed" if count.confirmed_at else "entered"


def _texts(events: list[Row], secret: dict[int, bool]) -> Iterator[Row]:
    """Every text that was voted on or that an amendment led to; the content is left out where all of it was secret."""
    names = {"vote_opened": "text_sha256", "amendment_concluded": "version_sha256"}
    named: dict[tuple[int, int, str], bool] = {}
    for event in events:
        facts = event["facts"]
        if event["kind"] in names and "version" in facts:
            key = (facts["proposal"], facts["version"], facts[names[event["kind"]]])
            named[key] = named.get(key, True) and secret[facts["vote"]]
    stored = {
        (version.proposal_id, version.number): version
        for version in ProposalVersion.objects.filter(proposal__in={proposal for proposal, _, _ in named})
    }
    for (proposal, number, sha256), hidden in sorted(named.items()):
        content = None if hidden else stored[proposal, number].content
        yield {"proposal": proposal, "number": number, "sha256": sha256, "content": content}


def _rules(votes: list[Row]) -> Iterator[Row]:
    hashes = {row["rules"]: row["rules_sha256"] for row in votes}
    for rules in RuleSet.objects.filter(number__in=hashes).order_by("number"):
        yield {"sha256": hashes[rules.number], "content": rules.content()}


def _decisions(secret: dict[int, bool]) -> Iterator[Row]:
    for decision in Decision.objects.order_by("year", "number_in_year").select_related(
        "point", "vote__proposal_version"
    ):
        yield decision_facts(decision, decision_effects(decision)) | {
            "version_sha256": decision.vote.proposal_version.sha256,
            "text": None if secret[decision.vote_id] else decision.text,
            "sentence": decision.sentence,
        }


def _documents(events: list[Row]) -> Iterator[tuple[Row, StoredDocument]]:
    stored = {
        document.sha256: document
        for model in stored_document_models()
        for document in model._default_manager.exclude(file="")
    }
    seen: set[str] = set()
    for event in events:
        sha256 = event["facts"].get("file_sha256")
        if sha256 is None or sha256 in seen:
            continue
        seen.add(sha256)
        if sha256 not in stored:
            raise DomainError(f"Het bestand bij gebeurtenis {event['sequence']} is er niet meer.")
        name = f"documents/{event['sequence']:06d}-{event['kind']}-{sha256[:16]}.pdf"
        hidden = event["facts"].get("confidential") is True
        row = {"file_sha256": sha256, "event": event["sequence"], "file": None if hidden else name}
        yield row, stored[sha256]


def _without(facts: Row, *names: str) -> Row:
    return {name: value for name, value in facts.items() if name not in names}
