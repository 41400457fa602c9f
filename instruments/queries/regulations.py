"""Reads of the register of regulations: per municipality and per topic, with what the region agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from governance.models import Party
from instruments.enums import Topic
from instruments.models import Regulation, TopicAgreement
from instruments.permissions.uniformity import visible_regulations
from werkbedrijf.web.words import matching


@dataclass(frozen=True, slots=True)
class RegulationLine:
    """One regulation, whether it holds today, and whether this person may correct it."""

    regulation: Regulation
    is_valid: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class TopicBlock:
    """What belongs to no instrument: what the region agreed now and before, and what municipalities have."""

    topic: Topic
    agreed: tuple[TopicAgreement, ...]
    lines: tuple[RegulationLine, ...]

    @property
    def now(self) -> TopicAgreement | None:
        return self.agreed[0] if self.agreed else None

    @property
    def before(self) -> tuple[TopicAgreement, ...]:
        return self.agreed[1:]


def regulation_lines(
    user: Any, on: date, kept: Sequence[Party], *, party: Party | None = None
) -> list[RegulationLine]:
    """The register in the order of the municipalities, or of one of them. kept: whose rules this person enters."""
    rows = (
        visible_regulations(user).select_related("party", "entered_by").order_by("party__name", "topic", "pk")
    )
    mine = {one.pk for one in kept}
    return [
        RegulationLine(row, row.is_valid(on), row.party_id in mine)
        for row in (rows.filter(party=party) if party else rows)
    ]


def topic_blocks(lines: Sequence[RegulationLine]) -> list[TopicBlock]:
    """The topics that belong to no instrument (article 3c). One query."""
    agreed: dict[str, list[TopicAgreement]] = {}
    for row in TopicAgreement.objects.select_related("decision", "recorded_by").order_by("-pk"):
        agreed.setdefault(row.topic, []).append(row)
    return [
        TopicBlock(
            topic,
            tuple(agreed.get(topic, ())),
            tuple(line for line in lines if line.regulation.topic == topic),
        )
        for topic in Topic
        if topic != Topic.INSTRUMENTS
    ]


def found_regulations(user: Any, words: Sequence[str], every: bool) -> QuerySet[Regulation]:
    """By title and what it regulates."""
    rows = visible_regulations(user).select_related("party")
    return matching(rows, ("title", "summary"), words, every=every)
