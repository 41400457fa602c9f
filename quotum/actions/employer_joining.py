"""Two employers turn out to be one: what was promised to either counts for one, and both names stay to be found.

A commitment keeps the name that it was made under, since it is a fact of the ledger; it counts for the employer that
this one was joined to. What was joined by mistake is parted by a line of its own: nothing goes away silently.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from quotum.models import ContactPoint, Employer, EmployerJoining, WorksCouncil
from quotum.permissions.employers import can_record_commitments
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def join_employers(
    employer: Employer, into: Employer, by: Person, *, reason: str, now: datetime | None = None
) -> Employer:
    """`employer` is the same organisation as `into`, and goes on as that one, with whatever was joined to it before.

    Its contacts move when `into` has none. Raises NotAllowed, DomainError without a reason or for one and the same,
    Conflict when either was joined to another meanwhile.
    """
    at = now or timezone.now()
    _check(by, reason)
    take_ledger_head()  # one at a time: two people could join the two to each other
    joined, target = Employer.objects.get(pk=employer.pk), Employer.objects.get(pk=into.pk)
    if joined == target:
        raise DomainError("Kies een andere werkgever om mee samen te voegen.")
    if joined.joined_to_id is not None or target.joined_to_id is not None:
        raise Conflict("Een van beide is al met een andere werkgever samengevoegd. Bekijk die eerst.")
    for one in [joined, *joined.absorbed.order_by("pk")]:
        _line(one, target, by, reason, at)
    for kind in (ContactPoint, WorksCouncil):
        _move_contact(kind, joined, target, by, at)
    return target


@transaction.atomic
def part_employer(employer: Employer, by: Person, *, reason: str, now: datetime | None = None) -> Employer:
    """It was another organisation after all. Contacts that moved stay where they are: who knows them records them anew.

    Raises NotAllowed, DomainError without a reason, Conflict when it stands on its own already.
    """
    at = now or timezone.now()
    _check(by, reason)
    take_ledger_head()
    joined = Employer.objects.get(pk=employer.pk)
    if joined.joined_to_id is None:
        raise Conflict("Deze werkgever staat al op zichzelf. Er is niets veranderd.")
    _line(joined, None, by, reason, at)
    return joined


def _check(by: Person, reason: str) -> None:
    if not can_record_commitments(by):
        raise NotAllowed("Alleen de zetel van de werkgevers en het secretariaat voegen werkgevers samen.")
    if not reason.strip():
        raise DomainError("Schrijf hoe u weet dat het zo is.")


def _line(employer: Employer, into: Employer | None, by: Person, reason: str, at: datetime) -> None:
    employer.joined_to = into
    employer.save(update_fields=["joined_to"])
    line = EmployerJoining.objects.create(employer=employer, into=into, reason=reason.strip(), by=by, at=at)
    facts = {"joining": line.pk, "employer": employer.pk, "into": into.pk if into else None}
    append_event("employer_joined" if into else "employer_parted", by, facts, at)


def _move_contact(kind: Any, employer: Employer, into: Employer, by: Person, at: datetime) -> None:
    """End what stands for `employer`, and let it stand for `into` when that has none: each has one at most."""
    standing = kind.objects.current().filter(employer=employer).first()
    if standing is None:
        return
    day = max(day_of(at), standing.starts_on)
    kind.objects.filter(pk=standing.pk).update(ended_on=day)
    if kind.objects.current().filter(employer=into).exists():
        return
    standing.pk, standing.employer, standing.starts_on = None, into, day
    standing.recorded_by, standing.recorded_at = by, at
    standing._state.adding = True
    standing.save()
