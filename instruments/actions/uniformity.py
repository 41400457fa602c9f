"""Holding a municipality against the package in force: a new line follows the earlier one (article 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Party, Person
from instruments.enums import Standing
from instruments.models import PackageAssessment, Regulation
from instruments.permissions.uniformity import can_keep_uniformity
from instruments.queries.uniformity import cells_of, package_on
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@dataclass(frozen=True, slots=True)
class Held:
    """What is judged of one instrument: how it differs, and on which regulation that rests."""

    standing: Standing
    difference: str = ""
    regulation: Regulation | None = None


@transaction.atomic
def assess_municipality(
    party: Party,
    by: Person,
    *,
    held: Mapping[str, Held],
    since: date,
    is_example: bool = False,
    now: datetime | None = None,
) -> int:
    """Add a line for each instrument (by slug) of which something else is judged than what counts; gives how many.

    since: from which day it is so. All of it, or nothing. Raises NotAllowed; Conflict when no package was in force on
    that day; DomainError for a day to come, a deviation without words, or a regulation of another municipality or day.
    """
    if not can_keep_uniformity(by):
        raise NotAllowed("Alleen het secretariaat houdt gemeenten tegen het basispakket.")
    at = now or timezone.now()
    if since > day_of(at):
        raise DomainError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
    take_ledger_head()
    package = package_on(since)
    if package is None:
        raise Conflict("Op deze dag was er geen basispakket van kracht. Kies een latere dag.")
    now_counts, written = cells_of(party, package, since), []
    for column in package.columns:
        new = held.get(column.slug)
        if new is None:
            continue
        _refuse(party, column.name, new, since)
        known = now_counts[column.slug]
        difference = new.difference.strip()
        if known.standing == new.standing and (
            known.row is None
            or known.why
            or (known.row.difference, known.row.regulation_id)
            == (difference, new.regulation.pk if new.regulation else None)
        ):
            continue
        written.append(
            PackageAssessment(
                party=party,
                instrument=column.slug,
                catalogue=package.catalogue,
                package_sha256=column.sha256,
                standing=new.standing,
                difference=difference,
                regulation=new.regulation,
                since=since,
                assessed_by=by,
                assessed_at=at,
                is_example=is_example,
            )
        )
    PackageAssessment.objects.bulk_create(written)
    if written:
        lines = sorted([row.pk, row.instrument, str(row.standing)] for row in written)
        append_event("municipality_assessed", by, {"party": party.slug, "lines": lines}, at)
    return len(written)


def _refuse(party: Party, name: str, new: Held, since: date) -> None:
    if new.standing == Standing.DIFFERS and not new.difference.strip():
        raise DomainError(f"Schrijf hoe {party} afwijkt bij {name}.")
    if new.standing in (Standing.EQUAL, Standing.DIFFERS) and new.regulation is None:
        raise DomainError(f"Kies bij {name} de regeling waarop het oordeel rust.")
    if new.regulation is not None and (
        new.regulation.party_id != party.pk or not new.regulation.is_valid(since)
    ):
        raise DomainError(f"Kies bij {name} een regeling van {party} die op deze dag geldt.")
