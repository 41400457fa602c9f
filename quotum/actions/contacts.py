"""Contact points and contacts of works councils: another takes the place of what stands, which keeps its days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Location, Person
from quotum.domain.contacts import is_phone, is_private_mail
from quotum.models import ContactPoint, Employer, Sector, WorksCouncil
from quotum.models.contacts import Contact
from quotum.permissions.employers import can_record_cao, can_record_contacts
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

Kind = TypeVar("Kind", bound=Contact)


@transaction.atomic
def set_contact_point(
    by: Person,
    *,
    location: Location,
    office: str,
    phone: str = "",
    email: str = "",
    employer: Employer | None = None,
    sector: Sector | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> ContactPoint:
    """The one contact point of an employer, or of a sector at a location (B3a); exactly one of the two is given.

    Raises NotAllowed, DomainError for what is no office that can be reached, Conflict when nothing would change.
    """
    _refuse(
        by,
        can_record_contacts,
        "Alleen de zetels van werkgevers en werknemers en het secretariaat leggen dit vast.",
    )
    subject: dict[str, Any] = {"employer": employer} if employer else {"sector": sector, "location": location}
    values = {"office": office, "phone": phone, "email": email, "location": location}
    point = _replace(ContactPoint, by, subject, values, is_example, now)
    facts = {"contact_point": point.pk, "employer": employer.pk if employer else None}
    append_event(
        "contact_point_set",
        by,
        facts | {"sector": sector.pk if sector else None, "location": location.pk},
        point.recorded_at,
    )
    return point


@transaction.atomic
def end_contact_point(point: ContactPoint, by: Person, *, now: datetime | None = None) -> None:
    """There is no contact point any more; none comes in its place."""
    _refuse(
        by,
        can_record_contacts,
        "Alleen de zetels van werkgevers en werknemers en het secretariaat beëindigen dit.",
    )
    at = now or timezone.now()
    _end(ContactPoint, point, at)
    append_event("contact_point_ended", by, {"contact_point": point.pk}, at)


@transaction.atomic
def set_works_council(
    employer: Employer,
    by: Person,
    *,
    office: str,
    phone: str = "",
    email: str = "",
    is_example: bool = False,
    now: datetime | None = None,
) -> WorksCouncil:
    """How the works council of an employer is reached."""
    _refuse(by, can_record_cao, "Alleen de zetel van de werknemers en het secretariaat leggen dit vast.")
    values = {"office": office, "phone": phone, "email": email}
    council = _replace(WorksCouncil, by, {"employer": employer}, values, is_example, now)
    append_event(
        "works_council_set", by, {"works_council": council.pk, "employer": employer.pk}, council.recorded_at
    )
    return council


@transaction.atomic
def end_works_council(council: WorksCouncil, by: Person, *, now: datetime | None = None) -> None:
    """There is no contact with this works council any more."""
    _refuse(by, can_record_cao, "Alleen de zetel van de werknemers en het secretariaat beëindigen dit.")
    at = now or timezone.now()
    _end(WorksCouncil, council, at)
    append_event("works_council_ended", by, {"works_council": council.pk}, at)


def _refuse(by: Person, may: Callable[[Any], bool], sentence: str) -> None:
    if not may(by):
        raise NotAllowed(sentence)


def _replace(
    kind: type[Kind],
    by: Person,
    subject: dict[str, Any],
    values: dict[str, Any],
    is_example: bool,
    now: datetime | None,
) -> Kind:
    """End the one that stands for this subject, and put another in its place, on the same day."""
    at = now or timezone.now()
    take_ledger_head()  # one at a time: there is one per subject
    said = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    _check(said["office"], said["phone"], said["email"])
    standing = kind.objects.current().filter(**subject).first()
    if standing is not None:
        if all(getattr(standing, name) == value for name, value in said.items()):
            raise Conflict("Dit staat er al zo. Er is niets veranderd.")
        kind.objects.filter(pk=standing.pk).update(ended_on=max(day_of(at), standing.starts_on))
    new = kind(
        **(subject | said), starts_on=day_of(at), recorded_by=by, recorded_at=at, is_example=is_example
    )
    new.save()
    return new


def _end(kind: type[Kind], contact: Kind, at: datetime) -> None:
    standing = kind.objects.current().filter(pk=contact.pk)
    if not standing.update(ended_on=max(day_of(at), contact.starts_on)):
        raise Conflict("Dit contact is al beëindigd of vervangen. Er is niets veranderd.")


def _check(office: str, phone: str, email: str) -> None:
    if not office:
        raise DomainError("Vul het bureau of de functie in.")
    if not phone and not email:
        raise DomainError("Vul een telefoonnummer of een e-mailadres in.")
    if phone and not is_phone(phone):
        raise DomainError("Dit is geen telefoonnummer. Schrijf bijvoorbeeld 053 123 45 67.")
    if email and is_private_mail(email):
        raise DomainError("Dit is een privé-adres. Vul een e-mailadres van de organisatie in.")
