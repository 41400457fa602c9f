"""Reads of what the parties did with a decision: a line for each, and what is missing (article 3d)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from governance.enums import ConsentState
from governance.models import Consent, Decision, Party, Uptake
from governance.permissions import reader_parties, visible_decisions
from werkbedrijf.lib.dates import day_of


@dataclass(frozen=True)
class FollowUpLine:
    """One party and what it did with a decision. may_record: this reader may write it down for that party."""

    party: Party
    uptakes: tuple[Uptake, ...]
    consent: Consent | None
    may_record: bool


@dataclass(frozen=True)
class FollowUp:
    """All parties of the day of the decision, with what each recorded."""

    lines: tuple[FollowUpLine, ...]

    @property
    def taken_over(self) -> int:
        return sum(bool(line.uptakes) for line in self.lines)

    @property
    def missing(self) -> int:
        return len(self.lines) - self.taken_over

    @property
    def asked(self) -> int:
        """How many parties it was submitted to for agreement."""
        return sum(line.consent is not None for line in self.lines)

    @property
    def unanswered(self) -> int:
        return sum(
            line.consent is not None and line.consent.state == ConsentState.ASKED for line in self.lines
        )


def follow_up(decision: Decision, user: Any, *, is_secretariat: bool) -> FollowUp:
    """What every party did with a decision; the same four queries whatever was recorded."""
    own = set(reader_parties(user).values_list("pk", flat=True))
    uptakes: dict[int, list[Uptake]] = {}
    for uptake in decision.uptakes.order_by("taken_on", "pk"):
        uptakes.setdefault(uptake.party_id, []).append(uptake)
    consents = {consent.party_id: consent for consent in decision.consents.all()}
    return FollowUp(
        tuple(
            FollowUpLine(
                party,
                tuple(uptakes.get(party.pk, ())),
                consents.get(party.pk),
                is_secretariat or party.pk in own,
            )
            for party in parties_of(decision)
        )
    )


def parties_of(decision: Decision) -> QuerySet[Party]:
    """The parties that took part on the day of the decision, and any that did something with it all the same."""
    day = day_of(decision.decided_at)
    took_part = Party.objects.current(day).values("pk")
    return Party.objects.filter(
        Q(pk__in=took_part)
        | Q(pk__in=decision.uptakes.values("party"))
        | Q(pk__in=decision.consents.values("party"))
    ).order_by("name")


@dataclass(frozen=True)
class PartyDecision:
    """A decision as it concerns one party."""

    decision: Decision
    uptakes: tuple[Uptake, ...]
    consent: Consent | None


def decisions_of(party: Party, user: Any, limit: int = 20) -> list[PartyDecision]:
    """The decisions that a party took over or was asked about, newest first. Three queries."""
    decisions = list(
        visible_decisions(user)
        .filter(Q(pk__in=party.uptakes.values("decision")) | Q(pk__in=party.consents.values("decision")))
        .order_by("-year", "-number_in_year")[:limit]
    )
    uptakes: dict[int, list[Uptake]] = {}
    for uptake in party.uptakes.filter(decision__in=[one.pk for one in decisions]).order_by("taken_on", "pk"):
        uptakes.setdefault(uptake.decision_id, []).append(uptake)
    consents = {one.decision_id: one for one in party.consents.filter(decision__in=[d.pk for d in decisions])}
    return [PartyDecision(one, tuple(uptakes.get(one.pk, ())), consents.get(one.pk)) for one in decisions]
