"""Employers as organisations: added once, recognised the next time, corrected."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from governance.actions.ledger import append_event
from governance.models import Person
from quotum.domain.employers import name_key
from quotum.models import Employer
from quotum.permissions.employers import can_record_commitments, can_record_contacts
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def edit_employer(
    employer: Employer, by: Person, *, name: str, kvk_number: str = "", now: datetime | None = None
) -> Employer:
    """Correct the name or the KvK number of an organisation. Raises Conflict for a number that another one has."""
    if not can_record_commitments(by):
        raise NotAllowed(
            "Alleen de zetel van de werkgevers en het secretariaat wijzigen gegevens van werkgevers."
        )
    locked = Employer.objects.select_for_update().get(pk=employer.pk)
    key = _key_of(name)
    other = Employer.objects.exclude(pk=locked.pk).filter(kvk_number=kvk_number).first()
    if kvk_number and other is not None:
        raise Conflict(
            f"Dit KvK-nummer hoort al bij {other}. Controleer het nummer, of voeg de twee werkgevers samen."
        )
    locked.name, locked.name_key, locked.kvk_number = name.strip(), key, kvk_number
    locked.save(update_fields=["name", "name_key", "kvk_number"])
    append_event("employer_changed", by, {"employer": locked.pk}, now)
    return locked


@transaction.atomic
def add_employer(
    by: Person, *, name: str, kvk_number: str = "", is_example: bool = False, now: datetime | None = None
) -> tuple[Employer, bool]:
    """An organisation of which only a contact is to be recorded. Gives it with whether it is new here."""
    if not can_record_contacts(by):
        raise NotAllowed(
            "Alleen de zetels van werkgevers en werknemers en het secretariaat voegen werkgevers toe."
        )
    before = Employer.objects.count()
    employer = employer_of(name, kvk_number, is_example)
    is_new = Employer.objects.count() > before
    if is_new:
        append_event("employer_added", by, {"employer": employer.pk}, now)
    return employer, is_new


def employer_of(name: str, kvk_number: str, is_example: bool) -> Employer:
    """The organisation with this KvK number, else one of this name whose number is not another; added when new.

    Of one that was joined to another, that other.

    Raises DomainError for a name without letters or digits. Within the transaction of an act.
    """
    key = _key_of(name)
    found = Employer.objects.filter(kvk_number=kvk_number).first() if kvk_number else None
    if found is None:
        named = Employer.objects.filter(name_key=key).order_by("pk")
        found = (named.filter(kvk_number="") if kvk_number else named).first()
    if found is None:
        return Employer.objects.create(
            name=name.strip(), name_key=key, kvk_number=kvk_number, is_example=is_example
        )
    if kvk_number and not found.kvk_number:
        found.kvk_number = kvk_number
        found.save(update_fields=["kvk_number"])
    return found.present


def _key_of(name: str) -> str:
    key = name_key(name)
    if not key:
        raise DomainError("Vul de naam van de organisatie in, met letters of cijfers.")
    return key
