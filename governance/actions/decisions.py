"""From an adopted vote to numbered decisions, and everything they put in force, in the vote's own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from governance.actions.commitments import hand_out_tasks
from governance.actions.ledger import append_event, take_ledger_head
from governance.actions.proposals import adopt
from governance.models import Decision, DecisionPoint, Vote
from governance.queries.evidence import decision_facts
from werkbedrijf.lib.canonical import content_hash


def decide(vote: Vote, points: Sequence[DecisionPoint], at: datetime) -> list[Decision]:
    """One decision per point, numbered without gaps in its year; then adopt what the points carry, hand out tasks."""
    proposal = vote.proposal_version.proposal
    take_ledger_head()  # one writer of numbers at a time, whatever the meeting
    day = timezone.localtime(at).date()
    undivided = proposal.points.count() == 1
    last = Decision.objects.filter(year=day.year).aggregate(last=Max("number_in_year"))["last"] or 0
    decisions = [
        Decision.objects.create(
            year=day.year,
            number_in_year=number,
            decided_at=at,
            meeting=vote.meeting,
            vote=vote,
            point=point,
            article=proposal.article,
            title=proposal.title if undivided else f"{proposal.title}, beslispunt {point.number}",
            text=point.text,
            sentence=vote.sentence,
            text_sha256=content_hash(
                {"text": point.text, "sentence": vote.sentence, "version": vote.proposal_version.sha256}
            ),
            is_example=vote.meeting.is_example,
        )
        for number, point in enumerate(points, start=last + 1)
    ]
    adopted = adopt(points, {decision.point_id: decision for decision in decisions}, day)
    for decision in decisions:
        append_event(
            "decision_made",
            vote.closed_by,
            decision_facts(decision, [a for a in adopted if a.decision_point_id == decision.point_id]),
            at,
        )
    hand_out_tasks(decisions, vote.closed_by or vote.opened_by, at)
    return decisions
