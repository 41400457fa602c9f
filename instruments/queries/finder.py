"""What the finder says of every side of every instrument of a version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from instruments.domain.finder import Candidate, Offer, find
from instruments.enums import Provider, Verdict
from instruments.models import Catalogue, InstrumentSide, LaterChange


@dataclass(frozen=True)
class Found:
    """What the finder says of one side of an instrument, and what changed in law since that side was described."""

    side: InstrumentSide
    verdict: Verdict
    reason: str
    changes: Sequence[LaterChange]
    has_ended: bool


def found_for(candidate: Candidate, catalogue: Catalogue) -> list[Found]:
    """A finding for every side of every instrument of the version, in its order. Three queries."""
    sides = [
        (side, list(entry.changes.all()))
        for entry in catalogue.entries.prefetch_related("sides", "changes").order_by("position")
        for side in entry.sides.all()
    ]
    offers = [
        Offer(side.entry.slug, Provider(side.provider), side.valid_from, side.valid_to) for side, _ in sides
    ]
    return [
        Found(
            side,
            finding.verdict,
            finding.reason,
            changes,
            side.valid_to is not None and side.valid_to < candidate.starts_on,
        )
        for (side, changes), finding in zip(sides, find(candidate, offers), strict=True)
    ]
