"""What cao's say on jobs for the target group: written down, corrected, taken away when it was a mistake."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import Person
from quotum.models import CaoAgreement, Sector
from quotum.permissions.employers import can_record_cao
from werkbedrijf.lib.errors import DomainError, NotAllowed


@transaction.atomic
def write_cao(
    by: Person,
    *,
    sector: Sector,
    title: str,
    agreement: str,
    valid_from: date,
    reference: str,
    valid_to: date | None = None,
    jobs: int | None = None,
    link: str = "",
    cao: CaoAgreement | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> CaoAgreement:
    """Add an agreement, or correct one. jobs: the number that the cao itself gives, None when it gives none.

    What comes after an agreement that runs out is an agreement of its own. Raises NotAllowed, DomainError.
    """
    _refuse_others(by)
    at = now or timezone.now()
    if valid_to is not None and valid_to < valid_from:
        raise DomainError("De laatste dag ligt vóór de eerste. Kies een latere laatste dag.")
    values = {
        "sector": sector,
        "title": title.strip(),
        "agreement": agreement.strip(),
        "jobs": jobs,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "reference": reference.strip(),
        "link": link,
        "recorded_by": by,
        "recorded_at": at,
        "is_example": is_example,
    }
    if not (values["title"] and values["agreement"] and values["reference"]):
        raise DomainError("Vul de cao, de afspraak en de vindplaats in.")
    if cao is None:
        written = CaoAgreement.objects.create(**values)
    else:
        written = CaoAgreement.objects.select_for_update().get(pk=cao.pk)
        for name, value in values.items():
            setattr(written, name, value)
        written.save(update_fields=list(values))
    days = {"valid_from": valid_from.isoformat(), "valid_to": valid_to.isoformat() if valid_to else None}
    append_event(
        "cao_added" if cao is None else "cao_changed",
        by,
        {"cao": written.pk, "sector": sector.pk, "jobs": jobs} | days,
        at,
    )
    return written


@transaction.atomic
def delete_cao(cao: CaoAgreement, by: Person, *, now: datetime | None = None) -> None:
    """Take away an agreement that was written down by mistake."""
    _refuse_others(by)
    append_event("cao_deleted", by, {"cao": cao.pk}, now)
    cao.delete()


def _refuse_others(by: Person) -> None:
    if not can_record_cao(by):
        raise NotAllowed(
            "Alleen de zetel van de werknemers en het secretariaat leggen afspraken in cao’s vast."
        )
