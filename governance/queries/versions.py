"""The versions of a proposal: where each came from, and two of them side by side with their differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from governance.domain.differences import Change, Piece, differences
from governance.models import Amendment, Meeting, Proposal, ProposalVersion
from governance.queries.tasks import frozen_tasks


@dataclass(frozen=True)
class VersionLine:
    """One frozen version: since when, and by what."""

    version: ProposalVersion
    since: datetime
    amendment: Amendment | None

    @property
    def origin(self) -> str:
        """Where this text comes from, in words."""
        if self.amendment is not None:
            return f"amendement {self.amendment.number} van de zetel {self.amendment.seat} is aangenomen"
        return "vastgelegd bij het bijeenroepen" if self.version.number == 1 else "gewijzigd bij nazending"


@dataclass(frozen=True)
class Row:
    """One part of the text in two versions; on the left what goes is marked, on the right what comes."""

    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    is_part: bool = False  # of the point above it: 3a under 3

    @property
    def changed(self) -> bool:
        return any(piece.change != Change.SAME for piece in (*self.left, *self.right))


def version_lines(proposal: Proposal, meeting: Meeting) -> list[VersionLine]:
    """All versions, the first one first."""
    by_version = {
        amendment.result_version_id: amendment
        for amendment in proposal.amendments.exclude(result_version=None)
        .select_related("seat", "point")
        .prefetch_related("votes")
    }
    lines = []
    for version in proposal.versions.order_by("number"):
        amendment = by_version.get(version.pk)
        since = meeting.convened_at if version.number == 1 else None
        if amendment is not None:
            closed = [vote.closed_at for vote in amendment.votes.all() if vote.is_closed and vote.closed_at]
            since = closed[-1] if closed else None
        lines.append(VersionLine(version, since or version.created_at, amendment))
    return lines


def side_by_side(left: ProposalVersion, right: ProposalVersion) -> list[Row]:
    """Every part of two versions in the order of the later text; a part that only one has stands opposite nothing."""
    before, after = dict(_parts(left.content)), dict(_parts(right.content))
    labels = [*after, *(label for label in before if label not in after)]
    rows = []
    for label in labels:
        pieces = differences(before.get(label, ""), after.get(label, ""))
        rows.append(
            Row(
                label,
                tuple(piece for piece in pieces if piece.change != Change.ADDED),
                tuple(piece for piece in pieces if piece.change != Change.REMOVED),
                is_part=label[-1:].isalpha() and label.startswith("Beslispunt"),
            )
        )
    return rows


def text_differences(
    left: dict[str, Any], right: dict[str, Any]
) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """The parts that are different in two contents, each by its name, in the order of the later text."""
    before, after = dict(_parts(left)), dict(_parts(right))
    labels = [*after, *(label for label in before if label not in after)]
    return tuple(
        (label, differences(before.get(label, ""), after.get(label, "")))
        for label in labels
        if before.get(label) != after.get(label)
    )


def _parts(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The parts of a frozen text that have words, each with its name."""
    for label, name in (("Titel", "title"), ("Overwegingen", "considerations"), ("Kosten", "costs")):
        if content.get(name):
            yield label, content[name]
    if article := content.get("article"):
        version, _, number = article.partition("/")
        yield "Bevoegdheid", f"artikel {number} van de overeenkomst, versie {version}"
    for point in content.get("points", []):
        adopts = "".join(f"\nStelt vast: {carried['sentence']}" for carried in point["adopts"])
        tasks = "".join(f"\nTaak voor {task.sentence}" for task in frozen_tasks(point))
        yield f"Beslispunt {point['number']}", point["text"] + adopts + tasks
