"""Amendments nobody decided on: along with their item to the meeting that takes it up, or visibly lapsed.

They go along when that meeting is called: its text lies fixed then, and amendments are about a fixed text.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from governance.actions.amendments import facts_of, lift_for
from governance.actions.ledger import append_event
from governance.enums import AmendmentState
from governance.models import AgendaItem, Amendment, DecisionPoint, Meeting, Person

POINT_GONE = "Het beslispunt is niet teruggekomen."
TAKEN_OVER = "De tekst is overgenomen in het voorstel."
CALLED_OFF = "De vergadering is afgelast."


def carry_amendments(meeting: Meeting, by: Person, at: datetime) -> None:
    """Let the undecided amendments of the items that this meeting continues go on here, each on its own point."""
    for item in meeting.items.filter(continues__isnull=False, postponed_at=None).order_by("position"):
        points = {point.number: point for point in DecisionPoint.objects.filter(proposal__item=item)}
        for old in undecided([item.continues_id or 0]):
            point = points.get(old.point.number)
            if point is None:
                _lapse(old, POINT_GONE, by, at)
            elif point.text.strip() == old.new_text.strip():
                _lapse(old, TAKEN_OVER, by, at)
            else:
                _carry(old, point, item, by, at)


def lapse_amendments(items: Iterable[int], reason: str, by: Person, at: datetime) -> None:
    """Close the undecided amendments under these items, given by their ids."""
    for amendment in undecided(items):
        _lapse(amendment, reason, by, at)


def undecided(items: Iterable[int]) -> list[Amendment]:
    """The amendments under these items that wait for a vote, locked, in the order of their numbers."""
    waiting = Amendment.objects.select_for_update(of=("self",)).filter(
        proposal__item__in=list(items), state=AmendmentState.SUBMITTED
    )
    return list(waiting.select_related("point", "seat").order_by("proposal", "number"))


def _carry(old: Amendment, point: DecisionPoint, item: AgendaItem, by: Person, at: datetime) -> None:
    """The same amendment on the point of now; the text it was submitted on stays the one that its seat saw."""
    last = point.proposal.amendments.order_by("-number").first()
    new = Amendment.objects.create(
        proposal=point.proposal,
        number=last.number + 1 if last else 1,
        point=point,
        seat=old.seat,
        old_text=old.old_text,
        new_text=old.new_text,
        reason=old.reason,
        submitted_by=old.submitted_by,
        submitted_at=old.submitted_at,
        continues=old,
    )
    old.state = AmendmentState.CARRIED
    old.save(update_fields=["state"])
    lift_for(item, old.seat, by, at)
    append_event("amendment_carried", by, facts_of(new) | {"continues": old.pk}, at)


def _lapse(amendment: Amendment, reason: str, by: Person, at: datetime) -> None:
    amendment.state, amendment.lapse_reason = AmendmentState.LAPSED, reason
    amendment.save(update_fields=["state", "lapse_reason"])
    append_event("amendment_lapsed", by, facts_of(amendment), at)
