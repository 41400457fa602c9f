"""Reads of what the parties contribute: a year by party with its totals, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery

from governance.models import LedgerEvent, Party
from reports.models import AnnualReport, Contribution
from reports.permissions.contributions import enterable_parties, own_parties, visible_contributions


@dataclass(frozen=True, slots=True)
class Totals:
    """Hours, and euro, of some contributions. delivered and costs: None when nothing is known."""

    planned: int
    delivered: int | None
    costs: int | None


@dataclass(frozen=True, slots=True)
class PartyLines:
    """One party's contributions to a year; may_enter: the reader enters them."""

    party: Party
    lines: tuple[Contribution, ...]
    may_enter: bool


def totals_of(lines: Iterable[Contribution]) -> Totals:
    rows = list(lines)
    return Totals(
        sum(row.planned_hours for row in rows),
        _sum([row.delivered_hours for row in rows]),
        _sum([row.costs for row in rows]),
    )


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def contribution_years(user: Any) -> list[int]:
    """The years with contributions, the newest first."""
    return list(visible_contributions(user).order_by("-year").values_list("year", flat=True).distinct())


def contributions_by_party(user: Any, year: int) -> tuple[list[PartyLines], Totals]:
    """Every party with a contribution to `year`, and those for which this person enters one; with the whole."""
    lines = list(visible_contributions(user).over(year).select_related("party", "entered_by", "confirmed_by"))
    enterable = {party.pk: party for party in enterable_parties(user)}
    found: dict[int, list[Contribution]] = {pk: [] for pk in enterable}
    parties = dict(enterable)
    for line in lines:
        found.setdefault(line.party_id, []).append(line)
        parties[line.party_id] = line.party
    by_name = sorted(parties.values(), key=lambda party: party.name)
    groups = [PartyLines(party, tuple(found[party.pk]), party.pk in enterable) for party in by_name]
    # Who enters for one party finds it first.
    own = set(own_parties(user).values_list("pk", flat=True))
    return sorted(groups, key=lambda group: group.party.pk not in own), totals_of(lines)


def missing_deliveries(user: Any, year: int) -> list[Contribution]:
    """What the own parties of this person promised for `year` without saying what was delivered."""
    return list(visible_contributions(user).without_delivery(year).filter(party__in=own_parties(user)))


def released_over(year: int) -> AnnualReport | None:
    """The edition of the verslag over a year that went out last, or None."""
    return AnnualReport.objects.released().filter(year=year).order_by("edition").defer("figures").last()


def changed_since(report: AnnualReport) -> set[int]:
    """Which contributions to its year (by key) were recorded after the figures of an edition were frozen."""
    opened = LedgerEvent.objects.filter(kind="report_opened", facts__report=report.pk).values("sequence")[:1]
    events = LedgerEvent.objects.filter(kind="contribution_recorded", facts__year=report.year)
    later = events.filter(sequence__gt=Subquery(opened))  # by order: the clock of another machine may differ
    return set(later.values_list("facts__contribution", flat=True))


def to_confirm(user: Any) -> int:
    """How many contributions wait for the secretariat."""
    return visible_contributions(user).unconfirmed().exclude(entered_by=None).count()
