"""What a party contributes in a year (article 11): entered by the party, confirmed by the secretariat."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Party, Person
from reports.models import Contribution
from reports.permissions.contributions import can_confirm_contributions, can_enter_contribution
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

FIRST_YEAR = 2014  # article 2: the agreement starts on 12 December 2014


@transaction.atomic
def enter_contribution(
    party: Party,
    year: int,
    kind_of_work: str,
    by: Person,
    *,
    planned_hours: int,
    delivered_hours: int | None = None,
    people: int | None = None,
    costs: int | None = None,
    is_example: bool = False,
    contribution: Contribution | None = None,
    now: datetime | None = None,
) -> Contribution:
    """Enter the hours for one kind of work, or change them (`contribution`). people: who do it; costs: euro, if any.

    Raises NotAllowed for another party's; DomainError without the kind of work, for a year that cannot be, or for work
    that was entered already. A contribution that differs has to be confirmed again.
    """
    if not can_enter_contribution(by, party):
        raise NotAllowed("U vult alleen de bijdragen van uw eigen partij in.")
    kind_of_work = kind_of_work.strip()
    if not kind_of_work:
        raise DomainError("Schrijf om welk werk het gaat.")
    if not FIRST_YEAR <= year <= timezone.localdate(now).year + 1:
        raise DomainError(f"Kies een jaar vanaf {FIRST_YEAR} tot en met volgend jaar.")
    take_ledger_head()
    same = Contribution.objects.filter(party=party, year=year, kind_of_work__iexact=kind_of_work)
    others = same.exclude(pk=contribution.pk) if contribution else same
    if others.exists():
        raise DomainError("Dit werk staat er voor dat jaar al. Wijzig die regel.")
    if contribution is not None and (contribution.party_id, contribution.year) != (party.pk, year):
        raise DomainError("Partij en jaar van een bijdrage veranderen niet.")
    return _write(
        contribution or Contribution(party=party, year=year),
        by,
        now,
        kind_of_work=kind_of_work,
        planned_hours=planned_hours,
        delivered_hours=delivered_hours,
        people=people,
        costs=costs,
        is_example=is_example,
    )


@transaction.atomic
def record_contribution(
    party: Party,
    year: int,
    kind_of_work: str,
    *,
    planned_hours: int,
    delivered_hours: int | None = None,
    people: int | None = None,
    costs: int | None = None,
    is_example: bool = False,
    by: Person | None = None,
    now: datetime | None = None,
) -> Contribution:
    """Record or change what the administration enters; a verslag keeps its figures."""
    take_ledger_head()
    row = Contribution.objects.filter(party=party, year=year, kind_of_work=kind_of_work).first()
    return _write(
        row or Contribution(party=party, year=year),
        by,
        now,
        kind_of_work=kind_of_work,
        planned_hours=planned_hours,
        delivered_hours=delivered_hours,
        people=people,
        costs=costs,
        is_example=is_example,
    )


def _write(
    row: Contribution, by: Person | None, now: datetime | None, **values: str | int | None
) -> Contribution:
    """Store what differs, unconfirmed; what is the same stays as it is, confirmed or not."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.entered_by, row.confirmed_by, row.confirmed_at = by, None, None
    row.save()
    facts = {"contribution": row.pk, "year": row.year, **contribution_facts(row)}
    append_event("contribution_recorded", by, facts, now)
    return row


def contribution_facts(row: Contribution) -> dict[str, int | None]:
    """What the ledger keeps of a contribution: hours, people, and euro."""
    return {name: getattr(row, name) for name in ("planned_hours", "delivered_hours", "people", "costs")}


@transaction.atomic
def confirm_contribution(
    contribution: Contribution, by: Person, *, now: datetime | None = None
) -> Contribution:
    """The secretariat has looked at it. Raises NotAllowed; Conflict when it was confirmed already."""
    if not can_confirm_contributions(by):
        raise NotAllowed("Alleen het secretariaat bevestigt bijdragen.")
    locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if locked.is_confirmed:
        raise Conflict("Deze bijdrage is al bevestigd.")
    locked.confirmed_by, locked.confirmed_at = by, now or timezone.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    append_event("contribution_confirmed", by, {"contribution": locked.pk}, now)
    return locked
